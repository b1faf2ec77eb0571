import { WardkitError } from '../errors/index.ts'
import type { ApiKey, Role, Session, TenantReader, TenantWriter } from '../identity/identity-store.ts'
import { VersionConflictError } from '../identity/version-conflict-error.ts'
import { areSameTags } from '../model/tags.ts'
import type { TenantRevisions } from '../tenancy/snapshot-source.ts'
import { checkedApiKey, checkedRole, checkedSession } from './checked-records.ts'
import { checkedIdentifier, checkedText, checkedTime, checkedVersion } from './checked-values.ts'
import { createInvitationWriter } from './invitation-writer.ts'
import { createLinkWriter } from './link-writer.ts'
import { createSsoWriter } from './sso-writer.ts'
import { ssoReadsOf } from './sso-tables.ts'
import { createResourceWriter } from './resource-writer.ts'
import type { WriteScope } from './store-writer.ts'
import { createUserWriter } from './user-writer.ts'
import { createTrustWriter } from './trust-writer.ts'

/** How long a revocation is kept, in milliseconds: far longer than anything it revokes lives, and than clocks differ. */
export const REVOCATION_KEPT_FOR = 24 * 60 * 60 * 1000

/** The meaning of every write to one tenant. Each checks all that can be wrong before it writes a first row, so that none is ever half done. */
export function createTenantWriter(scope: WriteScope, tenant: string): TenantWriter {
  const rows = scope.tables.tenant(tenant)

  async function touch(part: keyof TenantRevisions): Promise<void> {
    if ((await scope.tables.findTenant(tenant)) === undefined) {
      throw new WardkitError('ERR_NOT_FOUND', `there is no tenant \`${tenant}\``)
    }
    scope.touch(tenant, part)
  }

  async function revoke(principals: readonly string[], at: number): Promise<void> {
    await rows.putRevocations(principals.map((principal) => ({ principal, revision: scope.revision, at })))
    await rows.deleteRevocationsBefore(at - REVOCATION_KEPT_FOR)
  }

  async function requireApiKey(id: string): Promise<ApiKey> {
    const key = await scope.tables.findApiKey(checkedIdentifier(id, 'id'))
    return key?.tenant === tenant ? key : fail('API key', id)
  }

  async function findOwnSession(id: string): Promise<Session | undefined> {
    const session = await scope.tables.findSession(checkedIdentifier(id, 'session'))
    return session?.tenant === tenant ? session : undefined
  }

  async function requireRole(id: string): Promise<Role> {
    return (await rows.findRole(id)) ?? fail('role', id)
  }

  /** Refuses ids of roles that are not the tenant's, a global one or a service's. */
  async function requireAssignable(roles: readonly string[]): Promise<void> {
    const shared = new Set(await scope.tables.findSharedRoles(roles))
    for (const role of roles) if (!shared.has(role)) await requireRole(role)
  }

  return {
    ...readsOf(rows),

    ...createUserWriter(scope, tenant, { touch: () => touch('policies'), revoke, requireAssignable }),

    async insertRole(input) {
      const role = checkedRole({ ...input, version: 1 })
      await touch('policies')
      if ((await rows.findRole(role.id)) !== undefined) throw taken('role', role.id)
      if ((await scope.tables.findSharedRoles([role.id])).length > 0) throw taken('global role', role.id)
      await rows.putRole(role)
    },

    async updateRole(id, change, expectedVersion, at) {
      const expected = checkedVersion(expectedVersion, 'expectedVersion')
      await touch('policies')
      const role = await requireRole(id)
      if (expected !== undefined && expected !== role.version)
        throw new VersionConflictError('role', role.version, expected)
      const { name, description, policy, tags } = { ...role, ...change }
      const versioned = { version: role.version + 1, updatedAt: at }
      const next = checkedRole({ ...role, name, description, policy, tags, ...versioned })
      await rows.putRole(next)
      if (!areSameTags(next.tags, role.tags)) await revoke([id], at)
    },

    async deleteRole(id, at) {
      checkedTime(at, 'at')
      await touch('policies')
      await requireRole(id)
      const holders = await rows.takeRole(id)
      await rows.takeRoleFromInvitations(id)
      // Whoever has assumed it is refused from now on.
      const assumable = (await rows.findTrust(id)) === undefined ? [] : [id]
      await rows.deleteRole(id)
      if (await rows.takeLinksToRole(id)) scope.touch(tenant, 'links')
      await revoke([...holders, ...assumable], at)
    },

    async putGuardrail(policy, expectedVersion, at) {
      const expected = checkedVersion(expectedVersion, 'expectedVersion')
      const updatedAt = checkedTime(at, 'at')
      const checked = policy === null ? null : checkedText(policy, 'policy', 'policy')
      await touch('policies')
      const current = (await rows.findGuardrail())?.version ?? 0
      if (expected !== undefined && expected !== current) throw new VersionConflictError('guardrail', current, expected)
      // Versions go on after a removal: one that was read before it must not fit what is put after it.
      await rows.putGuardrail({ policy: checked, version: (await rows.findGuardrailVersion()) + 1, updatedAt })
    },

    async putSettings(settings, expectedVersion, at) {
      const expected = checkedVersion(expectedVersion, 'expectedVersion')
      const updatedAt = checkedTime(at, 'at')
      const checked = checkedText(settings, 'settings', 'opaque')
      // Sessions are judged by them, which are read anew at a new revision.
      await touch('policies')
      const current = (await rows.findSettings())?.version ?? 0
      if (expected !== undefined && expected !== current) throw new VersionConflictError('settings', current, expected)
      await rows.putSettings({ settings: checked, version: current + 1, updatedAt })
    },

    ...createResourceWriter(scope, tenant, () => touch('resources')),

    async insertApiKey(input) {
      const key = checkedApiKey(input, tenant)
      await touch('policies')
      if ((await scope.tables.findApiKey(key.id)) !== undefined) throw taken('API key', key.id)
      await requireAssignable(key.roles)
      await rows.putApiKey(key)
    },

    async updateApiKey(id, change, at) {
      checkedTime(at, 'at')
      await touch('policies')
      const key = await requireApiKey(id)
      const { name, roles, tags, secretHash, previousSecretHash, previousExpiresAt } = { ...key, ...change }
      const changed = { name, roles, tags, secretHash, previousSecretHash, previousExpiresAt }
      const next = checkedApiKey({ ...key, ...changed }, tenant)
      await requireAssignable(next.roles.filter((role) => !key.roles.includes(role)))
      await rows.putApiKey(next)
      await revoke([id], at)
    },

    async noteApiKeyUse(id, at) {
      scope.assertOpen()
      const key = await requireApiKey(id)
      await rows.putApiKeyUse(id, Math.max(checkedTime(at, 'at'), key.lastUsedAt ?? 0))
    },

    async revokeApiKey(id, at) {
      checkedTime(at, 'at')
      await touch('policies')
      const key = await requireApiKey(id)
      await rows.putApiKey({ ...key, revokedAt: key.revokedAt ?? at })
      await revoke([id], at)
    },

    ...createInvitationWriter(scope, tenant, requireAssignable),
    ...createTrustWriter(scope, tenant, () => touch('policies'), revoke),
    ...createLinkWriter(scope, tenant),
    ...createSsoWriter(scope, tenant),

    async insertSession(input) {
      const session = checkedSession(input, tenant)
      scope.assertOpen()
      if ((await scope.tables.findSession(session.id)) !== undefined) throw taken('session', session.id)
      if ((await rows.findUser(session.user)) === undefined) fail('user', session.user)
      await rows.deleteExpiredSessions(session.user, session.createdAt)
      await rows.putSession(session)
      await rows.putLastLogin(session.user, session.createdAt)
    },

    async updateSession(id, change) {
      scope.assertOpen()
      const session = await findOwnSession(id)
      if (session === undefined) return fail('session', id)
      const { secretHash, previousSecretHash, previousExpiresAt, privileges, ...rest } = { ...session, ...change }
      const secrets = { secretHash, previousSecretHash, previousExpiresAt, privileges }
      const { usedAt, authenticatedAt, authenticatedBy, provedBy } = rest
      const proof = { authenticatedAt, authenticatedBy, provedBy }
      await rows.putSession(checkedSession({ ...session, ...secrets, ...proof, usedAt }, tenant))
    },

    async deleteSession(id, at) {
      checkedTime(at, 'at')
      scope.assertOpen()
      if ((await findOwnSession(id)) === undefined) return false
      await touch('policies')
      await rows.deleteSession(id)
      await revoke([id], at)
      return true
    },

    async endSessionsBy(authenticatedBy, at) {
      checkedTime(at, 'at')
      await touch('policies')
      await revoke(await rows.takeSessionsBy(authenticatedBy), at)
    },

    async revokePrincipal(principal, at) {
      checkedIdentifier(principal, 'principal')
      checkedTime(at, 'at')
      await touch('policies')
      await revoke([principal], at)
    },
  }
}

/** Only the reads: a writer that carried the rows' own methods would let its caller past the checks. */
function readsOf(rows: TenantReader): TenantReader {
  const {
    findUser,
    listUsers,
    searchUsers,
    findRole,
    listRoles,
    findGuardrail,
    findResource,
    listResources,
    listResourceTypes,
    listApiKeys,
    listTagUses,
    listUsersWithRole,
    listApiKeysWithRole,
    countRoleHolders,
    countOf,
  } = rows
  const { findSettings, findInvitation, findInvitationByEmail, searchInvitations } = rows
  const { findLink, listLinksOn, listLinksTo, listSessions, listRoleGrants, findTrust, findActivity } = rows
  return {
    ...ssoReadsOf(rows),
    findUser,
    listUsers,
    searchUsers,
    findRole,
    listRoles,
    findGuardrail,
    findResource,
    listResources,
    listResourceTypes,
    listApiKeys,
    listTagUses,
    listUsersWithRole,
    listApiKeysWithRole,
    countRoleHolders,
    countOf,
    findLink,
    listLinksOn,
    listLinksTo,
    listSessions,
    listRoleGrants,
    findSettings,
    findInvitation,
    findInvitationByEmail,
    searchInvitations,
    findTrust,
    findActivity,
  }
}

function fail(what: string, id: string): never {
  throw new WardkitError('ERR_NOT_FOUND', `there is no ${what} \`${id}\``)
}

function taken(what: string, id: string): WardkitError {
  return new WardkitError('ERR_CONFLICT', `there is a ${what} with the id \`${id}\` already`)
}
