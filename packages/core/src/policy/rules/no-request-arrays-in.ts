import { printOperand } from '../print/print-condition.ts'
import type { Rule } from './rule.ts'

/** A request array is never the list of an IN: the caller would write the list. */
export const noRequestArraysIn: Rule = ({ log }) => ({
  comparison(comparison, scope) {
    if (comparison.kind !== 'in' || !('kind' in comparison.right) || comparison.right.kind !== 'request') return
    const array = scope.resolve(comparison.right).find(({ found }) => typeof found === 'object' && found.array)
    if (array === undefined) return
    log.error(
      'array-in',
      comparison.right.span,
      `\`${printOperand(comparison.right)}\` is an array in \`${array.target.operation.id}\`: the caller would write the list`,
      'compare with a tag or with literals',
    )
  },
})
