import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type Schema } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkitQuery } from './use-wardkit-query.ts'

/** What the link of an invitation is for. */
export interface ShownInvitation {
  readonly email: string
  readonly tenant: Schema<'Tenant'>
  readonly name: string | null
  /** The password of the account is asked for. */
  readonly hasAccount: boolean
  /** A new password is to be chosen. */
  readonly needsPassword: boolean
  readonly passwordRules: Schema<'PasswordRules'>
}

/** What a link is for, by its code. */
export function useShownInvitation(code: string): UseQueryResult<ShownInvitation, WardkitProblem> {
  return useWardkitQuery<ShownInvitation>({
    key: ['shown-invitation', code],
    read: (client, signal) => answerOf(client.POST('/invitations/show', { body: { code }, signal })),
    staleSeconds: 300,
  })
}
