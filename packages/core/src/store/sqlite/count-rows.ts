import type { Kysely } from 'kysely'
import type { Counted } from '../../identity/count-store.ts'
import type { Schema } from './schema.ts'

/** How many rows of a kind a tenant has. */
export async function countRows(db: Kysely<Schema>, tenant: string, counted: Counted): Promise<number> {
  if (counted === 'users' || counted === 'links') {
    const counts = db.selectFrom('tenant_counts').select('rows').where('tenant', '=', tenant)
    return (await counts.where('counted', '=', counted).executeTakeFirst())?.rows ?? 0
  }
  const table = counted === 'apiKeys' ? 'api_keys' : counted
  const all = db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('tenant', '=', tenant)
  const meant = counted === 'apiKeys' ? all.where('revoked_at', 'is', null) : all
  return (await meant.executeTakeFirstOrThrow()).rows
}
