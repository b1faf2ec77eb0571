import type { Comparison, Literal, Operand } from '../ast.ts'
import { isVariable } from '../condition/condition-variables.ts'

/** The literals of a comparison, in the order of the source. */
export function literalsIn(comparison: Comparison): readonly Literal[] {
  return operandsOf(comparison).filter((operand) => !isVariable(operand))
}

function operandsOf(comparison: Comparison): readonly Operand[] {
  switch (comparison.kind) {
    case 'compare':
      return [comparison.left, comparison.right]
    case 'in':
      return [comparison.left, ...rightOf(comparison.right)]
    case 'like':
      return [comparison.left, comparison.pattern]
    case 'between':
      return [comparison.left, comparison.low, comparison.high]
    case 'is-null':
      return []
    case 'all':
      return rightOf(comparison.right)
  }
}

function rightOf(right: Operand | readonly Literal[]): readonly Operand[] {
  return 'kind' in right ? [right] : right
}
