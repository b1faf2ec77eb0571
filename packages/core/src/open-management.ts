import { WardkitError } from './errors/index.ts'
import type { Store } from './identity/identity-store.ts'
import type { Service } from './model/service.ts'
import { createManagement, type Management } from './management.ts'
import { openStore } from './open-store.ts'
import { validatePolicy } from './tenancy/globals.ts'
import { openServiceRegistry } from './tenancy/service-registry.ts'
import { systemClock } from './util/clock.ts'
import { readDatabase } from './wardkit-options.ts'

/** A store opened to be changed and read, by no server: for scripts and terminals. */
export interface OpenManagement extends Management {
  readonly store: Store
  /** What policies are checked against: the services given, and those that servers of this store registered. */
  findServices(): Promise<readonly Service[]>
  close(): Promise<void>
}

export interface OpenManagementOptions {
  /** As in `createWardkit`. */
  readonly database?: string
  /** Services to check policies against, in place of those of the same ids that the store knows. They are not registered. */
  readonly services?: readonly Service[]
}

/**
 * Opens a store to manage it. No secret is needed, since no token is issued, and no OpenAPI document where a server has registered its own.
 *
 * @throws WardkitError `ERR_CONFIGURATION`, `ERR_SERVICE_DOCUMENT`, or the store's own
 * @example
 * const { tenants, close } = await openManagement({ database: 'sqlite:./wardkit.db' })
 */
export async function openManagement(options: OpenManagementOptions = {}): Promise<OpenManagement> {
  const store = await openStore({ file: readDatabase(options.database) })
  try {
    const { findKnown } = await openServiceRegistry(store, options.services ?? [])
    const management = createManagement({
      store,
      clock: systemClock,
      async validatePolicy(source, kind) {
        const services = await findKnown()
        if (services.length > 0) return validatePolicy(source, services, kind)
        throw new WardkitError('ERR_CONFIGURATION', 'a policy cannot be checked without an OpenAPI document', {
          help: 'name the document, or start the server once: it tells the store of its own',
        })
      },
    })
    return { ...management, store, findServices: findKnown, close: () => store.close() }
  } catch (error) {
    await store.close()
    throw error
  }
}
