import type { PolicySet } from '../decision/policy-set.ts'

/** Everything that decides for one tenant at one revision: compiled once, never changed. A decision reads one from start to end. */
export interface Snapshot {
  readonly tenant: string
  readonly status: 'active' | 'suspended'
  /** The last revision that touched the tenant's policies or the globals. */
  readonly revision: number
  readonly policies: PolicySet
  /** The last revision that touched the tenant's registered resources. */
  readonly resourcesRevision: number
  /** The last revision that touched a link to one of the tenant's principals, whoever made it; 0: there never was one. */
  readonly linksRevision: number
  /** By principal id: what was resolved for the principal before this revision is stale. */
  readonly revocations: ReadonlyMap<string, number>
}

/** The current snapshot of each tenant. */
export interface Snapshots {
  /**
   * The tenant's snapshot, or undefined where there is no such tenant. It is there at once, and no promise, while the store has not moved on.
   * @param atLeast a revision the caller has seen: the answer is at that revision of the store or later
   * @throws WardkitError `ERR_REVISION_AHEAD` when the store has not come as far as `atLeast`, `ERR_STORE_UNAVAILABLE` when it has been out
   * of reach for longer than `maxStaleness`, `ERR_POLICY_INVALID` when the tenant's guardrail can no longer be enforced
   */
  find(tenant: string, atLeast?: number): Snapshot | Promise<Snapshot | undefined>
  /** The store's revision as last seen. */
  readonly revision: number
}
