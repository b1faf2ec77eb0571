import type { Kysely } from 'kysely'
import type { TagUse, TagUseSearch } from '../../identity/tag-store.ts'
import { foldTag } from '../../model/fold.ts'
import { TAG_KEYS } from './tag-uses-sql.ts'
import type { Schema } from './schema.ts'

/** Comes after every text that a prefix begins, being no character. */
const LAST = '\u{10FFFF}'

/** The keys, or the values of one, that holders in a tenant have: a range of the table’s own key. */
export async function listSqliteTagUses(
  db: Kysely<Schema>,
  tenant: string,
  { holder, key, prefix = '', limit }: TagUseSearch,
): Promise<readonly TagUse[]> {
  if (key === TAG_KEYS) return []
  const from = foldTag(prefix)
  const uses = db.selectFrom('tag_uses').select(['written as text', 'holders'])
  const meant = uses.where('tenant', '=', tenant).where('holder', '=', holder)
  const ofKey = meant.where('key', '=', key === undefined ? TAG_KEYS : foldTag(key))
  const begun = ofKey.where('text', '>=', from).where('text', '<=', from + LAST)
  return begun.orderBy('text').limit(limit).execute()
}
