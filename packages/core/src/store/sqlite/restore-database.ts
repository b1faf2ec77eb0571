import { copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { WardkitError } from '../../errors/index.ts'
import type { Store } from '../../identity/identity-store.ts'
import { flush } from './backup-database.ts'
import { connect } from './connect.ts'
import type { Connection } from './connection.ts'
import { openDatabase } from './open-database.ts'
import { createStoreOn } from './sqlite-store.ts'
import { isBusy } from './store-error.ts'

/** What a restored store no longer takes for good. */
export interface Forgotten {
  /** Which copy of the store this is, counted up by every restore. */
  readonly epoch: number
  /** The revision of the backup. */
  readonly backupRevision: number
  readonly sessions: number
  readonly apiKeys: number
  readonly operatorKeys: number
}

export interface RestoreDatabaseInput {
  readonly backup: string
  readonly file: string
  /** Leaves API keys and operator keys in force. */
  readonly keepKeys: boolean
  /** Milliseconds since 1970. */
  readonly at: number
  /** Does what is left to do to the restored store before it takes its place. */
  finish(store: Store, forgotten: Forgotten): Promise<void>
}

/** More writes than were ever made after a backup: no revision of the future that is lost is one of the restored store. */
const REVISION_GAP = 2 ** 32

/**
 * Puts a backup in the place of a database. What is restored is made ready in a file of its own and takes the database's place in one step, so that
 * whatever breaks off before leaves the database as it was. The database that was there is kept beside it.
 *
 * @returns where it is kept; null where there was none
 * @throws WardkitError `ERR_STORE_BUSY` while a process uses the database; `ERR_CONFIGURATION` for what is no backup; `ERR_STORE_…` of the backup
 */
export async function restoreDatabase({
  backup,
  file,
  keepKeys,
  at,
  finish,
}: RestoreDatabaseInput): Promise<string | null> {
  if (!existsSync(backup)) throw new WardkitError('ERR_CONFIGURATION', `there is no backup \`${backup}\``)
  if (resolve(backup) === resolve(file))
    throw new WardkitError('ERR_CONFIGURATION', `the backup is the database itself: \`${file}\``, {
      help: 'name a copy',
    })
  const held = existsSync(file) ? holdAlone(file) : undefined
  const work = `${file}.restoring`
  try {
    removeDatabase(work)
    copyDatabase(backup, work)
    const database = await openDatabase(work)
    const forgotten = database.writer.transaction(() => forget(database.writer, keepKeys, at)).immediate()
    const store = createStoreOn(database)
    try {
      await finish(store, forgotten)
    } finally {
      await store.close()
    }
    return replace(file, work, at)
  } finally {
    removeDatabase(work)
    held?.close()
  }
}

/** INVARIANT: a log is never left beside a database that is not its own, where SQLite would take it for the database's last changes. */
function replace(file: string, work: string, at: number): string | null {
  // What was made ready is whole in one file, or it does not take the place.
  if ((statSync(`${work}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
    throw new WardkitError('ERR_STORE_UNAVAILABLE', `what is restored could not be written into one file: \`${work}\``)
  flush(work)
  const aside = `${file}.replaced-${at}`
  const isThere = existsSync(file)
  if (isThere) linkSync(file, aside)
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${aside}-wal`)
  rmSync(`${file}-shm`, { force: true })
  renameSync(work, file)
  flush(dirname(resolve(file)))
  return isThere ? aside : null
}

/**
 * Keeps every other process off until it is closed. A database that is damaged cannot be locked: whoever still uses it finds out that its file was
 * replaced.
 */
function holdAlone(file: string): Connection | undefined {
  let connection: Connection | undefined
  try {
    connection = connect(file)
    // Only who is alone can leave the log behind.
    connection.pragma('journal_mode = DELETE')
    connection.exec('BEGIN EXCLUSIVE')
    return connection
  } catch (error) {
    connection?.close()
    const cause = error instanceof WardkitError ? error.cause : error
    if (!isBusy(cause)) return undefined
    throw new WardkitError('ERR_STORE_BUSY', `a process uses the database: \`${file}\``, {
      cause,
      help: 'stop every server of it, then restore',
    })
  }
}

function copyDatabase(from: string, to: string): void {
  copyFileSync(from, to)
  // Of a backup that is a copy of the files of a store.
  const log = `${from}-wal`
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 0) copyFileSync(log, `${to}-wal`)
}

function removeDatabase(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true })
}

/**
 * Takes away whatever may have been ended, revoked or used up after the backup was made, for of that nothing is known: logins, codes, keys and the
 * signatures of tokens. Mail that waits was sent, or leads to codes that are gone.
 */
function forget(connection: Connection, keepKeys: boolean, at: number): Forgotten {
  const store = connection.prepare<[], { readonly epoch: number; readonly revision: number }>(
    'SELECT epoch, revision FROM store',
  )
  const { epoch, revision } = store.get() ?? { epoch: 0, revision: 0 }
  const change = (sql: string, ...values: number[]) => connection.prepare(sql).run(...values).changes
  const next = revision + REVISION_GAP
  change('UPDATE store SET epoch = ?, revision = ?', epoch + 1, next)
  change('UPDATE tenants SET policies_revision = ?, resources_revision = ?', next, next)
  change('UPDATE tenants SET links_revision = ? WHERE links_revision > 0', next)
  change('DELETE FROM signing_keys')
  change('DELETE FROM codes')
  change('DELETE FROM recovery_codes')
  change('DELETE FROM outbox')
  change('UPDATE api_keys SET previous_secret_hash = NULL, previous_expires_at = NULL')
  const revoke = (table: string) =>
    keepKeys ? 0 : change(`UPDATE ${table} SET revoked_at = ? WHERE revoked_at IS NULL`, at)
  return {
    epoch: epoch + 1,
    backupRevision: revision,
    sessions: change('DELETE FROM sessions'),
    apiKeys: revoke('api_keys'),
    operatorKeys: revoke('operator_keys'),
  }
}
