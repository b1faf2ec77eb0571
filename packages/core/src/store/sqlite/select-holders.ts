import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Schema } from './schema.ts'
import { rolesOfUser } from './search-users.ts'

/** Users with their role ids as a JSON list. */
export function selectUsers(db: Kysely<Schema>) {
  return db.selectFrom('users').selectAll().select(rolesOfUser.as('roles'))
}

/** API keys with their role ids as a JSON list. */
export function selectApiKeys(db: Kysely<Schema>) {
  const roles: RawBuilder<string> = sql`(
    SELECT json_group_array(role ORDER BY role) FROM api_key_roles
    WHERE api_key_roles.tenant = api_keys.tenant AND api_key_roles.api_key = api_keys.id
  )`
  return db.selectFrom('api_keys').selectAll().select(roles.as('roles'))
}
