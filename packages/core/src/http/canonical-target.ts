import { percentDecode } from '../util/percent-decode.ts'

/** A request target read once: what the operation is matched against and where the query begins. */
export interface CanonicalTarget {
  readonly ok: true
  /** The path as sent, without the query and without one slash at its end. `/` itself stays. */
  readonly pathname: string
  /** What stands between the slashes, percent-decoded once. Empty for `/`. A segment may hold a decoded `/`. */
  readonly segments: readonly string[]
  /** What follows the first `?`, as sent; empty where there is none. */
  readonly search: string
}

/** Why a target is refused. Stable: callers may switch on it. */
export type TargetProblemCode =
  /** Empty, or does not begin with a slash: absolute form, authority form, `*`. */
  | 'not-a-path'
  /** Holds a space, a control character, anything beyond ASCII, or a fragment. */
  | 'raw-character'
  /** Holds a backslash, which some parsers read as a slash. */
  | 'backslash'
  /** Two slashes in a row. */
  | 'empty-segment'
  /** A segment that is `.` or `..`. */
  | 'dot-segment'
  /** A `%` that two hexadecimal digits do not follow, or escapes that are not UTF-8. */
  | 'invalid-escape'
  /** An escape of a letter, a digit, `-`, `.`, `_` or `~`, which has no reason but to hide it. */
  | 'encoded-unreserved'
  /** An escape of a control character. */
  | 'encoded-control'

/** A target that is refused. */
export interface RefusedTarget {
  readonly ok: false
  /** `message` is a sentence for the caller. */
  readonly problem: { readonly code: TargetProblemCode; readonly message: string }
}

/**
 * Reads a raw request target (`req.url` as it stood on the wire), or refuses it. A path that two readers could take for different ones is
 * never repaired: whoever dispatches it next would repair it otherwise.
 *
 * One slash at the end means the same as none, because routers dispatch both alike.
 *
 * @see RFC 3986, sections 2.3 and 3.3
 */
export function readTarget(raw: string): CanonicalTarget | RefusedTarget {
  if (raw.charCodeAt(0) !== SLASH) return refuse('not-a-path')
  const segments: string[] = []
  let isPlain = true
  let begin = 1
  let end = 1
  // One walk over the path: this stands before every request.
  for (; end < raw.length; end++) {
    const unit = raw.charCodeAt(end)
    if (isPlainUnit(unit)) continue
    if (unit === QUESTION_MARK) break
    if (isOutside(unit)) return refuse('raw-character')
    isPlain &&= unit === SLASH && begin < end
    if (unit !== SLASH) continue
    segments.push(raw.slice(begin, end))
    begin = end + 1
  }
  if (begin < end) segments.push(raw.slice(begin, end))
  const search = raw.slice(end + 1)
  for (let index = 0; index < search.length; index++) {
    if (isOutside(search.charCodeAt(index))) return refuse('raw-character')
  }
  const pathname = raw.slice(0, end > 1 && begin === end ? end - 1 : end)
  const problem = isPlain ? undefined : decodeSegments(pathname, segments)
  return problem === undefined ? { ok: true, pathname, segments, search } : refuse(problem)
}

/** Decodes in place. @returns what the path is refused for */
function decodeSegments(pathname: string, segments: string[]): TargetProblemCode | undefined {
  if (pathname.includes('\\')) return 'backslash'
  for (let index = 0; index < segments.length; index++) {
    const segment = segments[index] as string
    if (segment === '') return 'empty-segment'
    if (segment === '.' || segment === '..') return 'dot-segment'
    if (!segment.includes('%')) continue
    if (ENCODED_UNRESERVED.test(segment)) return 'encoded-unreserved'
    const decoded = percentDecode(segment)
    if (decoded === undefined) return 'invalid-escape'
    if (CONTROL.test(decoded)) return 'encoded-control'
    segments[index] = decoded
  }
  return undefined
}

const SLASH = 0x2f
const QUESTION_MARK = 0x3f
const HASH = 0x23

/** Whatever is not printable ASCII, and `#`: a fragment is never sent, and URL parsers cut it off, the query with it. */
function isOutside(unit: number): boolean {
  return unit < 0x21 || unit > 0x7e || unit === HASH
}

/** Letters, digits, `-` and `_`: of these no path is anything but itself. */
function isPlainUnit(unit: number): boolean {
  if (unit > 0x60) return unit < 0x7b
  if (unit > 0x40) return unit < 0x5b || unit === 0x5f
  return unit > 0x2f ? unit < 0x3a : unit === 0x2d
}

/** Escapes of ALPHA, DIGIT, `-`, `.`, `_` and `~`. */
const ENCODED_UNRESERVED = /%(?:2[DdEe]|3\d|4[1-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9AaEe])/

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/

const MESSAGES: Readonly<Record<TargetProblemCode, string>> = {
  'not-a-path': 'the target is not a path that begins with `/`',
  'raw-character': 'the target holds a space, a control character, `#`, or a character that needs percent-encoding',
  backslash: 'the path holds a backslash',
  'empty-segment': 'the path holds two slashes in a row',
  'dot-segment': 'the path holds a `.` or `..` segment',
  'invalid-escape': 'the path holds a percent-escape that is not UTF-8',
  'encoded-unreserved': 'the path percent-encodes a letter, digit, `-`, `.`, `_` or `~`',
  'encoded-control': 'the path percent-encodes a control character',
}

function refuse(code: TargetProblemCode): RefusedTarget {
  return { ok: false, problem: { code, message: MESSAGES[code] } }
}
