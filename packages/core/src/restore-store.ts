import { createAdministration } from './identity/administration.ts'
import { systemClock, type Clock } from './util/clock.ts'
import { readDatabase } from './wardkit-options.ts'

export interface RestoreOptions {
  /** The file of the backup. It is left as it is. */
  readonly backup: string
  /** As in `createWardkit`. */
  readonly database?: string
  /** Leaves API keys and operator keys in force, where it is known that none was revoked or rotated since the backup. */
  readonly keepKeys?: boolean
  readonly clock?: Clock
}

/** What came of a restore. */
export interface Restored {
  /** Which copy of the store this is, counted up by every restore. */
  readonly epoch: number
  /** The revision of the backup. */
  readonly backupRevision: number
  /** The first revision of what is restored: none of the future that is lost came as far. */
  readonly revision: number
  /** How many logins were ended. */
  readonly sessions: number
  /** How many API keys, and how many of operators, were revoked. */
  readonly apiKeys: number
  readonly operatorKeys: number
  /** Where the database is that was there before; null where there was none. */
  readonly replaced: string | null
}

/**
 * Puts a backup in the place of a store, which no process may be using. Nothing comes back that was ended, revoked or used up since the backup:
 * every login is ended, every token and mailed code is refused, and every API key and operator key is revoked. The audit log has it as
 * `store.restore`.
 *
 * @throws WardkitError `ERR_STORE_BUSY` while a process uses the store, `ERR_CONFIGURATION`, or the store's own
 */
export async function restoreStore(options: RestoreOptions): Promise<Restored> {
  const { backup, database, keepKeys = false, clock = systemClock } = options
  const { restoreDatabase } = await import('./store/sqlite/restore-database.ts')
  let restored: Omit<Restored, 'replaced'> | undefined
  const replaced = await restoreDatabase({
    backup,
    keepKeys,
    file: readDatabase(database),
    at: clock(),
    async finish(store, forgotten) {
      const administration = createAdministration({ store, clock })({ type: 'application' })
      const details = { ...forgotten, keepKeys }
      const change = { action: 'store.restore', tenant: null, target: null, details } as const
      const { revision } = await administration.write(change, async () => undefined)
      restored = { ...forgotten, revision }
    },
  })
  if (restored === undefined) throw new TypeError('unreachable: what is restored was finished')
  return { ...restored, replaced }
}
