import { assertNever } from '../../util/assert-never.ts'
import type { Condition, Literal, Operand, Variable } from '../ast.ts'

/** Every variable of a condition, in the order of the source. */
export function variablesIn(condition: Condition): readonly Variable[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.flatMap(variablesIn)
    case 'not':
      return variablesIn(condition.operand)
    case 'compare':
      return [condition.left, condition.right].filter(isVariable)
    case 'in':
      return [condition.left, ...rightOf(condition.right)].filter(isVariable)
    case 'like':
    case 'between':
      return [condition.left].filter(isVariable)
    case 'is-null':
      return [condition.variable]
    case 'all':
      return [condition.variable, ...rightOf(condition.right)].filter(isVariable)
    default:
      return assertNever(condition)
  }
}

/** Whether an operand takes its value from the decision, not from the clause. */
export function isVariable(operand: Operand): operand is Variable {
  switch (operand.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'slot':
      return false
    default:
      return true
  }
}

function rightOf(right: Operand | readonly Literal[]): readonly Operand[] {
  return 'kind' in right ? [right] : right
}
