import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type Schema, type WardkitClient } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { usePages, type Page, type Pages } from './use-pages.ts'
import { useWardkitMutation, useWardkitQuery } from './use-wardkit-query.ts'

// For the application's own operators, whose key a server of theirs adds: see docs/guides/operators.md.

export type OperatorTenant = Schema<'OperatorTenant'>
export type OperatorTenantDetail = Schema<'OperatorTenantDetail'>
export type OperatorService = Schema<'OperatorService'>
export type AccessSummary = Schema<'AccessSummary'>

/** Which tenants are meant. What is absent narrows nothing. */
export interface OperatorTenantFilter {
  /** Part of the name or slug. */
  readonly search?: string
  readonly status?: OperatorTenant['status']
}

/** Of what time the access log is counted, and in what steps. */
export interface AccessSummaryQuery {
  /** Milliseconds since 1970, inclusive. */
  readonly from: number
  /** Exclusive. */
  readonly to: number
  readonly by: 'hour' | 'day'
  /** One tenant; all of them when absent. */
  readonly tenant?: string
}

const TENANTS = ['operator', 'tenants']

/** How many empty pages are passed over for one that is not: the server looks through so many tenants at a time. */
const MOST_EMPTY = 20

/** Every tenant, page by page. */
export function useOperatorTenants(filter: OperatorTenantFilter = {}): Pages<OperatorTenant> {
  return usePages<OperatorTenant>({
    key: [...TENANTS, 'list', filter],
    read: (client, page, signal) => readTenants(client, { ...filter, ...page }, signal),
  })
}

/** One tenant, with how many users there are and when one of them last logged in. */
export function useOperatorTenant(tenantId: string): UseQueryResult<OperatorTenantDetail, WardkitProblem> {
  return useWardkitQuery({
    key: [...TENANTS, 'one', tenantId],
    read: (client, signal) =>
      answerOf(client.GET('/operator/tenants/{tenantId}', { params: { path: { tenantId } }, signal })),
  })
}

/** What an operator does to a tenant. */
export type TenantAction = 'suspend' | 'resume' | 'delete'

/** Suspends a tenant, lets it go on, or deletes it with everything of theirs. */
export function useTenantAction() {
  return useWardkitMutation<{ readonly action: TenantAction; readonly tenant: string }>({
    write: async (client, { action, tenant }) => {
      const params = { path: { tenantId: tenant } }
      if (action === 'delete') await answerOf(client.DELETE('/operator/tenants/{tenantId}', { params }))
      else if (action === 'suspend') await answerOf(client.POST('/operator/tenants/{tenantId}/suspend', { params }))
      else await answerOf(client.POST('/operator/tenants/{tenantId}/resume', { params }))
    },
    changes: [TENANTS],
  })
}

/** The services that servers have registered. */
export function useOperatorServices(): UseQueryResult<readonly OperatorService[], WardkitProblem> {
  return useWardkitQuery<readonly OperatorService[]>({
    key: ['operator', 'services'],
    read: async (client, signal) => (await answerOf(client.GET('/operator/services', { signal }))).items,
  })
}

/** The access log in numbers. */
export function useAccessSummary(query: AccessSummaryQuery): UseQueryResult<AccessSummary, WardkitProblem> {
  return useWardkitQuery<AccessSummary>({
    key: ['operator', 'access-summary', query],
    read: (client, signal) => answerOf(client.GET('/operator/access-summary', { params: { query }, signal })),
    keepPrevious: true,
    staleSeconds: 60,
  })
}

async function readTenants(
  client: WardkitClient,
  query: OperatorTenantFilter & { readonly cursor?: string },
  signal: AbortSignal,
): Promise<Page<OperatorTenant>> {
  let page = await answerOf(client.GET('/operator/tenants', { params: { query }, signal }))
  for (let empty = 0; page.items.length === 0 && page.next !== null && empty < MOST_EMPTY; empty++) {
    const onward = { ...query, cursor: page.next }
    page = await answerOf(client.GET('/operator/tenants', { params: { query: onward }, signal }))
  }
  return page
}
