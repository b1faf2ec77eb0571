import { open, P1, question } from './links.test-support.ts'
import { AUDIENCE, startTestIssuer, type TestIssuer } from './sso/testing/upstream.test-support.ts'
import type { UpstreamIssuerOptions } from './upstream-options.ts'
import type { Wardkit } from './wardkit.ts'
import type { WardkitOptions } from './wardkit-options.ts'

export const START = Date.UTC(2030, 0, 1)

/** A tenant acme whose people an issuer of the developer's own vouches for. */
export interface UpstreamWorld {
  readonly wardkit: Wardkit
  readonly clock: { (): number; advance(seconds: number): void }
  readonly issuer: TestIssuer
  readonly acme: string
  authenticate(token: string): ReturnType<Wardkit['authenticate']>
  /** Whom a token identifies: the principal, or why there is none. */
  identify(token: string): Promise<unknown>
  /** The reason of the decision about reading a patient, or why there is none. */
  tries(token: string): Promise<string>
  /** A request to Wardkit's own API. */
  send(
    token: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }>
  /** The token endpoint. */
  exchange(form: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }>
}

export const OPTIONS = {
  audience: AUDIENCE,
  tenant: { slugClaim: 'org' },
  rolesClaim: 'roles',
} as const satisfies Partial<UpstreamIssuerOptions>

export async function openUpstream(
  over: Partial<UpstreamIssuerOptions> = {},
  options: WardkitOptions = {},
): Promise<UpstreamWorld> {
  // The tenant was there before the tokens of the tests.
  let now = START - 3_600_000
  const clock = Object.assign(() => now, { advance: (seconds: number) => void (now += 1_000 * seconds) })
  const issuer = await startTestIssuer(clock)
  const wardkit = await open({
    clock,
    globalRoles: {
      reader: { name: 'Reader', policy: "- allow: ['GET:/patient/{patientId}']" },
      guest: { name: 'Guest', policy: "- allow: ['GET:/patient']" },
    },
    upstreamIssuers: [{ ...OPTIONS, issuer: issuer.issuer, jwksUrl: `${issuer.issuer}/jwks`, ...over }],
    rateLimits: { requestsPerAddress: 1_000 },
    ...options,
  })
  const { id: acme } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
  await wardkit.resources.register({ tenant: acme, ...P1 })
  now = START
  const authenticate = (token: string) => wardkit.authenticate([`Bearer ${token}`])

  const read = async (response: Response) => {
    const text = await response.text()
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> }
  }

  return {
    ...{ wardkit, clock, issuer, acme, authenticate },
    async identify(token) {
      const found = await authenticate(token)
      return found.status === 'identified' ? found.principal : found.status === 'unidentified' ? found.reason : found
    },
    async tries(token) {
      const found = await authenticate(token)
      if (found.status !== 'identified') return found.status === 'unidentified' ? found.reason : found.status
      return (await wardkit.decide(question(wardkit, found.principal, 'GET /patient/p1'))).reason
    },
    async send(token, method, path, body) {
      const headers = {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      }
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
      return read(await wardkit.fetch(new Request(`http://localhost/wardkit${path}`, init)))
    },
    async exchange(form) {
      const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', ...form })
      return read(await wardkit.fetch(new Request('http://localhost/wardkit/token', { method: 'POST', body })))
    },
  }
}
