import { sql, type Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** The tables that are a tenant's, each before those that its rows refer to. */
const TABLES = [
  'tag_uses',
  'sso_sessions',
  'sso_identities',
  'sso_test_runs',
  'sso_settings',
  'domains',
  'connections',
  'sessions',
  'user_roles',
  'api_key_roles',
  'api_keys',
  'role_trust_tenants',
  'role_trusts',
  'roles',
  'guardrails',
  'links',
  'resources',
  'revocations',
  'tenant_settings',
] as const satisfies readonly (keyof Schema)[]

/**
 * Takes a tenant out of every read, and frees its slug and its domains; its rows are left to `sweepSqliteTenants`. Answers the other tenants whose
 * principals its links were to.
 */
export async function deleteSqliteTenant(db: Kysely<Schema>, tenant: string): Promise<readonly string[]> {
  const reached = await listReached(db, tenant)
  await db.insertInto('tenant_removals').values({ tenant }).execute()
  // No slug holds a NUL.
  await db
    .updateTable('tenants')
    .set({ slug: `\0${tenant}` })
    .where('id', '=', tenant)
    .execute()
  await db.deleteFrom('domains').where('tenant', '=', tenant).execute()
  return reached
}

/** One look into the index for each tenant, however many links there are. */
async function listReached(db: Kysely<Schema>, tenant: string): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly id: string }>`
    WITH RECURSIVE reached (id) AS (
      SELECT min(principal_tenant) FROM links WHERE tenant = ${tenant}
      UNION ALL
      SELECT (SELECT min(principal_tenant) FROM links WHERE tenant = ${tenant} AND principal_tenant > reached.id)
      FROM reached WHERE reached.id IS NOT NULL
    )
    SELECT id FROM reached WHERE id IS NOT NULL AND id != ${tenant}`.execute(db)
  return rows.map(({ id }) => id)
}

/**
 * Deletes at most so many rows of a tenant that is out of every read, then the tenant itself, and persons whom no other tenant has. Answers false when
 * there was nothing of any.
 */
export async function sweepSqliteTenants(db: Kysely<Schema>, limit: number): Promise<boolean> {
  const next = db.selectFrom('tenant_removals').select('tenant').orderBy('tenant').limit(1)
  const tenant = (await next.executeTakeFirst())?.tenant
  if (tenant === undefined) return false
  let left = limit
  for (const table of TABLES) {
    const rows = db.deleteFrom(table).where('tenant', '=', tenant).limit(left)
    left -= Number((await rows.executeTakeFirstOrThrow()).numDeletedRows)
    if (left <= 0) return true
  }
  const links = db.deleteFrom('links').where('principal_tenant', '=', tenant).limit(left)
  left -= Number((await links.executeTakeFirstOrThrow()).numDeletedRows)
  left -= await sweepInvitations(db, tenant, left)
  left -= await sweepUsers(db, tenant, left)
  if (left <= 0) return true
  await db.deleteFrom('tenant_counts').where('tenant', '=', tenant).execute()
  await db.deleteFrom('tenant_removals').where('tenant', '=', tenant).execute()
  await db.deleteFrom('tenants').where('id', '=', tenant).execute()
  return true
}

/** With the codes that were mailed for them. */
async function sweepInvitations(db: Kysely<Schema>, tenant: string, limit: number): Promise<number> {
  const some = db.selectFrom('invitations').select('id').where('tenant', '=', tenant).orderBy('id').limit(limit)
  const ids = (await some.execute()).map(({ id }) => id)
  await db.deleteFrom('codes').where('subject', 'in', ids).execute()
  await db.deleteFrom('invitations').where('tenant', '=', tenant).where('id', 'in', ids).execute()
  return ids.length
}

/** With their persons, where no other tenant has them. */
async function sweepUsers(db: Kysely<Schema>, tenant: string, limit: number): Promise<number> {
  const some = db.selectFrom('users').select('person').where('tenant', '=', tenant).orderBy('id').limit(limit)
  const persons = (await some.execute()).map(({ person }) => person)
  await db.deleteFrom('codes').where('subject', 'in', persons).execute()
  await db.deleteFrom('users').where('tenant', '=', tenant).where('person', 'in', persons).execute()
  const forgotten = db.deleteFrom('persons').where('id', 'in', persons)
  await forgotten
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('users').select('users.id').whereRef('users.person', '=', 'persons.id'))),
    )
    .execute()
  return persons.length
}
