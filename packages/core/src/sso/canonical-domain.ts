import { parse } from 'tldts'
import { canonicalEmail } from '../identity/canonical-email.ts'

/** What a domain is called in everything that is compared, or why a text is no domain that somebody could own. */
export type ReadDomain = { readonly domain: string } | { readonly problem: string }

/**
 * The one form of a domain, the same as in canonical e-mails: lower-case, in ASCII (punycode), without a final dot.
 *
 * A public suffix (`co.uk`, `github.io`) is refused: whoever could prove it would own the e-mails of everybody under it.
 *
 * @see https://publicsuffix.org; UTS #46
 */
export function readDomain(text: string): ReadDomain {
  if (text.length > 253 || text.endsWith('.'))
    return { problem: 'needs a domain such as `acme.example`, without a final dot' }
  // By the very function that names the owner of an e-mail, so that the two never disagree.
  const email = canonicalEmail(`x@${text}`)
  if (email === undefined) return { problem: 'needs a domain such as `acme.example`' }
  const domain = domainOf(email)
  const { publicSuffix } = parse(domain, { allowPrivateDomains: true })
  if (publicSuffix === domain) return { problem: 'is a suffix that many share, and nobody’s own domain' }
  return { domain }
}

/** The domain of a canonical e-mail. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1)
}
