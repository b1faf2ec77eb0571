import { pairTest } from './single.ts'
import { FALSE, TRUE, UNKNOWN } from '../truth.ts'
import type { PairTest, Single } from './single.ts'
import type { Truth } from '../truth.ts'

const isLess = pairTest('<', 'exact')

/**
 * What every pair from two request arrays gives, else UNKNOWN, without looking at every pair: both lists come from a caller, and their
 * product may be large. The values are ready for one domain, other than that of tags.
 */
export function agreeOnPairs(
  operator: '=' | '<' | '<=' | '>' | '>=',
  left: readonly Single[],
  right: readonly Single[],
  test: PairTest,
): Truth {
  // Values of two types, or one that compares with nothing, make a pair UNKNOWN; so does an empty list.
  const [some] = left
  if (some === undefined || right.length === 0) return UNKNOWN
  const isLikeOthers = (value: Single): boolean => test(some, value) !== UNKNOWN
  if (!left.every(isLikeOthers) || !right.every(isLikeOthers)) return UNKNOWN
  return operator === '=' ? agreeOnEquality(left, right) : agreeOnExtremes(left, right, test)
}

function agreeOnEquality(left: readonly Single[], right: readonly Single[]): Truth {
  const values = new Set(left)
  if (!right.some((value) => values.has(value))) return FALSE
  return values.size === 1 && right.every((value) => values.has(value)) ? TRUE : UNKNOWN
}

/** An order holds for all pairs, or for none, exactly when it does so for the least and the greatest of both sides. */
function agreeOnExtremes(left: readonly Single[], right: readonly Single[], test: PairTest): Truth {
  const results = extremesOf(left).flatMap((a) => extremesOf(right).map((b) => test(a, b)))
  const [first = UNKNOWN] = results
  return results.every((result) => result === first) ? first : UNKNOWN
}

function extremesOf(values: readonly Single[]): readonly Single[] {
  const least = values.reduce((a, b) => (isLess(b, a) === TRUE ? b : a))
  const greatest = values.reduce((a, b) => (isLess(a, b) === TRUE ? b : a))
  return [least, greatest]
}
