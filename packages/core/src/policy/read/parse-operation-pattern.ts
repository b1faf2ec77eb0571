import { findNearest } from '../../util/nearest.ts'
import type { FieldPattern, OperationPattern } from '../ast.ts'
import { quoteInput, type DiagnosticLog } from './diagnostic-log.ts'
import { parseFields } from './parse-field-pattern.ts'
import type { Locate } from './source-text.ts'

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE'] as const

/** Whether a word is an HTTP method that an OpenAPI document may declare, in any case. */
export function isMethod(word: string): boolean {
  const upper = word.toUpperCase()
  return METHODS.some((method) => method === upper)
}

/**
 * Parses `METHOD:/path/{param}`, wildcards and field list included; answers null where it reports why not. Spaces after the first colon are
 * let pass.
 *
 * @see POLICY.md, sections 3 and 6
 */
export function parseOperationPattern(text: string, locate: Locate, log: DiagnosticLog): OperationPattern | null {
  const span = locate(0, text.length)
  const listStart = text.lastIndexOf(':[')
  const pattern = listStart === -1 ? text : text.slice(0, listStart)
  let fields: readonly FieldPattern[] | undefined
  if (listStart !== -1) {
    const read = parseFieldList(text, listStart, locate, log)
    if (read === null) return null
    fields = read
  }
  const withFields = fields === undefined ? {} : { fields }
  if (pattern === '*') return { method: '*', path: null, ...withFields, span }
  const colon = pattern.indexOf(':')
  if (colon === -1) {
    log.error('operation-syntax', span, `${quoteInput(text)} is no operation`, hintFor(pattern))
    return null
  }
  const method = pattern.slice(0, colon).toUpperCase()
  if (method !== '*' && !isMethod(method)) {
    const nearest = findNearest(method, METHODS)
    const hint =
      nearest === undefined ? `the methods are ${METHODS.join(', ')} and \`*\`` : `did you mean \`${nearest}\`?`
    log.error('method-unknown', locate(0, colon), `${quoteInput(pattern.slice(0, colon))} is no HTTP method`, hint)
    return null
  }
  const rest = pattern.slice(colon + 1)
  const path = rest.trim()
  if (path === '*' && method !== '*') return { method, path: null, ...withFields, span }
  const problem = findPathProblem(path)
  if (problem === null) return { method, path, ...withFields, span }
  const start = colon + 1 + rest.indexOf(path)
  log.error('operation-syntax', locate(start, start + path.length), problem.message, problem.hint)
  return null
}

function parseFieldList(
  text: string,
  listStart: number,
  locate: Locate,
  log: DiagnosticLog,
): readonly FieldPattern[] | null {
  const end = text.length - 1
  if (text.charAt(end) === ']') {
    const start = listStart + 2
    return parseFields(text.slice(start, end), (from, to) => locate(start + from, start + to), log)
  }
  log.error('field-syntax', locate(listStart, text.length), 'the field list has no closing `]` at its end')
  return null
}

interface PathProblem {
  readonly message: string
  readonly hint?: string
}

function findPathProblem(path: string): PathProblem | null {
  if (path === '*') return { message: '`*:*` is no operation', hint: 'write `*` for every operation' }
  if (!path.startsWith('/')) {
    const message = path === '' ? 'the operation has no path' : `the path ${quoteInput(path)} does not begin with \`/\``
    return { message, hint: 'write `METHOD:/path`, for instance `GET:/patient/{patientId}`' }
  }
  if (/\s/.test(path)) return { message: 'the path holds a space' }
  if (/[?#]/.test(path)) {
    const hint = 'leave the query away; read its parameters in `where` with `$query:name`'
    return { message: 'a path has no query and no fragment', hint }
  }
  const fixed = path.endsWith('/*') ? path.slice(0, -2) : path
  if (fixed.includes('*')) {
    return { message: '`*` stands inside the path', hint: 'it may only be the last segment: `GET:/patient/*`' }
  }
  if (!/^(?:[^{}]|\{[^{}]+\})*$/.test(fixed)) {
    return { message: 'a path parameter needs a name between `{` and `}`' }
  }
  return null
}

function hintFor(pattern: string): string {
  const parts = /^([A-Za-z]+)\s+(\/\S*)$/.exec(pattern)
  return parts === null
    ? 'operations are written `METHOD:/path`, for instance `GET:/patient/{patientId}`'
    : `write \`${(parts[1] as string).toUpperCase()}:${parts[2]}\``
}
