import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Database from 'better-sqlite3'
import type { AccessLogFile } from '../../audit/access-log-file.ts'
import type { UnplacedRecord } from '../../audit/access-record.ts'
import { formatRecord } from '../../audit/format-record.ts'
import { chainHash, type ChainHead } from '../../audit/hash-chain.ts'
import { WardkitError } from '../../errors/index.ts'
import type { Clock } from '../../util/clock.ts'
import { queryConnection, verifyAccessLog } from './access-log-reader.ts'
import { assertAccessLog, createAccessLogTables, readChainEnds } from './access-log-schema.ts'
import type { Connection } from './connection.ts'
import { toStoreError } from './store-error.ts'
import { useConnection } from './use-connection.ts'
import { verifyConnection } from './verify-access-log.ts'

export interface SqliteAccessLogOptions {
  /** Made where there is none. `:memory:` keeps the log for as long as it is open. */
  readonly file: string
  readonly retentionDays: number
  readonly maxBytes: number
  readonly synchronous: 'normal' | 'full'
  readonly clock: Clock
}

/** Most records of one transaction: a few milliseconds of the event loop. */
const BATCH_SIZE = 256

/** Most records that one transaction removes: more than it adds, so that the log shrinks to its bounds. */
const REMOVED_AT_ONCE = 1_000

const DAY = 86_400_000

/**
 * Opens the access log's own file, which several processes of one machine may write: the chain is one, and each batch is a transaction that
 * begins with the head that the last one left.
 *
 * @throws WardkitError `ERR_CONFIGURATION` when the file cannot be used, `ERR_STORE_CORRUPT`, `ERR_STORE_NEWER`, `ERR_STORE_BUSY`
 */
export async function createSqliteAccessLog(options: SqliteAccessLogOptions): Promise<AccessLogFile> {
  const isFile = options.file !== ':memory:'
  const file = isFile ? resolve(options.file) : options.file
  if (isFile) assertDirectory(dirname(file))
  let log = await open(file, options)
  let closed = false

  return {
    batchSize: BATCH_SIZE,
    async append(records) {
      if (closed) throw new WardkitError('ERR_STORE_UNAVAILABLE', 'the access log is closed')
      if (!log.connection.open) log = await open(file, options)
      try {
        await useConnection(log.connection, () => {
          log.append(records)
        })
      } catch (error) {
        // A handle on which a commit failed is not trusted: the next batch begins with what the file itself says.
        if (isFile && !isLocked(error)) log.connection.close()
        throw error
      }
    },
    query: (query) => queryConnection(log.connection, query),
    verify: (expected) => (isFile ? verifyAccessLog(file, expected) : verifyConnection(log.connection, expected)),
    async close() {
      closed = true
      log.connection.close()
    },
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof WardkitError && error.code === 'ERR_STORE_BUSY'
}

interface OpenLog {
  readonly connection: Connection
  /** One transaction. */
  append(records: readonly UnplacedRecord[]): void
}

async function open(file: string, options: SqliteAccessLogOptions): Promise<OpenLog> {
  const connection = connect(file)
  try {
    await useConnection(connection, () => {
      assertAccessLog(connection)
      connection.pragma('journal_mode = WAL')
      connection.pragma(`synchronous = ${options.synchronous}`)
      createAccessLogTables(connection)
    })
    return prepare(connection, options)
  } catch (error) {
    connection.close()
    throw error
  }
}

function prepare(connection: Connection, options: SqliteAccessLogOptions): OpenLog {
  const insert = connection.prepare<[number, string, string]>(
    'INSERT INTO records (sequence, hash, record) VALUES (?, ?, ?)',
  )
  const setHead = connection.prepare<[number, string]>('UPDATE chain SET head_sequence = ?, head_hash = ?')
  const setBase = connection.prepare<[number, string]>('UPDATE chain SET base_sequence = ?, base_hash = ?')
  const oldest = connection.prepare<[number], ChainHead & { readonly time: number }>(
    'SELECT sequence, hash, time FROM records ORDER BY sequence LIMIT ?',
  )
  const remove = connection.prepare<[number]>('DELETE FROM records WHERE sequence <= ?')

  /** Removes only from the beginning, where the chain can go on from what the first record left follows. */
  function removeOldest(): void {
    const expired = options.clock() - options.retentionDays * DAY
    const isTooLarge = bytesUsed(connection) > options.maxBytes
    const [first] = oldest.all(1)
    if (first === undefined || (!isTooLarge && first.time >= expired)) return
    const rows = oldest.all(REMOVED_AT_ONCE)
    const kept = isTooLarge ? -1 : rows.findIndex(({ time }) => time >= expired)
    const last = kept === -1 ? rows.at(-1) : rows[kept - 1]
    if (last === undefined) return
    remove.run(last.sequence)
    setBase.run(last.sequence, last.hash)
  }

  const append = connection.transaction((records: readonly UnplacedRecord[]) => {
    removeOldest()
    let { head } = readChainEnds(connection)
    for (const unplaced of records) {
      const sequence = head.sequence + 1
      const record = formatRecord({ sequence, ...unplaced })
      head = { sequence, hash: chainHash(head.hash, record) }
      insert.run(sequence, head.hash, record)
    }
    setHead.run(head.sequence, head.hash)
  })

  return {
    connection,
    append: (records) => {
      append.immediate(records)
    },
  }
}

/** What the records take, without the pages that removed ones left free. */
function bytesUsed(connection: Connection): number {
  const read = (name: string): number => connection.pragma(name, { simple: true }) as number
  return (read('page_count') - read('freelist_count')) * read('page_size')
}

function connect(file: string): Connection {
  try {
    return new Database(file, { timeout: 0 })
  } catch (cause) {
    throw new WardkitError('ERR_CONFIGURATION', `the access log cannot be opened: \`${file}\``, {
      cause: toStoreError(cause, file),
      help: 'see to it that this process may write the file and its directory, or set `accessLog`',
    })
  }
}

function assertDirectory(directory: string): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true) return
  throw new WardkitError('ERR_CONFIGURATION', `there is no directory \`${directory}\` to keep the access log in`, {
    help: 'create the directory, or name another `file` in `accessLog`',
  })
}
