import type { Snapshot, Snapshots } from '../tenancy/snapshot.ts'
import { andThen, orElse } from '../util/and-then.ts'
import type { AccessTokens, TokenVerification, VerifiedToken } from './access-tokens.ts'
import { API_KEY_PREFIX } from './key-text.ts'
import type { Authentication, Authenticator, BrowserRequest, VerifyUpstream } from './authentication.ts'
import { isFirm } from './footing.ts'
import { originOf } from './same-origin.ts'
import { readSessionCookie } from './session-cookie.ts'
import type { VerifyApiKey } from './verify-api-key.ts'
import type { VerifySession } from './verify-session.ts'

export interface AuthenticatorOptions {
  readonly accessTokens: Pick<AccessTokens, 'verify' | 'recall'>
  readonly verifyApiKey: VerifyApiKey
  readonly snapshots: Pick<Snapshots, 'find'>
  readonly verifySession: VerifySession
  /** Absent: there is no issuer but the application itself. */
  readonly verifyUpstream?: VerifyUpstream | undefined
  /** Of the public URL: whose pages may use a session to change something. */
  readonly origin: string
}

// RFC 6750: the scheme in any letter case, then exactly one space. What follows the verifiers read, each in its one form.
const BEARER = /^bearer (?! )/i
/** Methods that change nothing, by which a page of another site may lead a browser here. @see RFC 9110, section 9.2.1 */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

const BEARER_LENGTH = 'bearer '.length

/**
 * Finds out who calls from `Authorization: Bearer` with an access token, one of an upstream issuer or an API key, or else from the cookie of a browser's session.
 *
 * It never throws: what cannot be found out is `unavailable`.
 */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { accessTokens, verifyApiKey, snapshots, verifySession, verifyUpstream, origin } = options

  function verifyToken(text: string, atLeast?: number): Authentication | Promise<Authentication> {
    // Our own come first where they are known, as telling whose an unknown one is takes longer than all the rest.
    const recalled = accessTokens.recall(text)
    if (recalled !== undefined) return judgeVerified(recalled, atLeast)
    return verifyUpstream?.(text, atLeast) ?? judgeVerified(accessTokens.verify(text), atLeast)
  }

  function judgeVerified(
    verified: TokenVerification | Promise<TokenVerification>,
    atLeast = 0,
  ): Authentication | Promise<Authentication> {
    return andThen(verified, (verification) => {
      if (verification.status === 'refused') return { status: 'unidentified', reason: verification.reason }
      const { token } = verification
      // A node that lags behind the one that issued the token must first know what that one knew.
      const from = Math.max(token.revision, atLeast)
      return andThen(snapshots.find(token.principal.tenant, from), (found) => {
        const judged = judge(token, found)
        return judged.status === 'identified' && token.standsOn.length > 0 ? judgeFootings(token, judged, from) : judged
      })
    })
  }

  /** Whether all that a token stands on still holds, in whichever tenants: who assumed a role, and the role; whoever answers for a key. */
  function judgeFootings(
    { standsOn, revision }: VerifiedToken,
    judged: Authentication,
    from: number,
  ): Authentication | Promise<Authentication> {
    return standsOn.reduce<Authentication | Promise<Authentication>>(
      (sofar, footing) =>
        andThen(sofar, (each) => {
          if (each.status !== 'identified') return each
          return andThen(snapshots.find(footing.tenant, from), (found): Authentication =>
            isFirm(footing, found, revision) ? each : { status: 'unidentified', reason: 'stale' },
          )
        }),
      judged,
    )
  }

  function authenticateBrowser(browser: BrowserRequest, atLeast?: number): Authentication | Promise<Authentication> {
    const text = readSessionCookie(browser.fields('cookie'))
    if (text === undefined) return { status: 'unidentified', reason: 'none' }
    if (text === null) return { status: 'unidentified', reason: 'malformed' }
    // SameSite keeps other sites' forms out in today's browsers; this keeps out the rest, and pages of sister domains.
    if (!SAFE_METHODS.has(browser.method) && originOf(browser.fields, origin) !== 'same')
      return { status: 'unidentified', reason: 'cross-site' }
    return verifyAt(verifySession, text, atLeast)
  }

  return {
    authenticate(authorization, atLeast, browser) {
      const field = authorization[0]
      if (field === undefined) {
        if (browser === undefined) return { status: 'unidentified', reason: 'none' }
        return orElse(() => authenticateBrowser(browser, atLeast), unavailable)
      }
      if (authorization.length > 1 || !BEARER.test(field)) return { status: 'unidentified', reason: 'malformed' }
      const credentials = field.slice(BEARER_LENGTH)
      const verify = credentials.startsWith(API_KEY_PREFIX) ? verifyApiKey : verifyToken
      return orElse(() => verifyAt(verify, credentials, atLeast), unavailable)
    },
  }
}

type Verify = (text: string, atLeast?: number) => Authentication | Promise<Authentication>

/** Only who is somebody learns whether a revision exists. */
function verifyAt(verify: Verify, text: string, atLeast: number | undefined): Authentication | Promise<Authentication> {
  return andThen(verify(text), (found) =>
    found.status === 'identified' && atLeast !== undefined ? verify(text, atLeast) : found,
  )
}

function unavailable(cause: unknown): Authentication {
  return { status: 'unavailable', cause }
}

function judge(token: VerifiedToken, snapshot: Snapshot | undefined): Authentication {
  const { principal, revision, session, standsOn, expiresAt } = token
  if (snapshot?.status !== 'active') return { status: 'unidentified', reason: 'revoked' }
  // A session that has ended is revoked as a principal is: by the revision at which it was.
  const endedAt = session === undefined ? undefined : snapshot.revocations.get(session)
  if (endedAt !== undefined && endedAt > revision) return { status: 'unidentified', reason: 'revoked' }
  const revokedBefore = snapshot.revocations.get(principal.id)
  if (revokedBefore !== undefined && revokedBefore > revision) return { status: 'unidentified', reason: 'stale' }
  const identified = { status: 'identified', principal, standsOn, expiresAt: 1000 * expiresAt } as const
  return session === undefined ? identified : { ...identified, session }
}
