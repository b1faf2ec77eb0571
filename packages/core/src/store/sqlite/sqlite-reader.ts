import { sql, type Kysely } from 'kysely'
import { latest } from '../../identity/activity-store.ts'
import type { TenantReader } from '../../identity/identity-store.ts'
import type { Link } from '../../model/link.ts'
import { isIdentifier } from '../../model/identifier.ts'
import { checkedPage } from '../checked-values.ts'
import type { SharedReader } from '../store-tables.ts'
import { countRows } from './count-rows.ts'
import { createSqliteInvitationReader } from './sqlite-invitations.ts'
import { findSqliteAuditEnds, listSqliteAudit } from './sqlite-audit.ts'
import {
  toApiKey,
  toCode,
  toGuardrail,
  toLink,
  toMail,
  toOperatorKey,
  toPerson,
  toResource,
  toRole,
  toSession,
  toSigningKey,
  toTenant,
  toTrust,
  toUser,
} from './rows.ts'
import type { Schema } from './schema.ts'
import { createSqliteSharedSso, createSqliteSsoReader } from './sqlite-sso.ts'
import { createSqliteFactorReader } from './sqlite-factors.ts'
import { hideWhenRemoved, isKept, type IsRemoved } from './removed-tenants.ts'
import { searchUsers } from './search-users.ts'
import { createSqliteRoleHolders } from './sqlite-role-holders.ts'
import { selectApiKeys, selectUsers } from './select-holders.ts'
import { listSqliteTagUses } from './sqlite-tag-uses.ts'

// An id that is no identifier names nothing. It is not looked up: SQLite would read half a surrogate pair as U+FFFD, which an id may hold.

/** Reads that need no tenant, of what is committed or of what one transaction sees. */
export function createSqliteReader(db: Kysely<Schema>): SharedReader {
  return {
    ...createSqliteSharedSso(db),
    ...createSqliteFactorReader(db),
    async findTenant(id) {
      if (!isIdentifier(id)) return undefined
      const row = await db.selectFrom('tenants').selectAll().where('id', '=', id).where(isKept('id')).executeTakeFirst()
      return row && toTenant(row)
    },
    async findTenantBySlug(slug) {
      if (!isIdentifier(slug)) return undefined
      const row = await db
        .selectFrom('tenants')
        .selectAll()
        .where('slug', '=', slug)
        .where(isKept('id'))
        .executeTakeFirst()
      return row && toTenant(row)
    },
    async listTenants(page) {
      const { after, limit } = checkedPage(page)
      const rows = await db
        .selectFrom('tenants')
        .selectAll()
        .where('id', '>', after)
        .where(isKept('id'))
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(toTenant)
    },
    async findPerson(id) {
      if (!isIdentifier(id)) return undefined
      const row = await db.selectFrom('persons').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toPerson(row)
    },
    async findPersonByEmail(email) {
      if (!isIdentifier(email)) return undefined
      const row = await db.selectFrom('persons').selectAll().where('email', '=', email).executeTakeFirst()
      return row && toPerson(row)
    },
    async findPasswordHash(person) {
      if (!isIdentifier(person)) return undefined
      const row = await db.selectFrom('password_hashes').select('hash').where('person', '=', person).executeTakeFirst()
      return row?.hash
    },
    async listUsersOfPerson(person) {
      if (!isIdentifier(person)) return []
      const rows = await selectUsers(db)
        .where('person', '=', person)
        .where(isKept('tenant'))
        .orderBy('tenant')
        .execute()
      return rows.map(toUser)
    },
    async findApiKey(id) {
      if (!isIdentifier(id)) return undefined
      const row = await selectApiKeys(db).where('id', '=', id).where(isKept('tenant')).executeTakeFirst()
      return row && toApiKey(row)
    },
    async findOperatorKey(id) {
      if (!isIdentifier(id)) return undefined
      const row = await db.selectFrom('operator_keys').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toOperatorKey(row)
    },
    async listOperatorKeys(page) {
      const { after, limit } = checkedPage(page)
      const keys = db.selectFrom('operator_keys').selectAll().where('id', '>', after)
      return (await keys.orderBy('id').limit(limit).execute()).map(toOperatorKey)
    },
    async listSigningKeys() {
      const rows = await db.selectFrom('signing_keys').selectAll().orderBy('created_at').orderBy('kid').execute()
      return rows.map(toSigningKey)
    },
    async listGuardrails() {
      const guardrails = db.selectFrom('guardrails').select(['tenant', 'policy']).where(isKept('tenant'))
      const rows = await guardrails.orderBy('tenant').execute()
      return rows.flatMap(({ tenant, policy }) => (policy === null ? [] : [{ tenant, policy }]))
    },
    async findSession(id) {
      if (!isIdentifier(id)) return undefined
      const row = await db
        .selectFrom('sessions')
        .selectAll()
        .where('id', '=', id)
        .where(isKept('tenant'))
        .executeTakeFirst()
      return row && toSession(row)
    },
    async findCode(id) {
      if (!isIdentifier(id)) return undefined
      const row = await db.selectFrom('codes').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toCode(row)
    },
    async listMail(limit) {
      const rows = db.selectFrom('outbox').selectAll().orderBy('due_at').orderBy('id')
      return (await rows.limit(limit).execute()).map(toMail)
    },
    findAuditEnds: () => findSqliteAuditEnds(db),
    listAudit: (filter, window) => listSqliteAudit(db, filter, window),
    async findLinks(principals, resource) {
      const found: Link[] = []
      for (const { tenant, type, id } of principals) {
        const links = db.selectFrom('links').selectAll().where('principal_tenant', '=', tenant).where(isKept('tenant'))
        const own = links.where('principal_type', '=', type).where('principal_id', '=', id)
        const on = own
          .where(isKept('principal_tenant'))
          .where('resource_type', '=', resource?.type ?? '')
          .where('resource_id', '=', resource?.id ?? '')
        found.push(...(await on.execute()).map(toLink))
      }
      return found
    },
    async listTrustsIn(trusted) {
      if (!isIdentifier(trusted)) return []
      const trusts = db
        .selectFrom('role_trust_tenants')
        .innerJoin('role_trusts', (join) =>
          join
            .onRef('role_trusts.tenant', '=', 'role_trust_tenants.tenant')
            .onRef('role_trusts.role', '=', 'role_trust_tenants.role'),
        )
      const naming = trusts
        .selectAll('role_trusts')
        .where('role_trust_tenants.trusted', '=', trusted)
        .where(isKept('role_trusts.tenant'))
      const rows = naming.orderBy('role_trust_tenants.role').orderBy('role_trust_tenants.tenant').limit(1_000)
      return (await rows.execute()).map(toTrust)
    },
    listServices: () => db.selectFrom('services').selectAll().orderBy('id').execute(),
  }
}

/** Reads of one tenant, of what is committed or of what one transaction sees. */
export function createSqliteTenantReader(db: Kysely<Schema>, tenant: string, isRemoved: IsRemoved): TenantReader {
  return hideWhenRemoved(tenant, isRemoved, (id) => createReads(db, id))
}

function createReads(db: Kysely<Schema>, tenant: string): TenantReader {
  const isNameable = isIdentifier(tenant)
  return {
    ...createSqliteSsoReader(db, tenant),
    async findUser(id) {
      if (!isNameable || !isIdentifier(id)) return undefined
      const row = await selectUsers(db).where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst()
      return row && toUser(row)
    },
    async listUsers(page) {
      const { after, limit } = checkedPage(page)
      if (!isNameable) return []
      const users = selectUsers(db).where('tenant', '=', tenant).where('id', '>', after)
      return (await users.orderBy('id').limit(limit).execute()).map(toUser)
    },
    async searchUsers(search) {
      checkedPage({ limit: search.limit })
      return isNameable ? searchUsers(db, tenant, search) : []
    },
    async findSettings() {
      if (!isNameable) return undefined
      const settings = db.selectFrom('tenant_settings').select(['settings', 'version', 'updated_at as updatedAt'])
      return settings.where('tenant', '=', tenant).executeTakeFirst()
    },
    ...createSqliteInvitationReader(db, tenant),
    async listRoleGrants(user) {
      if (!isNameable || !isIdentifier(user)) return []
      const grants = db.selectFrom('user_roles').select(['role', 'source']).where('tenant', '=', tenant)
      return grants.where('user', '=', user).orderBy('role').orderBy('source').execute()
    },
    async listTagUses(search) {
      checkedPage({ limit: search.limit })
      return isNameable ? listSqliteTagUses(db, tenant, search) : []
    },
    async findRole(id) {
      if (!isNameable || !isIdentifier(id)) return undefined
      const roles = db.selectFrom('roles').selectAll().where('tenant', '=', tenant)
      const row = await roles.where('id', '=', id).executeTakeFirst()
      return row && toRole(row)
    },
    async listRoles(page) {
      const { after, limit } = checkedPage(page)
      if (!isNameable) return []
      const roles = db.selectFrom('roles').selectAll().where('tenant', '=', tenant).where('id', '>', after)
      return (await roles.orderBy('id').limit(limit).execute()).map(toRole)
    },
    ...createSqliteRoleHolders(db, tenant),
    async findGuardrail() {
      if (!isNameable) return undefined
      const row = await db.selectFrom('guardrails').selectAll().where('tenant', '=', tenant).executeTakeFirst()
      return row && toGuardrail(row)
    },
    async findResource({ type, id }) {
      if (!isNameable || !isIdentifier(type) || !isIdentifier(id)) return undefined
      const resources = db.selectFrom('resources').selectAll().where('tenant', '=', tenant)
      const row = await resources.where('type', '=', type).where('id', '=', id).executeTakeFirst()
      return row && toResource(row)
    },
    async listResourceTypes() {
      if (!isNameable) return []
      const types = db.selectFrom('resources').select(['type', sql<number>`count(*)`.as('count')])
      return types.where('tenant', '=', tenant).groupBy('type').orderBy('type').execute()
    },
    async listResources(type, page) {
      const { after, limit } = checkedPage(page)
      if (!isNameable || !isIdentifier(type)) return []
      const resources = db.selectFrom('resources').selectAll().where('tenant', '=', tenant).where('type', '=', type)
      return (await resources.where('id', '>', after).orderBy('id').limit(limit).execute()).map(toResource)
    },
    async listApiKeys(page) {
      const { after, limit } = checkedPage(page)
      if (!isNameable) return []
      const keys = selectApiKeys(db).where('tenant', '=', tenant).where('id', '>', after)
      return (await keys.orderBy('id').limit(limit).execute()).map(toApiKey)
    },
    async findLink(id) {
      if (!isNameable || !isIdentifier(id)) return undefined
      const links = db.selectFrom('links').selectAll().where('tenant', '=', tenant).where('id', '=', id)
      const row = await links.where(isKept('principal_tenant')).executeTakeFirst()
      return row && toLink(row)
    },
    async listLinksOn({ type, id }, page) {
      const { after, limit } = checkedPage(page)
      if (!isNameable || !isIdentifier(type) || !isIdentifier(id)) return []
      const links = db.selectFrom('links').selectAll().where('tenant', '=', tenant).where('id', '>', after)
      const on = links.where('resource_type', '=', type).where('resource_id', '=', id)
      return (await on.where(isKept('principal_tenant')).orderBy('id').limit(limit).execute()).map(toLink)
    },
    async listLinksTo(principal, page) {
      const { after, limit } = checkedPage(page)
      if (!isNameable || !isIdentifier(principal.tenant) || !isIdentifier(principal.id)) return []
      const links = db.selectFrom('links').selectAll().where('tenant', '=', tenant).where('id', '>', after)
      const to = links
        .where('principal_tenant', '=', principal.tenant)
        .where(isKept('principal_tenant'))
        .where('principal_type', '=', principal.type)
        .where('principal_id', '=', principal.id)
      return (await to.orderBy('id').limit(limit).execute()).map(toLink)
    },
    async findTrust(role) {
      if (!isNameable || !isIdentifier(role)) return undefined
      const trusts = db.selectFrom('role_trusts').selectAll().where('tenant', '=', tenant)
      const row = await trusts.where('role', '=', role).executeTakeFirst()
      return row && toTrust(row)
    },
    countOf: async (counted) => (isNameable ? countRows(db, tenant, counted) : 0),
    async findActivity() {
      if (!isNameable) return { users: 0, lastLoginAt: null, lastActivityAt: null }
      // Subqueries of their own: each is answered by the end of an index.
      const row = await db
        .selectNoFrom((of) => [
          of
            .selectFrom('users')
            .select(({ fn }) => fn.countAll<number>().as('n'))
            .where('tenant', '=', tenant)
            .as('users'),
          of
            .selectFrom('users')
            .select(({ fn }) => fn.max('last_login_at').as('at'))
            .where('tenant', '=', tenant)
            .as('login'),
          of
            .selectFrom('sessions')
            .select(({ fn }) => fn.max('used_at').as('at'))
            .where('tenant', '=', tenant)
            .as('session'),
          of
            .selectFrom('api_keys')
            .select(({ fn }) => fn.max('last_used_at').as('at'))
            .where('tenant', '=', tenant)
            .as('key'),
        ])
        .executeTakeFirstOrThrow()
      const { users, login, session, key } = row
      return { users: users ?? 0, lastLoginAt: login, lastActivityAt: latest(login, session, key) }
    },
    async listSessions(user) {
      if (!isNameable || !isIdentifier(user)) return []
      const sessions = db.selectFrom('sessions').selectAll().where('tenant', '=', tenant).where('user', '=', user)
      return (await sessions.orderBy('id').execute()).map(toSession)
    },
  }
}
