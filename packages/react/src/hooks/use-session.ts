import type { UseQueryResult } from '@tanstack/react-query'
import type { Schema } from '../client/wardkit-client.ts'
import { answerOf } from '../client/wardkit-client.ts'
import { isProblem, type WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkitMutation, useWardkitQuery } from './use-wardkit-query.ts'

/** Who is logged in, in which tenant, by which session. */
export interface CurrentSession {
  readonly tenant: Schema<'Tenant'>
  readonly user: Schema<'LoggedInUser'>
  readonly session: Schema<'Session'>
  /** Every tenant that the person is a user of. */
  readonly tenants: readonly Schema<'Tenant'>[]
}

/** The session; null where nobody is logged in. */
export function useSession(): UseQueryResult<CurrentSession | null, WardkitProblem> {
  return useWardkitQuery<CurrentSession | null>({
    key: ['session'],
    read: async (client, signal) => {
      try {
        return await answerOf(client.GET('/session', { signal }))
      } catch (error) {
        if (isProblem(error, 'ERR_UNAUTHENTICATED')) return null
        throw error
      }
    },
    staleSeconds: 60,
  })
}

/** Ends the session. Everything that was read for it is read anew. */
export function useLogout() {
  return useWardkitMutation({ write: (client) => answerOf(client.POST('/logout')), changes: [[]] })
}

/** Goes on in another tenant of the person's. */
export function useTenantSwitch() {
  return useWardkitMutation({
    write: (client, tenant: string) => answerOf(client.POST('/session/tenant', { body: { tenant } })),
    changes: [[]],
  })
}
