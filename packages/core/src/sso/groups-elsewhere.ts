import type { SsoMapping } from '../identity/sso-store.ts'
import type { Claims } from './claim-values.ts'
import { SsoFailure } from './sso-failure.ts'

/**
 * Refuses claims that only say where else the groups could be asked for, as Entra ID sends them for who is in very many: read as none, they would take
 * every role away.
 *
 * @throws SsoFailure
 * @see OpenID Connect Core 1.0, section 5.6.2 (distributed claims)
 */
export function assertGroupsKnown({ rules, tagRules }: SsoMapping, claims: Claims): void {
  const elsewhere = claims['_claim_names']
  if (typeof elsewhere !== 'object' || elsewhere === null) return
  const missing = [...rules, ...tagRules].find(
    ({ attribute }) => Object.hasOwn(elsewhere, attribute) && !Object.hasOwn(claims, attribute),
  )
  if (missing !== undefined) throw new SsoFailure('groups-elsewhere', { detail: `\`${missing.attribute}\`` })
}
