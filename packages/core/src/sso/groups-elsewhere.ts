import type { SsoMapping } from '../identity/sso-store.ts'
import type { Claims } from './claim-values.ts'
import { SsoFailure } from './sso-failure.ts'

/**
 * Refuses claims that only say where else the groups could be asked for, as Entra ID sends them for who is in very many: read as none, they would take
 * every role away.
 *
 * @throws SsoFailure
 */
export function assertGroupsKnown({ rules, tagRules }: SsoMapping, claims: Claims): void {
  const missing = findElsewhere(
    [...rules, ...tagRules].map(({ attribute }) => attribute),
    claims,
  )
  if (missing !== undefined) throw new SsoFailure('groups-elsewhere', { detail: `\`${missing}\`` })
}

/**
 * The first of the claims that must be asked for elsewhere.
 *
 * @see OpenID Connect Core 1.0, section 5.6.2 (distributed claims)
 */
export function findElsewhere(attributes: readonly string[], claims: Claims): string | undefined {
  const elsewhere = claims['_claim_names']
  if (typeof elsewhere !== 'object' || elsewhere === null) return undefined
  return attributes.find((attribute) => Object.hasOwn(elsewhere, attribute) && !Object.hasOwn(claims, attribute))
}
