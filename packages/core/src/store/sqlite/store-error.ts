import { WardkitError, type ErrorCode } from '../../errors/index.ts'

const CODES: readonly (readonly [prefix: string, code: ErrorCode, message: string])[] = [
  ['SQLITE_BUSY', 'ERR_STORE_BUSY', 'the database is locked by another process'],
  ['SQLITE_LOCKED', 'ERR_STORE_BUSY', 'the database is locked'],
  ['SQLITE_FULL', 'ERR_STORE_FULL', 'the disk of the database is full'],
  ['SQLITE_CORRUPT', 'ERR_STORE_CORRUPT', 'the database is damaged'],
  ['SQLITE_NOTADB', 'ERR_STORE_CORRUPT', 'the file is no SQLite database, or its beginning is damaged'],
  ['SQLITE_IOERR', 'ERR_STORE_UNAVAILABLE', 'the disk of the database failed'],
  ['SQLITE_CANTOPEN', 'ERR_STORE_UNAVAILABLE', 'the database cannot be opened'],
  ['SQLITE_READONLY', 'ERR_STORE_UNAVAILABLE', 'the database cannot be written'],
  ['SQLITE_PERM', 'ERR_STORE_UNAVAILABLE', 'the database cannot be opened'],
  ['SQLITE_NOMEM', 'ERR_STORE_UNAVAILABLE', 'there is no memory left for the database'],
  ['SQLITE_PROTOCOL', 'ERR_STORE_UNAVAILABLE', 'the database could not be locked'],
  ['SQLITE_NOLFS', 'ERR_STORE_UNAVAILABLE', 'the database has outgrown its disk'],
]

/**
 * What SQLite's error means to users of a store. An error that says the store itself is wrong (a constraint, bad SQL) stays as it is.
 *
 * @see https://sqlite.org/rescode.html
 */
export function toStoreError(error: unknown, file: string): unknown {
  const code = sqliteCode(error)
  const entry = CODES.find(([prefix]) => code.startsWith(prefix))
  if (entry === undefined) return error
  const help =
    entry[1] === 'ERR_STORE_CORRUPT' ? 'restore it from a backup; nothing in it was changed by looking' : undefined
  return new WardkitError(entry[1], `${entry[2]}: \`${file}\``, {
    cause: error,
    ...(help === undefined ? {} : { help }),
  })
}

/** Whether another connection holds a lock that it may let go of. */
export function isBusy(error: unknown): boolean {
  const code = sqliteCode(error)
  return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')
}

/** Whether the disk failed, after which nothing is known of what the connection had not yet flushed. */
export function isDiskFailure(error: unknown): boolean {
  return error instanceof WardkitError && sqliteCode(error.cause).startsWith('SQLITE_IOERR')
}

function sqliteCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
