import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type Schema, type WardkitClient } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkitQuery } from './use-wardkit-query.ts'

/** The roles that a tenant can assign. */
export interface RoleCatalog {
  /** Written by the tenant, by name. */
  readonly own: readonly Schema<'Role'>[]
  /** Of the application, which no tenant changes. */
  readonly shared: readonly Schema<'SharedRole'>[]
}

/** The most roles that are listed. */
const MOST = 1_000

/** Every role that the tenant can assign. */
export function useRoleCatalog(): UseQueryResult<RoleCatalog, WardkitProblem> {
  return useWardkitQuery({ key: ['roles', 'catalog'], read: readCatalog })
}

async function readCatalog(client: WardkitClient, signal: AbortSignal): Promise<RoleCatalog> {
  const own: Schema<'Role'>[] = []
  let cursor: string | null = null
  for (;;) {
    const query: { limit: number; cursor?: string } = { limit: 100, ...(cursor === null ? {} : { cursor }) }
    const { items, next, shared }: RolePage = await answerOf(client.GET('/roles', { params: { query }, signal }))
    own.push(...items)
    if (next === null || own.length >= MOST) return { own: own.sort((a, b) => a.name.localeCompare(b.name)), shared }
    cursor = next
  }
}

interface RolePage {
  readonly items: readonly Schema<'Role'>[]
  readonly next: string | null
  readonly shared: readonly Schema<'SharedRole'>[]
}
