import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type Schema } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { readEvery } from './use-pages.ts'
import { useWardkitQuery } from './use-wardkit-query.ts'

export type Role = Schema<'Role'>

/** Every role of the tenant, for choosing among them. */
export function useRoles(): UseQueryResult<readonly Role[], WardkitProblem> {
  return useWardkitQuery({
    key: ['roles', 'all'],
    read: (client, signal) => readEvery((query) => answerOf(client.GET('/roles', { params: { query }, signal }))),
    staleSeconds: 30,
  })
}
