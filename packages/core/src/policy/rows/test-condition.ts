import { FALSE, TRUE } from '../truth.ts'
import { allOf, anyOf } from './row-test.ts'
import { testComparison } from './test-comparison.ts'
import type { Condition } from '../ast.ts'
import type { RowTest } from './row-test.ts'
import type { RowScope, Wanted } from './row-scope.ts'

/**
 * Turns a condition into a test that holds for exactly the rows for which the condition is `wanted`: TRUE or FALSE. What is the same for every
 * row is decided here, and only what differs is left.
 *
 * @see POLICY.md, section 4
 */
export function testCondition(condition: Condition, wanted: Wanted, scope: RowScope): RowTest {
  switch (condition.kind) {
    case 'not':
      return testCondition(condition.operand, wanted === TRUE ? FALSE : TRUE, scope)
    case 'and':
    case 'or': {
      const tests = condition.operands.map((operand) => testCondition(operand, wanted, scope))
      return (condition.kind === 'and') === (wanted === TRUE) ? allOf(tests) : anyOf(tests)
    }
    default:
      return testComparison(condition, wanted, scope)
  }
}
