import type { UseQueryResult } from '@tanstack/react-query'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkit } from '../provider/wardkit-context.ts'
import { useWardkitQuery } from './use-wardkit-query.ts'

/** Which of some operations the caller may do, or may in some cases: for navigation, which shows only what leads somewhere. */
export function useMayEach(operations: readonly string[]): UseQueryResult<ReadonlySet<string>, WardkitProblem> {
  const { askDecision } = useWardkit()
  return useWardkitQuery<ReadonlySet<string>>({
    key: ['decisions', 'each', operations],
    read: async () => {
      const answers = await Promise.all(operations.map((operation) => askDecision({ operation })))
      return new Set(operations.filter((_, index) => answers[index]?.answer !== 'no'))
    },
    staleSeconds: 30,
  })
}
