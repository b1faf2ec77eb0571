import type { UseMutationResult } from '@tanstack/react-query'
import type { PolicySource, SingleChange } from '@wardkit/core'
import { answerOf, type Schema } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import type { DecisionQuestion } from '../provider/ask-decisions.ts'
import { useWardkitMutation } from './use-wardkit-query.ts'

/** A question about somebody of the tenant. */
export interface AccessQuestion {
  readonly principal: { readonly type: 'user' | 'apiKey' | 'assumedRole'; readonly id: string }
  readonly question: DecisionQuestion
}

/** A statement as it was weighed, and whose it is. */
export type ExplainedStatement = Omit<Schema<'Explanation'>['statements'][number], 'source'> & {
  readonly source: PolicySource
}

/** An answer, and how it comes about. */
export type AccessExplanation = Omit<Schema<'Explanation'>, 'statements' | 'changes'> & {
  readonly statements: readonly ExplainedStatement[]
  /** Changes each of which would have allowed it alone. */
  readonly changes: readonly SingleChange[]
}

/** Asks whether somebody of the tenant may do something, and why. Nothing is changed by it. */
export function useExplanation(): UseMutationResult<AccessExplanation, WardkitProblem, AccessQuestion> {
  return useWardkitMutation<AccessQuestion, AccessExplanation>({
    write: async (client, body) => {
      const explanation = await answerOf(client.POST('/explain', { body }))
      // Plain data of the types that core exports, which the document names and does not spell out.
      return explanation as unknown as AccessExplanation
    },
    changes: [],
  })
}
