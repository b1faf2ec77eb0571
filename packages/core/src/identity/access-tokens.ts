import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import { isJsonObject } from '../model/json.ts'
import type { AssumedBy, Principal } from '../model/principal.ts'
import { createTags, type TagInput, tagsToJson } from '../model/tags.ts'
import { andThen } from '../util/and-then.ts'
import type { Clock } from '../util/clock.ts'
import { isCompactJwt, readJwtClaims, readJwtHeader } from './compact-jwt.ts'
import type { Footing } from './footing.ts'
import { createId } from './identifiers.ts'
import type { SigningKeys, SigningPair } from './signing-keys.ts'
import { createTokenMemory } from './token-memory.ts'
import { CLOCK_SKEW_SECONDS, MAX_TOKEN_LENGTH, MAX_TOKEN_LIFETIME_SECONDS, whyOutOfTime } from './token-limits.ts'

/** Issues and verifies the tokens that API calls carry. */
export interface AccessTokens {
  /** @throws WardkitError `ERR_CONFLICT` when the principal's roles and tags do not fit a token, `ERR_FORBIDDEN` when it would have expired already */
  issue(grant: TokenGrant): Promise<IssuedToken>
  /**
   * Verifies a token's form, signature, issuer, audience, type and times: at once, and no promise, where that was done before. Whether it is
   * stale only the tenant's snapshot knows.
   * @throws WardkitError when the signing keys cannot be had
   */
  verify(token: string): TokenVerification | Promise<TokenVerification>
  /** The same for a token that was verified before; undefined for any other, whatever it is. */
  recall(token: string): TokenVerification | undefined | Promise<TokenVerification>
}

export interface TokenGrant {
  readonly principal: Principal
  /** The login it belongs to, where there is one. */
  readonly session?: string
  /** The revision that was current before the principal's roles and tags were read. */
  readonly revision: number
  /** What else it stands on; nothing when absent. */
  readonly standsOn?: readonly Footing[]
  /** Its life, where that is to be shorter than usual. */
  readonly lifetimeSeconds?: number
  /** It is good until this moment at most, in milliseconds since 1970. */
  readonly expiresAt?: number
}

export interface IssuedToken {
  readonly accessToken: string
  readonly expiresInSeconds: number
}

export type TokenVerification =
  | { readonly status: 'verified'; readonly token: VerifiedToken }
  | { readonly status: 'refused'; readonly reason: 'malformed' | 'invalid' | 'expired' }

export interface VerifiedToken {
  readonly id: string
  /** The login it belongs to; absent: it belongs to none. */
  readonly session?: string
  readonly principal: Principal
  /** What else it stands on. */
  readonly standsOn: readonly Footing[]
  /** The revision at which the principal's roles and tags were resolved. */
  readonly revision: number
  /** From when on it is good, in seconds since 1970. */
  readonly notBefore: number
  /** Seconds since 1970. */
  readonly expiresAt: number
}

export interface AccessTokensOptions {
  readonly keys: Pick<SigningKeys, 'getSigner' | 'find'>
  /** Who issues: the public URL. */
  readonly issuer: string
  /** Whom the tokens are for. A token for anybody else is refused. */
  readonly audience: string
  readonly clock: Clock
  /** Life of a token; 15 minutes by default, and at most. */
  readonly lifetimeSeconds?: number
  /** Told of every token in its proper form: whether it was remembered, or its signature had to be checked. */
  readonly onVerification?: (remembered: boolean) => void
}

/** Longest token issued: a request's headers together hold 16 KiB on Node. */
const MAX_ISSUED_LENGTH = 12 * 1024
/** Verified tokens remembered, in characters of token altogether. */
const REMEMBERED_CHARACTERS = 32 * 1024 * 1024

// Nothing but these: `jwk`, `jku` and `x5u` would bring a key along, `crit` and `b64` change what is signed.
const Header = z.strictObject({ alg: z.enum(['ES256', 'RS256', 'EdDSA']), kid: z.string(), typ: z.literal('at+jwt') })

const PrincipalType = z.enum(['user', 'apiKey', 'assumedRole', 'upstream'])

const ActorClaim = z.strictObject({
  sub: z.string().min(1),
  tid: z.string().min(1),
  pty: PrincipalType,
  get act() {
    return ActorClaim.optional()
  },
})

const FootingClaim = z.tuple([z.string().min(1)], z.string().min(1))

const Claims = z.strictObject({
  iss: z.string(),
  aud: z.string(),
  sub: z.string().min(1),
  jti: z.string().min(1),
  iat: z.int().nonnegative(),
  nbf: z.int().nonnegative().optional(),
  exp: z.int().nonnegative(),
  tid: z.string().min(1),
  sid: z.string().min(1).optional(),
  /** Principal type. */
  pty: PrincipalType,
  /** Who assumed the role. @see RFC 8693, section 4.1 */
  act: ActorClaim.optional(),
  /** What it stands on: each time a tenant, and names in it. */
  ftg: z.array(FootingClaim).optional(),
  scp: z.array(z.string()),
  // Kept as parsed: a record schema would drop a tag named `__proto__`.
  tags: z.custom<TagInput>(isJsonObject),
  rev: z.int().nonnegative(),
  email: z.string().optional(),
})

type ActorClaim = z.infer<typeof ActorClaim>

/** What each type of principal is never without: a token that says less would be refused by less. */
function isWhole({ pty, sid, act, ftg = [] }: z.infer<typeof Claims>): boolean {
  switch (pty) {
    case 'user':
      return sid !== undefined && act === undefined
    case 'apiKey':
      return sid === undefined && act === undefined && ftg.length > 0
    case 'assumedRole':
      return sid === undefined && act !== undefined && ftg.length > 0
    case 'upstream':
      return sid === undefined && act === undefined
  }
}

interface Remembered {
  readonly kid: string
  readonly token: VerifiedToken
}

/**
 * Access tokens as RFC 9068 has them: `at+jwt`, signed by one of our own keys.
 *
 * @throws TypeError without an issuer or an audience, or for a life beyond 15 minutes
 * @see RFC 8725 (JWT best current practices)
 */
export function createAccessTokens(options: AccessTokensOptions): AccessTokens {
  const { keys, issuer, audience, clock, lifetimeSeconds = MAX_TOKEN_LIFETIME_SECONDS, onVerification } = options
  if (issuer.length === 0) throw new TypeError('issuer: expected the public URL, got an empty string')
  if (audience.length === 0)
    throw new TypeError('audience: expected a name for whom tokens are meant, got an empty string')
  if (!Number.isInteger(lifetimeSeconds) || lifetimeSeconds < 1 || lifetimeSeconds > MAX_TOKEN_LIFETIME_SECONDS) {
    throw new TypeError(
      `lifetimeSeconds: expected a whole number from 1 to ${MAX_TOKEN_LIFETIME_SECONDS}, got ${lifetimeSeconds}`,
    )
  }
  const remembered = createTokenMemory<Remembered>(REMEMBERED_CHARACTERS)

  return {
    async issue({ principal, session, revision, standsOn = [], expiresAt: latest, ...wanted }) {
      const signer = await keys.getSigner()
      const issuedAt = Math.floor(clock() / 1000)
      const longest = Math.min(lifetimeSeconds, wanted.lifetimeSeconds ?? lifetimeSeconds)
      const lasts = latest === undefined ? longest : Math.min(longest, Math.floor(latest / 1000) - issuedAt)
      if (lasts < 1)
        throw new WardkitError('ERR_FORBIDDEN', 'the credentials that a token was asked for with expire now')
      const claims = {
        iss: issuer,
        aud: audience,
        sub: principal.id,
        jti: createId('tok'),
        iat: issuedAt,
        exp: issuedAt + lasts,
        tid: principal.tenant,
        ...(session === undefined ? {} : { sid: session }),
        pty: principal.type,
        ...(principal.assumedBy === undefined ? {} : { act: toActorClaim(principal.assumedBy) }),
        ...(standsOn.length === 0 ? {} : { ftg: standsOn.map(({ tenant, names }) => [tenant, ...names]) }),
        scp: [...principal.roles],
        tags: tagsToJson(principal.tags),
        rev: revision,
        ...(principal.email === undefined ? {} : { email: principal.email }),
      }
      const header = { alg: signer.algorithm, kid: signer.kid, typ: 'at+jwt' }
      const accessToken = await new SignJWT(claims).setProtectedHeader(header).sign(signer.signingKey)
      if (accessToken.length > MAX_ISSUED_LENGTH) {
        const message = `the roles and tags of \`${principal.id}\` make a token of ${accessToken.length} characters; at most ${MAX_ISSUED_LENGTH} fit`
        throw new WardkitError('ERR_CONFLICT', message, { help: 'give it fewer roles or tags' })
      }
      return { accessToken, expiresInSeconds: lasts }
    },

    recall,
    verify: (token) => recall(token) ?? verifyAnew(token),
  }

  function recall(token: string): TokenVerification | undefined | Promise<TokenVerification> {
    if (token.length > MAX_TOKEN_LENGTH) return undefined
    // Its form need not be looked at: one that is remembered had it.
    const known = remembered.recall(token)
    if (known === undefined) return undefined
    return andThen(keys.find(known.kid), (key) => {
      if (key === undefined) return verifyAnew(token)
      onVerification?.(true)
      return judgeTimes(known.token, clock())
    })
  }

  async function verifyAnew(token: string): Promise<TokenVerification> {
    onVerification?.(false)
    if (token.length > MAX_TOKEN_LENGTH || !isCompactJwt(token)) return refused('malformed')
    const header = Header.safeParse(readJwtHeader(token))
    if (!header.success) return refused('invalid')
    const key = await keys.find(header.data.kid)
    if (key === undefined) return refused('invalid')
    const verification = await verifyWith(key, token)
    if (verification.status === 'verified') remembered.remember(token, { kid: key.kid, token: verification.token })
    return verification
  }

  async function verifyWith(key: SigningPair, token: string): Promise<TokenVerification> {
    try {
      await jwtVerify(token, key.verificationKey, {
        algorithms: [key.algorithm],
        issuer,
        audience,
        typ: 'at+jwt',
        requiredClaims: ['sub', 'exp', 'iat', 'jti'],
        maxTokenAge: MAX_TOKEN_LIFETIME_SECONDS,
        clockTolerance: CLOCK_SKEW_SECONDS,
        currentDate: new Date(clock()),
      })
    } catch (error) {
      if (error instanceof errors.JWTExpired) return refused('expired')
      if (error instanceof errors.JOSEError) return refused('invalid')
      throw error
    }
    // jose has read the claims as JSON.parse does; here they are read strictly, and these are the ones that count.
    const claims = Claims.safeParse(readJwtClaims(token))
    if (!claims.success || !isWhole(claims.data)) return refused('invalid')
    if (claims.data.exp - claims.data.iat > MAX_TOKEN_LIFETIME_SECONDS) return refused('invalid')
    return { status: 'verified', token: toVerifiedToken(claims.data) }
  }
}

function toVerifiedToken(claims: z.infer<typeof Claims>): VerifiedToken {
  const principal: Principal = {
    type: claims.pty,
    id: claims.sub,
    tenant: claims.tid,
    roles: claims.scp,
    tags: createTags(claims.tags),
    ...(claims.email === undefined ? {} : { email: claims.email }),
    ...(claims.act === undefined ? {} : { assumedBy: toAssumedBy(claims.act) }),
  }
  return {
    id: claims.jti,
    ...(claims.sid === undefined ? {} : { session: claims.sid }),
    principal,
    standsOn: (claims.ftg ?? []).map(([tenant, ...names]) => ({ tenant, names })),
    revision: claims.rev,
    notBefore: Math.max(claims.iat, claims.nbf ?? 0),
    expiresAt: claims.exp,
  }
}

function toActorClaim({ type, id, tenant, assumedBy }: AssumedBy): ActorClaim {
  return { sub: id, tid: tenant, pty: type, ...(assumedBy === undefined ? {} : { act: toActorClaim(assumedBy) }) }
}

function toAssumedBy({ sub, tid, pty, act }: ActorClaim): AssumedBy {
  return { type: pty, id: sub, tenant: tid, ...(act === undefined ? {} : { assumedBy: toAssumedBy(act) }) }
}

function judgeTimes(token: VerifiedToken, now: number): TokenVerification {
  const reason = whyOutOfTime(token, now)
  return reason === undefined ? { status: 'verified', token } : refused(reason)
}

function refused(reason: 'malformed' | 'invalid' | 'expired'): TokenVerification {
  return { status: 'refused', reason }
}
