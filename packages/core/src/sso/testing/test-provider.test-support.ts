import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, SignJWT, type GenerateKeyPairResult, type JWTPayload } from 'jose'
import { withoutUndefined } from '../../util/without-undefined.ts'

/** A provider of OpenID Connect that follows the rules, until a test lets it break one. Whoever comes by is logged in at once, as `user`. */
export interface TestProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** What is asked for, in order: `GET /jwks`. */
  readonly requests: string[]
  /** Fields of the last authorization request, and of the last token request. */
  readonly seen: { authorization?: URLSearchParams; token?: URLSearchParams; authenticated?: string }
  /** Claims of who logs in. */
  user: { sub: string } & Record<string, unknown>
  /** The rules it breaks. */
  breaks: Breaks
  /** Signs with a new key from now on, and publishes it together with the old ones, or alone. */
  rotate(options?: { readonly keep?: boolean; readonly alg?: string }): Promise<void>
  sign(payload: JWTPayload, header?: { readonly kid?: string | undefined; readonly typ?: string }): Promise<string>
  /** Sends whoever comes by this URL back, logged in: where to. */
  visit(url: string): Promise<string>
  close(): Promise<void>
}

export interface Breaks {
  readonly discovery?: (document: Record<string, unknown>) => unknown
  readonly jwks?: (keys: readonly Record<string, unknown>[]) => unknown
  readonly idToken?: (payload: JWTPayload) => JWTPayload
  readonly header?: { readonly kid?: string | undefined; readonly typ?: string }
  /** The token as it is sent. */
  readonly sent?: (token: string) => string | Promise<string>
  readonly userInfo?: (claims: Record<string, unknown>) => Record<string, unknown>
  readonly answer?: (url: URL) => void
  /** By path: what is answered instead. */
  readonly instead?: Readonly<Record<string, (response: ServerResponse) => void>>
  readonly inToken?: readonly string[]
}

let made: Promise<GenerateKeyPairResult> | undefined

/** The key that every provider begins with: making one takes long. */
function firstKey(): Promise<GenerateKeyPairResult> {
  made ??= generateKeyPair('RS256', { extractable: true })
  return made
}

export async function startTestProvider(): Promise<TestProvider> {
  const codes = new Map<
    string,
    { challenge: string; nonce: string | null; redirectUri: string; user: TestProvider['user'] }
  >()
  const users = new Map<string, TestProvider['user']>()
  const published: Record<string, unknown>[] = []
  let key: { kid: string; alg: string; privateKey: GenerateKeyPairResult['privateKey'] } | undefined

  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const provider: TestProvider = {
    issuer,
    clientId: 'wardkit',
    clientSecret: 'the secret of the test client',
    requests: [],
    seen: {},
    user: { sub: 'ada', email: 'ada@acme.example', email_verified: true, name: 'Ada' },
    breaks: {},
    async rotate({ keep = true, alg = 'RS256' } = {}) {
      const pair = await generateKeyPair(alg, { extractable: true })
      if (!keep) published.length = 0
      await useKey(pair, alg)
    },
    async sign(payload, header) {
      if (key === undefined) throw new TypeError('there is a key from the start')
      const { kid, alg } = key
      return new SignJWT(payload)
        .setProtectedHeader({ alg, ...withoutUndefined({ kid, ...header }) })
        .sign(key.privateKey)
    },
    async visit(url) {
      const response = await fetch(url, { redirect: 'manual' })
      await response.body?.cancel()
      return response.headers.get('location') ?? ''
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
  await useKey(await firstKey(), 'RS256')

  async function useKey({ publicKey, privateKey }: GenerateKeyPairResult, alg: string): Promise<void> {
    const kid = randomUUID()
    published.push({ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' })
    key = { kid, alg, privateKey }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer)
    provider.requests.push(`${request.method ?? ''} ${url.pathname}`)
    const instead = provider.breaks.instead?.[url.pathname]
    if (instead !== undefined) return instead(response)
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json(response, (provider.breaks.discovery ?? ((document) => document))(discovery()))
      case '/jwks':
        return json(response, { keys: (provider.breaks.jwks ?? ((keys) => keys))(published) })
      case '/authorize':
        return authorize(url, response)
      case '/token':
        return token(request, response)
      case '/userinfo':
        return userInfo(request, response)
      default:
        response.writeHead(404).end()
    }
  }

  function discovery(): Record<string, unknown> {
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      end_session_endpoint: `${issuer}/end`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    }
  }

  function authorize({ searchParams }: URL, response: ServerResponse): void {
    provider.seen.authorization = searchParams
    const code = randomUUID()
    const redirectUri = searchParams.get('redirect_uri') ?? ''
    const asked = { challenge: searchParams.get('code_challenge') ?? '', nonce: searchParams.get('nonce') }
    codes.set(code, { ...asked, redirectUri, user: provider.user })
    const back = new URL(redirectUri)
    back.searchParams.set('code', code)
    back.searchParams.set('state', searchParams.get('state') ?? '')
    back.searchParams.set('iss', issuer)
    provider.breaks.answer?.(back)
    response.writeHead(303, { location: back.href }).end()
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request))
    provider.seen.token = form
    provider.seen.authenticated = request.headers.authorization ?? 'none'
    const credentials = [provider.clientId, provider.clientSecret].map((part) =>
      encodeURIComponent(part).replaceAll('%20', '+'),
    )
    const expected = `Basic ${Buffer.from(credentials.join(':')).toString('base64')}`
    if (request.headers.authorization !== expected) return json(response, { error: 'invalid_client' }, 401)
    const code = form.get('code') ?? ''
    const asked = codes.get(code)
    codes.delete(code)
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (asked?.challenge !== challenge || asked.redirectUri !== form.get('redirect_uri')) {
      return json(response, { error: 'invalid_grant' }, 400)
    }
    const now = Math.floor(Date.now() / 1000)
    const more = Object.fromEntries((provider.breaks.inToken ?? []).map((name) => [name, asked.user[name]]))
    const payload: JWTPayload = {
      ...more,
      iss: issuer,
      sub: asked.user.sub,
      aud: provider.clientId,
      iat: now,
      exp: now + 300,
      sid: `sid-${asked.user.sub}`,
      ...(asked.nonce === null ? {} : { nonce: asked.nonce }),
    }
    const signed = await provider.sign(
      (provider.breaks.idToken ?? ((claims) => claims))(payload),
      provider.breaks.header,
    )
    const accessToken = randomUUID()
    users.set(accessToken, asked.user)
    json(response, {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: 300,
      id_token: await (provider.breaks.sent ?? ((sent) => sent))(signed),
    })
  }

  function userInfo(request: IncomingMessage, response: ServerResponse): void {
    const user = users.get((request.headers.authorization ?? '').replace('Bearer ', ''))
    if (user === undefined) return json(response, { error: 'invalid_token' }, 401)
    json(response, (provider.breaks.userInfo ?? ((claims) => claims))(user))
  }

  return provider
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
