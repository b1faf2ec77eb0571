import { literalsIn } from './literals-in.ts'
import type { Rule } from './rule.ts'

/** Slots stand in policy templates, where a link fills them. */
export const noSlots: Rule = ({ log }) => ({
  comparison(comparison) {
    for (const literal of literalsIn(comparison)) {
      if (literal.kind !== 'slot') continue
      log.error(
        'slot-outside-template',
        literal.span,
        `the slot \`?${literal.name}\` has no value here: slots stand in policy templates`,
        `write the value itself, in quotes if it is text`,
      )
    }
  },
})
