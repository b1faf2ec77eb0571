import type { UseQueryResult } from '@tanstack/react-query'
import { makePasskey } from '../client/passkeys.ts'
import { answerOf, type Schema, type WardkitClient } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkitMutation, useWardkitQuery } from './use-wardkit-query.ts'

export type Passkey = Schema<'Passkey'>

/** How the person logs in. */
export interface Security {
  readonly hasPassword: boolean
  /** Of a new password. */
  readonly passwordRules: Schema<'PasswordRules'>
  readonly passkeys: readonly Passkey[]
  readonly totp: { readonly createdAt: number } | null
  readonly recoveryCodesLeft: number
  /** Whether the tenant asks for a second factor. */
  readonly required: boolean
}

/** Recovery codes come with the first factor alone, and are shown this once. */
interface WithCodes {
  readonly recoveryCodes: readonly string[] | null
}

const KEY = ['security']

/** The person's password, passkeys, app and recovery codes. */
export function useSecurity(): UseQueryResult<Security, WardkitProblem> {
  return useWardkitQuery<Security>({
    key: KEY,
    read: (client, signal) => answerOf(client.GET('/security', { signal })),
  })
}

/** Has the browser make a passkey, and adds it by a name. */
export function useAddPasskey() {
  return useWardkitMutation<string, WithCodes>({
    write: async (client, name) => {
      const { challenge, options } = await answerOf(client.POST('/security/passkeys'))
      const body = { challenge, name, passkey: await makePasskey(options) }
      return answerOf(client.POST('/security/passkeys/finish', { body }))
    },
    changes: [KEY],
  })
}

export function useRenamePasskey() {
  return useWardkitMutation<{ readonly id: string; readonly name: string }>({
    write: (client, { id, name }) =>
      answerOf(client.PATCH('/security/passkeys/{passkeyId}', { params: { path: { passkeyId: id } }, body: { name } })),
    changes: [KEY],
  })
}

/** Removes the authenticator app, or a passkey by its id. */
export function useRemoveFactor() {
  return useWardkitMutation<'totp' | { readonly passkey: string }>({
    write: (client, factor) =>
      factor === 'totp'
        ? answerOf(client.DELETE('/security/totp'))
        : answerOf(
            client.DELETE('/security/passkeys/{passkeyId}', { params: { path: { passkeyId: factor.passkey } } }),
          ),
    changes: [KEY],
  })
}

/** What an authenticator app is given. */
export type TotpBegun = Awaited<ReturnType<typeof beginTotp>>

function beginTotp(client: WardkitClient) {
  return answerOf(client.POST('/security/totp'))
}

/** Begins to add an authenticator app. */
export function useBeginTotp() {
  return useWardkitMutation({ write: (client) => beginTotp(client), changes: [] })
}

/** Adds the app, by a code that it shows. */
export function useFinishTotp() {
  return useWardkitMutation<{ readonly challenge: string; readonly code: string }, WithCodes>({
    write: (client, body) => answerOf(client.POST('/security/totp/finish', { body })),
    changes: [KEY],
  })
}

/** New recovery codes; those before are no longer good. */
export function useRenewRecoveryCodes() {
  return useWardkitMutation({
    write: (client) => answerOf(client.POST('/security/recovery-codes')),
    changes: [KEY],
  })
}

/** Changes the password. Every session ends, this one too. */
export function useChangePassword() {
  return useWardkitMutation<{ readonly password: string; readonly newPassword: string }>({
    write: (client, body) => answerOf(client.POST('/password/change', { body })),
    changes: [],
  })
}
