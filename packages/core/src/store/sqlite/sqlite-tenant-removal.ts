import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** The tables that are a tenant's, each before those that its rows refer to. */
const TABLES = [
  // First: what follows has nothing left to discount then.
  'tag_uses',
  'sso_sessions',
  'sso_identities',
  'sso_test_runs',
  'sso_settings',
  'domains',
  'connections',
  'sessions',
  'user_roles',
  'users',
  'api_key_roles',
  'api_keys',
  'role_trust_tenants',
  'role_trusts',
  'roles',
  'guardrails',
  'resources',
  'revocations',
  'invitations',
  'tenant_settings',
] as const satisfies readonly (keyof Schema)[]

/** SQLite takes 32,766 values in one statement. */
const PERSONS_PER_DELETE = 10_000

/** Deletes every row of a tenant, and persons whom no other tenant has. Answers the other tenants whose principals its links were to. */
export async function deleteSqliteTenant(db: Kysely<Schema>, tenant: string): Promise<readonly string[]> {
  const users = await db.selectFrom('users').select('person').where('tenant', '=', tenant).execute()
  const persons = users.map(({ person }) => person)
  const invitations = db.selectFrom('invitations').select('id').where('tenant', '=', tenant)
  const people = db.selectFrom('users').select('person').where('tenant', '=', tenant)
  for (const subjects of [invitations, people]) await db.deleteFrom('codes').where('subject', 'in', subjects).execute()

  const out = db.selectFrom('links').select('principal_tenant').distinct().where('tenant', '=', tenant)
  const reached = await out.where('principal_tenant', '!=', tenant).execute()
  await db
    .deleteFrom('links')
    .where((links) => links.or([links('tenant', '=', tenant), links('principal_tenant', '=', tenant)]))
    .execute()

  for (const table of TABLES) await db.deleteFrom(table).where('tenant', '=', tenant).execute()
  await db.deleteFrom('tenants').where('id', '=', tenant).execute()

  for (let start = 0; start < persons.length; start += PERSONS_PER_DELETE) {
    const some = db.deleteFrom('persons').where('id', 'in', persons.slice(start, start + PERSONS_PER_DELETE))
    await some
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('users').select('users.id').whereRef('users.person', '=', 'persons.id'))),
      )
      .execute()
  }
  return reached.map(({ principal_tenant }) => principal_tenant)
}
