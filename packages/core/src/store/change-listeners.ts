import type { StoreChange } from '../identity/identity-store.ts'

/** Those who want to know of every commit. */
export interface ChangeListeners {
  /** Answers the function that takes the listener away again. */
  add(listener: (change: StoreChange) => void): () => void
  notify(change: StoreChange): void
}

export function createChangeListeners(): ChangeListeners {
  const listeners = new Set<{ readonly listener: (change: StoreChange) => void }>()
  return {
    add(listener) {
      const entry = { listener }
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
    notify(change) {
      for (const { listener } of [...listeners]) {
        try {
          listener(change)
        } catch (error) {
          // The write is committed: its caller must not hear that it failed. The fault is the listener's, and surfaces as uncaught.
          queueMicrotask(() => {
            throw error
          })
        }
      }
    },
  }
}
