import type { Link, LinkPrincipal } from '../model/link.ts'
import type { Resource, ResourceRef } from '../model/resource.ts'

/** What a snapshot is built from: everything that decides, for one tenant, read in one transaction. */
export interface TenantRecord {
  readonly id: string
  readonly status: 'active' | 'suspended'
  readonly revisions: TenantRevisions
  readonly roles: readonly RoleRecord[]
  /** Source of the guardrail policy, or null where the tenant has none. */
  readonly guardrail: string | null
  /** Principals whose tokens and cached keys from before a revision are no longer good. */
  readonly revocations: readonly Revocation[]
}

/** The last revisions that touched a tenant. They are apart so that registering a resource, or sharing one, does not compile the
 * tenant's roles anew. */
export interface TenantRevisions {
  /** Roles, guardrail, status, revocations. */
  readonly policies: number
  /** Registered resources. */
  readonly resources: number
  /** Links to its principals, its own and those that another tenant made; 0 before the first. */
  readonly links: number
}

export interface RoleRecord {
  readonly id: string
  readonly name: string
  /** The policy as its author wrote it. */
  readonly policy: string
}

/** Whatever was resolved for the principal before `revision` is stale. */
export interface Revocation {
  readonly principal: string
  readonly revision: number
}

/**
 * Where snapshots come from. Every store implements it.
 *
 * The revision is one counter for the whole store, raised by every write in the transaction of the write.
 */
export interface SnapshotSource {
  /** A cheap value that differs from its last when another process may have written. A hint only: `currentRevision` is the truth. */
  changeHint(): number
  /** The store's revision. @throws WardkitError `ERR_STORE_BUSY`, `ERR_STORE_UNAVAILABLE` */
  currentRevision(): Promise<number>
  /** The last revisions that touched the tenant, or undefined where there is no such tenant. */
  findTenantRevisions(tenant: string): Promise<TenantRevisions | undefined>
  findTenantRecord(tenant: string): Promise<TenantRecord | undefined>
}

/** Where registered resources come from. */
export interface ResourceSource {
  /**
   * The resource as registered in `tenant`; else as registered in any other tenant (so that it can be refused as not found); else undefined.
   */
  findResource(tenant: string, ref: ResourceRef): Promise<Resource | undefined>
}

/** Where links come from. */
export interface LinkSource {
  /** Every link to exactly these principals on exactly this resource, or on none; expired ones too, since a store has no clock. */
  findLinks(principals: readonly LinkPrincipal[], resource: ResourceRef | null): Promise<readonly Link[]>
}
