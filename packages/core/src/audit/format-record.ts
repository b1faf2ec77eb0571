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

/** The line of a record in its place, from the line of the record without one. */
export function placeLine(line: string, sequence: number): string {
  return `{"sequence":${sequence},${line.slice(1)}`
}

/** Reads a line of the access log back. */
export function parseRecord(line: string): AccessRecord {
  return JSON.parse(line) as AccessRecord
}
