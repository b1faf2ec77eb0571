import type { Principal } from '../model/principal.ts'

/** What a caller's credentials came to. */
export type Authentication =
  | { readonly status: 'identified'; readonly principal: Principal }
  | {
      readonly status: 'unidentified'
      /** `none`: no credentials at all. `stale`: good, but the principal's roles or tags changed since: get a new token. */
      readonly reason: 'none' | 'malformed' | 'invalid' | 'expired' | 'revoked' | 'stale'
    }
  | { readonly status: 'unavailable'; readonly cause: unknown }

/** Finds out who calls. */
export interface Authenticator {
  /**
   * Finds out who calls: at once, and no promise, where the credentials were seen before.
   * @param authorization every `Authorization` header field of the request, as sent: more than one is refused
   * @param atLeast a revision the caller has seen: what was revoked by then is revoked
   */
  authenticate(authorization: readonly string[], atLeast?: number): Authentication | Promise<Authentication>
}
