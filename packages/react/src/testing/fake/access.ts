import type { Schema } from '../../client/wardkit-client.ts'
import type { FakeHandlers } from '../fake-handlers.ts'

/** What the visitor may do: `yes` to everything, but for what is listed. */
export type FakePermissions = Record<string, Schema<'Answer'>['answer']>

export const accessHandlers: FakeHandlers = {
  'POST /decisions': ({ body, state }) => ({
    answers: body.questions.map(({ operation }) => {
      const answer = state.permissions[operation] ?? 'yes'
      return { operation, answer, dependsOn: [], reason: answer === 'yes' ? 'allowed' : 'no_statement' }
    }),
    revision: 1,
  }),
}
