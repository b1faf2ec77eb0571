import type { TenantRevisions } from '../tenancy/snapshot-source.ts'
import type { Page } from './page.ts'

/** A customer organization. Times here and in every other record are milliseconds since 1970. */
export interface Tenant {
  readonly id: string
  /** Unique, lower-case, for URLs and people. */
  readonly slug: string
  readonly name: string
  readonly status: 'active' | 'suspended'
  readonly createdAt: number
}

/** Reads of tenants, of a store. */
export interface TenantsReader {
  findTenant(id: string): Promise<Tenant | undefined>
  findTenantBySlug(slug: string): Promise<Tenant | undefined>
  listTenants(page?: Page): Promise<readonly Tenant[]>
}

/** What is left to do of tenants that were deleted. */
export interface TenantSweeper {
  /**
   * Takes away some of the rows that are left of tenants that were deleted, at most about `limit` (1 to 1,000), in one short transaction. It raises no
   * revision: what goes could not be seen any more. Answers whether there was something, and so whether there may be more.
   * @throws WardkitError as `write` does
   */
  sweepTenants(limit: number): Promise<boolean>
}

/** Reads and writes of tenants, in a transaction. */
export interface TenantsWriter {
  /** As the transaction sees it, like every read of a writer. */
  findTenant(id: string): Promise<Tenant | undefined>
  /** As committed before this transaction. */
  findTenantRevisions(tenant: string): Promise<TenantRevisions | undefined>
  /** @throws WardkitError `ERR_CONFLICT` when the id or slug is taken */
  insertTenant(tenant: Tenant): Promise<void>
  /** @throws WardkitError `ERR_NOT_FOUND` */
  setTenantStatus(id: string, status: Tenant['status']): Promise<void>
  /** @throws WardkitError `ERR_NOT_FOUND` */
  setTenantName(id: string, name: string): Promise<void>
  /**
   * Takes a tenant away with everything of it: links that reach into it from other tenants, its place in what others trust. From the commit on no read
   * finds any of it, nothing can be written to it, and its slug and domains are free. What is left of its rows `sweepTenants` takes away, and persons
   * whom no other tenant has; until then its id is taken. The audit log stays.
   * @throws WardkitError `ERR_NOT_FOUND`
   */
  deleteTenant(id: string, at: number): Promise<void>
}
