import type { PathSegment } from '../model/service.ts'
import { isStorableText } from '../model/tags.ts'
import { percentDecode } from '../util/percent-decode.ts'

/** A path template in parts, or what is wrong with it in words that stand after "path `…`". */
export type PathTemplate =
  { readonly ok: true; readonly segments: readonly PathSegment[] } | { readonly ok: false; readonly problem: string }

/**
 * Reads a path template of an OpenAPI document. Literal text is percent-decoded; one slash at the end means the same as none.
 *
 * @see OpenAPI 3.1, section 4.8.8.2, Path Templating Matching
 */
export function parsePathTemplate(path: string): PathTemplate {
  if (!path.startsWith('/')) return refuse('does not begin with `/`')
  if (/[?#]/.test(path.replace(/\{[^{}]*\}/g, '')))
    return refuse('holds a `?` or `#`: declare query parameters instead')
  const trimmed = path.endsWith('/') ? path.slice(1, -1) : path.slice(1)
  if (trimmed === '') return path === '/' ? { ok: true, segments: [] } : refuse('has an empty segment')

  const segments: PathSegment[] = []
  const names = new Set<string>()
  for (const text of trimmed.split('/')) {
    const segment = parseSegment(text)
    if (typeof segment === 'string') return refuse(segment)
    for (const name of segment.parameters) {
      if (names.has(name)) return refuse(`names the parameter \`${name}\` twice`)
      names.add(name)
    }
    segments.push(segment)
  }
  return { ok: true, segments }
}

/** The same text for two templates that no request can tell apart: parameter names and the case of ASCII letters left out. */
export function templateKey(segments: readonly PathSegment[]): string {
  return JSON.stringify(segments.map(segmentKey))
}

/** The same text for two segments that match the same values. Parameters are NUL, which no literal holds. */
export function segmentKey(segment: PathSegment): string {
  return foldLiteral(segment.literals.join('\0'))
}

/** Folds ASCII letters, as routers that ignore case compare literal parts of a path. */
export function foldLiteral(text: string): string {
  return ASCII_UPPER.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text
}

const ASCII_UPPER = /[A-Z]/

function parseSegment(text: string): PathSegment | string {
  if (text === '') return 'has an empty segment'
  if (text === '.' || text === '..') return 'has a `.` or `..` segment'
  const literals: string[] = []
  const parameters: string[] = []
  // Odd parts are what stood between braces.
  const parts = text.split(/\{([^{}]*)\}/)
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1) {
      if (part === '') return 'has a parameter without a name'
      parameters.push(part)
      continue
    }
    if (/[{}]/.test(part)) return 'has a brace without its partner'
    if (part === '' && index > 0 && index < parts.length - 1) {
      return `has nothing between \`{${parts[index - 1] ?? ''}}\` and \`{${parts[index + 1] ?? ''}}\`, so that nothing can tell them apart`
    }
    const literal = percentDecode(part)
    if (literal === undefined || !isStorableText(literal)) return `has an invalid percent-escape in \`${part}\``
    literals.push(literal)
  }
  return { literals, parameters }
}

function refuse(problem: string): PathTemplate {
  return { ok: false, problem }
}
