import { z } from 'zod'
import { isStorableText } from '../model/tags.ts'
import { displayName } from './read-input.ts'

/** What people see of who runs the application, or of a tenant: null where there is nothing of the kind. */
export interface Branding {
  readonly displayName: string | null
  readonly logoUrl: string | null
  readonly termsUrl: string | null
  readonly privacyUrl: string | null
  /** A page, or a `mailto:` address. */
  readonly supportUrl: string | null
}

export const NO_BRANDING: Branding = {
  displayName: null,
  logoUrl: null,
  termsUrl: null,
  privacyUrl: null,
  supportUrl: null,
}

/** INVARIANT: a link that a page shows leads to the web or to mail, and runs nothing. */
const link = (protocols: readonly string[]) =>
  z
    .string()
    .max(2_000)
    .refine(isStorableText, 'must not hold NUL or half a surrogate pair')
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be a URL that begins ${protocols.map((protocol) => `\`${protocol}\``).join(' or ')}`,
    )
    .transform((text) => new URL(text).href)

/** Branding as it is given: what is absent stays as it is, null takes it away. */
export const brandingInput = z.strictObject({
  displayName: displayName.nullable().exactOptional(),
  logoUrl: link(['https:']).nullable().exactOptional(),
  termsUrl: link(['https:']).nullable().exactOptional(),
  privacyUrl: link(['https:']).nullable().exactOptional(),
  supportUrl: link(['https:', 'mailto:']).nullable().exactOptional(),
})

/** One branding where another has nothing to say. */
export function overlayBranding(over: Branding, under: Branding): Branding {
  return {
    displayName: over.displayName ?? under.displayName,
    logoUrl: over.logoUrl ?? under.logoUrl,
    termsUrl: over.termsUrl ?? under.termsUrl,
    privacyUrl: over.privacyUrl ?? under.privacyUrl,
    supportUrl: over.supportUrl ?? under.supportUrl,
  }
}
