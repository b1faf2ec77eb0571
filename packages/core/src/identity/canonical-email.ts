import { domainToASCII } from 'node:url'

// RFC 5321's dot-atom. Quoted local parts and non-ASCII ones are refused: `ı`, `ſ` and `K` fold into ASCII letters in some systems and not in
// others, and two systems that disagree on who `mıke@` is are an account takeover.
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const DOMAIN_AS_WRITTEN = /^[\p{L}\p{M}\p{N}.-]+$/u
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** What to answer when `canonicalEmail` takes a text for no e-mail address. */
export const EMAIL_EXPECTED = 'needs one plain e-mail address, such as `ada@example.com`'

/**
 * The one form of an e-mail address that identifies a person: lower-case, the domain in ASCII (punycode). Undefined for everything that is not
 * one plain address: quoted or non-ASCII local parts, comments, display names, lists, IP addresses, single-label domains.
 *
 * @see RFC 5321, section 4.1.2; UTS #46
 */
export function canonicalEmail(text: string): string | undefined {
  // 320 bounds the work; the address itself is bounded by RFC 5321, section 4.5.3.1.
  if (text.length > 320) return undefined
  const at = text.indexOf('@')
  const local = asciiLowerCase(text.slice(0, Math.max(at, 0)))
  if (local.length > 64 || !LOCAL_PART.test(local)) return undefined
  const written = text.slice(at + 1)
  if (!DOMAIN_AS_WRITTEN.test(written)) return undefined
  const domain = domainToASCII(written)
  if (!DOMAIN.test(domain)) return undefined
  const email = `${local}@${domain}`
  return email.length > 254 ? undefined : email
}

// Not `toLowerCase`, which makes an ASCII `k` of the Kelvin sign.
function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
