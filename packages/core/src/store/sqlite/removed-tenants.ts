import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { TenantReader } from '../../identity/identity-store.ts'
import type { Schema } from './schema.ts'

/** SQL that follows a column: its tenant is not one that is deleted. */
export const IS_KEPT = 'NOT IN (SELECT tenant FROM tenant_removals)'

/** For a `where`: the tenant that a column names is not one that is deleted. */
export function isKept(column: string): RawBuilder<boolean> {
  return sql`${sql.ref(column)} ${sql.raw(IS_KEPT)}`
}

/** Whether a tenant is deleted, and its rows are still being swept away. */
export type IsRemoved = (tenant: string) => Promise<boolean>

/** Asks once for all that a transaction does; `forget` where it has deleted a tenant since. */
export function createIsRemoved(db: Kysely<Schema>): IsRemoved & { forget(): void } {
  let removals: Promise<ReadonlySet<string>> | undefined
  const read = async () =>
    new Set((await db.selectFrom('tenant_removals').select('tenant').execute()).map((row) => row.tenant))
  const isRemoved = async (tenant: string) => (await (removals ??= read())).has(tenant)
  return Object.assign(isRemoved, {
    forget() {
      removals = undefined
    },
  })
}

type Reads = Readonly<Record<string, (...input: readonly unknown[]) => Promise<unknown>>>

/** No identifier, and so of nobody: every read of it is empty. */
const NOBODY = ''

/** The reads of a tenant or, where it is deleted and its rows are still being swept away, of one that never was. */
export function hideWhenRemoved(
  tenant: string,
  isRemoved: IsRemoved,
  readsOf: (tenant: string) => TenantReader,
): TenantReader {
  const own = readsOf(tenant) as unknown as Reads
  const none = readsOf(NOBODY) as unknown as Reads
  const reads = Object.keys(own).map((name) => [
    name,
    async (...input: readonly unknown[]) => ((await isRemoved(tenant)) ? none : own)[name]?.(...input),
  ])
  return Object.fromEntries(reads) as TenantReader
}
