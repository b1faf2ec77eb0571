import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type Schema } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkitMutation, useWardkitQuery } from './use-wardkit-query.ts'

/** One of the places where the person is logged in. */
export type SessionInfo = Schema<'Session'>

/** The person's sessions in this tenant. */
export function useSessions(): UseQueryResult<readonly SessionInfo[], WardkitProblem> {
  return useWardkitQuery<readonly SessionInfo[]>({
    key: ['sessions'],
    read: async (client, signal) => (await answerOf(client.GET('/sessions', { signal }))).items,
  })
}

/** Ends one of them. */
export function useEndSession() {
  return useWardkitMutation({
    write: (client, sessionId: string) =>
      answerOf(client.DELETE('/sessions/{sessionId}', { params: { path: { sessionId } } })),
    changes: [['sessions']],
  })
}
