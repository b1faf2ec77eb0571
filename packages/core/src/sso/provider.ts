import { createRemoteJWKSet, customFetch as joseFetch, type JWTVerifyGetKey } from 'jose'
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  clockTolerance,
  Configuration,
  customFetch,
  type ServerMetadata,
} from 'openid-client'
import type { SsoConnection } from '../identity/sso-store.ts'
import { isJsonObject } from '../model/json.ts'
import { OutboundError } from './outbound-error.ts'
import type { SafeFetch, SafeRequest } from './safe-fetch.ts'
import { SsoFailure } from './sso-failure.ts'

/** A provider as its discovery document describes it, ready to be asked. */
export interface Provider {
  readonly configuration: Configuration
  readonly metadata: ServerMetadata
  readonly keys: JWTVerifyGetKey
}

/** Clocks differ by this much, in seconds. */
export const CLOCK_SKEW_SECONDS = 60

/** Endpoints that a login needs, and those that are used where there are any. */
const REQUIRED = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const
const OPTIONAL = ['userinfo_endpoint', 'end_session_endpoint'] as const

/** How long keys are used without being fetched anew, in milliseconds. */
const KEYS_FRESH_FOR = 10 * 60 * 1_000
/** How often keys are fetched in how many milliseconds at most. */
const KEYS_FETCHES = 3
const KEYS_WINDOW = 30 * 1_000
const FAILURE_COOLDOWN = 5 * 1_000

/**
 * Fetches a provider's discovery document and checks all of it that a login relies on.
 *
 * @throws SsoFailure
 */
export async function loadProvider(
  connection: Pick<SsoConnection, 'issuer' | 'discoveryUrl' | 'clientId'>,
  clientSecret: string,
  options: { readonly safeFetch: SafeFetch; readonly allowLoopback: boolean; readonly monotonicNow: () => number },
): Promise<Provider> {
  const { safeFetch, allowLoopback, monotonicNow } = options
  const metadata = await fetchMetadata(connection, safeFetch)
  for (const endpoint of [...REQUIRED, ...OPTIONAL]) {
    const url: unknown = metadata[endpoint]
    if (url === undefined && OPTIONAL.some((name) => name === endpoint)) continue
    if (typeof url !== 'string') throw new SsoFailure('endpoint-missing', { detail: `\`${endpoint}\`` })
    // Also those that only the browser goes to: a document that leads people to the inside of a network lies.
    await safeFetch.check(url).catch((cause: unknown) => {
      throw toFailure(cause, `\`${endpoint}\``)
    })
  }
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const authenticate = methods.includes('client_secret_basic') ? ClientSecretBasic : ClientSecretPost
  const configuration = new Configuration(
    metadata,
    connection.clientId,
    { [clockTolerance]: CLOCK_SKEW_SECONDS },
    authenticate(clientSecret),
  )
  // Over http `SafeFetch` reaches this very machine and nothing else.
  if (allowLoopback) allowInsecureRequests(configuration)
  configuration[customFetch] = (url, request) => safeFetch.fetch(url, request)
  const keys = createRemoteJWKSet(new URL(String(metadata.jwks_uri)), {
    cacheMaxAge: KEYS_FRESH_FOR,
    // `boundFetches` does this, so that a rotation soon after a fetch is followed.
    cooldownDuration: 0,
    [joseFetch]: boundFetches(safeFetch, monotonicNow),
  })
  return { configuration, metadata, keys }
}

/** What a request that could not be made or finished means for a login. */
export function toFailure(cause: unknown, where: string): SsoFailure {
  if (cause instanceof SsoFailure) return cause
  const outbound = findOutboundError(cause)
  if (outbound === undefined) return new SsoFailure('provider-unreachable', { cause, detail: where })
  const reason = outbound.isOutage ? 'provider-unreachable' : 'provider-address'
  return new SsoFailure(reason, { cause, detail: `${where}: ${outbound.message}` })
}

/** The libraries in between wrap what their `fetch` throws. */
export function findOutboundError(error: unknown): OutboundError | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof OutboundError) return current
  }
  return undefined
}

async function fetchMetadata(
  { issuer, discoveryUrl }: Pick<SsoConnection, 'issuer' | 'discoveryUrl'>,
  safeFetch: SafeFetch,
): Promise<ServerMetadata> {
  const response = await safeFetch
    .fetch(discoveryUrl, { headers: { accept: 'application/json' } })
    .catch((cause: unknown) => {
      throw toFailure(cause, 'the discovery URL')
    })
  if (response.status >= 500 || response.status === 429) {
    throw new SsoFailure('provider-unreachable', { detail: `the discovery URL answered ${response.status}` })
  }
  const document: unknown = response.ok ? await response.json().catch(() => undefined) : undefined
  if (!isJsonObject(document)) {
    throw new SsoFailure('discovery-document', { detail: `the answer was ${response.status}` })
  }
  const { issuer: found } = document
  if (typeof found !== 'string' || !isSameIssuer(found, issuer)) {
    throw new SsoFailure('issuer-mismatch', {
      detail: `\`${typeof found === 'string' ? found.slice(0, 200) : typeof found}\` instead of \`${issuer}\``,
    })
  }
  return { ...document, issuer: found }
}

/** The same, but for the final slash of an issuer that is a bare origin: a discovery URL does not tell whether there is one. */
function isSameIssuer(found: string, expected: string): boolean {
  return found === expected || found === `${expected}/`
}

/**
 * Bounds how often keys are fetched, whoever sends tokens with keys that nobody knows: a few times in a while, so that a key that is new is known at
 * once, and not again for a moment after a failure. What was fetched goes on being used.
 */
function boundFetches(safeFetch: SafeFetch, monotonicNow: () => number) {
  let fetches: number[] = []
  let failedAt = -Infinity
  return async (url: string, { headers, method }: SafeRequest): Promise<Response> => {
    const now = monotonicNow()
    fetches = fetches.filter((at) => now - at < KEYS_WINDOW)
    if (fetches.length >= KEYS_FETCHES || now - failedAt < FAILURE_COOLDOWN) {
      throw new OutboundError('unreachable', 'the keys were fetched a moment ago')
    }
    fetches.push(now)
    try {
      const response = await safeFetch.fetch(url, { ...(headers && { headers }), ...(method && { method }) })
      if (!response.ok) failedAt = now
      return response
    } catch (error) {
      failedAt = now
      throw error
    }
  }
}
