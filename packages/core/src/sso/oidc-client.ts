import { jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose'
import {
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientError,
  fetchUserInfo,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import type { Secret } from '../identity/secret.ts'
import type { SsoConnection } from '../identity/sso-store.ts'
import type { Claims } from './claim-values.ts'
import { secretContext } from './connections.ts'
import { createProviderCache } from './provider-cache.ts'
import { CLOCK_SKEW_SECONDS, findOutboundError, loadProvider, toFailure, type Provider } from './provider.ts'
import type { SafeFetch } from './safe-fetch.ts'
import { SIGNATURE_ALGORITHMS } from './signature-algorithms.ts'
import { SsoFailure } from './sso-failure.ts'

/** The relying party of OpenID Connect, for whichever connection. What a provider says is believed only after every check. */
export interface OidcClient {
  /** Where the browser is sent to log in. @throws SsoFailure */
  authorize(connection: SsoConnection, request: AuthorizationRequest): Promise<URL>
  /** Who logged in, from what the browser brought back. @throws SsoFailure */
  exchange(connection: SsoConnection, answer: AuthorizationAnswer): Promise<ProvedIdentity>
  /** Where the browser is sent to end its session at the provider; undefined for a provider that has no such place. @throws SsoFailure */
  endSession(connection: SsoConnection, request: EndSessionRequest): Promise<URL | undefined>
  /** Whose sessions a provider says have ended. @throws SsoFailure */
  readLogoutToken(connection: SsoConnection, token: string): Promise<LogoutToken>
}

/** What binds an answer to its request. */
export interface FlowChecks {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

export interface AuthorizationRequest extends FlowChecks {
  readonly redirectUri: string
  readonly loginHint?: string
}

export interface AuthorizationAnswer extends FlowChecks {
  /** The redirect URI with the query that the browser brought. */
  readonly url: URL
}

export interface EndSessionRequest {
  readonly idToken: string | null
  readonly redirectUri: string
}

/** Somebody whom a provider vouches for. */
export interface ProvedIdentity {
  readonly issuer: string
  readonly subject: string
  readonly sid: string | null
  readonly idToken: string
  /** Of the ID token and the userinfo endpoint; where both say something, the signed one counts. */
  readonly claims: Claims
}

export interface LogoutToken {
  readonly id: string
  readonly subject: string | null
  readonly sid: string | null
  readonly expiresAt: number
}

export interface OidcClientOptions {
  readonly secret: Pick<Secret, 'unwrap'>
  readonly safeFetch: SafeFetch
  readonly allowLoopback: boolean
  readonly monotonicNow: () => number
}

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'

/** How long ago an ID token or logout token may have been made, in seconds. */
const TOKEN_AGE_SECONDS = 10 * 60

const MINUTE = 60 * 1_000

export function createOidcClient(options: OidcClientOptions): OidcClient {
  const { secret, monotonicNow } = options
  const times = { freshFor: 10 * MINUTE, usableFor: 60 * MINUTE, cooldown: 5_000 }
  const providers = createProviderCache<Provider>(times, monotonicNow)

  function findProvider(connection: SsoConnection): Promise<Provider> {
    // INVARIANT: what was fetched for one connection, or for a configuration before, is never used for another.
    const key = JSON.stringify([connection.id, connection.configuration])
    return providers.get(key, async () => {
      const clientSecret = secret.unwrap(connection.wrappedSecret, secretContext(connection.id))
      return loadProvider(connection, clientSecret, options)
    })
  }

  async function verify(connection: SsoConnection, token: string, more: JWTVerifyOptions) {
    const { metadata, keys } = await findProvider(connection)
    return jwtVerify(token, keys, {
      algorithms: [...SIGNATURE_ALGORITHMS],
      issuer: metadata.issuer,
      audience: connection.clientId,
      clockTolerance: CLOCK_SKEW_SECONDS,
      maxTokenAge: TOKEN_AGE_SECONDS,
      ...more,
    })
  }

  return {
    async authorize(connection, { redirectUri, state, nonce, codeVerifier, loginHint }) {
      const { configuration } = await findProvider(connection)
      return buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: connection.scopes.join(' '),
        response_type: 'code',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...(loginHint === undefined ? {} : { login_hint: loginHint }),
      })
    },

    async exchange(connection, { url, state, nonce, codeVerifier }) {
      const { configuration, metadata } = await findProvider(connection)
      const checks = {
        pkceCodeVerifier: codeVerifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      }
      const tokens = await authorizationCodeGrant(configuration, url, checks).catch((cause: unknown) => {
        throw toTokenFailure(cause)
      })
      const { id_token: idToken, access_token: accessToken } = tokens
      if (idToken === undefined) throw new SsoFailure('token-invalid', { detail: 'there is none' })
      const payload = await verify(connection, idToken, { requiredClaims: ['sub', 'iat', 'exp'] }).then(
        ({ payload, protectedHeader: { typ } }) => {
          if (typ === undefined || typ.toLowerCase() === 'jwt') return payload
          throw new SsoFailure('token-invalid', { detail: 'it is a token of another type' })
        },
        (cause: unknown) => {
          throw toTokenFailure(cause)
        },
      )
      const { sub } = payload
      if (typeof sub !== 'string' || sub === '') throw new SsoFailure('token-invalid', { detail: '`sub` is missing' })
      const more = metadata.userinfo_endpoint === undefined ? {} : await readUserInfo(configuration, accessToken, sub)
      return {
        issuer: metadata.issuer,
        subject: sub,
        sid: textOf(payload['sid']),
        idToken,
        claims: { ...more, ...payload },
      }
    },

    async endSession(connection, { idToken, redirectUri }) {
      const { configuration, metadata } = await findProvider(connection)
      if (metadata.end_session_endpoint === undefined) return undefined
      return buildEndSessionUrl(configuration, {
        post_logout_redirect_uri: redirectUri,
        ...(idToken === null ? {} : { id_token_hint: idToken }),
      })
    },

    async readLogoutToken(connection, token) {
      const { payload, protectedHeader } = await verify(connection, token, { requiredClaims: ['iat', 'jti'] }).catch(
        (cause: unknown) => {
          throw toTokenFailure(cause)
        },
      )
      return readLogoutClaims(payload, protectedHeader.typ)
    },
  }
}

/** @see OpenID Connect Back-Channel Logout 1.0, section 2.6 */
function readLogoutClaims(payload: JWTPayload, typ: string | undefined): LogoutToken {
  const events = payload['events']
  const event: unknown = typeof events === 'object' && events !== null ? Reflect.get(events, LOGOUT_EVENT) : undefined
  const subject = textOf(payload.sub)
  const sid = textOf(payload['sid'])
  const isLogout =
    (typ === undefined || ['jwt', 'logout+jwt'].includes(typ.toLowerCase())) &&
    typeof event === 'object' &&
    event !== null &&
    payload['nonce'] === undefined &&
    (subject !== null || sid !== null)
  const { jti, iat = 0, exp = iat + TOKEN_AGE_SECONDS } = payload
  // A `jti` is looked for again as an identifier: an endless one would be none.
  if (!isLogout || typeof jti !== 'string' || jti === '' || jti.length > 200) {
    throw new SsoFailure('token-invalid', { detail: 'it is no logout token' })
  }
  return { id: jti, subject, sid, expiresAt: 1_000 * (exp + CLOCK_SKEW_SECONDS) }
}

async function readUserInfo(
  configuration: Provider['configuration'],
  accessToken: string,
  subject: string,
): Promise<Claims> {
  try {
    return { ...(await fetchUserInfo(configuration, accessToken, subject)) }
  } catch (cause) {
    if (findOutboundError(cause) !== undefined) throw toFailure(cause, 'the userinfo endpoint')
    throw new SsoFailure('userinfo-invalid', { cause, detail: codeOf(cause) })
  }
}

function toTokenFailure(cause: unknown): SsoFailure {
  if (cause instanceof SsoFailure) return cause
  if (findOutboundError(cause) !== undefined) return toFailure(cause, 'the provider')
  if (cause instanceof AuthorizationResponseError) {
    return new SsoFailure('provider-refused', { cause, detail: `\`${plain(cause.error)}\`` })
  }
  // RFC 6749, section 5.2: to a client that used Basic the answer is 401 with a challenge, which the library reads instead of the body.
  if (cause instanceof WWWAuthenticateChallengeError) return new SsoFailure('client-refused', { cause })
  if (cause instanceof ResponseBodyError) {
    if (cause.error === 'invalid_client' || cause.error === 'unauthorized_client') {
      return new SsoFailure('client-refused', { cause })
    }
    return new SsoFailure('code-refused', { cause, detail: `\`${plain(cause.error)}\`` })
  }
  return new SsoFailure('token-invalid', { cause, detail: codeOf(cause) })
}

/** What a library found wrong, by its code and the claim it names; its message may hold what was sent. */
function codeOf(error: unknown): string {
  if (error instanceof ClientError && error.code !== undefined) {
    const claim: unknown =
      typeof error.cause === 'object' && error.cause !== null ? Reflect.get(error.cause, 'claim') : undefined
    return typeof claim === 'string' ? `${error.code} (\`${plain(claim)}\`)` : error.code
  }
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  const claim: unknown = error instanceof Error ? Reflect.get(error, 'claim') : undefined
  const name = typeof code === 'string' ? code : 'it cannot be read'
  return typeof claim === 'string' && claim !== 'unspecified' ? `${name} (\`${plain(claim)}\`)` : name
}

function plain(text: string): string {
  return text.replace(/[^\w.-]/g, '?').slice(0, 80)
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
