import type { Operand } from '../ast.ts'
import { quoteInput } from '../read/diagnostic-log.ts'
import type { Rule } from './rule.ts'

/** A LIKE on an e-mail address spells the domain out, from the `@` to the end: other domains begin or end alike. */
export const wholeMailDomains: Rule = ({ log }) => ({
  comparison(comparison) {
    if (comparison.kind !== 'like' || !isMailAddress(comparison.left)) return
    const pattern = comparison.pattern.value
    const at = pattern.lastIndexOf('@')
    const domain = pattern.slice(at + 1)
    const loose = at === -1 ? /[%_]/.test(pattern) && pattern.includes('.') : /[%_]/.test(domain)
    if (!loose) return
    log.warn(
      'like-domain',
      comparison.pattern.span,
      `${quoteInput(pattern)} also matches addresses of domains that others can register`,
      'spell the domain out, as in `%@example.com`',
    )
  },
})

function isMailAddress(operand: Operand): boolean {
  switch (operand.kind) {
    case 'principal':
      return operand.attribute === 'email'
    case 'principal-tag':
    case 'resource-tag':
      return /e-?mail/i.test(operand.key)
    case 'request':
      return /e-?mail/i.test(operand.path.at(-1) ?? '')
    default:
      return false
  }
}
