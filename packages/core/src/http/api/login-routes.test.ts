import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { WardkitError } from '../../errors/index.ts'
import {
  addUser,
  AUDIENCE,
  cheapPasswords,
  createEnterOver,
  createKeysAndTokens,
  createSessionsOver,
  createTenants,
  createTestClock,
  ISSUER,
  PASSWORD,
  START,
} from '../../identity/identity.test-support.ts'
import { createAttemptLimits } from '../../identity/attempt-limits.ts'
import type { Store } from '../../identity/identity-store.ts'
import { createLogin, type LogIn } from '../../identity/login.ts'
import type { SigningKeys } from '../../identity/signing-keys.ts'
import type { FetchTarget } from '../fetch-mount.ts'
import { loginRoutes, serveLogin } from './login-routes.ts'
import { createSsoUrls } from '../../sso/sso-urls.ts'
import { createTestApi } from './own-api.test-support.ts'
import { createOwnDocument } from './own-document.ts'
import { publishedRoutes, servePublished } from './published-routes.ts'

const NO_SSO = { findConnectionOfEmail: async () => undefined, urls: createSsoUrls('https://app.example/wardkit') }

const CANARY = 'canary-7f3a9b'

let store: Store
let api: FetchTarget
let keys: SigningKeys
let logIn: LogIn
let failures: unknown[]

beforeEach(async () => {
  store = await createTenants()
  const clock = createTestClock()
  const tokens = createKeysAndTokens(store, clock)
  keys = tokens.keys
  const passwords = cheapPasswords()
  const sessions = createSessionsOver(store, clock, tokens.accessTokens)
  const enter = createEnterOver(store, clock, sessions)
  logIn = createLogin({ store, upkeep: store.write, passwords, enter, clock })
  failures = []
  api = await apiOf(logIn)
  await addUser(store, 'tnt_a', 'ada')
  await addUser(store, 'tnt_a', 'both')
  await addUser(store, 'tnt_b', 'both')
  const hash = await passwords.hash(PASSWORD)
  await store.write(async (writer) => {
    await writer.putPasswordHash('per_ada', hash, START)
    await writer.putPasswordHash('per_both', hash, START)
  })
})

const apiOf = (logIn: LogIn) =>
  createTestApi({
    routes: [...Object.values(loginRoutes), ...Object.values(publishedRoutes)],
    modules: [
      serveLogin({ sso: NO_SSO, logIn, limits: createAttemptLimits(), origin: 'https://app.example' }),
      servePublished({ signingKeys: keys, document: createOwnDocument() }),
    ],
    onFailure: (cause) => void failures.push(cause),
  })

const send = async (path: string, init?: RequestInit) => api.fetch(new Request(`http://localhost/wardkit${path}`, init))
const post = (body: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  send('/login', { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) })

async function expectProblem(response: Response, status: number, code: string): Promise<string> {
  const text = await response.text()
  expect({ status: response.status, ...JSON.parse(text) }).toMatchObject({ status, code })
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(response.headers.get('cache-control')).toBe('no-store')
  return text
}

describe('login over HTTP', () => {
  it('answers a login with a token that its published keys verify', async () => {
    const response = await post({ email: 'Ada@Example.com', password: PASSWORD })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const body = (await response.json()) as { accessToken: string }
    expect(body).toEqual({
      accessToken: expect.any(String),
      tokenType: 'Bearer',
      expiresIn: 900,
      refreshToken: expect.stringMatching(/^wkr_/),
      tenant: { id: 'tnt_a', slug: 'acme', name: 'acme' },
      user: { id: 'usr_ada_a', name: 'ada', roles: ['member'], tags: { function: ['doctors'] } },
    })
    const published = await send('/.well-known/jwks.json')
    expect(published.headers.get('cache-control')).toBe('no-store')
    const jwks = createLocalJWKSet((await published.json()) as JSONWebKeySet)
    const options = { issuer: ISSUER, audience: AUDIENCE, typ: 'at+jwt', currentDate: new Date(START) }
    const { payload } = await jwtVerify(body.accessToken, jwks, options)
    expect(payload).toMatchObject({ sub: 'usr_ada_a', tid: 'tnt_a', scp: ['member'], email: 'ada@example.com' })
  })

  it('asks a person of several tenants which one, after the password only', async () => {
    await expectProblem(await post({ email: 'both@example.com', password: 'wrong' }), 401, 'ERR_LOGIN_REFUSED')
    const asked = await post({ email: 'both@example.com', password: PASSWORD })
    expect(await asked.json()).toEqual({
      tenants: [
        { id: 'tnt_a', slug: 'acme', name: 'acme' },
        { id: 'tnt_b', slug: 'bolt', name: 'bolt' },
      ],
    })
    const entered = await post({ email: 'both@example.com', password: PASSWORD, tenant: 'bolt' })
    expect(await entered.json()).toMatchObject({ tenant: { id: 'tnt_b' }, user: { id: 'usr_both_b' } })
  })

  it('A01 answers an unknown e-mail, a wrong password, no address and a foreign tenant alike', async () => {
    const answers = await Promise.all(
      [
        { email: 'nobody@example.com', password: PASSWORD },
        { email: 'ada@example.com', password: 'wrong' },
        { email: 'no address', password: PASSWORD },
        { email: 'ada@example.com', password: PASSWORD, tenant: 'bolt' },
        { email: 'ada@example.com', password: PASSWORD, tenant: 'no-such-tenant' },
      ].map(async (body) => {
        const response = await post(body)
        const { requestId, ...rest } = (await response.json()) as { requestId: string }
        expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
        return { status: response.status, headers: [...response.headers], rest }
      }),
    )
    expect(answers[0]).toMatchObject({ status: 401, rest: { code: 'ERR_LOGIN_REFUSED' } })
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/json, text/plain',
    '',
  ])('A08 takes no body of the type %j', async (type) => {
    await expectProblem(
      await post({ email: 'ada@example.com', password: PASSWORD }, { 'content-type': type }),
      415,
      'ERR_MEDIA_TYPE',
    )
  })

  it('B03 refuses a body that says a key twice', async () => {
    const twice = `{"email":"x@example.com","email":"ada@example.com","password":"${PASSWORD}"}`
    await expectProblem(await post(twice), 400, 'ERR_INVALID_INPUT')
  })

  it('T03 refuses fields that are not asked for, and names them', async () => {
    const body = { email: 'ada@example.com', password: PASSWORD, roles: ['admin'], emailVerified: true }
    expect(await expectProblem(await post(body), 400, 'ERR_INVALID_INPUT')).toContain(
      'unknown fields: `roles`, `emailVerified`',
    )
  })

  it('refuses bodies that are too large, no JSON, no UTF-8 or of the wrong shape', async () => {
    await expectProblem(
      await post({ email: 'ada@example.com', password: 'x'.repeat(1_000_000) }),
      413,
      'ERR_BODY_TOO_LARGE',
    )
    for (const body of [
      '',
      '{',
      'null',
      '[]',
      '{}',
      '"x"',
      '{"email":1,"password":[]}',
      '{"email":"a@b.co","password":""}',
    ]) {
      await expectProblem(await post(body), 400, 'ERR_INVALID_INPUT')
    }
    const latin1 = Buffer.from('{"email":"a@b.co","password":"caf\xe9"}', 'latin1')
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: latin1 }
    await expectProblem(await send('/login', init), 400, 'ERR_INVALID_INPUT')
  })

  it('G04 repeats neither e-mail nor password in a refusal or a failure', async () => {
    const texts: string[] = []
    for (const body of [
      `{"email":"${CANARY}@example.com","password":"${CANARY}"`,
      { email: `${CANARY}@example.com`, password: CANARY },
      { email: CANARY, password: CANARY },
      { email: `${CANARY}@example.com`, password: { [CANARY]: 1 } },
      { email: CANARY.repeat(50), password: CANARY.repeat(200) },
    ]) {
      texts.push(await (await post(body)).text())
    }
    api = await apiOf(() => Promise.reject(new Error(`failed for ${CANARY}`)))
    texts.push(await expectProblem(await post({ email: 'a@b.co', password: CANARY }), 503, 'ERR_UNAVAILABLE'))
    expect(texts.join('\n')).not.toContain(CANARY)
    expect(failures).toHaveLength(1)
  })

  it('A04 says when to come back while too many passwords wait', async () => {
    api = await apiOf(() => Promise.reject(new WardkitError('ERR_OVERLOADED', 'too many passwords wait to be hashed')))
    const response = await post({ email: 'a@b.co', password: PASSWORD })
    expect(response.headers.get('retry-after')).toBe('1')
    await expectProblem(response, 503, 'ERR_OVERLOADED')
  })

  it('answers a store that is away as our failure, with nothing of its message', async () => {
    api = await apiOf(() => Promise.reject(new WardkitError('ERR_STORE_BUSY', 'locked by 4711')))
    expect(
      await expectProblem(await post({ email: 'a@b.co', password: PASSWORD }), 503, 'ERR_STORE_BUSY'),
    ).not.toContain('4711')
    expect(failures).toHaveLength(1)
  })

  it('answers nothing but what it declares', async () => {
    await expectProblem(await send('/login'), 404, 'ERR_NOT_FOUND')
    await expectProblem(await send('/nothing'), 404, 'ERR_NOT_FOUND')
  })
})
