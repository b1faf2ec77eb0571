import type { UseQueryResult } from '@tanstack/react-query'
import type { Service } from '@wardkit/core'
import { answerOf } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkitQuery } from './use-wardkit-query.ts'

/** The services whose operations policies may name, the admin API's own among them. They change with a deployment, and not before. */
export function useServices(): UseQueryResult<readonly Service[], WardkitProblem> {
  return useWardkitQuery<readonly Service[]>({
    key: ['services'],
    read: async (client, signal) => {
      const { services } = await answerOf(client.GET('/services', { signal }))
      // Plain data of the type that core exports, which the document names and does not spell out.
      return services as unknown as readonly Service[]
    },
    staleSeconds: 300,
  })
}
