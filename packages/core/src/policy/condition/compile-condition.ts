import { compileComparison } from './compile-comparison.ts'
import { and, FALSE, not, or, TRUE } from '../truth.ts'
import type { Operation, Service } from '../../model/service.ts'
import type { Condition } from '../ast.ts'
import type { EvaluationInput } from '../compiled.ts'
import type { Scope } from './compile-operand.ts'
import type { Truth } from '../truth.ts'

/** A condition ready to be evaluated. It sets `missed` and adds to `open` as far as it had to look. */
export type Evaluate = (input: EvaluationInput) => Truth

/**
 * Compiles a `where` for one operation. A variable that does not apply to the operation, as it may happen under a wildcard, is UNKNOWN.
 *
 * @see POLICY.md, section 4
 */
export function compileCondition(condition: Condition, operation: Operation, service: Service): Evaluate {
  return compile(condition, { operation, service })
}

function compile(condition: Condition, scope: Scope): Evaluate {
  switch (condition.kind) {
    case 'and':
      return compileJunction(condition.operands, and, FALSE, scope)
    case 'or':
      return compileJunction(condition.operands, or, TRUE, scope)
    case 'not': {
      const evaluate = compile(condition.operand, scope)
      return (input) => not(evaluate(input))
    }
    default:
      return compileComparison(condition, scope)
  }
}

/** `final`: the result that no further operand changes. */
function compileJunction(
  operands: readonly Condition[],
  combine: (a: Truth, b: Truth) => Truth,
  final: Truth,
  scope: Scope,
): Evaluate {
  const [first, ...rest] = operands.map((operand) => compile(operand, scope))
  if (first === undefined) throw new TypeError('AND and OR need operands')
  return (input) => {
    let result = first(input)
    for (let i = 0; i < rest.length && result !== final; i++) result = combine(result, (rest[i] as Evaluate)(input))
    return result
  }
}
