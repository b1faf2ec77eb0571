import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type Schema } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkitMutation, useWardkitQuery } from './use-wardkit-query.ts'

export type SsoSettings = Schema<'SsoSettings'>

const KEY = ['sso-settings']

/** Whether people must come by single sign-on, and who may come otherwise. */
export function useSsoSettings(): UseQueryResult<SsoSettings, WardkitProblem> {
  return useWardkitQuery<SsoSettings>({
    key: KEY,
    read: (client, signal) => answerOf(client.GET('/sso-settings', { signal })),
  })
}

/** Says whether people must come by single sign-on. Another version there is a problem with code `ERR_CONFLICT`. */
export function useUpdateSsoSettings() {
  return useWardkitMutation({
    write: (client, { breakGlass, ...settings }: Readonly<SsoSettings>) =>
      answerOf(client.PUT('/sso-settings', { body: { ...settings, breakGlass: [...breakGlass] } })),
    changes: [KEY],
  })
}
