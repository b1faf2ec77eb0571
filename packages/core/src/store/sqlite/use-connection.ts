import { storeClosed } from '../write-queue.ts'
import type { Connection } from './connection.ts'
import { isBusy, toStoreError } from './store-error.ts'

/** How long a locked database is waited for, in milliseconds. */
export const BUSY_LIMIT = 200

const LONGEST_PAUSE = 16

/**
 * Does one thing with a connection, again and again while another process holds a lock, for at most `BUSY_LIMIT`. Between attempts the event
 * loop is free; SQLite's own busy timeout would block it.
 *
 * @throws WardkitError in a store's words, where it is the database that failed
 */
export async function useConnection<T>(connection: Connection, attempt: () => T): Promise<T> {
  const deadline = performance.now() + BUSY_LIMIT
  for (let pause = 1; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    if (!connection.open) throw storeClosed()
    try {
      return attempt()
    } catch (error) {
      const left = deadline - performance.now()
      if (!isBusy(error) || left <= 0) throw toStoreError(error, connection.name)
      await new Promise((resolve) => setTimeout(resolve, Math.min(pause, left)))
    }
  }
}
