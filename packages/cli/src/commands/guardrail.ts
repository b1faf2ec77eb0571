import { defineCommand, EXIT, type Command } from '../command.ts'
import { getTenant } from '../find-named.ts'
import { OPENAPI_OPTIONS } from '../load-services.ts'
import { readPolicyFile, usePolicy } from '../read-policy-file.ts'
import { readWhole } from '../read-values.ts'
import { toIso } from '../show-list.ts'
import { UsageError } from '../usage-error.ts'
import { DATABASE_OPTION, withManagement } from '../with-management.ts'

const OPTIONS = {
  database: DATABASE_OPTION,
  tenant: { type: 'string', value: 'id or slug', about: 'the tenant' },
} as const

const set = defineCommand({
  name: 'guardrail set',
  about: "Set a tenant's guardrail: its denies over every principal",
  options: {
    ...OPTIONS,
    policy: { type: 'string', value: 'file', about: 'the policy, which only denies' },
    remove: { type: 'boolean', about: 'take the guardrail away' },
    ...OPENAPI_OPTIONS,
    'expected-version': {
      type: 'string',
      value: 'number',
      about: 'refuse when it is at another version; 0: there is none',
    },
  },
  examples: [
    ['wardkit guardrail set --tenant acmehealth --policy policies/guardrail.yaml', 'from the next request on'],
  ],
  async run({ options, output }) {
    const { policy, remove, 'expected-version': version } = options
    if ((policy === undefined) !== remove) throw new UsageError('give either `--policy` and a file, or `--remove`')
    const file = policy === undefined ? undefined : await readPolicyFile(policy, 'guardrail')
    return withManagement(options, output, async (management) => {
      const { id: tenant } = await getTenant(management, options.tenant)
      return usePolicy(file, output, async () => {
        const { revision, warnings } = await management.guardrails.set({
          tenant,
          policy: file?.source ?? null,
          ...(version === undefined ? {} : { expectedVersion: readWhole('--expected-version', version) }),
        })
        output.show({ tenant, revision }, () => [`${remove ? 'removed' : 'set'} the guardrail (revision ${revision})`])
        return warnings
      })
    })
  },
})

const show = defineCommand({
  name: 'guardrail show',
  about: "Print a tenant's guardrail",
  options: OPTIONS,
  examples: [['wardkit guardrail show --tenant acmehealth', 'as its author wrote it']],
  run: ({ options, output }) =>
    withManagement(options, output, async (management) => {
      const tenant = await getTenant(management, options.tenant)
      const guardrail = await management.guardrails.find(tenant.id)
      if (guardrail === undefined) {
        output.note(`tenant ${tenant.slug} has no guardrail`)
        output.show(null, () => [])
        return EXIT.ok
      }
      const { policy, version, updatedAt } = guardrail
      output.note(`version ${version}, ${toIso(updatedAt) ?? ''}`)
      output.show({ policy, version, updatedAt: toIso(updatedAt) }, () => [policy.trimEnd()])
      return EXIT.ok
    }),
})

/** `wardkit guardrail …`: the denies of a tenant. */
export const guardrailCommands: readonly Command[] = [set, show]
