import type { Store } from './identity-store.ts'
import { readTenantSettings, type TenantSettings } from './tenant-settings.ts'

/** What a tenant asks of the logins of its people. */
export type TenantSecurity = Pick<TenantSettings, 'secondFactor' | 'passwordPolicy'>

/** Finds what a tenant asks. */
export type FindTenantSecurity = (tenant: string) => Promise<TenantSecurity>

/** What the tenants of one store ask. */
export function createFindTenantSecurity(store: Pick<Store, 'tenant'>): FindTenantSecurity {
  return (tenant) => readTenantSettings(store.tenant(tenant))
}
