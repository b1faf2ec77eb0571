import { sql, type Kysely } from 'kysely'
import type { RoleReader } from '../../identity/role-store.ts'
import { isIdentifier } from '../../model/identifier.ts'
import { checkedPage } from '../checked-values.ts'
import { toApiKey, toUser } from './rows.ts'
import type { Schema } from './schema.ts'
import { selectApiKeys, selectUsers } from './select-holders.ts'

/** Reads of who holds a role in a tenant: each takes as long as what it answers. */
export function createSqliteRoleHolders(
  db: Kysely<Schema>,
  tenant: string,
): Pick<RoleReader, 'listUsersWithRole' | 'listApiKeysWithRole' | 'countRoleHolders'> {
  const isNameable = isIdentifier(tenant)
  return {
    async listUsersWithRole(role, page) {
      const { after, limit } = checkedPage(page)
      if (!isNameable || !isIdentifier(role)) return []
      const held = db.selectFrom('user_roles').select('user').distinct().where('tenant', '=', tenant)
      const next = held.where('role', '=', role).where('user', '>', after).orderBy('user').limit(limit)
      const users = selectUsers(db).where('tenant', '=', tenant).where('id', 'in', next)
      return (await users.orderBy('id').execute()).map(toUser)
    },
    async listApiKeysWithRole(role, page) {
      const { after, limit } = checkedPage(page)
      if (!isNameable || !isIdentifier(role)) return []
      const held = db
        .selectFrom('api_key_roles')
        .innerJoin('api_keys', (join) =>
          join.onRef('api_keys.tenant', '=', 'api_key_roles.tenant').onRef('api_keys.id', '=', 'api_key_roles.api_key'),
        )
        .select('api_key')
        .where('api_key_roles.tenant', '=', tenant)
        .where('api_keys.revoked_at', 'is', null)
      const next = held.where('role', '=', role).where('api_key', '>', after).orderBy('api_key').limit(limit)
      const keys = selectApiKeys(db).where('tenant', '=', tenant).where('id', 'in', next)
      return (await keys.orderBy('id').execute()).map(toApiKey)
    },
    async countRoleHolders(role) {
      if (!isNameable || !isIdentifier(role)) return 0
      const { rows } = await sql<{ readonly holders: number }>`
        SELECT (SELECT count(DISTINCT user) FROM user_roles WHERE tenant = ${tenant} AND role = ${role})
          + (SELECT count(*) FROM api_key_roles JOIN api_keys ON api_keys.tenant = api_key_roles.tenant AND api_keys.id = api_key_roles.api_key
             WHERE api_key_roles.tenant = ${tenant} AND role = ${role} AND revoked_at IS NULL) AS holders`.execute(db)
      return rows[0]?.holders ?? 0
    },
  }
}
