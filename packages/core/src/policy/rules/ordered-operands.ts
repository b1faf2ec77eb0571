import { literalsIn } from './literals-in.ts'
import type { Rule } from './rule.ts'

/** Numbers, text and instants have an order, booleans have none, and the bounds of BETWEEN are of one type. */
export const orderedOperands: Rule = ({ log }) => ({
  comparison(comparison) {
    const orders =
      comparison.kind === 'between' ||
      (comparison.kind === 'compare' && comparison.operator !== '=' && comparison.operator !== '!=')
    if (!orders) return
    const literals = literalsIn(comparison)
    const boolean = literals.find((literal) => literal.kind === 'boolean')
    if (boolean !== undefined) {
      log.error('order-operand', boolean.span, 'TRUE and FALSE have no order', 'compare them with `=` or `!=`')
    } else if (comparison.kind === 'between' && new Set(literals.slice(-2).map(({ kind }) => kind)).size === 2) {
      log.error(
        'order-operand',
        comparison.span,
        'the bounds of BETWEEN are of two types',
        'write both as numbers or both as text',
      )
    }
  },
})
