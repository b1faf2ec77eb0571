import type { PasswordPolicy } from './passwords.ts'

/** What a tenant asks of the logins of its people. */
export interface TenantSecurity {
  readonly secondFactor: 'optional' | 'required'
  /** Stricter than the application's, in what is there. */
  readonly passwordPolicy: PasswordPolicy
}

/** Finds what a tenant asks. */
export type FindTenantSecurity = (tenant: string) => Promise<TenantSecurity>

/** What a tenant asks that has set nothing. */
export const DEFAULT_SECURITY: TenantSecurity = { secondFactor: 'optional', passwordPolicy: {} }
