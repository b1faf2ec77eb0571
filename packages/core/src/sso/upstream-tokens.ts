import { errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { isCompactJwt, peekIssuer, readJwtClaims, readJwtHeader } from '../identity/compact-jwt.ts'
import { createTokenMemory } from '../identity/token-memory.ts'
import { CLOCK_SKEW_SECONDS, MAX_TOKEN_LENGTH, whyOutOfTime } from '../identity/token-limits.ts'
import { isJsonObject } from '../model/json.ts'
import { andThen } from '../util/and-then.ts'
import type { Clock } from '../util/clock.ts'
import type { Claims } from './claim-values.ts'
import { SIGNATURE_ALGORITHMS } from './signature-algorithms.ts'
import type { UpstreamIssuer } from './upstream-issuer.ts'
import type { KeySet, UpstreamKeys } from './upstream-keys.ts'
import type { OnUpstreamRefused, UpstreamRefusal } from './upstream-refusal.ts'

/** Verifies the tokens of upstream issuers. */
export interface UpstreamTokens {
  /**
   * Verifies a token's form, signature, issuer, audience, type and times: at once, and no promise, where that was done before. Undefined for a token
   * that none of the issuers is said to have issued: nothing is fetched for it.
   * @throws WardkitError `ERR_SSO_UNAVAILABLE` when the issuer's keys cannot be had
   */
  verify(token: string): UpstreamVerification | undefined | Promise<UpstreamVerification>
}

export type UpstreamVerification =
  | { readonly status: 'verified'; readonly token: UpstreamToken }
  | { readonly status: 'refused'; readonly reason: 'invalid' | 'expired' }

/** What an issuer says of somebody, and for how long. One token is one object for as long as it is remembered. */
export interface UpstreamToken {
  readonly upstream: UpstreamIssuer
  readonly subject: string
  readonly claims: Claims
  /** These three in seconds since 1970. */
  readonly issuedAt: number
  readonly notBefore: number
  readonly expiresAt: number
}

export interface UpstreamTokensOptions {
  readonly issuers: readonly { readonly upstream: UpstreamIssuer; readonly keys: UpstreamKeys }[]
  readonly clock: Clock
  /** Told why a token was refused. */
  readonly onRefused: OnUpstreamRefused
  /** Told of every token: whether it was remembered, or its signature had to be checked. */
  readonly onVerification?: ((remembered: boolean) => void) | undefined
}

/** Verified tokens remembered, in characters of token altogether. */
const REMEMBERED_CHARACTERS = 32 * 1024 * 1024

const Header = z.looseObject({
  alg: z.enum(SIGNATURE_ALGORITHMS),
  kid: z.string().min(1).max(255),
  typ: z.string().max(100).default('none'),
})

/** A key that comes along, and what changes how the rest is read. */
const FORBIDDEN_HEADERS = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64', 'zip']

const Times = z.looseObject({
  aud: z.union([z.string(), z.array(z.string()).min(1)]),
  iat: z.int().nonnegative(),
  nbf: z.int().nonnegative().optional(),
  exp: z.int().nonnegative(),
  // As long as an identifier may be at all.
  sub: z
    .string()
    .min(1)
    .max(255)
    .refine((text) => !/\p{C}/u.test(text)),
})

/** Of ID tokens and logout tokens: whoever has one of these may not call with it. @see OpenID Connect Core 1.0, section 2 */
const FOREIGN_CLAIMS = ['nonce', 'at_hash', 'c_hash', 's_hash', 'events']

interface Remembered {
  /** The keys that it was verified by. */
  readonly keySet: KeySet
  readonly keys: UpstreamKeys
  readonly token: UpstreamToken
}

export function createUpstreamTokens({
  issuers,
  clock,
  onRefused,
  onVerification,
}: UpstreamTokensOptions): UpstreamTokens {
  const byIssuer = new Map(issuers.map((each) => [each.upstream.issuer, each]))
  const remembered = createTokenMemory<Remembered>(REMEMBERED_CHARACTERS)

  async function verifyAnew(
    { upstream, keys }: UpstreamTokensOptions['issuers'][number],
    token: string,
  ): Promise<UpstreamVerification> {
    onVerification?.(false)
    if (!isAcceptedHeader(upstream, readJwtHeader(token))) return refuse(upstream, 'header')
    let keySet = await keys.current()
    let why = await whySignatureRefused(upstream, keySet, token, clock())
    if (why === 'key') {
      keySet = await keys.renew(keySet)
      why = await whySignatureRefused(upstream, keySet, token, clock())
    }
    if (why !== undefined) return refuse(upstream, why)
    // jose has read the claims as JSON.parse does; here they are read strictly, and these are the ones that count.
    const read = readToken(upstream, readJwtClaims(token))
    if ('why' in read) return refuse(upstream, read.why)
    remembered.remember(token, { keySet, keys, token: read })
    return judgeTimes(read)
  }

  function refuse({ issuer }: UpstreamIssuer, why: UpstreamRefusal): UpstreamVerification {
    onRefused(issuer, why)
    return { status: 'refused', reason: why === 'expired' ? 'expired' : 'invalid' }
  }

  function judgeTimes(token: UpstreamToken): UpstreamVerification {
    const reason = whyOutOfTime(token, clock())
    if (reason === undefined) return { status: 'verified', token }
    return refuse(token.upstream, reason === 'expired' ? 'expired' : 'early')
  }

  return {
    verify(token) {
      // Our own verifier says what is wrong with it.
      if (token.length > MAX_TOKEN_LENGTH) return undefined
      const known = remembered.recall(token)
      if (known === undefined) {
        const issuer = isCompactJwt(token) ? byIssuer.get(peekIssuer(token) ?? '') : undefined
        return issuer && verifyAnew(issuer, token)
      }
      return andThen(known.keys.current(), (keySet) => {
        // A key may have been withdrawn.
        if (keySet !== known.keySet) return verifyAnew({ upstream: known.token.upstream, keys: known.keys }, token)
        onVerification?.(true)
        return judgeTimes(known.token)
      })
    },
  }
}

function isAcceptedHeader({ algorithms, tokenTypes }: UpstreamIssuer, header: unknown): boolean {
  const read = Header.safeParse(header)
  if (!read.success || FORBIDDEN_HEADERS.some((name) => Object.hasOwn(read.data, name))) return false
  const { alg, typ } = read.data
  return algorithms.includes(alg) && tokenTypes.has(typ.toLowerCase().replace(/^application\//, ''))
}

/** Undefined where jose finds nothing wrong with the signature and the claims that it knows. */
async function whySignatureRefused(
  { issuer, audience, algorithms, maxTokenAgeSeconds }: UpstreamIssuer,
  { find }: KeySet,
  token: string,
  now: number,
): Promise<UpstreamRefusal | undefined> {
  try {
    await jwtVerify(token, find, {
      algorithms: [...algorithms],
      issuer,
      audience,
      requiredClaims: ['sub', 'exp', 'iat'],
      maxTokenAge: maxTokenAgeSeconds,
      clockTolerance: CLOCK_SKEW_SECONDS,
      currentDate: new Date(now),
    })
    return undefined
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return 'key'
    if (error instanceof errors.JWTExpired) return 'expired'
    if (error instanceof errors.JWTClaimValidationFailed)
      return error.reason === 'check_failed' ? (CLAIM_REFUSALS.get(error.claim) ?? 'claims') : 'claims'
    // A published key that is none, or too short, is a `TypeError` of jose's or a `DOMException` of Web Crypto's.
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException)
      return 'signature'
    throw error
  }
}

const CLAIM_REFUSALS: ReadonlyMap<string, UpstreamRefusal> = new Map([
  ['aud', 'audience'],
  ['nbf', 'early'],
  ['iat', 'early'],
])

/** The claims as far as every issuer's are alike, or why the token is not one to call with. */
function readToken(upstream: UpstreamIssuer, claims: unknown): UpstreamToken | { readonly why: UpstreamRefusal } {
  const read = Times.safeParse(claims)
  if (!read.success || !isJsonObject(claims)) return { why: 'claims' }
  const { aud, iat, nbf, exp, sub } = read.data
  const audiences = typeof aud === 'string' ? [aud] : aud
  const isForUs = audiences.includes(upstream.audience)
  // A token that is for others too, one of these others can show here.
  const isForOthers = audiences.some((each) => each !== upstream.audience && !upstream.otherAudiences.includes(each))
  if (!isForUs || isForOthers) return { why: 'audience' }
  if (FOREIGN_CLAIMS.some((name) => Object.hasOwn(claims, name))) return { why: 'purpose' }
  for (const [name, value] of upstream.requiredClaims) {
    if (!Object.hasOwn(claims, name) || claims[name] !== value) return { why: 'required-claims' }
  }
  return {
    upstream,
    subject: sub,
    claims,
    issuedAt: iat,
    notBefore: Math.max(iat, nbf ?? 0),
    expiresAt: Math.min(exp, iat + upstream.maxTokenAgeSeconds),
  }
}
