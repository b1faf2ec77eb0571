import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { WardkitError } from '../../errors/index.ts'
import { assertNodeVersion } from '../../util/node-version.ts'
import { connect, connectReader } from './connect.ts'
import { makeDurable, type Connection } from './connection.ts'
import { APPLICATION_ID, migrate } from './migrate.ts'
import { isBusy } from './store-error.ts'
import { BUSY_LIMIT, useConnection } from './use-connection.ts'

/** Writes go through one connection and reads through another, so that no read sees what a write has not committed. */
export interface OpenDatabase {
  readonly writer: Connection
  readonly reader: Connection
}

const SQLITE_HEADER = 'SQLite format 3\0'
const SMALLEST_PAGE = 512

/**
 * Opens a database file, or makes one where there is none, and brings its schema up to date.
 *
 * A file that is there is never taken for a new one: SQLite itself reads an empty or a cut file as an empty database, which here would be a
 * store in which nobody exists and nothing is revoked.
 *
 * @throws WardkitError `ERR_CONFIGURATION`, `ERR_STORE_CORRUPT`, `ERR_STORE_NEWER`, `ERR_STORE_BUSY`
 */
export async function openDatabase(path: string): Promise<OpenDatabase> {
  assertNodeVersion()
  const file = resolve(path)
  assertDirectory(file)
  const existed = existsSync(file)
  if (existed) await assertDatabaseFile(file)
  let writer: Connection | undefined
  try {
    const opened = (writer = connect(file))
    if (existed) await useConnection(opened, () => assertOwn(opened))
    await useConnection(opened, () => makeDurable(opened))
    await useConnection(opened, () => assertWritable(opened))
    if (existed) await useConnection(opened, () => assertWhole(opened))
    await migrate(opened)
    return { writer: opened, reader: await connectReader(file) }
  } catch (error) {
    writer?.close()
    throw asConfiguration(error, file)
  }
}

function assertDirectory(file: string): void {
  const directory = dirname(file)
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new WardkitError(
      'ERR_CONFIGURATION',
      `there is no directory \`${directory}\` to keep the database \`${file}\` in`,
      {
        help: 'create the directory, or name another file',
      },
    )
  }
  if (existsSync(file) && !statSync(file).isFile()) {
    throw new WardkitError('ERR_CONFIGURATION', `the database \`${file}\` is not a file`, { help: 'name a file' })
  }
}

/** Waits for another process that is just making the file, as long as for a lock. */
async function assertDatabaseFile(file: string): Promise<void> {
  const deadline = performance.now() + BUSY_LIMIT
  while (!isDatabaseFile(file)) {
    if (performance.now() >= deadline) {
      throw new WardkitError(
        'ERR_STORE_CORRUPT',
        `the file is no SQLite database, or its beginning is damaged: \`${file}\``,
        {
          help: 'restore it from a backup; if nothing was ever kept in it, delete it and a new one is made',
        },
      )
    }
    await pause(10)
  }
}

function isDatabaseFile(file: string): boolean {
  const descriptor = openSync(file, 'r')
  try {
    const beginning = Buffer.alloc(SMALLEST_PAGE)
    const length = readSync(descriptor, beginning, 0, SMALLEST_PAGE, 0)
    if (length < SMALLEST_PAGE || beginning.toString('latin1', 0, SQLITE_HEADER.length) !== SQLITE_HEADER) return false
    // Of a page that was cut SQLite reads the missing part as zeros. Only a log beside the file may hold the whole page.
    const hasLog = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
    return hasLog || fstatSync(descriptor).size % pageSizeOf(beginning) === 0
  } finally {
    closeSync(descriptor)
  }
}

/** @see https://sqlite.org/fileformat.html, section 1.3.2 */
function pageSizeOf(header: Buffer): number {
  const size = header.readUInt16BE(16)
  return size === 1 ? 65_536 : size
}

/** Refuses the database of another application before anything is changed in it. */
function assertOwn(connection: Connection): void {
  const id = connection.pragma('application_id', { simple: true })
  const tables = connection.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (id === APPLICATION_ID || (id === 0 && tables === 0)) return
  throw new WardkitError('ERR_CONFIGURATION', `the database belongs to another application: \`${connection.name}\``, {
    help: 'give the store a file of its own',
  })
}

/** SQLite opens for reading alone, and says nothing, what it may not write. */
function assertWritable(connection: Connection): void {
  try {
    connection.exec('BEGIN IMMEDIATE; ROLLBACK')
  } catch (error) {
    // It is asked for the lock only once it may write.
    if (!isBusy(error)) throw error
  }
}

function assertWhole(connection: Connection): void {
  const result = connection.pragma('quick_check(1)', { simple: true })
  if (result === 'ok') return
  throw new WardkitError('ERR_STORE_CORRUPT', `the database is damaged (${String(result)}): \`${connection.name}\``, {
    help: 'restore it from a backup',
  })
}

/** At the start, a file that cannot be opened or written is a mistake in the set-up, not an outage. */
function asConfiguration(error: unknown, file: string): unknown {
  if (!(error instanceof WardkitError) || error.code !== 'ERR_STORE_UNAVAILABLE') return error
  return new WardkitError('ERR_CONFIGURATION', `the database cannot be opened for writing: \`${file}\``, {
    cause: error,
    help: 'see to it that this process may write the file and its directory, and that the disk works',
  })
}
