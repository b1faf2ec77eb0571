import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { WardkitError } from '../errors/index.ts'
import { isJsonObject } from '../model/json.ts'
import type { SafeFetch } from './safe-fetch.ts'
import type { UpstreamIssuer } from './upstream-issuer.ts'

/** The keys of one upstream issuer, fetched when they are first needed and anew as they grow old. */
export interface UpstreamKeys {
  /**
   * The keys as last fetched: at once where there are any that are not too old, whatever the issuer does meanwhile.
   * @throws WardkitError `ERR_SSO_UNAVAILABLE`
   */
  current(): KeySet | Promise<KeySet>
  /** For a token whose key is none of these: they are fetched anew, unless that was done a moment ago; the same keys then. */
  renew(known: KeySet): Promise<KeySet>
}

/** Keys as they were published together: another object as soon as anything about them is different. */
export interface KeySet {
  readonly find: JWTVerifyGetKey
}

/** How long keys are used without being fetched anew, in milliseconds. */
const FRESH_FOR = 10 * 60 * 1_000
/** Whoever sends tokens with keys that nobody knows makes them be fetched so often in so many milliseconds at most. */
const FETCHES = 3
const FETCHES_WINDOW = 30 * 1_000
/** After a failure nothing is fetched for so long. */
const COOLDOWN = 5 * 1_000

export interface UpstreamKeysOptions {
  readonly safeFetch: Pick<SafeFetch, 'fetch'>
  /** Milliseconds that only go forward. */
  readonly monotonicNow: () => number
}

export function createUpstreamKeys(
  upstream: Pick<UpstreamIssuer, 'issuer' | 'jwksUrl' | 'discoveryUrl' | 'maxKeyAgeSeconds'>,
  { safeFetch, monotonicNow }: UpstreamKeysOptions,
): UpstreamKeys {
  const maxAge = 1_000 * upstream.maxKeyAgeSeconds
  let held: { readonly keys: KeySet; readonly text: string } | undefined
  let fetchedAt = -Infinity
  let failedAt = -Infinity
  let failure: unknown
  let fetches: number[] = []
  let fetching: Promise<void> | undefined

  async function fetchJson(url: string): Promise<Readonly<Record<string, unknown>>> {
    const response = await safeFetch.fetch(url, { headers: { accept: 'application/json' } })
    const document: unknown = response.ok ? await response.json() : undefined
    if (isJsonObject(document)) return document
    throw new TypeError(`\`${new URL(url).host}\` answered ${response.status} and no JSON object`)
  }

  async function findJwksUrl(): Promise<string> {
    if (upstream.jwksUrl !== undefined) return upstream.jwksUrl
    const { issuer, jwks_uri: url } = await fetchJson(upstream.discoveryUrl)
    if (issuer !== upstream.issuer) throw new TypeError('the discovery document is of another issuer')
    if (typeof url === 'string') return url
    throw new TypeError('the discovery document names no `jwks_uri`')
  }

  async function load(): Promise<void> {
    const startedAt = monotonicNow()
    fetches.push(startedAt)
    try {
      const document = await fetchJson(await findJwksUrl())
      const text = JSON.stringify(document)
      // Anything but a key set is refused here, so that what was known before goes on.
      if (text !== held?.text) held = { keys: { find: createLocalJWKSet(document as unknown as JSONWebKeySet) }, text }
      fetchedAt = startedAt
      failedAt = -Infinity
    } catch (error) {
      failedAt = monotonicNow()
      failure = error
    }
  }

  /** Many who ask at once wait for one fetch; none is begun too soon after others, or after a failure. */
  function fetchAnew(): Promise<void> | undefined {
    if (fetching !== undefined) return fetching
    const now = monotonicNow()
    fetches = fetches.filter((at) => now - at < FETCHES_WINDOW)
    if (fetches.length >= FETCHES || now - failedAt < COOLDOWN) return undefined
    fetching = load().finally(() => {
      fetching = undefined
    })
    return fetching
  }

  function usable(): KeySet | undefined {
    return held !== undefined && monotonicNow() - fetchedAt < maxAge ? held.keys : undefined
  }

  return {
    current() {
      const keys = usable()
      if (keys === undefined) return fetchFirst()
      // Beside the request, which does not wait.
      if (monotonicNow() - fetchedAt >= Math.min(FRESH_FOR, maxAge / 2)) void fetchAnew()
      return keys
    },
    async renew(known) {
      if (held?.keys === known) await fetchAnew()
      return usable() ?? known
    },
  }

  async function fetchFirst(): Promise<KeySet> {
    await fetchAnew()
    const keys = usable()
    if (keys !== undefined) return keys
    throw new WardkitError('ERR_SSO_UNAVAILABLE', `the keys of the issuer \`${upstream.issuer}\` cannot be fetched`, {
      cause: failure,
    })
  }
}
