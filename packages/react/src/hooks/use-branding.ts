import { answerOf, type Schema } from '../client/wardkit-client.ts'
import type { Branding } from '../ui/auth-card.tsx'
import { useWardkitQuery } from './use-wardkit-query.ts'

/**
 * Whose pages these are: what was given, else what the tenant has set, else what the application has. Undefined while it is not known, and where it
 * cannot be read: a login must not wait for it.
 *
 * @param tenant slug of the tenant; one that there is not looks like one that has set nothing
 */
export function useBranding(given?: Branding, tenant?: string): Branding | undefined {
  const { data } = useWardkitQuery({
    key: ['branding', tenant ?? null],
    read: (client, signal) =>
      answerOf(client.GET('/branding', { params: { query: tenant === undefined ? {} : { tenant } }, signal })),
    enabled: given === undefined,
    staleSeconds: 300,
  })
  return given ?? (data === undefined ? undefined : toBranding(data))
}

function toBranding({ displayName, logoUrl, termsUrl, privacyUrl }: Schema<'Branding'>): Branding {
  return { displayName: displayName ?? undefined, logoUrl, termsUrl, privacyUrl }
}
