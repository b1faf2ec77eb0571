import { WardkitError } from './wardkit-error.ts'

/** Whether the store could not do its work just now, as against having refused it. */
export function isStoreFailure(error: unknown): boolean {
  return (
    error instanceof WardkitError &&
    (error.code === 'ERR_STORE_BUSY' || error.code === 'ERR_STORE_UNAVAILABLE' || error.code === 'ERR_STORE_FULL')
  )
}
