import type { Principal } from '../model/principal.ts'
import type { Footing } from './footing.ts'

/** What a caller's credentials came to. */
export type Authentication =
  | {
      readonly status: 'identified'
      readonly principal: Principal
      /** The session it belongs to, where there is one. */
      readonly session?: string
      /** What else it stands on; absent: nothing. */
      readonly standsOn?: readonly Footing[]
      /** It is good until this moment at most, in milliseconds since 1970; absent: until it is revoked. */
      readonly expiresAt?: number
    }
  | {
      readonly status: 'unidentified'
      /** `none`: no credentials at all. `stale`: good, but the principal's roles or tags changed since: get a new token. `cross-site`: a cookie that another site's page sent along. */
      readonly reason: 'none' | 'malformed' | 'invalid' | 'expired' | 'revoked' | 'stale' | 'cross-site'
    }
  | { readonly status: 'unavailable'; readonly cause: unknown }

/**
 * Finds out whom a token of an upstream issuer speaks of; undefined for a token that none of them is said to have issued.
 *
 * @param atLeast as for `Authenticator`
 * @throws WardkitError when the issuer's keys, the store or the snapshot cannot be had
 */
export type VerifyUpstream = (text: string, atLeast?: number) => Authentication | undefined | Promise<Authentication>

/** What a request tells of the browser that may have made it. */
export interface BrowserRequest {
  readonly method: string
  /** Every header field of a name (in lower case), as sent. */
  fields(name: string): readonly string[]
}

/** Finds out who calls. */
export interface Authenticator {
  /**
   * Finds out who calls: at once, and no promise, where the credentials were seen before.
   * @param authorization every `Authorization` header field of the request, as sent: more than one is refused
   * @param atLeast a revision the caller has seen: what was revoked by then is revoked
   * @param browser the request, which may be a browser's with a session instead of credentials
   */
  authenticate(
    authorization: readonly string[],
    atLeast?: number,
    browser?: BrowserRequest,
  ): Authentication | Promise<Authentication>
}
