import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { AccessLogFile } from '../../audit/access-log-file.ts'
import { WardkitError } from '../../errors/index.ts'
import type { Clock } from '../../util/clock.ts'
import { connectToLog, createLineAppender, type AccessLogFileSettings } from './access-log-appender.ts'
import { queryConnection, verifyAccessLog } from './access-log-reader.ts'
import { createAccessCounter } from './count-access-log.ts'
import { createAppenderThread } from './access-log-thread.ts'
import { verifyConnection } from './verify-access-log.ts'

export interface SqliteAccessLogOptions extends AccessLogFileSettings {
  readonly clock: Clock
}

/**
 * Most records of one transaction. The next is begun a turn of the event loop later, and with a thousand requests at once a turn brings a
 * thousand records: of fewer, not all that come would be written. More would hold the lock for too long for the processes that write the same log.
 */
const BATCH_SIZE = 2_000

/** The same where no thread writes them, but whoever serves requests. */
const OWN_BATCH_SIZE = 256

/**
 * Opens the access log's own file, which several processes of one machine may write: the chain is one, and each batch is a transaction that
 * begins with the head that the last one left. Batches are written by a thread of their own, begun with the first; questions are answered
 * here, through a connection of their own.
 *
 * @param options `file` is made where there is none; `:memory:` keeps the log for as long as it is open, and needs no thread
 * @throws WardkitError `ERR_CONFIGURATION` when the file cannot be used, `ERR_STORE_CORRUPT`, `ERR_STORE_NEWER`, `ERR_STORE_BUSY`
 */
export async function createSqliteAccessLog({ clock, ...options }: SqliteAccessLogOptions): Promise<AccessLogFile> {
  const isFile = options.file !== ':memory:'
  const file = isFile ? resolve(options.file) : options.file
  if (isFile) assertDirectory(dirname(file))
  const settings = { ...options, file }
  const connection = await connectToLog(settings)
  const appender = isFile ? createAppenderThread(settings) : createLineAppender(settings, connection)
  const counter = createAccessCounter(connection)
  let closed = false

  return {
    batchSize: isFile ? BATCH_SIZE : OWN_BATCH_SIZE,
    async append(lines) {
      if (closed) throw new WardkitError('ERR_STORE_UNAVAILABLE', 'the access log is closed')
      await appender.append(lines, clock())
      return lines.length
    },
    query: (query) => queryConnection(connection, query),
    count: (span, visit) => counter.count(span, visit),
    verify: (expected) => (isFile ? verifyAccessLog(file, expected) : verifyConnection(connection, expected)),
    async close() {
      closed = true
      await appender.close()
      connection.close()
    },
  }
}

function assertDirectory(directory: string): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true) return
  throw new WardkitError('ERR_CONFIGURATION', `there is no directory \`${directory}\` to keep the access log in`, {
    help: 'create the directory, or name another `file` in `accessLog`',
  })
}
