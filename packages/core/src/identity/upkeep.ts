import type { Store, StoreWriter, Written } from './identity-store.ts'

/**
 * Writes that configure nothing and so leave no record in the audit log: a hash made anew with today's parameters, a note of when something was
 * last used. Whatever anybody would ask about afterwards goes through `Administration`.
 */
export type Upkeep = <T>(work: (writer: StoreWriter) => Promise<T>) => Promise<Written<T>>

/** The upkeep of one store. */
export function createUpkeep(store: Pick<Store, 'write'>): Upkeep {
  return (work) => store.write(work)
}
