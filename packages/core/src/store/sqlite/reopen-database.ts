import { existsSync, statSync } from 'node:fs'
import { WardkitError } from '../../errors/index.ts'
import { connect, connectReader } from './connect.ts'
import { makeDurable, type Connection } from './connection.ts'
import type { OpenDatabase } from './open-database.ts'
import { useConnection } from './use-connection.ts'

/**
 * New connections to a database whose disk failed under the old ones, which stay open for whoever reads.
 *
 * After a failed flush the system may count what it could not write as written, and a later flush then succeeds without writing it. So what
 * the log holds is written into the main file and flushed there, and the log begins anew, before anything is acknowledged again. What failed to
 * commit is gone with the old log; only when the process ends before that may it come back as committed.
 *
 * @param identity of the file when it was first opened
 * @throws WardkitError `ERR_STORE_…` while the disk goes on failing
 * @see https://wiki.postgresql.org/wiki/Fsync_Errors
 */
export async function reopenDatabase(file: string, identity: string): Promise<OpenDatabase> {
  assertSame(file, identity)
  const writer = connect(file)
  try {
    await useConnection(writer, () => {
      makeDurable(writer)
      emptyLog(writer)
    })
    return { writer, reader: await connectReader(file) }
  } catch (error) {
    writer.close()
    throw error
  }
}

/** What tells the file from any other that might come in its place. */
export function identifyFile(file: string): string {
  const { dev, ino } = statSync(file, { bigint: true })
  return `${dev}:${ino}`
}

/** Before SQLite looks: beside a log that is not its own it makes an empty database, and the log is lost. */
function assertSame(file: string, identity: string): void {
  if (existsSync(file) && identifyFile(file) === identity) return
  throw new WardkitError('ERR_STORE_UNAVAILABLE', `the file of the database is no longer there: \`${file}\``, {
    help: 'put the file back, or start again',
  })
}

function emptyLog(connection: Connection): void {
  const [result] = connection.pragma('wal_checkpoint(TRUNCATE)') as [{ readonly busy: number }]
  if (result.busy === 0) return
  throw new WardkitError('ERR_STORE_BUSY', `the log is in use by another process: \`${connection.name}\``)
}
