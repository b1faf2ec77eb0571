import { and, FALSE, or, TRUE, UNKNOWN } from '../truth.ts'
import type { Truth } from '../truth.ts'
import type { PairTest, Single } from './single.ts'

/** The values of an operand: one, several, or undefined where there is none because nothing was sent or set. */
export type Values = Single | readonly Single[] | undefined

/**
 * How the results for several values become one.
 *
 * - `any`: SQL's OR, for server sets
 * - `every`: SQL's AND, for ALL over a server set
 * - `agree`: what all of them give, else UNKNOWN, for request arrays: a caller gains nothing by mixing
 */
export type Join = 'any' | 'every' | 'agree'

/** Decides value by value and joins the results; UNKNOWN where there is no value. @see POLICY.md, section 4, Sets */
export function lift(values: Values, join: Join, test: (value: Single) => Truth): Truth {
  if (typeof values !== 'object' || values === null) return values === undefined ? UNKNOWN : test(values)
  const first = values[0]
  if (first === undefined) return UNKNOWN
  let result = test(first)
  if (values.length === 1) return result
  const { combine, final } = JOINS[join]
  for (let i = 1; i < values.length && result !== final; i++) result = combine(result, test(values[i] as Single))
  return result
}

/** Decides every pair of two operands' values: the outer one's results join those of the inner one. */
export function liftPair(outer: Values, outerJoin: Join, inner: Values, innerJoin: Join, test: PairTest): Truth {
  return lift(outer, outerJoin, (a) => lift(inner, innerJoin, (b) => test(a, b)))
}

// `final`: the result that no further value changes.
const JOINS: Readonly<Record<Join, { readonly combine: (a: Truth, b: Truth) => Truth; readonly final: Truth }>> = {
  any: { combine: or, final: TRUE },
  every: { combine: and, final: FALSE },
  agree: { combine: (a, b) => (a === b ? a : UNKNOWN), final: UNKNOWN },
}
