import type { Variable } from '../ast.ts'
import { variablesIn } from '../condition/condition-variables.ts'
import { readInstant } from '../condition/instant.ts'
import { printOperand } from '../print/print-condition.ts'
import { literalsIn } from './literals-in.ts'
import type { Rule, StatementScope } from './rule.ts'

/** Where a moment is compared, every literal is an RFC 3339 instant with its offset. */
export const validInstants: Rule = ({ log }) => ({
  comparison(comparison, scope) {
    const moment = variablesIn(comparison).find((variable) => isMoment(variable, scope))
    if (moment === undefined) return
    for (const literal of literalsIn(comparison)) {
      if (literal.kind === 'null' || literal.kind === 'slot') continue
      if (literal.kind === 'string' && readInstant(literal.value) !== undefined) continue
      log.error(
        'instant-invalid',
        literal.span,
        `\`${printOperand(literal)}\` is no instant, and \`${printOperand(moment)}\` compares as one`,
        "write date, time and offset, as in `'2030-01-31T08:00:00Z'`",
      )
    }
  },
})

function isMoment(variable: Variable, scope: StatementScope): boolean {
  if (variable.kind === 'context') return true
  if (variable.kind !== 'request') return false
  return scope.resolve(variable).some(({ found }) => typeof found === 'object' && found.formats.has('date-time'))
}
