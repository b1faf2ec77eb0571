import { performance } from 'node:perf_hooks'
import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose'
import { WardkitError } from '../errors/index.ts'
import type { Clock } from '../util/clock.ts'
import { isStoreFailure } from '../errors/store-failure.ts'
import { withoutUndefined } from '../util/without-undefined.ts'
import type { Administration } from './administration.ts'
import { createId } from './identifiers.ts'
import type { SigningKey, Store } from './identity-store.ts'
import type { Secret } from './secret.ts'
import { CLOCK_SKEW_SECONDS, MAX_TOKEN_LIFETIME_SECONDS } from './token-limits.ts'

export type SigningAlgorithm = SigningKey['algorithm']

/** The keys that sign access tokens. */
export interface SigningKeys {
  /** The key to sign with now. Makes the first one, and its successor when it is time. */
  getSigner(): Promise<SigningPair>
  /** One of our own keys that may still verify, at once where it is in memory; undefined for every other `kid`. */
  find(kid: string): SigningPair | undefined | Promise<SigningPair | undefined>
  /** The public keys: those in use, those published ahead of use, and those retired whose tokens may still live. */
  getJwks(): Promise<Jwks>
  /**
   * Makes a successor to every key there is.
   *
   * - `scheduled`: published now, used a day from now, so that whoever caches the JWKS knows it first
   * - `immediate`: used at once; what the older keys signed stays good until it expires
   * - `compromised`: used at once; what the older keys signed is refused at once, on other nodes within a minute
   */
  rotate(
    mode?: 'scheduled' | 'immediate' | 'compromised',
  ): Promise<{ readonly kid: string; readonly activeFrom: number }>
}

/**
 * When a successor takes over, and what becomes of the tokens before it.
 *
 * - `scheduled`: published now, used a day from now, so that whoever caches the JWKS knows it first
 * - `immediate`: used at once; what the older keys signed stays good until it expires
 * - `compromised`: used at once; what the older keys signed is refused at once, on other nodes within a minute
 */
export type RotationMode = 'scheduled' | 'immediate' | 'compromised'

/** A key that signs and verifies, as Web Crypto has it. */
export interface SigningPair {
  readonly kid: string
  readonly algorithm: SigningAlgorithm
  readonly signingKey: CryptoKey
  readonly verificationKey: CryptoKey
}

/** A JSON Web Key Set. @see RFC 7517, section 5 */
export interface Jwks {
  readonly keys: readonly PublicJwk[]
}

/** A public key as it is published, with the members that its kind has. @see RFC 7518, section 6 */
export interface PublicJwk {
  readonly kid: string
  readonly kty: NonNullable<JWK['kty']>
  readonly alg: SigningAlgorithm
  readonly use: 'sig'
  readonly crv?: string
  readonly x?: string
  readonly y?: string
  readonly n?: string
  readonly e?: string
}

export interface SigningKeysOptions {
  readonly store: Pick<Store, 'listSigningKeys' | 'changeHint'>
  /** Of the application itself. */
  readonly administration: Pick<Administration, 'write'>
  readonly secret: Secret
  readonly clock: Clock
  /** Milliseconds that only go forward, by which what was read grows old; the machine's by default. */
  readonly monotonicNow?: () => number
  /** Of new keys; `ES256` by default. */
  readonly algorithm?: SigningAlgorithm
  /** How long a key signs; 90 days by default. */
  readonly rotateAfterSeconds?: number
  /** How long a key is published before it signs; one day by default. */
  readonly publishAheadSeconds?: number
}

const DAY_SECONDS = 24 * 60 * 60
/** Other processes' changes are seen after this long at the latest. */
const REFRESH_MS = 60_000
/** An unknown `kid` costs a read at most this often while nobody writes to the store, whoever sends it. */
const UNKNOWN_KID_COOLDOWN_MS = 1_000

interface LoadedKey extends SigningKey, SigningPair {
  readonly publicJwk: PublicJwk
}

/** Signing keys kept in the store, their private halves wrapped by the secret. */
export function createSigningKeys(options: SigningKeysOptions): SigningKeys {
  const { store, administration, secret, clock, algorithm = 'ES256', monotonicNow = () => performance.now() } = options
  const rotateAfterMs = 1000 * (options.rotateAfterSeconds ?? 90 * DAY_SECONDS)
  const publishAheadMs = 1000 * (options.publishAheadSeconds ?? DAY_SECONDS)
  if (rotateAfterMs <= publishAheadMs) {
    throw new TypeError(
      'rotateAfterSeconds: expected more than publishAheadSeconds, or a key would be replaced before it is used',
    )
  }
  let loaded: { readonly keys: readonly LoadedKey[]; readonly hint: number; readonly at: number } | undefined
  let loading: Promise<readonly LoadedKey[]> | undefined
  let rotating: Promise<unknown> | undefined

  async function load(): Promise<readonly LoadedKey[]> {
    const hint = store.changeHint()
    const rows = await store.listSigningKeys()
    const before = new Map(loaded?.keys.map((key) => [key.kid, key]))
    const keys = await Promise.all(rows.map((row) => openKey(row, secret, before.get(row.kid))))
    loaded = { keys, hint, at: monotonicNow() }
    return keys
  }

  /** One load at a time, shared by all who wait. */
  function reload(): Promise<readonly LoadedKey[]> {
    loading ??= load().finally(() => (loading = undefined))
    return loading
  }

  /** The keys in memory, where they were read no longer ago. */
  function recent(maxAgeMs: number): readonly LoadedKey[] | undefined {
    return loaded !== undefined && monotonicNow() - loaded.at < maxAgeMs ? loaded.keys : undefined
  }

  async function list(maxAgeMs = REFRESH_MS): Promise<readonly LoadedKey[]> {
    const known = recent(maxAgeMs)
    if (known !== undefined) return known
    try {
      return await reload()
    } catch (error) {
      // Without the store the keys known last go on; how long anything is decided without it, the snapshots bound.
      if (loaded !== undefined && isStoreFailure(error)) return loaded.keys
      throw error
    }
  }

  /** Whether a key may have come since the last load. A store that cannot say may have one. */
  function mayHaveChanged(): boolean {
    try {
      return store.changeHint() !== loaded?.hint
    } catch (error) {
      if (isStoreFailure(error)) return true
      throw error
    }
  }

  function findGood(kid: string, keys: readonly LoadedKey[]): LoadedKey | undefined {
    return keys.find((key) => key.kid === kid && !isExpired(key, clock()))
  }

  async function lookFor(kid: string): Promise<LoadedKey | undefined> {
    const known =
      findGood(kid, await list()) ?? findGood(kid, await list(mayHaveChanged() ? 0 : UNKNOWN_KID_COOLDOWN_MS))
    // A load that was under way already may have begun before the key was made.
    return known ?? (mayHaveChanged() ? findGood(kid, await list(0)) : undefined)
  }

  async function rotate(mode: RotationMode = 'scheduled') {
    const now = clock()
    const activeFrom = mode === 'scheduled' ? now + publishAheadMs : now
    const successor = await makeKey(algorithm, secret, now, activeFrom)
    const older = await reload()
    const target = { type: 'signing-key', id: successor.kid }
    const change = { action: 'signing-key.rotate', tenant: null, target, details: { mode, algorithm } } as const
    await administration.write(change, async (writer) => {
      await writer.insertSigningKey(successor)
      for (const key of older) {
        if (mode === 'compromised') await writer.deleteSigningKey(key.kid)
        else if (key.retiredAt === null || key.retiredAt > activeFrom) {
          const expiresAt = activeFrom + 1000 * (MAX_TOKEN_LIFETIME_SECONDS + CLOCK_SKEW_SECONDS)
          await writer.updateSigningKey(key.kid, { retiredAt: activeFrom, expiresAt })
        }
      }
    })
    // A load that began before the write must not come to rest after it.
    await loading?.catch(() => undefined)
    await reload()
    return { kid: successor.kid, activeFrom }
  }

  /** However many logins find at once that it is time, one key is made. */
  function rotateOnce(mode: 'scheduled' | 'immediate'): Promise<unknown> {
    rotating ??= rotate(mode).finally(() => (rotating = undefined))
    return rotating
  }

  return {
    rotate,

    async getSigner() {
      const keys = await list()
      const now = clock()
      const signer = newestActive(keys, now)
      if (signer === undefined) {
        // Two processes may both make a first key: both are good, and each verifies the other's.
        await rotateOnce('immediate')
        const first = newestActive(await list(), clock())
        if (first !== undefined) return first
        throw new WardkitError('ERR_STORE_UNAVAILABLE', 'the signing key just made cannot be read')
      }
      const due = signer.algorithm !== algorithm || now >= signer.activeFrom + rotateAfterMs - publishAheadMs
      if (due && !keys.some((key) => key.activeFrom > now)) {
        try {
          await rotateOnce('scheduled')
        } catch (error) {
          // The old key is good until its successor is there; the next use tries again.
          if (!isStoreFailure(error)) throw error
        }
      }
      return signer
    },

    find(kid) {
      return findGood(kid, recent(REFRESH_MS) ?? []) ?? lookFor(kid)
    },

    async getJwks() {
      const now = clock()
      return { keys: (await list()).filter((key) => !isExpired(key, now)).map((key) => key.publicJwk) }
    },
  }
}

async function makeKey(
  algorithm: SigningAlgorithm,
  secret: Secret,
  now: number,
  activeFrom: number,
): Promise<SigningKey> {
  const kid = createId('sgn')
  const pair = await generateKeyPair(algorithm, { extractable: true })
  const wrappedPrivateKey = secret.wrap(JSON.stringify(await exportJWK(pair.privateKey)), {
    purpose: 'signing-key',
    id: kid,
  })
  const publicKey = JSON.stringify(toPublicJwk(await exportJWK(pair.publicKey), kid, algorithm))
  return { kid, algorithm, publicKey, wrappedPrivateKey, createdAt: now, activeFrom, retiredAt: null, expiresAt: null }
}

/**
 * INVARIANT: the key that verifies comes out of the wrapped value, which only the secret can make. A public key planted in the store verifies
 * nothing.
 */
async function openKey(row: SigningKey, secret: Secret, before: LoadedKey | undefined): Promise<LoadedKey> {
  if (before?.wrappedPrivateKey === row.wrappedPrivateKey && before.algorithm === row.algorithm) {
    return { ...before, ...row }
  }
  const jwk = JSON.parse(secret.unwrap(row.wrappedPrivateKey, { purpose: 'signing-key', id: row.kid })) as JWK
  const publicJwk = toPublicJwk(jwk, row.kid, row.algorithm)
  const [signingKey, verificationKey] = await Promise.all([
    importJWK(jwk, row.algorithm),
    importJWK(publicJwk, row.algorithm),
  ])
  if (signingKey instanceof Uint8Array || verificationKey instanceof Uint8Array) {
    throw new WardkitError('ERR_STORE_CORRUPT', `signing key \`${row.kid}\` is no key pair`)
  }
  return { ...row, signingKey, verificationKey, publicJwk }
}

/** Only the members that a public key has: never `d` or the primes. */
function toPublicJwk(jwk: JWK, kid: string, alg: SigningAlgorithm): PublicJwk {
  const { kty, crv, x, y, n, e } = jwk
  if (kty === undefined) throw new WardkitError('ERR_STORE_CORRUPT', `signing key \`${kid}\` is no key`)
  return { kid, kty, alg, use: 'sig', ...withoutUndefined({ crv, x, y, n, e }) }
}

function newestActive(keys: readonly LoadedKey[], now: number): LoadedKey | undefined {
  return keys
    .filter((key) => key.activeFrom <= now && (key.retiredAt === null || key.retiredAt > now))
    .reduce<LoadedKey | undefined>(
      (newest, key) => (newest === undefined || key.activeFrom >= newest.activeFrom ? key : newest),
      undefined,
    )
}

function isExpired(key: SigningKey, now: number): boolean {
  return key.expiresAt !== null && key.expiresAt <= now
}
