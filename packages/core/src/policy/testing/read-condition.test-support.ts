import { parseCondition } from '../condition/parse-condition.ts'
import { FALSE, TRUE, UNKNOWN } from '../truth.ts'
import type { Condition } from '../ast.ts'
import type { Truth } from '../truth.ts'
import type { ReferenceTruth } from './reference-model.test-support.ts'

/** Parses a clause that is known to be good. @throws Error with the first diagnostic where it is not */
export function readCondition(where: string): Condition {
  const { condition, diagnostics } = parseCondition(where)
  if (condition === null) throw new Error(`${where}: ${diagnostics[0]?.message ?? 'no condition'}`)
  return condition
}

/** The name of a single truth value. */
export function truthName(truth: Truth): ReferenceTruth {
  switch (truth) {
    case TRUE:
      return 'TRUE'
    case FALSE:
      return 'FALSE'
    case UNKNOWN:
      return 'UNKNOWN'
    default:
      throw new TypeError(`${truth} is not a single truth value`)
  }
}
