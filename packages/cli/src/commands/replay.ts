import type { Flip, NotReplayed, ReplayReport } from '@wardkit/core'
import { defineCommand, EXIT } from '../command.ts'
import { getRoleId, getTenant, required } from '../find-named.ts'
import { OPENAPI_OPTIONS } from '../load-services.ts'
import { alignColumns, type Output } from '../output.ts'
import { readPolicyFile, usePolicy } from '../read-policy-file.ts'
import { LOG_OPTIONS, readSpan } from '../review-options.ts'
import { printable } from '../show-list.ts'
import { UsageError } from '../usage-error.ts'
import { withManagement } from '../with-management.ts'

/** `wardkit replay`: what a changed policy would have made of past requests. */
export const replay = defineCommand({
  name: 'replay',
  about: 'Decide past requests anew with a changed policy, and list those that would be decided otherwise',
  details: [
    'Reads the access log of one tenant and asks the same engine, with the roles and tags of then. Nothing is saved.',
    'Global policies and roles in an application’s code are not known here; in code, see `wardkit.review.replay`.',
  ],
  options: {
    ...LOG_OPTIONS,
    role: { type: 'string', value: 'id or name', about: 'the role whose policy is changed' },
    policy: { type: 'string', value: 'file', about: 'the changed policy of the role' },
    guardrail: {
      type: 'string',
      value: 'file',
      about: "the tenant's changed guardrail, in place of --role and --policy",
    },
    'exit-code': { type: 'boolean', about: 'exit with 2 when a request that was allowed would be refused' },
    ...OPENAPI_OPTIONS,
  },
  examples: [
    [
      "wardkit replay --tenant acmehealth --role 'doctor access' --policy doctor.yaml --since 30d",
      'of the last 30 days',
    ],
    ['wardkit replay --tenant acmehealth --guardrail guardrail.yaml --exit-code', 'as a check before a change'],
  ],
  async run({ options, output }) {
    const { role, policy, guardrail } = options
    const isGuardrail = guardrail !== undefined
    if (isGuardrail ? role !== undefined || policy !== undefined : role === undefined || policy === undefined) {
      throw new UsageError('give either `--role` and `--policy`, or `--guardrail`')
    }
    const file = await readPolicyFile(
      guardrail ?? required(policy, '--policy', 'a file'),
      isGuardrail ? 'guardrail' : 'role',
    )
    const span = readSpan(options)
    return withManagement(options, output, async (management) => {
      const tenant = await getTenant(management, options.tenant)
      const changes = isGuardrail ? 'guardrail' : { role: await getRoleId(management, tenant, role ?? '') }
      let report: ReplayReport | undefined
      const exit = await usePolicy(file, output, async () => {
        report = await management.review.replay({ tenant: tenant.id, changes, policy: file.source, ...span })
        return []
      })
      if (report === undefined) return exit
      const done: ReplayReport = report
      output.show(done, () => describeReplay(done, output))
      return options['exit-code'] && done.flips.some(({ to }) => to === 'refused') ? EXIT.refusal : EXIT.ok
    })
  },
})

/** A report for people. */
function describeReplay(report: ReplayReport, output: Output): readonly string[] {
  const { replayed, flips, drifted, notReplayed } = report
  const refused = flips.filter(({ to }) => to === 'refused')
  const allowed = flips.filter(({ to }) => to === 'allowed')
  return [
    `${replayed} past requests decided anew`,
    ...describeFlips(output.style('bad', `would be refused: ${sum(refused)}`), refused),
    ...describeFlips(output.style('warning', `would be allowed: ${sum(allowed)}`), allowed),
    ...describeFlips(`decided otherwise today already, whatever this change: ${sum(drifted)}`, drifted),
    ...(flips.length === 0 ? [output.style('good', 'the change would have decided none of them otherwise')] : []),
    ...notReplayed.map((each) => `not decided anew: ${each.count} (${whyNot(each)})`),
  ]
}

function describeFlips(head: string, flips: readonly Flip[]): readonly string[] {
  if (flips.length === 0) return []
  const rows = flips.map(({ principal, operation, count, reason, first, last }) => [
    `  ${principal.type}:${principal.id}`,
    operation,
    `${count} ×`,
    reason,
    first === last ? `record ${first}` : `records ${first} to ${last}`,
  ])
  return [head, ...alignColumns(rows.map((cells) => cells.map(printable)))]
}

function sum(flips: readonly Flip[]): number {
  return flips.reduce((total, { count }) => total + count, 0)
}

function whyNot({ why, values }: NotReplayed): string {
  switch (why) {
    case 'not-decided':
      return 'no policy was asked'
    case 'operation-gone':
      return 'no OpenAPI document has the operation today'
    case 'not-kept':
      return 'the log does not hold what they were decided on'
    case 'was-unavailable':
      return 'a value was out of reach then'
    case 'policy-not-here':
      return 'a policy decided them that is not known here: a role that is gone, or a global one in code'
    case 'values-not-kept':
      return `the log does not hold ${values.length === 0 ? 'the values' : values.join(', ')} that would decide`
  }
}
