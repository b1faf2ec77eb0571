import type { Principal } from '../model/principal.ts'
import type { Snapshot, Snapshots } from '../tenancy/snapshot.ts'
import { andThen, orElse } from '../util/and-then.ts'
import type { AccessTokens } from './access-tokens.ts'
import { API_KEY_PREFIX } from './key-text.ts'
import type { Authentication, Authenticator } from './authentication.ts'
import type { VerifyApiKey } from './verify-api-key.ts'

export interface AuthenticatorOptions {
  readonly accessTokens: Pick<AccessTokens, 'verify'>
  readonly verifyApiKey: VerifyApiKey
  readonly snapshots: Pick<Snapshots, 'find'>
}

// RFC 6750: the scheme in any letter case, then exactly one space. What follows the verifiers read, each in its one form.
const BEARER = /^bearer (?! )/i
const BEARER_LENGTH = 'bearer '.length

/**
 * Finds out who calls from `Authorization: Bearer` with an access token or an API key.
 *
 * It never throws: what cannot be found out is `unavailable`.
 */
export function createAuthenticator({ accessTokens, verifyApiKey, snapshots }: AuthenticatorOptions): Authenticator {
  function verifyAccessToken(text: string, atLeast = 0): Authentication | Promise<Authentication> {
    return andThen(accessTokens.verify(text), (verification) => {
      if (verification.status === 'refused') return { status: 'unidentified', reason: verification.reason }
      const { principal, revision } = verification.token
      // A node that lags behind the one that issued the token must first know what that one knew.
      const snapshot = snapshots.find(principal.tenant, Math.max(revision, atLeast))
      return andThen(snapshot, (found) => judge(principal, revision, found))
    })
  }

  return {
    authenticate(authorization, atLeast) {
      const field = authorization[0]
      if (field === undefined) return { status: 'unidentified', reason: 'none' }
      if (authorization.length > 1 || !BEARER.test(field)) return { status: 'unidentified', reason: 'malformed' }
      const credentials = field.slice(BEARER_LENGTH)
      const verify = credentials.startsWith(API_KEY_PREFIX) ? verifyApiKey : verifyAccessToken
      return orElse(
        () =>
          andThen(verify(credentials), (found) =>
            // Only who is somebody learns whether a revision exists.
            found.status === 'identified' && atLeast !== undefined ? verify(credentials, atLeast) : found,
          ),
        (cause) => ({ status: 'unavailable', cause }),
      )
    },
  }
}

/** @param revision at which the principal's roles and tags were resolved */
function judge(principal: Principal, revision: number, snapshot: Snapshot | undefined): Authentication {
  if (snapshot?.status !== 'active') return { status: 'unidentified', reason: 'revoked' }
  const revokedBefore = snapshot.revocations.get(principal.id)
  if (revokedBefore !== undefined && revokedBefore > revision) return { status: 'unidentified', reason: 'stale' }
  return { status: 'identified', principal }
}
