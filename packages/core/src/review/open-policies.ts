import type { PolicySet } from '../decision/policy-set.ts'
import { WardkitError } from '../errors/index.ts'
import type { Store } from '../identity/identity-store.ts'
import type { Service } from '../model/service.ts'
import { buildSnapshot } from '../tenancy/build-snapshot.ts'
import { createGlobals, type GlobalPolicy, type GlobalRole, type Globals } from '../tenancy/globals.ts'
import type { TenantRecord } from '../tenancy/snapshot-source.ts'

/** Where the policies of a store come from, over every service of it: a policy may speak of what another process guards. */
export interface PolicySources {
  readonly store: Pick<Store, 'findTenantRecord'>
  readonly findServices: () => Promise<readonly Service[]>
  /** Wardkit's own, which no change of the application's takes away. */
  readonly ownPolicies: readonly GlobalPolicy[]
  readonly globalPolicies: readonly GlobalPolicy[]
  readonly templates: readonly string[]
  readonly globalRoles: ReadonlyMap<string, GlobalRole>
}

/** The application's policies and roles. @throws WardkitError `ERR_POLICY_INVALID` */
export function openGlobals(sources: Omit<PolicySources, 'store'>, services: readonly Service[]): Globals {
  return createGlobals({
    services,
    knownServices: services,
    policies: [...sources.ownPolicies, ...sources.globalPolicies],
    templates: sources.templates,
    roles: sources.globalRoles,
    revision: 0,
    // It allows nothing here as it does on the server, which warns of it.
    onUnreadableRole: () => undefined,
  })
}

/** Everything that decides for one tenant, as it is kept now. */
export interface TenantPolicies {
  readonly services: readonly Service[]
  readonly record: TenantRecord
  readonly before: PolicySet
}

/** Opens the policies of one tenant. @throws WardkitError `ERR_NOT_FOUND` for an unknown tenant */
export async function openTenantPolicies(sources: PolicySources, tenant: string): Promise<TenantPolicies> {
  const services = await sources.findServices()
  const record = await sources.store.findTenantRecord(tenant)
  if (record === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no tenant \`${tenant}\``)
  return { services, record, before: buildSnapshot(record, openGlobals(sources, services)).policies }
}
