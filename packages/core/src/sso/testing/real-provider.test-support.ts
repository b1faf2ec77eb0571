import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import Provider, { type Configuration } from 'oidc-provider'
import { createProviderRecords } from './provider-records.test-support.ts'

/** An OpenID provider that is none of ours: the certified `oidc-provider`, over a real socket, with the client `wardkit`. */
export interface RealProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** What the client asks for. */
  readonly scopes: readonly string[]
  /** Whoever comes by and is not logged in there yet is logged in as this one. */
  user: RealUser
  /** What its access tokens for the API say besides. */
  apiClaims: Readonly<Record<string, unknown>>
  /** Tells the provider where the client is: its redirect URIs and where it hears of logouts. */
  register(client: RealClientUris): void
  /** Whom the provider tells of logouts: a request as it was sent, to be answered by the client. */
  onBackchannel: (request: Request) => Promise<Response>
  /** Signs with a new key from now on, and publishes the one before no more. */
  rotate(): Promise<void>
  /** Answers nothing any more, and again. */
  setDown(isDown: boolean): void
  close(): Promise<void>
}

export interface RealUser {
  readonly sub: string
  readonly [claim: string]: unknown
}

export interface RealClientUris {
  readonly redirectUri: string
  readonly postLogoutRedirectUri: string
  readonly backchannelLogoutUri: string
}

const SCOPES = ['openid', 'email', 'profile', 'groups']

let made: Promise<JWK> | undefined

/** @param options the API that its access tokens are for, where they are for any */
export async function startRealProvider({ api }: { readonly api?: string } = {}): Promise<RealProvider> {
  let isDown = false
  let uris: RealClientUris | undefined
  let keys = [await (made ??= makeKey('first'))]
  let rotations = 0
  let answer: RequestListener
  const adapter = createProviderRecords()

  const server = createServer((request, response) => {
    if (isDown) request.destroy()
    else answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const real: RealProvider = {
    issuer,
    clientId: 'wardkit',
    clientSecret: 'the secret of the real client',
    scopes: SCOPES,
    user: { sub: 'ada' },
    apiClaims: {},
    onBackchannel: async () => new Response(null, { status: 404 }),
    register(given) {
      uris = given
      answer = createAnswer()
    },
    async rotate() {
      rotations++
      keys = [await makeKey(`rotated-${rotations}`)]
      answer = createAnswer()
    },
    setDown(down) {
      isDown = down
      if (down) server.closeAllConnections()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  function createAnswer(): RequestListener {
    const provider: Provider = new Provider(issuer, {
      clients: [
        {
          client_id: real.clientId,
          client_secret: real.clientSecret,
          grant_types: ['authorization_code', ...(api === undefined ? [] : ['client_credentials'])],
          response_types: ['code'],
          redirect_uris: uris === undefined ? [] : [uris.redirectUri],
          ...(uris === undefined
            ? {}
            : {
                post_logout_redirect_uris: [uris.postLogoutRedirectUri],
                backchannel_logout_uri: uris.backchannelLogoutUri,
                backchannel_logout_session_required: true,
              }),
        },
      ],
      adapter,
      jwks: { keys },
      cookies: { keys: ['a key for the cookies of a test'] },
      scopes: SCOPES,
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
      features: {
        devInteractions: { enabled: false },
        backchannelLogout: { enabled: true },
        ...(api === undefined
          ? {}
          : {
              clientCredentials: { enabled: true },
              resourceIndicators: {
                enabled: true,
                getResourceServerInfo: () => ({
                  scope: '',
                  audience: api,
                  accessTokenFormat: 'jwt' as const,
                  jwt: { sign: { alg: 'RS256' as const } },
                }),
              },
            }),
        rpInitiatedLogout: {
          enabled: true,
          logoutSource: (context, form) => {
            context.body = form
          },
        },
      },
      extraTokenClaims: () => real.apiClaims,
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      findAccount: async (_context, sub) => ({
        accountId: sub,
        claims: async () => (real.user.sub === sub ? real.user : { sub }),
      }),
      // Nobody is asked for consent: the tenant's own application is asked about by its admin.
      async loadExistingGrant({ oidc }) {
        const grant = new provider.Grant({
          clientId: oidc.client?.clientId ?? '',
          accountId: oidc.session?.accountId ?? '',
        })
        grant.addOIDCScope(SCOPES.join(' '))
        await grant.save()
        return grant
      },
      async fetch(url, { method, headers, body } = {}) {
        return real.onBackchannel(
          new Request(url, { method: method ?? 'GET', headers: new Headers(headers), ...(body && { body }) }),
        )
      },
      ttl: {
        AccessToken: 300,
        ClientCredentials: 300,
        AuthorizationCode: 60,
        IdToken: 300,
        Interaction: 300,
        Session: 3_600,
        Grant: 3_600,
      },
    } satisfies Configuration)
    const callback = provider.callback()
    return (request, response) => {
      if (!request.url?.startsWith('/interaction/')) return void callback(request, response)
      void provider
        .interactionFinished(request, response, { login: { accountId: real.user.sub } })
        .catch(() => response.writeHead(500).end())
    }
  }

  answer = createAnswer()
  return real
}

async function makeKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' }
}

/** A person's browser at the provider: it keeps cookies, and follows redirects until one leads elsewhere. */
export interface ProviderBrowser {
  /** Where the provider sends the browser in the end. */
  visit(url: string): Promise<string>
  /** Ends the session there, as the person would by pressing the button: where the browser is sent. */
  logOut(url: string): Promise<string>
}

export function openProviderBrowser({ issuer }: Pick<RealProvider, 'issuer'>): ProviderBrowser {
  const cookies = new Map<string, string>()

  async function send(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } })
    for (const field of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(field) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }

  async function follow(response: Response): Promise<string> {
    const location = response.headers.get('location')
    if (location === null) throw new TypeError(`no redirect but ${response.status}: ${await response.text()}`)
    await response.body?.cancel()
    const url = new URL(location, issuer)
    return url.origin === issuer ? follow(await send(url.href)) : url.href
  }

  return {
    visit: async (url) => follow(await send(url)),
    async logOut(url) {
      const page = await (await send(url)).text()
      const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
      const confirm = `${issuer}/session/end/confirm`
      return follow(await send(confirm, { method: 'POST', body: new URLSearchParams({ xsrf, logout: 'yes' }) }))
    },
  }
}
