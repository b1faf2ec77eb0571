import { inferSlots } from '../template-slots.ts'
import type { Rule } from './rule.ts'

/** Some value fits every place in which a slot stands. */
export const possibleSlots: Rule = ({ kind, services, log }) => ({
  policy(policy) {
    if (kind !== 'template') return
    for (const [name, { types, span }] of inferSlots(policy, services)) {
      if (types.length > 0) continue
      const message = `no one value fits all the places in which \`?${name}\` stands`
      log.error('slot-type', span, message, 'give each place a slot of its own')
    }
  },
})
