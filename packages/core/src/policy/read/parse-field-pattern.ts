import type { FieldPart, FieldPattern } from '../ast.ts'
import { quoteInput, type DiagnosticLog } from './diagnostic-log.ts'
import type { Locate } from './source-text.ts'

const NAME = /[^\s,."*[\]]+/y

/**
 * Parses one field, such as `nodeGroups.maxSize`, `nodeGroups.*`, `nodeGroups.min*` or `"a.b".c`; answers null where it reports why not.
 *
 * @see POLICY.md, section 6
 */
export function parseFieldPattern(text: string, locate: Locate, log: DiagnosticLog): FieldPattern | null {
  const fields = parseFields(text, locate, log)
  if (fields === null) return null
  if (fields.length === 1) return fields[0] as FieldPattern
  const hint = 'write each field as its own item of the list'
  log.error('field-syntax', locate(0, text.length), `${quoteInput(text)} is more than one field`, hint)
  return null
}

/** Parses the fields of a list, separated by commas; answers null where it reports why not. */
export function parseFields(text: string, locate: Locate, log: DiagnosticLog): readonly FieldPattern[] | null {
  const fields: FieldPattern[] = []
  let at = 0
  do {
    at = skipSpace(text, at)
    const start = at
    const parts: FieldPart[] = []
    do {
      const read = readPart(text, parts.length === 0 ? at : at + 1)
      if (read === null) return refuse(text, at, locate, log)
      if (parts.at(-1) !== undefined && parts.at(-1)?.kind !== 'name') {
        const message = '`*` stands inside a field: it may only end one'
        log.error('field-syntax', locate(start, read.end), message)
        return null
      }
      parts.push(read.part)
      at = read.end
    } while (text.charAt(at) === '.')
    fields.push({ parts, span: locate(start, at) })
    at = skipSpace(text, at)
    if (at < text.length && text.charAt(at) !== ',') return refuse(text, at, locate, log)
  } while (at++ < text.length)
  return fields
}

function readPart(text: string, start: number): { part: FieldPart; end: number } | null {
  const quoted = text.charAt(start) === '"' ? readQuoted(text, start) : null
  if (text.charAt(start) === '"' && quoted === null) return null
  NAME.lastIndex = start
  const name = quoted?.name ?? NAME.exec(text)?.[0] ?? ''
  const end = quoted?.end ?? start + name.length
  if (text.charAt(end) === '*') {
    return { part: end === start ? { kind: 'any' } : { kind: 'prefix', prefix: name }, end: end + 1 }
  }
  return end === start ? null : { part: { kind: 'name', name }, end }
}

/** Text in double quotes, a double quote doubled: a name that holds a dot, a comma, a space or a `*`. */
function readQuoted(text: string, start: number): { name: string; end: number } | null {
  let name = ''
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === '"') {
      if (text.charAt(at + 1) !== '"') return name === '' ? null : { name, end: at + 1 }
      at++
    }
    name += text.charAt(at)
  }
  return null
}

function refuse(text: string, at: number, locate: Locate, log: DiagnosticLog): null {
  const rest = text.slice(at)
  const message = rest === '' ? 'a field is missing' : `${quoteInput(rest)} cannot be read as a field`
  const hint = 'fields are names with dots between, such as `metadata.name`; put other characters in double quotes'
  log.error('field-syntax', locate(at, text.length), message, hint)
  return null
}

function skipSpace(text: string, at: number): number {
  let end = at
  while (end < text.length && /\s/.test(text.charAt(end))) end++
  return end
}
