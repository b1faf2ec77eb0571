import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type Schema, type WardkitClient } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkitQuery } from './use-wardkit-query.ts'

export type Role = Schema<'Role'>

/** The most roles that are listed to choose from. */
const MOST = 1_000

/** Every role of the tenant, for choosing among them. */
export function useRoles(): UseQueryResult<readonly Role[], WardkitProblem> {
  return useWardkitQuery({ key: ['roles', 'all'], read: readRoles, staleSeconds: 30 })
}

async function readRoles(client: WardkitClient, signal: AbortSignal): Promise<readonly Role[]> {
  const roles: Role[] = []
  let cursor: string | null = null
  do {
    const query: { limit: number; cursor?: string } = { limit: 100, ...(cursor === null ? {} : { cursor }) }
    const page: { items: Role[]; next: string | null } = await answerOf(
      client.GET('/roles', { params: { query }, signal }),
    )
    roles.push(...page.items)
    cursor = page.next
  } while (cursor !== null && roles.length < MOST)
  return roles
}
