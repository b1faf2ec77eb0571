import { canonicalEmail } from '../identity/canonical-email.ts'
import type { Store } from '../identity/identity-store.ts'
import { domainOf } from './canonical-domain.ts'

/**
 * The connection by which people with e-mails of a domain log in. It looks at the domain alone: whoever asks learns that an organization has an
 * identity provider, and of nobody whether they have an account.
 */
export type FindConnectionOfEmail = (email: string) => Promise<string | undefined>

export function createFindConnectionOfEmail(
  store: Pick<Store, 'findVerifiedDomain' | 'findConnection' | 'findTenant'>,
): FindConnectionOfEmail {
  return async (text) => {
    const email = canonicalEmail(text)
    const domain = email === undefined ? undefined : await store.findVerifiedDomain(domainOf(email))
    if (domain === undefined || domain.connection === null) return undefined
    const connection = await store.findConnection(domain.connection)
    const tenant = await store.findTenant(domain.tenant)
    const isActive =
      connection?.status === 'active' && connection.tenant === domain.tenant && tenant?.status === 'active'
    return isActive ? connection.id : undefined
  }
}
