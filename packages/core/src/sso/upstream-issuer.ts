import type { SsoMapping } from '../identity/sso-store.ts'
import type { SignatureAlgorithm } from './signature-algorithms.ts'

/** An issuer of the application's own developer, whose tokens are as good as ours for the principals it vouches for. */
export interface UpstreamIssuer {
  /** Exactly as its tokens name it. */
  readonly issuer: string
  /** Whom its tokens are for. */
  readonly audience: string
  /** Whom a token may be for besides. */
  readonly otherAudiences: readonly string[]
  /** Where its keys are; undefined: where its discovery document says. */
  readonly jwksUrl: string | undefined
  readonly discoveryUrl: string
  readonly algorithms: readonly SignatureAlgorithm[]
  /** In lower case, without `application/`; `none` for a token that names no type. */
  readonly tokenTypes: ReadonlySet<string>
  /** What its tokens must say, exactly. */
  readonly requiredClaims: ReadonlyMap<string, string | number | boolean>
  readonly tenant: UpstreamTenant
  /** The claim whose values are ids of roles. */
  readonly rolesClaim: string | undefined
  readonly mapping: SsoMapping
  /** A token is good for this long after it was issued at most, whatever it says itself. */
  readonly maxTokenAgeSeconds: number
  /** Keys that cannot be fetched anew are used for this long at most. */
  readonly maxKeyAgeSeconds: number
}

/** Which tenant a token's principal is of: always the same one, or the one that a claim names. */
export type UpstreamTenant =
  { readonly id: string } | { readonly slug: string } | { readonly idClaim: string } | { readonly slugClaim: string }

/** INVARIANT: who somebody is at an upstream issuer. Issuers have no fragment, so that no two of them make one name. */
export function upstreamPrincipalId(issuer: string, subject: string): string {
  return `${issuer}#${subject}`
}
