import type Database from 'better-sqlite3'
import { WardkitError } from '../../errors/index.ts'

/** A connection of better-sqlite3. */
export type Connection = Database.Database

/**
 * Makes a connection keep what it acknowledges: a write-ahead log, synced at every commit. Each setting is read back, for SQLite opens a WAL
 * database at `synchronous=NORMAL`, and answers a setting it refuses with the old one instead of an error.
 *
 * @throws WardkitError `ERR_CONFIGURATION` when the database cannot be kept that way
 */
export function makeDurable(connection: Connection): void {
  set(connection, 'journal_mode', 'WAL', 'wal')
  set(connection, 'synchronous', 'FULL', 2)
  set(connection, 'foreign_keys', 'ON', 1)
}

/** Refuses every write through this connection. @throws WardkitError `ERR_CONFIGURATION` */
export function makeReadOnly(connection: Connection): void {
  set(connection, 'query_only', 'ON', 1)
}

function set(connection: Connection, name: string, value: string, expected: string | number): void {
  connection.pragma(`${name} = ${value}`)
  const actual = connection.pragma(name, { simple: true })
  if (actual === expected) return
  throw new WardkitError(
    'ERR_CONFIGURATION',
    `SQLite keeps \`${name}\` at \`${String(actual)}\` and not at \`${value}\` for \`${connection.name}\``,
    { help: 'keep the database on a local disk' },
  )
}
