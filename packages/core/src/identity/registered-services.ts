import type { Service } from '../model/service.ts'
import type { Administration } from './administration.ts'
import type { Store } from './identity-store.ts'
import { identifier, readInput } from './read-input.ts'

/**
 * The services that servers of the store have registered. A server registers its own when it starts, so only what no server serves any longer is
 * there to be removed.
 */
export interface RegisteredServices {
  /** By id. */
  list(): Promise<readonly RegisteredService[]>
  /**
   * Forgets a service: policies may name its operations no longer, and the roles that its document defines allow nothing. A server that serves it
   * goes on, and registers it anew when it starts next.
   * @throws WardkitError `ERR_NOT_FOUND`
   */
  remove(id: string): Promise<{ readonly revision: number }>
}

/** A registered service, in brief. */
export interface RegisteredService extends Pick<Service, 'id' | 'title' | 'version'> {
  /** How many operations it has. */
  readonly operations: number
  /** Ids of the roles that its document defines. */
  readonly roles: readonly string[]
}

/** The services of one store. No principal reaches them. */
export function createRegisteredServices(options: {
  readonly store: Pick<Store, 'listServices'>
  readonly administration: Administration
}): RegisteredServices {
  const { store, administration } = options
  return {
    async list() {
      administration.assertUnbound()
      return (await store.listServices()).map(({ service }) => toRegistered(JSON.parse(service) as Service))
    },

    async remove(input) {
      const id = readInput(identifier, input)
      const change = { action: 'service.remove', tenant: null, target: { type: 'service', id } } as const
      const { revision } = await administration.write(change, (writer) => writer.deleteService(id))
      return { revision }
    },
  }
}

function toRegistered({ id, title, version, operations, roles }: Service): RegisteredService {
  return { id, title, version, operations: operations.length, roles: roles.map((role) => role.id) }
}
