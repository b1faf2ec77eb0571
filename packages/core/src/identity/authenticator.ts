import type { Snapshots } from '../tenancy/snapshot.ts'
import type { AccessTokens } from './access-tokens.ts'
import { API_KEY_PREFIX } from './key-text.ts'
import type { Authentication, Authenticator } from './authentication.ts'
import type { VerifyApiKey } from './verify-api-key.ts'

export interface AuthenticatorOptions {
  readonly accessTokens: Pick<AccessTokens, 'verify'>
  readonly verifyApiKey: VerifyApiKey
  readonly snapshots: Pick<Snapshots, 'find'>
}

// RFC 6750's b64token, after exactly one space. Node joins nothing and trims the ends, so whatever else is there, somebody put there.
const BEARER = /^bearer ([A-Za-z0-9._~+/-]+=*)$/i

/**
 * Finds out who calls from `Authorization: Bearer` with an access token or an API key.
 *
 * It never throws: what cannot be found out is `unavailable`.
 */
export function createAuthenticator({ accessTokens, verifyApiKey, snapshots }: AuthenticatorOptions): Authenticator {
  async function verifyAccessToken(text: string, atLeast = 0): Promise<Authentication> {
    const verification = await accessTokens.verify(text)
    if (verification.status === 'refused') return { status: 'unidentified', reason: verification.reason }
    const { principal, revision } = verification.token
    // A node that lags behind the one that issued the token must first know what that one knew.
    const snapshot = await snapshots.find(principal.tenant, Math.max(revision, atLeast))
    if (snapshot?.status !== 'active') return { status: 'unidentified', reason: 'revoked' }
    const revokedBefore = snapshot.revocations.get(principal.id)
    if (revokedBefore !== undefined && revokedBefore > revision) return { status: 'unidentified', reason: 'stale' }
    return { status: 'identified', principal }
  }

  return {
    async authenticate(authorization, atLeast) {
      const [field, ...others] = authorization
      if (field === undefined) return { status: 'unidentified', reason: 'none' }
      const credentials = others.length === 0 ? BEARER.exec(field)?.[1] : undefined
      if (credentials === undefined) return { status: 'unidentified', reason: 'malformed' }
      const verify = credentials.startsWith(API_KEY_PREFIX) ? verifyApiKey : verifyAccessToken
      try {
        const found = await verify(credentials)
        // Only who is somebody learns whether a revision exists.
        return found.status === 'identified' && atLeast !== undefined ? await verify(credentials, atLeast) : found
      } catch (cause) {
        return { status: 'unavailable', cause }
      }
    },
  }
}
