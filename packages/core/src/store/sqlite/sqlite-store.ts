import { Kysely, sql, type Transaction } from 'kysely'
import { performance } from 'node:perf_hooks'
import type { Store, StoreChange, StoreWriter, Written } from '../../identity/identity-store.ts'
import { assertKnownOptions } from '../../util/known-options.ts'
import { createChangeListeners } from '../change-listeners.ts'
import { checkedPage } from '../checked-values.ts'
import { runWrite } from '../store-writer.ts'
import { createWriteQueue } from '../write-queue.ts'
import type { Connection } from './connection.ts'
import { createDialect } from './dialect.ts'
import { createHotReads } from './hot-reads.ts'
import { assertKnownSchema, SCHEMA_NUMBER } from './migrate.ts'
import { openDatabase, type OpenDatabase } from './open-database.ts'
import { identifyFile, reopenDatabase } from './reopen-database.ts'
import type { Schema } from './schema.ts'
import { createSqliteReader, createSqliteTenantReader } from './sqlite-reader.ts'
import { createSqliteTables } from './sqlite-tables.ts'
import { sweepSqliteTenants } from './sqlite-tenant-removal.ts'
import { createTimeline, type Place } from './timeline.ts'
import { createTurnHint } from './turn-hint.ts'
import { isDiskFailure } from './store-error.ts'

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
  return createStoreOn(await openDatabase(options.file))
}

/** Sets the hints of one pair of connections apart from those of the next: SQLite counts changes for each connection anew. */
const HINTS_PER_CONNECTION = 2 ** 32

const SCHEMA = sql.raw<number>(SCHEMA_NUMBER).as('schema')

/** The store on a database that is open, which it closes. */
export function createStoreOn(database: OpenDatabase): Store {
  const file = database.writer.name
  const identity = identifyFile(file)
  let { reader, writer } = database
  const timeline = createTimeline(file, readPlace(writer), identity, () => performance.now())
  let hotReads = createHotReads(reader, timeline)
  let replacements = 0
  let isTrusted = true
  const readDb = new Kysely<Schema>({ dialect: createDialect(() => reader) })
  const writeDb = new Kysely<Schema>({ dialect: createDialect(() => writer) })
  const queue = createWriteQueue()
  const listeners = createChangeListeners()
  const hint = createTurnHint(
    () => replacements * HINTS_PER_CONNECTION + hotReads.changeHint(),
    () => performance.now(),
    (work) => setImmediate(work).unref(),
  )

  async function replaceConnections(): Promise<void> {
    const old = [reader, writer]
    ;({ reader, writer } = await reopenDatabase(file, identity))
    hotReads = createHotReads(reader, timeline)
    replacements++
    isTrusted = true
    for (const connection of old) connection.close()
  }

  async function sweepNow(rows: number): Promise<boolean> {
    const { limit } = checkedPage({ limit: rows })
    if (!isTrusted) await replaceConnections()
    // Mostly there is nothing, and then nobody has to wait for the lock.
    if (!(await hotReads.isAnyRemoved())) return false
    return transact(async (transaction) => {
      const { schema } = await transaction.selectNoFrom(SCHEMA).executeTakeFirstOrThrow()
      assertKnownSchema(schema, file)
      return sweepSqliteTenants(transaction, limit)
    })
  }

  async function commit<T>(work: (writer: StoreWriter) => Promise<T>): Promise<{ value: T; change: StoreChange }> {
    return transact(async (transaction) => {
      const raised = transaction.updateTable('store').set((store) => ({ revision: store('revision', '+', 1) }))
      const { revision, epoch, schema } = await raised
        .returning(['revision', 'epoch', SCHEMA])
        .executeTakeFirstOrThrow()
      assertKnownSchema(schema, file)
      timeline.assertAhead({ revision, epoch })
      return runWrite(createSqliteTables(transaction), revision, work)
    })
  }

  async function transact<T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T> {
    timeline.assertSameFile()
    try {
      return await writeDb.transaction().execute(work)
    } catch (error) {
      if (isDiskFailure(error)) isTrusted = false
      throw error
    } finally {
      // Also after a failure: what a failed commit left behind is not known.
      hint.forget()
    }
  }

  async function writeNow<T>(work: (writer: StoreWriter) => Promise<T>): Promise<Written<T>> {
    if (!isTrusted) await replaceConnections()
    const { value, change } = await commit(work)
    listeners.notify(change)
    return { value, revision: change.revision }
  }

  return {
    ...createSqliteReader(readDb),
    changeHint: () => hint.current(),
    currentRevision: () => hotReads.currentRevision(),
    listServiceDigests: () => hotReads.listServiceDigests(),
    findTenantRevisions: (tenant) => hotReads.findTenantRevisions(tenant),
    findTenantRecord: (tenant) => hotReads.findTenantRecord(tenant),
    findResource: (tenant, ref) => hotReads.findResource(tenant, ref),
    findLinks: (principals, resource) => hotReads.findLinks(principals, resource),
    tenant: (tenant) => createSqliteTenantReader(readDb, tenant, (id) => hotReads.isRemoved(id)),
    onWrite: listeners.add,
    write: (work) => queue.run(() => writeNow(work)),
    sweepTenants: (limit) => queue.run(() => sweepNow(limit)),
    async close() {
      await queue.close()
      reader.close()
      writer.close()
      hint.forget()
    },
  }
}

function readPlace(connection: Connection): Place {
  return connection.prepare<[], Place>('SELECT epoch, revision FROM store').get() ?? { epoch: 0, revision: 0 }
}
