import type { OpenManagement, Tenant } from '@wardkit/core'
import { defineCommand, EXIT, type Command } from '../command.ts'
import { getRoleId, getTenant, onlyOperand, required } from '../find-named.ts'
import { OPENAPI_OPTIONS } from '../load-services.ts'
import { readPolicyFile, usePolicy } from '../read-policy-file.ts'
import { readWhole } from '../read-values.ts'
import { everyPage, printable, showList, toIso } from '../show-list.ts'
import { UsageError } from '../usage-error.ts'
import { DATABASE_OPTION, withManagement } from '../with-management.ts'

const OPTIONS = {
  database: DATABASE_OPTION,
  tenant: { type: 'string', value: 'id or slug', about: 'the tenant' },
} as const
const TEXTS = {
  name: { type: 'string', value: 'text', about: 'what people call it' },
  description: { type: 'string', value: 'text', about: 'what it is for' },
} as const
const POLICY = { type: 'string', value: 'file', about: 'its policy' } as const
const ROLE_OPERAND = '<id or name>'
const CHECKED = [
  'The policy is checked against the OpenAPI document and, where there is none here, against what the servers of this',
  'store have registered. Nothing that has an error is saved.',
]

const create = defineCommand({
  name: 'role create',
  about: 'Create a role of a tenant',
  details: CHECKED,
  options: { ...OPTIONS, ...TEXTS, policy: POLICY, ...OPENAPI_OPTIONS },
  examples: [
    ["wardkit role create --tenant acmehealth --name 'doctor access' --policy policies/doctor.yaml", 'prints its id'],
  ],
  async run({ options, output }) {
    const file = await readPolicyFile(required(options.policy, '--policy', 'a file'), 'role')
    const name = required(options.name, '--name', 'what people call it')
    return withManagement(options, output, async (management) => {
      const tenant = await getTenant(management, options.tenant)
      return usePolicy(file, output, async () => {
        const { warnings, ...role } = await management.roles.create({
          tenant: tenant.id,
          name,
          policy: file.source,
          ...(options.description === undefined ? {} : { description: options.description }),
        })
        output.show(toJson(role), () => [`created role ${printable(role.name)} (${role.id})`])
        return warnings
      })
    })
  },
})

const update = defineCommand({
  name: 'role update',
  about: 'Change a role for all who hold it, from their next request on',
  operands: ROLE_OPERAND,
  details: CHECKED,
  options: {
    ...OPTIONS,
    ...TEXTS,
    policy: POLICY,
    ...OPENAPI_OPTIONS,
    'expected-version': { type: 'string', value: 'number', about: 'refuse when the role is at another version' },
  },
  examples: [["wardkit role update 'doctor access' --tenant acmehealth --policy policies/doctor.yaml", 'a new policy']],
  async run({ operands, options, output }) {
    const { name, description, policy, 'expected-version': version } = options
    if (name === undefined && description === undefined && policy === undefined) {
      throw new UsageError('there is nothing to change', 'give `--policy`, `--name` or `--description`')
    }
    const file = policy === undefined ? undefined : await readPolicyFile(policy, 'role')
    return withManagement(options, output, async (management) => {
      const { tenant, id } = await getRole(management, options.tenant, operands)
      return usePolicy(file, output, async () => {
        const { revision, warnings } = await management.roles.update({
          tenant: tenant.id,
          id,
          ...(name === undefined ? {} : { name }),
          ...(description === undefined ? {} : { description }),
          ...(file === undefined ? {} : { policy: file.source }),
          ...(version === undefined ? {} : { expectedVersion: readWhole('--expected-version', version) }),
        })
        output.show({ id, revision }, () => [`changed role ${id} (revision ${revision})`])
        return warnings
      })
    })
  },
})

const remove = defineCommand({
  name: 'role delete',
  about: 'Delete a role and take it from all who hold it',
  operands: ROLE_OPERAND,
  options: OPTIONS,
  examples: [["wardkit role delete 'doctor access' --tenant acmehealth", "its holders' tokens become stale"]],
  run: ({ operands, options, output }) =>
    withManagement(options, output, async (management) => {
      const { tenant, id } = await getRole(management, options.tenant, operands)
      const { revision } = await management.roles.delete({ tenant: tenant.id, id })
      output.show({ id, revision }, () => [`deleted role ${id} (revision ${revision})`])
      return EXIT.ok
    }),
})

const list = defineCommand({
  name: 'role list',
  about: 'List the roles that a tenant wrote',
  details: ['`admin`, `member` and the roles of the OpenAPI document are there for every tenant and not listed.'],
  options: OPTIONS,
  examples: [['wardkit role list --tenant acmehealth', 'with their versions']],
  run: ({ options, output }) =>
    withManagement(options, output, async (management) => {
      const { id: tenant } = await getTenant(management, options.tenant)
      await showList(
        output,
        everyPage((page) => management.roles.list(tenant, page)),
        {
          heads: ['ID', 'NAME', 'VERSION', 'CHANGED', 'DESCRIPTION'],
          cells: ({ id, name, version, updatedAt, description }) => [
            ...[id, name, String(version), toIso(updatedAt) ?? ''],
            description.slice(0, 60),
          ],
          toJson,
          none: 'no roles',
        },
      )
      return EXIT.ok
    }),
})

const show = defineCommand({
  name: 'role show',
  about: "Print a role's policy",
  operands: ROLE_OPERAND,
  options: OPTIONS,
  examples: [
    ["wardkit role show 'doctor access' --tenant acmehealth > policies/doctor.yaml", 'as its author wrote it'],
  ],
  run: ({ operands, options, output }) =>
    withManagement(options, output, async (management) => {
      const { tenant, id } = await getRole(management, options.tenant, operands)
      const role = await management.roles.find({ tenant: tenant.id, id })
      if (role === undefined) throw new UsageError(`no role of tenant \`${tenant.slug}\` is called \`${id}\``)
      output.note(`${role.id}, version ${role.version}: ${printable(role.name)}`)
      output.show(toJson(role), () => [role.policy.trimEnd()])
      return EXIT.ok
    }),
})

/** `wardkit role …`: the roles that a tenant wrote. */
export const roleCommands: readonly Command[] = [create, update, remove, list, show]

async function getRole(
  management: OpenManagement,
  tenantName: string | undefined,
  operands: readonly string[],
): Promise<{ readonly tenant: Tenant; readonly id: string }> {
  const name = onlyOperand(operands, 'the id or the name of a role')
  const tenant = await getTenant(management, tenantName)
  return { tenant, id: await getRoleId(management, tenant, name) }
}

type Role = Awaited<ReturnType<OpenManagement['roles']['list']>>[number]

function toJson({ id, name, description, policy, version, createdAt, updatedAt }: Role) {
  return { id, name, description, policy, version, createdAt: toIso(createdAt), updatedAt: toIso(updatedAt) }
}
