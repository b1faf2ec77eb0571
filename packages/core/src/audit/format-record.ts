import type { AccessRecord } from './access-record.ts'

/**
 * A record as one line of JSON, in ASCII: control characters, line separators, bidirectional marks and whatever else a terminal or an editor
 * might act on stand as escapes. The hash chain is over this text.
 */
export function formatRecord(record: object): string {
  return formatJson(record)
}

/** Any part of a record, in the words that it has in the record's line. */
export function formatJson(value: object | string | number | null): string {
  if (typeof value === 'string' && PLAIN.test(value)) return `"${value}"`
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Text that stands in JSON as it is: printable ASCII without `"` and `\`. */
const PLAIN = /^[ !#-[\]-~]*$/

/** The line of a record whose parts are in words already. @param parts names of ASCII letters; what is undefined is left out */
export function joinParts(parts: Readonly<Record<string, string | undefined>>): string {
  // Joined at the end, as text added to text is a chain of texts that somebody has to walk later.
  const pieces: string[] = []
  for (const name in parts) {
    const part = parts[name]
    if (part !== undefined) pieces.push(pieces.length === 0 ? '{"' : ',"', name, '":', part)
  }
  pieces.push(pieces.length === 0 ? '{}' : '}')
  return pieces.join('')
}

/** The line of a record in its place, from the line of the record without one. */
export function placeLine(line: string, sequence: number): string {
  return `{"sequence":${sequence},${line.slice(1)}`
}

/** Reads a line of the access log back. */
export function parseRecord(line: string): AccessRecord {
  return JSON.parse(line) as AccessRecord
}
