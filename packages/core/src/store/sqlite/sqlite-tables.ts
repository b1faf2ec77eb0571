import type { Kysely } from 'kysely'
import { tagsToJson, type Tags } from '../../model/tags.ts'
import type { StoreTables, TenantTables } from '../store-tables.ts'
import { toCode, toLink, toMail, toResource, toSigningKey } from './rows.ts'
import type { Schema } from './schema.ts'
import { createSqliteSsoTables } from './sqlite-sso.ts'
import { createSqliteInvitationTables } from './sqlite-invitations.ts'
import { createSqliteFactors } from './sqlite-factors.ts'
import { deleteSqliteTenant } from './sqlite-tenant-removal.ts'
import { createIsRemoved, type IsRemoved } from './removed-tenants.ts'
import { createSqliteReader, createSqliteTenantReader } from './sqlite-reader.ts'

/** SQLite takes 32,766 values in one statement; a revocation has four. */
const ROWS_PER_INSERT = 1_000

/** The rows that one transaction of a SQLite store finds and puts. */
export function createSqliteTables(db: Kysely<Schema>): StoreTables {
  const isRemoved = createIsRemoved(db)
  return {
    ...createSqliteReader(db),
    ...createSqliteFactors(db),
    tenant: (tenant) => createTenantTables(db, tenant, isRemoved),
    async findTenantRevisions(tenant) {
      const tenants = db.selectFrom('tenants').where('id', '=', tenant)
      return tenants
        .select(['policies_revision as policies', 'resources_revision as resources', 'links_revision as links'])
        .executeTakeFirst()
    },
    async putAuditRow({ sequence, hash, record }) {
      await db.insertInto('audit').values({ sequence, hash, record }).execute()
      await db.updateTable('audit_chain').set({ head_sequence: sequence, head_hash: hash }).execute()
    },
    async putTenant({ id, slug, name, status, createdAt }) {
      const row = { slug, name, status, created_at: createdAt }
      const tenants = db
        .insertInto('tenants')
        .values({ id, ...row, policies_revision: 0, resources_revision: 0, links_revision: 0 })
      await tenants.onConflict((conflict) => conflict.column('id').doUpdateSet(row)).execute()
    },
    isTenantRemoved: isRemoved,
    async deleteTenant(id) {
      const reached = await deleteSqliteTenant(db, id)
      isRemoved.forget()
      return reached
    },
    async setTenantRevisions(tenant, { policies, resources, links }) {
      const change = {
        ...(policies === undefined ? {} : { policies_revision: policies }),
        ...(resources === undefined ? {} : { resources_revision: resources }),
        ...(links === undefined ? {} : { links_revision: links }),
      }
      await db.updateTable('tenants').set(change).where('id', '=', tenant).execute()
    },
    async putCode({ id, purpose, subject, secretHash, data, expiresAt, attempts }) {
      const row = { purpose, subject, secret_hash: secretHash, data, expires_at: expiresAt, attempts }
      const codes = db.insertInto('codes').values({ id, ...row })
      await codes.onConflict((conflict) => conflict.column('id').doUpdateSet({ attempts })).execute()
    },
    async takeCode(id, { purpose, secretHash }, at) {
      const codes = db.deleteFrom('codes').where('id', '=', id).where('purpose', '=', purpose)
      const meant = codes.where('secret_hash', '=', secretHash).where('expires_at', '>', at)
      const row = await meant.returningAll().executeTakeFirst()
      return row && toCode(row)
    },
    async deleteCodes(subject, at) {
      await db.deleteFrom('codes').where('subject', '=', subject).execute()
      await db.deleteFrom('codes').where('expires_at', '<=', at).execute()
    },
    async putMail({ id, wrapped, attempts, dueAt, createdAt }) {
      await db.insertInto('outbox').values({ id, wrapped, attempts, due_at: dueAt, created_at: createdAt }).execute()
    },
    async claimMail(at, until) {
      const due = db
        .selectFrom('outbox')
        .select('id')
        .where('due_at', '<=', at)
        .orderBy('due_at')
        .orderBy('id')
        .limit(1)
      const claimed = db.updateTable('outbox').set((row) => ({ due_at: until, attempts: row('attempts', '+', 1) }))
      const row = await claimed.where('id', '=', due).returningAll().executeTakeFirst()
      return row && toMail(row)
    },
    async putOffMail(id, until) {
      await db.updateTable('outbox').set({ due_at: until }).where('id', '=', id).execute()
    },
    async deleteMail(id) {
      await db.deleteFrom('outbox').where('id', '=', id).execute()
    },
    async putPerson({ id, email, emailVerifiedAt, createdAt }) {
      const row = { email, email_verified_at: emailVerifiedAt, created_at: createdAt }
      const persons = db.insertInto('persons').values({ id, ...row })
      await persons.onConflict((conflict) => conflict.column('id').doUpdateSet(row)).execute()
    },
    async putPasswordHash(person, hash, at) {
      const row = { hash, changed_at: at }
      const hashes = db.insertInto('password_hashes').values({ person, ...row })
      await hashes.onConflict((conflict) => conflict.column('person').doUpdateSet(row)).execute()
    },
    async findSigningKey(kid) {
      const row = await db.selectFrom('signing_keys').selectAll().where('kid', '=', kid).executeTakeFirst()
      return row && toSigningKey(row)
    },
    async putSigningKey(key) {
      const row = {
        algorithm: key.algorithm,
        public_key: key.publicKey,
        wrapped_private_key: key.wrappedPrivateKey,
        created_at: key.createdAt,
        active_from: key.activeFrom,
        retired_at: key.retiredAt,
        expires_at: key.expiresAt,
      }
      const keys = db.insertInto('signing_keys').values({ kid: key.kid, ...row })
      await keys.onConflict((conflict) => conflict.column('kid').doUpdateSet(row)).execute()
    },
    async deleteSigningKey(kid) {
      const { numDeletedRows } = await db.deleteFrom('signing_keys').where('kid', '=', kid).executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
    async putOperatorKey({ id, name, secretHash, createdAt, expiresAt, revokedAt }) {
      const row = { name, secret_hash: secretHash, created_at: createdAt, expires_at: expiresAt, revoked_at: revokedAt }
      const keys = db.insertInto('operator_keys').values({ id, ...row })
      await keys.onConflict((conflict) => conflict.column('id').doUpdateSet(row)).execute()
    },
    async putService({ id, service, digest }, roles) {
      const services = db.insertInto('services').values({ id, service, digest })
      await services.onConflict((conflict) => conflict.column('id').doUpdateSet({ service, digest })).execute()
      await db.deleteFrom('service_roles').where('service', '=', id).execute()
      for (const role of roles) await db.insertInto('service_roles').values({ service: id, role }).execute()
    },
    async deleteService(id) {
      // The ids of its roles go with it.
      const { numDeletedRows } = await db.deleteFrom('services').where('id', '=', id).executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
    async putGlobalRoles(ids) {
      for (const id of ids) {
        await db
          .insertInto('global_roles')
          .values({ id })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      }
    },
    async findSharedRoles(ids) {
      const found: string[] = []
      for (const id of ids) {
        const global = db.selectFrom('global_roles').select('id').where('id', '=', id)
        const service = db.selectFrom('service_roles').select('role as id').where('role', '=', id)
        if ((await global.unionAll(service).executeTakeFirst()) !== undefined) found.push(id)
      }
      return found
    },
  }
}

function createTenantTables(db: Kysely<Schema>, tenant: string, isRemoved: IsRemoved): TenantTables {
  const reader = createSqliteTenantReader(db, tenant, isRemoved)
  return {
    ...reader,
    ...createSqliteSsoTables(db, tenant),
    async findUserOfPerson(person) {
      const users = db.selectFrom('users').select('id').where('tenant', '=', tenant).where('person', '=', person)
      const row = await users.executeTakeFirst()
      return row && reader.findUser(row.id)
    },
    async putUser({ id, person, name, status, tags, createdAt }, grants) {
      const row = { person, name, status, tags: toJson(tags), created_at: createdAt }
      const users = db.insertInto('users').values({ tenant, id, ...row })
      await users.onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(row)).execute()
      await db.deleteFrom('user_roles').where('tenant', '=', tenant).where('user', '=', id).execute()
      for (const { role, source } of grants) {
        await db.insertInto('user_roles').values({ tenant, user: id, role, source }).execute()
      }
    },
    async putSettings({ settings, version, updatedAt }) {
      const row = { settings, version, updated_at: updatedAt }
      const all = db.insertInto('tenant_settings').values({ tenant, ...row })
      await all.onConflict((conflict) => conflict.column('tenant').doUpdateSet(row)).execute()
    },
    ...createSqliteInvitationTables(db, tenant),
    async putLastLogin(user, at) {
      const users = db.updateTable('users').set({ last_login_at: at })
      await users.where('tenant', '=', tenant).where('id', '=', user).execute()
    },
    async deleteUser({ id }) {
      await db.deleteFrom('users').where('tenant', '=', tenant).where('id', '=', id).execute()
    },
    async putRole({ id, name, description, policy, tags, version, createdAt, updatedAt }) {
      const times = { created_at: createdAt, updated_at: updatedAt }
      const row = { name, description, policy, tags: toJson(tags), version, ...times }
      const roles = db.insertInto('roles').values({ tenant, id, ...row })
      await roles.onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(row)).execute()
    },
    async deleteRole(id) {
      await db.deleteFrom('roles').where('tenant', '=', tenant).where('id', '=', id).execute()
    },
    async takeRole(role) {
      const fromUsers = db.deleteFrom('user_roles').where('tenant', '=', tenant).where('role', '=', role)
      const fromKeys = db.deleteFrom('api_key_roles').where('tenant', '=', tenant).where('role', '=', role)
      const users = await fromUsers.returning('user as id').execute()
      const keys = await fromKeys.returning('api_key as id').execute()
      return [...new Set([...users, ...keys].map(({ id }) => id))]
    },
    async findGuardrailVersion() {
      const guardrails = db.selectFrom('guardrails').select('version').where('tenant', '=', tenant)
      return (await guardrails.executeTakeFirst())?.version ?? 0
    },
    async putGuardrail({ policy, version, updatedAt }) {
      const row = { policy, version, updated_at: updatedAt }
      const guardrails = db.insertInto('guardrails').values({ tenant, ...row })
      await guardrails.onConflict((conflict) => conflict.column('tenant').doUpdateSet(row)).execute()
    },
    async putResource({ type, id, owner, tags, parent, ownTags, pending }) {
      const row = {
        owner: owner ?? null,
        tags: toJson(tags),
        parent_type: parent?.type ?? null,
        parent_id: parent?.id ?? null,
        own_tags: ownTags === undefined ? null : toJson(ownTags),
        pending: pending === true ? 1 : 0,
      }
      const resources = db.insertInto('resources').values({ tenant, type, id, ...row })
      await resources.onConflict((conflict) => conflict.columns(['tenant', 'type', 'id']).doUpdateSet(row)).execute()
    },
    async deleteResource({ type, id }) {
      const resources = db.deleteFrom('resources').where('tenant', '=', tenant)
      const { numDeletedRows } = await resources.where('type', '=', type).where('id', '=', id).executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
    async listChildren(parent, after, limit) {
      const children = db.selectFrom('resources').selectAll().where('tenant', '=', tenant)
      const own = children.where('parent_type', '=', parent.type).where('parent_id', '=', parent.id)
      const rest =
        after === null
          ? own
          : own.where(({ eb, refTuple, tuple }) => eb(refTuple('type', 'id'), '>', tuple(after.type, after.id)))
      return (await rest.orderBy('type').orderBy('id').limit(limit).execute()).map(toResource)
    },
    async findSubtreeChange() {
      const row = await db.selectFrom('tenants').select('subtree_change').where('id', '=', tenant).executeTakeFirst()
      return row?.subtree_change ?? null
    },
    async putSubtreeChange(change) {
      await db.updateTable('tenants').set({ subtree_change: change }).where('id', '=', tenant).execute()
    },
    async putApiKey(key) {
      const row = {
        name: key.name,
        secret_hash: key.secretHash,
        tags: toJson(key.tags),
        created_by: key.createdBy,
        created_at: key.createdAt,
        expires_at: key.expiresAt,
        revoked_at: key.revokedAt,
        last_used_at: key.lastUsedAt,
        previous_secret_hash: key.previousSecretHash,
        previous_expires_at: key.previousExpiresAt,
      }
      const keys = db.insertInto('api_keys').values({ tenant, id: key.id, ...row })
      await keys.onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(row)).execute()
      await db.deleteFrom('api_key_roles').where('tenant', '=', tenant).where('api_key', '=', key.id).execute()
      for (const role of key.roles) {
        await db.insertInto('api_key_roles').values({ tenant, api_key: key.id, role }).execute()
      }
    },
    async putTrust({ role, entries, sessionTags, maxDurationSeconds, version, updatedAt }) {
      const row = {
        entries: JSON.stringify(entries.map(({ tags, ...entry }) => ({ ...entry, tags: tagsToJson(tags) }))),
        session_tags: JSON.stringify(sessionTags),
        max_duration_seconds: maxDurationSeconds,
        version,
        updated_at: updatedAt,
      }
      const trusts = db.insertInto('role_trusts').values({ tenant, role, ...row })
      await trusts.onConflict((conflict) => conflict.columns(['tenant', 'role']).doUpdateSet(row)).execute()
      await db.deleteFrom('role_trust_tenants').where('tenant', '=', tenant).where('role', '=', role).execute()
      for (const trusted of new Set(entries.map((entry) => entry.tenant))) {
        await db.insertInto('role_trust_tenants').values({ trusted, tenant, role }).execute()
      }
    },
    async putApiKeyUse(id, at) {
      const keys = db.updateTable('api_keys').set({ last_used_at: at })
      await keys.where('tenant', '=', tenant).where('id', '=', id).execute()
    },
    async putLink({ id, principal, resource, slots, ...link }) {
      const row = {
        template: link.template,
        principal_tenant: principal.tenant,
        principal_type: principal.type,
        principal_id: principal.id,
        resource_type: resource?.type ?? '',
        resource_id: resource?.id ?? '',
        slots: JSON.stringify([...slots]),
        created_by: link.createdBy,
        created_at: link.createdAt,
        expires_at: link.expiresAt,
      }
      const links = db.insertInto('links').values({ tenant, id, ...row })
      await links.onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(row)).execute()
    },
    async takeLink(id) {
      const links = db.deleteFrom('links').where('tenant', '=', tenant).where('id', '=', id)
      const row = await links.returningAll().executeTakeFirst()
      return row && toLink(row)
    },
    async takeLinksOn({ type, id }) {
      const isOn = { tenant, resource_type: type, resource_id: id }
      const on = db.selectFrom('links').select('principal_tenant').distinct()
      const tenants = await on.where((expression) => expression.and(isOn)).execute()
      await db
        .deleteFrom('links')
        .where((expression) => expression.and(isOn))
        .execute()
      return tenants.map(({ principal_tenant }) => principal_tenant)
    },
    async takeLinksToRole(role) {
      const links = db.deleteFrom('links').where('tenant', '=', tenant).where('principal_tenant', '=', tenant)
      const to = links.where('principal_type', '=', 'role').where('principal_id', '=', role)
      return (await to.executeTakeFirstOrThrow()).numDeletedRows > 0n
    },
    async giveLinksTo(user, email) {
      const links = db.updateTable('links').set({ principal_type: 'user', principal_id: user })
      const own = links.where('tenant', '=', tenant).where('principal_tenant', '=', tenant)
      const to = own.where('principal_type', '=', 'email').where('principal_id', '=', email)
      return (await to.executeTakeFirstOrThrow()).numUpdatedRows > 0n
    },
    async putSession({ id, user, kind, secretHash, createdAt, usedAt, expiresAt, address, agent, ...proof }) {
      const { authenticatedAt, authenticatedBy, provedBy, previousSecretHash, previousExpiresAt, privileges } = proof
      const row = {
        secret_hash: secretHash,
        previous_secret_hash: previousSecretHash,
        previous_expires_at: previousExpiresAt,
        privileges,
        used_at: usedAt,
        authenticated_at: authenticatedAt,
        authenticated_by: authenticatedBy,
        proved_by: provedBy,
      }
      const kept = { id, tenant, user, kind, created_at: createdAt, expires_at: expiresAt, address, agent }
      const sessions = db.insertInto('sessions').values({ ...kept, ...row })
      await sessions.onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(row)).execute()
    },
    async deleteExpiredSessions(user, at) {
      const sessions = db.deleteFrom('sessions').where('tenant', '=', tenant).where('user', '=', user)
      await sessions.where('expires_at', '<=', at).execute()
    },
    async deleteSession(id) {
      const sessions = db.deleteFrom('sessions').where('tenant', '=', tenant).where('id', '=', id)
      return (await sessions.executeTakeFirstOrThrow()).numDeletedRows > 0n
    },
    async takeSessionsBy(authenticatedBy) {
      const sessions = db.deleteFrom('sessions').where('tenant', '=', tenant)
      const rows = await sessions.where('authenticated_by', '=', authenticatedBy).returning('id').execute()
      return rows.map(({ id }) => id)
    },
    async putRevocations(revocations) {
      for (let start = 0; start < revocations.length; start += ROWS_PER_INSERT) {
        const rows = revocations.slice(start, start + ROWS_PER_INSERT).map((revocation) => ({ tenant, ...revocation }))
        await db
          .insertInto('revocations')
          .values(rows)
          .onConflict((conflict) =>
            conflict.columns(['tenant', 'principal']).doUpdateSet((row) => ({
              revision: row.ref('excluded.revision'),
              at: row.ref('excluded.at'),
            })),
          )
          .execute()
      }
    },
    async deleteRevocationsBefore(at) {
      await db.deleteFrom('revocations').where('tenant', '=', tenant).where('at', '<', at).execute()
    },
  }
}

function toJson(tags: Tags): string {
  return JSON.stringify(tagsToJson(tags))
}
