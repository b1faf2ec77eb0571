import type { OpenManagement, Tenant, User } from '@wardkit/core'
import { everyPage } from './show-list.ts'
import { UsageError } from './usage-error.ts'

/** The tenant of an id or a slug. @throws UsageError */
export async function getTenant({ tenants }: OpenManagement, named: string | undefined): Promise<Tenant> {
  const name = required(named, '--tenant', 'an id or a slug')
  const tenant = (await tenants.find(name)) ?? (await tenants.findBySlug(name))
  if (tenant !== undefined) return tenant
  throw new UsageError(`there is no tenant \`${name}\``, 'see `wardkit tenant list`')
}

/** The user of an id or an e-mail. @throws UsageError */
export async function getUser({ users }: OpenManagement, tenant: Tenant, name: string): Promise<User> {
  const user = name.includes('@')
    ? await users.findByEmail({ tenant: tenant.id, email: name })
    : await users.find({ tenant: tenant.id, id: name })
  if (user !== undefined) return user
  throw new UsageError(
    `there is no user \`${name}\` in tenant \`${tenant.slug}\``,
    `see \`wardkit user list --tenant ${tenant.slug}\``,
  )
}

/**
 * The id of a role named by its id or, where one role of the tenant alone has it, its name. What no role of the tenant is called may be a global
 * role's or a service's id: the store knows.
 *
 * @throws UsageError when several roles have the name
 */
export async function getRoleId({ roles }: OpenManagement, tenant: Tenant, name: string): Promise<string> {
  if ((await roles.find({ tenant: tenant.id, id: name })) !== undefined) return name
  const ids: string[] = []
  for await (const page of everyPage((each) => roles.list(tenant.id, each))) {
    ids.push(...page.filter((role) => role.name === name).map(({ id }) => id))
  }
  const [id, ...others] = ids
  if (others.length > 0) {
    throw new UsageError(`${ids.length} roles are called \`${name}\``, `name one by its id: ${ids.join(', ')}`)
  }
  return id ?? name
}

/** The value of an option that a command cannot do without. @throws UsageError */
export function required(value: string | undefined, option: string, what: string): string {
  if (value !== undefined) return value
  throw new UsageError(`\`${option}\` is needed: ${what}`)
}

/** The one operand of a command. What was given is not repeated: it may be a password in the wrong place. @throws UsageError */
export function onlyOperand(operands: readonly string[], what: string): string {
  const [operand] = operands
  if (operand !== undefined && operands.length === 1) return operand
  throw new UsageError(`give ${what}, and nothing more beside the options`)
}
