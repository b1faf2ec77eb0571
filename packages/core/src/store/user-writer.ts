import { WardkitError } from '../errors/index.ts'
import type { TenantWriter, User } from '../identity/identity-store.ts'
import { MANUAL, type RoleGrant } from '../identity/role-grant-store.ts'
import { checkedUser } from './checked-records.ts'
import { checkedIdentifier, checkedIdentifiers, checkedTime } from './checked-values.ts'
import { giveLinks } from './link-writer.ts'
import type { WriteScope } from './store-writer.ts'

type UserWrites = 'insertUser' | 'updateUser' | 'deleteUser' | 'setRoleGrants'

/** What the writes of users share with those of the tenant's other records. */
export interface UserWriterTools {
  /** Notes that the tenant's policies changed, and refuses a tenant that is not there. */
  readonly touch: () => Promise<void>
  readonly revoke: (principals: readonly string[], at: number) => Promise<void>
  /** Refuses ids of roles that are not the tenant's, a global one or a service's. */
  readonly requireAssignable: (roles: readonly string[]) => Promise<void>
}

/**
 * The meaning of every write of users and of what gives them their roles.
 *
 * INVARIANT: the roles of a user are exactly those that some source grants.
 */
export function createUserWriter(
  scope: WriteScope,
  tenant: string,
  { touch, revoke, requireAssignable }: UserWriterTools,
): Pick<TenantWriter, UserWrites> {
  const rows = scope.tables.tenant(tenant)

  async function requireUser(id: string): Promise<User> {
    const user = await rows.findUser(id)
    if (user === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no user \`${id}\``)
    return user
  }

  return {
    async insertUser(input) {
      const user = checkedUser(input, tenant)
      await touch()
      const person = await scope.tables.findPerson(user.person)
      if (person === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no person \`${user.person}\``)
      if ((await rows.findUser(user.id)) !== undefined) {
        throw new WardkitError('ERR_CONFLICT', `there is a user with the id \`${user.id}\` already`)
      }
      if ((await rows.findUserOfPerson(user.person)) !== undefined) {
        throw new WardkitError('ERR_CONFLICT', `the person \`${user.person}\` is a user of this tenant already`)
      }
      await requireAssignable(user.roles)
      await rows.putUser(
        user,
        user.roles.map((role) => ({ role, source: MANUAL })),
      )
      await giveLinks(scope, user, person)
    },

    async updateUser(id, change, at) {
      checkedTime(at, 'at')
      await touch()
      const user = await requireUser(id)
      const { name, status, roles, tags } = { ...user, ...change }
      const next = checkedUser({ ...user, name, status, roles, tags }, tenant)
      const added = next.roles.filter((role) => !user.roles.includes(role))
      // What is held already may be kept, though the service that defined it is gone.
      await requireAssignable(added)
      // Whoever takes a role away takes it from every source; a source that still means it gives it anew.
      const kept = (await rows.listRoleGrants(id)).filter(({ role }) => next.roles.includes(role))
      await rows.putUser(next, [...kept, ...added.map((role) => ({ role, source: MANUAL }))])
      await revoke([id], at)
    },

    async deleteUser(id, at) {
      checkedTime(at, 'at')
      await touch()
      await rows.deleteUser(await requireUser(id))
      await revoke([id], at)
    },

    async setRoleGrants(id, source, input, at) {
      checkedIdentifier(source, 'source')
      checkedTime(at, 'at')
      const roles = checkedIdentifiers(input, 'roles')
      scope.assertOpen()
      const user = await requireUser(checkedIdentifier(id, 'user'))
      const before = await rows.listRoleGrants(id)
      const given = roles.map((role): RoleGrant => ({ role, source }))
      const after = [...before.filter((grant) => grant.source !== source), ...given]
      if (after.length === before.length && given.every((grant) => holds(before, grant))) return
      await requireAssignable(roles.filter((role) => !user.roles.includes(role)))
      const next = checkedUser({ ...user, roles: after.map(({ role }) => role) }, tenant)
      const isSame = next.roles.length === user.roles.length && next.roles.every((role) => user.roles.includes(role))
      await touch()
      await rows.putUser(next, after)
      if (!isSame) await revoke([id], at)
    },
  }
}

function holds(grants: readonly RoleGrant[], { role, source }: RoleGrant): boolean {
  return grants.some((grant) => grant.role === role && grant.source === source)
}
