import type { Rule } from './rule.ts'

/** A role only allows, so that nobody sheds a refusal by carrying fewer roles. */
export const deniesInGuardrails: Rule = ({ kind, log }) => ({
  statement({ statement }) {
    if (statement.effect === 'allow' || kind !== 'role') return
    log.error(
      'deny-misplaced',
      statement.span,
      'a role only allows: `deny` stands in the guardrail and in global policies',
      'move the statement to the guardrail, which applies to every principal of the tenant',
    )
  },
})
