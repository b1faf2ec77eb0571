import type { Kysely } from 'kysely'
import { WardkitError } from '../../errors/index.ts'
import type { AuditEnds, AuditFilter, AuditRow, AuditWindow } from '../../identity/audit-entry.ts'
import type { Schema } from './schema.ts'

/** Where the audit log begins and ends. @throws WardkitError `ERR_STORE_CORRUPT` when the database does not say */
export async function findSqliteAuditEnds(db: Kysely<Schema>): Promise<AuditEnds> {
  const row = await db.selectFrom('audit_chain').selectAll().executeTakeFirst()
  if (row === undefined) throw new WardkitError('ERR_STORE_CORRUPT', 'the audit log has lost where it ends')
  return { base: { sequence: 0, hash: row.base_hash }, head: { sequence: row.head_sequence, hash: row.head_hash } }
}

/** Records of the audit log; of one tenant, by the index. */
export async function listSqliteAudit(
  db: Kysely<Schema>,
  { tenant, from, to, actor, action, target }: AuditFilter,
  { first, last, order, limit }: AuditWindow,
): Promise<readonly AuditRow[]> {
  let rows = db.selectFrom('audit').select(['sequence', 'hash', 'record'])
  rows = rows.where('sequence', '>=', first).where('sequence', '<=', last)
  if (tenant !== undefined) rows = rows.where('tenant', '=', tenant)
  if (from !== undefined) rows = rows.where('time', '>=', from)
  if (to !== undefined) rows = rows.where('time', '<', to)
  if (actor !== undefined) rows = rows.where('actor', '=', actor)
  if (action !== undefined) rows = rows.where('action', '=', action)
  if (target !== undefined) rows = rows.where('target_type', '=', target.type)
  if (target?.id !== undefined) rows = rows.where('target_id', '=', target.id)
  return rows
    .orderBy('sequence', order === 'oldest' ? 'asc' : 'desc')
    .limit(limit)
    .execute()
}
