import type { Rule } from './rule.ts'

/** Roles and templates only allow, so that nobody sheds a refusal by carrying fewer of them. */
export const deniesInGuardrails: Rule = ({ kind, log }) => ({
  statement({ statement }) {
    if (statement.effect === 'allow' || kind === 'guardrail' || kind === 'global') return
    log.error(
      'deny-misplaced',
      statement.span,
      `a ${kind} only allows: \`deny\` stands in the guardrail and in global policies`,
      'move the statement to the guardrail, which applies to every principal of the tenant',
    )
  },
})
