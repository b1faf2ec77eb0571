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
   * Takes a tenant away with everything of it: links that reach into it from other tenants, its place in what others trust, and persons whom no other
   * tenant has. The audit log stays.
   * @throws WardkitError `ERR_NOT_FOUND`
   */
  deleteTenant(id: string, at: number): Promise<void>
}
