import Database from 'better-sqlite3'
import { placeLine } from '../../audit/format-record.ts'
import { chainHash, type ChainHead } from '../../audit/hash-chain.ts'
import { WardkitError } from '../../errors/index.ts'
import { assertAccessLog, createAccessLogTables, readChainEnds } from './access-log-schema.ts'
import type { Connection } from './connection.ts'
import { toStoreError } from './store-error.ts'
import { useConnection } from './use-connection.ts'

/** How the file of an access log is kept. */
export interface AccessLogFileSettings {
  readonly file: string
  readonly retentionDays: number
  readonly maxBytes: number
  readonly synchronous: 'normal' | 'full'
  /** Whether a thread that writes it gives way to the process's other threads where they need the processor: so where no request waits for it. */
  readonly givesWay?: boolean
}

/** Puts lines at the end of an access log. */
export interface LineAppender {
  /**
   * One transaction; the next only when it is over.
   * @param lines of records without their place
   * @param now milliseconds since 1970
   * @throws WardkitError in a store's words; the lines may then be appended again
   */
  append(lines: readonly string[], now: number): Promise<void>
  close(): Promise<void>
}

/** Most records that one transaction removes for each that it adds, so that the log shrinks to its bounds. */
const REMOVED_FOR_ADDED = 4

/** The same for few that are added: what nobody asks for any more goes soon. */
const REMOVED_AT_LEAST = 1_000

const DAY = 86_400_000

/**
 * After how many pages of 4 KiB what was written is moved from the file beside the log into the log. The pages that each batch writes anew are
 * then moved once for many batches.
 */
const CHECKPOINT_PAGES = 4_000

/**
 * Opens a connection to an access log, and makes the log where there is none.
 *
 * @throws WardkitError `ERR_CONFIGURATION`, `ERR_STORE_CORRUPT`, `ERR_STORE_NEWER`, `ERR_STORE_BUSY`
 */
export async function connectToLog({ file, synchronous }: AccessLogFileSettings): Promise<Connection> {
  const connection = connect(file)
  try {
    await useConnection(connection, () => {
      assertAccessLog(connection)
      connection.pragma('journal_mode = WAL')
      connection.pragma(`synchronous = ${synchronous}`)
      connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
      createAccessLogTables(connection)
    })
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/**
 * Appends in the thread it is called in.
 *
 * @param connection an open one, which it closes; without it each is opened when it is first needed
 */
export function createLineAppender(settings: AccessLogFileSettings, connection?: Connection): LineAppender {
  const isFile = settings.file !== ':memory:'
  let log = connection && prepare(connection, settings)
  return {
    async append(lines, now) {
      if (log?.connection.open !== true) log = prepare(await connectToLog(settings), settings)
      const { connection: current, append } = log
      try {
        await useConnection(current, () => {
          append(lines, now)
        })
      } catch (error) {
        // A handle on which a commit failed is not trusted: the next batch begins with what the file itself says.
        if (isFile && !isLocked(error)) current.close()
        throw error
      }
    },
    async close() {
      log?.connection.close()
    },
  }
}

interface OpenLog {
  readonly connection: Connection
  append(lines: readonly string[], now: number): void
}

function prepare(connection: Connection, settings: AccessLogFileSettings): OpenLog {
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
  function removeOldest(now: number, added: number): void {
    const expired = now - settings.retentionDays * DAY
    const isTooLarge = bytesUsed(connection) > settings.maxBytes
    const [first] = oldest.all(1)
    if (first === undefined || (!isTooLarge && first.time >= expired)) return
    const rows = oldest.all(Math.max(REMOVED_AT_LEAST, REMOVED_FOR_ADDED * added))
    const kept = isTooLarge ? -1 : rows.findIndex(({ time }) => time >= expired)
    const last = kept === -1 ? rows.at(-1) : rows[kept - 1]
    if (last === undefined) return
    remove.run(last.sequence)
    setBase.run(last.sequence, last.hash)
  }

  const append = connection.transaction((lines: readonly string[], now: number) => {
    removeOldest(now, lines.length)
    let { head } = readChainEnds(connection)
    for (const line of lines) {
      const sequence = head.sequence + 1
      const record = placeLine(line, sequence)
      head = { sequence, hash: chainHash(head.hash, record) }
      insert.run(sequence, head.hash, record)
    }
    setHead.run(head.sequence, head.hash)
  })

  return {
    connection,
    append: (lines, now) => {
      append.immediate(lines, now)
    },
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof WardkitError && error.code === 'ERR_STORE_BUSY'
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
