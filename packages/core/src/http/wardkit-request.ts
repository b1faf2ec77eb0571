import type { Decision } from '../decision/decision.ts'
import { WardkitError } from '../errors/index.ts'
import type { Principal } from '../model/principal.ts'
import type { Operation } from '../model/service.ts'
import type { Engine, ResourceRegistration } from './engine.ts'

/** What a handler knows of the request it serves: `req.wardkit`. */
export interface WardkitRequest {
  /** Who calls; null where nobody was asked: a public operation, or a path let through unlisted. */
  readonly principal: Principal | null
  /** The principal's tenant. */
  readonly tenant: string | null
  /** The operation decided; null on a path let through unlisted. */
  readonly operation: Operation | null
  /** Null where no policy was asked. */
  readonly decision: Decision | null
  /** In problem bodies and events of the same request. */
  readonly requestId: string
  /**
   * Registers a resource that the handler made, in the principal's own tenant.
   *
   * @throws WardkitError `ERR_FORBIDDEN` where the request has no principal, `ERR_CONFIGURATION` where the instance keeps no resources
   */
  register(resource: ResourceRegistration): Promise<void>
}

type Known = Pick<WardkitRequest, 'principal' | 'operation' | 'decision' | 'requestId'>

/**
 * Builds what the handler sees from what the guard found out.
 *
 * @param onRevision told of the revision of each write, which the response is to carry
 */
export function createWardkitRequest(
  engine: Engine,
  known: Known,
  onRevision: (revision: number) => void,
): WardkitRequest {
  return {
    ...known,
    tenant: known.principal?.tenant ?? null,
    async register(resource) {
      if (known.principal === null) {
        throw new WardkitError(
          'ERR_FORBIDDEN',
          'a resource is registered in the tenant of the principal, and this request has none',
        )
      }
      if (engine.resources === undefined) {
        throw new WardkitError('ERR_CONFIGURATION', 'this instance keeps no resources', {
          help: 'give the application’s own loader to the `resources` option instead',
        })
      }
      const { type, id, owner, tags, parent } = resource
      const { revision } = await engine.resources.register({
        tenant: known.principal.tenant,
        type,
        id,
        ...(owner === undefined ? {} : { owner }),
        ...(tags === undefined ? {} : { tags }),
        ...(parent === undefined ? {} : { parent }),
      })
      onRevision(revision)
    },
  }
}
