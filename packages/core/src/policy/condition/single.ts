import { foldTag } from '../../model/fold.ts'
import { isStorableText } from '../../model/tags.ts'
import { compareCodePoints } from '../../util/compare-code-points.ts'
import { readInstant } from './instant.ts'
import { FALSE, TRUE, UNKNOWN } from '../truth.ts'
import type { Truth } from '../truth.ts'

/** A value that is there, but compares with nothing: an object, an integer beyond ±(2^53 − 1), text that no store keeps. */
export const UNCOMPARABLE: unique symbol = Symbol('uncomparable')

/** One value of a comparison. A bigint is an instant in nanoseconds; null stands where a value is missing, as in SQL. */
export type Single = string | number | boolean | bigint | typeof UNCOMPARABLE | null

/**
 * How a comparison takes its values.
 *
 * - `exact`: by JSON type, text by code point
 * - `tag`: text folded, and ordered as numbers where it is decimal
 * - `lower-case`: as `exact`, ASCII letters in lower case (UUIDs)
 * - `instant`: text as RFC 3339 date-times
 */
export type Domain = 'exact' | 'tag' | 'lower-case' | 'instant'

/** Compares two values that were both made ready for the same domain. Always one of the three truth values. */
export type PairTest = (a: Single, b: Single) => Truth

/** Takes a value out of JSON. */
export function toSingle(value: unknown): Single {
  switch (typeof value) {
    case 'string':
      return isStorableText(value) ? value : UNCOMPARABLE
    case 'number':
      // Every double beyond is an integer that may have stood for another one; NaN fails the comparison too.
      return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : UNCOMPARABLE
    case 'boolean':
      return value
    default:
      return value === null || value === undefined ? null : UNCOMPARABLE
  }
}

/** Makes a value ready for a domain. */
export function toDomain(value: Single, domain: Domain): Single {
  switch (domain) {
    case 'exact':
      return value
    case 'tag':
      return typeof value === 'string' ? foldTag(value) : value
    case 'lower-case':
      return typeof value === 'string' ? value.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : value
    case 'instant':
      if (value === null || typeof value === 'bigint') return value
      return typeof value === 'string' ? (readInstant(value) ?? UNCOMPARABLE) : UNCOMPARABLE
  }
}

/** The test for two single values under an operator. @see POLICY.md, section 4, Types */
export function pairTest(operator: '=' | '<' | '<=' | '>' | '>=', domain: Domain): PairTest {
  if (operator === '=') return domain === 'tag' ? equalTags : equal
  const order = domain === 'tag' ? orderTags : orderOf
  const holds = HOLDS[operator]
  return (a, b) => {
    const sign = order(a, b)
    if (Number.isNaN(sign)) return UNKNOWN
    return holds(sign) ? TRUE : FALSE
  }
}

const HOLDS = {
  '<': (sign: number) => sign < 0,
  '<=': (sign: number) => sign <= 0,
  '>': (sign: number) => sign > 0,
  '>=': (sign: number) => sign >= 0,
} as const

function equal(a: Single, b: Single): Truth {
  if (!areComparable(a, b)) return UNKNOWN
  return a === b ? TRUE : FALSE
}

function equalTags(a: Single, b: Single): Truth {
  if (typeof a === 'string' && typeof b === 'string') return a === b ? TRUE : FALSE
  return equal(toNumber(a), toNumber(b))
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`; NaN where they have no order. */
function orderOf(a: Single, b: Single): number {
  if (!areComparable(a, b)) return NaN
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b)
  // Same type, neither null nor text: numbers, instants, or booleans with false before true.
  return (a as number) < (b as number) ? -1 : a === b ? 0 : 1
}

function orderTags(a: Single, b: Single): number {
  if (typeof a === 'string' && typeof b === 'string') {
    const x = decimalOf(a)
    const y = decimalOf(b)
    if (x === undefined && y === undefined) return compareCodePoints(a, b)
    return x === undefined || y === undefined ? NaN : x - y
  }
  return orderOf(toNumber(a), toNumber(b))
}

/** The side of a comparison of a tag with a number. */
function toNumber(value: Single): Single {
  if (typeof value === 'string') return decimalOf(value) ?? UNCOMPARABLE
  return typeof value === 'number' ? value : UNCOMPARABLE
}

function areComparable(a: Single, b: Single): boolean {
  return typeof a === typeof b && typeof a !== 'symbol' && a !== null
}

const DECIMAL = /^-?[0-9]+(?:\.[0-9]+)?$/
const DECIMAL_DIGITS = 15

/** The number of a decimal tag value, or undefined where the folded text is none. */
export function decimalOf(text: string): number | undefined {
  // Sign, point and 15 digits; the bound also keeps long text away from the pattern.
  if (text.length > DECIMAL_DIGITS + 2 || !DECIMAL.test(text)) return undefined
  const digits = text.length - (text.startsWith('-') ? 1 : 0) - (text.includes('.') ? 1 : 0)
  return digits <= DECIMAL_DIGITS ? Number(text) : undefined
}
