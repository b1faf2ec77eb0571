import { Kysely } from 'kysely'
import type { Store } from '../../identity/identity-store.ts'
import { assertKnownOptions } from '../../util/known-options.ts'
import { createChangeListeners } from '../change-listeners.ts'
import { runWrite } from '../store-writer.ts'
import { createWriteQueue } from '../write-queue.ts'
import { createDialect } from './dialect.ts'
import { createHotReads } from './hot-reads.ts'
import { openDatabase } from './open-database.ts'
import type { Schema } from './schema.ts'
import { createSqliteReader, createSqliteTenantReader } from './sqlite-reader.ts'
import { createSqliteTables } from './sqlite-tables.ts'

export interface SqliteStoreOptions {
  /** The database file; it is made where there is none. Its directory must be there, on a local disk. */
  readonly file: string
}

/**
 * A store in one SQLite file, which several processes of one machine may share. What a write answered survives a crash and a power cut. Opening
 * reads the whole file once, to find damage before it is served.
 *
 * @throws TypeError when an option is wrong
 * @throws WardkitError `ERR_CONFIGURATION` when the file cannot be used, `ERR_STORE_CORRUPT`, `ERR_STORE_NEWER`, `ERR_STORE_BUSY`
 * @example
 * const store = await createSqliteStore({ file: './wardkit.db' })
 */
export async function createSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  assertKnownOptions('createSqliteStore()', options, ['file'])
  if (typeof options.file !== 'string' || options.file.trim() === '' || options.file === ':memory:') {
    throw new TypeError(
      'createSqliteStore() needs `file`, the path of a database; for one in memory use createMemoryStore()',
    )
  }
  const { reader, writer } = await openDatabase(options.file)
  const readDb = new Kysely<Schema>({ dialect: createDialect(reader) })
  const writeDb = new Kysely<Schema>({ dialect: createDialect(writer) })
  const queue = createWriteQueue()
  const listeners = createChangeListeners()
  return {
    ...createSqliteReader(readDb),
    ...createHotReads(reader),
    tenant: (tenant) => createSqliteTenantReader(readDb, tenant),
    onWrite: listeners.add,
    write: (work) =>
      queue.run(async () => {
        const { value, change } = await writeDb.transaction().execute(async (transaction) => {
          const raised = transaction.updateTable('store').set((store) => ({ revision: store('revision', '+', 1) }))
          const { revision } = await raised.returning('revision').executeTakeFirstOrThrow()
          return runWrite(createSqliteTables(transaction), revision, work)
        })
        listeners.notify(change)
        return { value, revision: change.revision }
      }),
    async close() {
      await queue.close()
      reader.close()
      writer.close()
    },
  }
}
