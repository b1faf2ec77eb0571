import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose'
import { onTestFinished } from 'vitest'

/** An issuer of tokens over a real socket, with a key of its own. Whatever a token is to say, it signs. */
export interface TestIssuer {
  readonly issuer: string
  /** What was asked for, in order: `/jwks`. */
  readonly requests: string[]
  /** What it publishes. */
  keys: readonly object[]
  /** What is answered instead of the keys. */
  instead: ((response: ServerResponse) => void) | undefined
  /** What is said otherwise in the discovery document. */
  discovery: object
  readonly kid: string
  readonly signingKey: CryptoKey
  readonly publicJwk: JWK
  /** Another key takes the place of the one before. */
  rotate(kid: string): Promise<void>
  /** A token of any header and claims, as objects or as text; signed by its own key unless by another. */
  forge(header: unknown, claims: unknown, key?: CryptoKey): Promise<string>
  header(over?: object): object
  claims(over?: object): Readonly<Record<string, unknown>>
  /** A good token, but for what is said otherwise. */
  token(over?: object): Promise<string>
}

export const AUDIENCE = 'https://api.example'

/** @param clock which its tokens go by, in milliseconds since 1970 */
export async function startTestIssuer(clock: () => number): Promise<TestIssuer> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    issuer.requests.push(path)
    if (path === '/.well-known/openid-configuration') {
      return answer(response, { issuer: issuer.issuer, jwks_uri: `${issuer.issuer}/jwks`, ...issuer.discovery })
    }
    if (issuer.instead !== undefined) return issuer.instead(response)
    answer(response, { keys: issuer.keys })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  async function makeKey(kid: string) {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    return {
      kid,
      signingKey: privateKey,
      publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' },
    }
  }

  const first = await makeKey('first')
  const issuer: TestIssuer & { kid: string; signingKey: CryptoKey; publicJwk: JWK } = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    keys: [first.publicJwk],
    instead: undefined,
    discovery: {},
    ...first,
    async rotate(kid) {
      Object.assign(issuer, await makeKey(kid))
      issuer.keys = [issuer.publicJwk]
    },
    async forge(header, claims, key = issuer.signingKey) {
      const content = `${encode(header)}.${encode(claims)}`
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
      const signature = await crypto.subtle.sign(algorithm, key, Buffer.from(content))
      return `${content}.${Buffer.from(signature).toString('base64url')}`
    },
    header: (over = {}) => ({ alg: 'ES256', kid: issuer.kid, typ: 'at+jwt', ...over }),
    claims(over = {}) {
      const now = Math.floor(clock() / 1000)
      const { issuer: iss } = issuer
      return { iss, aud: AUDIENCE, sub: 'ada', iat: now, exp: now + 600, org: 'acme', roles: ['reader'], ...over }
    },
    token: (over) => issuer.forge(issuer.header(), issuer.claims(over)),
  }
  return issuer
}

export function encode(part: unknown): string {
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')
}

function answer(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
