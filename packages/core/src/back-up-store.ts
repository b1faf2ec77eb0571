import { readDatabase } from './wardkit-options.ts'

export interface BackUpOptions {
  /** As in `createWardkit`. */
  readonly database?: string
  /** The file to make; none may be there. */
  readonly to: string
}

/**
 * Copies a store, as it is at one moment, into one file, also while servers use it. What is kept under `WARDKIT_SECRET` is in it as it is in the
 * store: of no use without the secret.
 *
 * @throws WardkitError `ERR_CONFIGURATION`, or the store's own
 */
export async function backUpStore({ database, to }: BackUpOptions): Promise<void> {
  const { backUpDatabase } = await import('./store/sqlite/backup-database.ts')
  await backUpDatabase(readDatabase(database), to)
}
