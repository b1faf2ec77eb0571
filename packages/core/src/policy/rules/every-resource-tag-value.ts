import { printOperand } from '../print/print-condition.ts'
import type { Rule } from './rule.ts'

/** In an `allow`, `=` on a resource tag is TRUE if any value matches: often less than its author means to ask. */
export const everyResourceTagValue: Rule = ({ log }) => ({
  comparison(comparison, { statement }) {
    if (statement.effect !== 'allow' || comparison.kind !== 'compare' || comparison.operator !== '=') return
    const tag = [comparison.left, comparison.right].find((operand) => operand.kind === 'resource-tag')
    if (tag === undefined) return
    const text = printOperand(tag)
    log.warn(
      'resource-tag-any',
      comparison.span,
      `true if any value of \`${text}\` matches`,
      `\`ALL(${text}) = …\` asks it of every value`,
    )
  },
})
