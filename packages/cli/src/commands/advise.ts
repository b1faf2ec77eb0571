import { defineCommand, EXIT } from '../command.ts'
import { getRoleId, getTenant, required } from '../find-named.ts'
import { OPENAPI_OPTIONS } from '../load-services.ts'
import { LOG_OPTIONS, readSpan } from '../review-options.ts'
import { withManagement } from '../with-management.ts'

/** `wardkit advise`: the least that a role's holders needed. */
export const advise = defineCommand({
  name: 'advise',
  about: "Print the tightest policy that would still have allowed what a role's holders did",
  details: [
    'Names the operations used in place of wildcards and, after three uses or more, asks for the tags that all of them',
    'shared. It never allows what the role does not. Nothing is saved: read it, then `wardkit role update`.',
  ],
  options: {
    ...LOG_OPTIONS,
    role: { type: 'string', value: 'id or name', about: 'the role' },
    ...OPENAPI_OPTIONS,
  },
  examples: [
    ["wardkit advise --tenant acmehealth --role 'doctor access' --since 90d > doctor.yaml", 'the policy alone'],
  ],
  run: ({ options, output }) =>
    withManagement(options, output, async (management) => {
      const span = readSpan(options)
      const tenant = await getTenant(management, options.tenant)
      const role = await getRoleId(management, tenant, required(options.role, '--role', 'an id or a name'))
      const advice = await management.review.advise({ tenant: tenant.id, role, ...span })
      if (advice === undefined) {
        output.note('nobody did anything through the role: it may not be needed at all')
        output.show(null, () => [])
        return EXIT.ok
      }
      const { policy, operations, unused, beyond } = advice
      const replay = await management.review.replay({ tenant: tenant.id, changes: { role }, policy, ...span })
      output.show({ policy, operations, unused, beyond, replay }, () => [policy.trimEnd()])
      for (const operation of unused) output.note(`nobody used ${operation}`)
      if (beyond > 0) output.note(`${beyond} requests went beyond the role as it is today and are left out`)
      const refused = replay.flips.filter(({ to }) => to === 'refused').length
      output.note(
        `replayed against ${replay.replayed} past requests: ${refused === 0 ? 'none that was allowed would be refused' : `${refused} would be refused`}`,
      )
      return refused === 0 ? EXIT.ok : EXIT.failure
    }),
})
