import type { Slot } from '../ast.ts'
import { literalsIn } from './literals-in.ts'
import type { Rule } from './rule.ts'

/** Slots stand in policy templates, where a link fills them. */
export const noSlots: Rule = ({ kind, log }) => {
  if (kind === 'template') return {}
  const report = ({ name, span }: Slot): void => {
    log.error(
      'slot-outside-template',
      span,
      `the slot \`?${name}\` has no value here: slots stand in policy templates`,
      `write the value itself, in quotes if it is text`,
    )
  }
  return {
    policy({ template }) {
      if (template === undefined) return
      const hint = 'take `template` away, or give the policy to the option `templates`'
      log.error('template-expected', template.span, 'this policy is no template, and has the name of one', hint)
    },
    statement({ statement }) {
      for (const slot of [statement.principal, statement.resource]) if (slot !== undefined) report(slot)
    },
    comparison(comparison) {
      for (const literal of literalsIn(comparison)) if (literal.kind === 'slot') report(literal)
    },
  }
}
