import type { Administration } from './identity/administration.ts'
import type { Store } from './identity/identity-store.ts'
import type { Service } from './model/service.ts'
import { createServiceSet } from './openapi/service-set.ts'
import { assertGuardrailsEnforceable } from './tenancy/assert-guardrails-enforceable.ts'
import { DEFAULT_GLOBAL_ROLES, type GlobalRole } from './tenancy/globals.ts'
import { createServiceRegistry, findUnregistered } from './tenancy/service-registry.ts'

export interface RegisterServicesInput {
  readonly store: Store
  readonly administration: Administration
  /** What this process enforces. */
  readonly services: readonly Service[]
  /** Services of other processes that this one was told of. */
  readonly told: readonly Service[]
  readonly globalRoles: ReadonlyMap<string, GlobalRole>
}

/**
 * Makes this process's services and global roles known to the store, where they are not, and answers the revision they are known at.
 *
 * @throws WardkitError `ERR_SERVICE_DOCUMENT` when another service declares one of the operations, or defines a role otherwise; `ERR_POLICY_INVALID`
 * when a tenant's guardrail denies an operation that is there no longer
 */
export async function registerServices(input: RegisterServicesInput): Promise<number> {
  const { store, administration, services, told, globalRoles } = input
  createServiceSet([...services, ...told])
  const unregistered = findUnregistered(services, await store.listServices())
  await assertGuardrailsEnforceable(store, await createServiceRegistry(store, services, told).findKnown())
  const roles = [...globalRoles.keys()].filter((id) => !Object.hasOwn(DEFAULT_GLOBAL_ROLES, id))
  if (unregistered.length === 0 && roles.length === 0) return store.currentRevision()

  const details = { services: unregistered.map(({ id }) => id), globalRoles: roles }
  const change = { action: 'service.register', tenant: null, target: null, details } as const
  const { revision } = await administration.write(change, async (writer) => {
    // Once more: another process may have registered in between, and only one of two that contradict each other may.
    for (const service of findUnregistered(services, await writer.listServices())) await writer.putService(service)
    if (roles.length > 0) await writer.putGlobalRoles(roles)
  })
  return revision
}
