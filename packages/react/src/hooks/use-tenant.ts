import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type Schema } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkitMutation, useWardkitQuery } from './use-wardkit-query.ts'

/** What a tenant is called and has set for itself. */
export type TenantSettings = Schema<'TenantSettings'>

/** What changes, of the version that was read. What is absent stays. */
export interface TenantChange {
  readonly version: number
  readonly name?: string
  readonly branding?: Schema<'BrandingInput'>
  readonly sessionPolicy?: Schema<'SessionPolicyInput'>
  readonly passwordPolicy?: Schema<'PasswordPolicyInput'>
  readonly secondFactor?: 'optional' | 'required'
}

/** The tenant's one policy of denies. */
export type Guardrail = Schema<'Guardrail'>

const KEY = ['tenant']
const GUARDRAIL_KEY = ['guardrail']

/** The tenant and its settings. */
export function useTenant(): UseQueryResult<TenantSettings, WardkitProblem> {
  return useWardkitQuery<TenantSettings>({
    key: KEY,
    read: (client, signal) => answerOf(client.GET('/tenant', { signal })),
  })
}

/** Changes settings of the tenant. @throws WardkitProblem `ERR_CONFLICT` with the `version` that is there, where somebody else changed them meanwhile */
export function useUpdateTenant() {
  return useWardkitMutation<TenantChange, TenantSettings>({
    write: (client, body) => answerOf(client.PATCH('/tenant', { body })),
    changes: [KEY, ['branding'], ['session'], ['security']],
  })
}

/** Deletes the tenant with everything of theirs. */
export function useDeleteTenant() {
  return useWardkitMutation<string>({
    write: (client, slug) => answerOf(client.DELETE('/tenant', { body: { confirm: slug } })),
    changes: [[]],
  })
}

/** The policy of denies that applies to everybody of the tenant. */
export function useGuardrail(): UseQueryResult<Guardrail, WardkitProblem> {
  return useWardkitQuery<Guardrail>({
    key: GUARDRAIL_KEY,
    read: (client, signal) => answerOf(client.GET('/guardrail', { signal })),
  })
}

/** Sets the guardrail, or, with null, takes it away. */
export function useSetGuardrail() {
  return useWardkitMutation<{ readonly policy: string | null; readonly version: number }, Guardrail>({
    write: (client, body) => answerOf(client.PUT('/guardrail', { body })),
    changes: [GUARDRAIL_KEY],
  })
}
