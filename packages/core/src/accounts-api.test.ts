import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PASSWORD } from './identity/identity.test-support.ts'
import { SESSION_COOKIE } from './identity/session-cookie.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'

const OPENAPI = {
  openapi: '3.1.0',
  info: { title: 'Ward', version: '1.0.0' },
  security: [{ token: [] }],
  paths: { '/ward': { get: { responses: { 200: { description: 'read' } } } } },
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
}
const ORIGIN = 'https://app.example'
const SAME = { 'sec-fetch-site': 'same-origin' }
const OTHER = 'eight amber lanterns'

let wardkit: Wardkit

beforeEach(async () => {
  wardkit = await open()
})
afterEach(() => wardkit.close())

const open = (over: Parameters<typeof createWardkit>[0] = {}) =>
  createWardkit({
    openapi: { document: OPENAPI },
    database: 'sqlite::memory:',
    url: ORIGIN,
    accessLog: false,
    onEvent: () => undefined,
    ...over,
  })

interface Sent {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly address?: string
}

async function send(method: string, path: string, { body, headers = SAME, address = '192.0.2.1' }: Sent = {}) {
  const init = {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
  const request = new Request(`${ORIGIN}/wardkit${path}`, init)
  const response = await wardkit.fetch(request, { remoteAddress: address })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined }
}

const post = (path: string, body?: unknown, sent: Sent = {}) => send('POST', path, { ...sent, body })

async function lastCode(): Promise<string> {
  const [mail] = await wardkit.outbox.list()
  return /#code=(\w+)/.exec(mail?.text ?? '')?.[1] ?? ''
}

async function signUp(email = 'ada@example.com', tenantName = 'Acme', session = 'browser') {
  expect((await post('/sign-up', { email, tenantName })).status).toBe(202)
  return post('/sign-up/complete', { code: await lastCode(), name: 'Ada', password: PASSWORD, session })
}

const cookieOf = ({ headers }: { headers: Headers }) => /^[^;]*/.exec(headers.get('set-cookie') ?? '')?.[0] ?? ''
const as = (cookie: string, over: Record<string, string> = SAME) => ({ headers: { cookie, ...over } })
const logIn = (over: object = {}, sent: Sent = {}) =>
  post('/login', { email: 'ada@example.com', password: PASSWORD, ...over }, sent)

describe('accounts over HTTP', () => {
  it('sign a tenant up, whose first user is admin and logged in by a cookie', async () => {
    const done = await signUp()
    expect(done.status).toBe(200)
    expect(done.json).toMatchObject({ tenant: { name: 'Acme' }, user: { name: 'Ada', roles: ['admin'] } })
    expect(done.json).not.toHaveProperty('accessToken')
    const session = await send('GET', '/session', as(cookieOf(done)))
    expect(session.json).toMatchObject({
      user: { name: 'Ada' },
      tenants: [{ name: 'Acme' }],
      session: { kind: 'browser', address: '192.0.2.1', current: true },
    })
    expect(session.text).not.toContain('secretHash')
  })

  it('A01 sign somebody up anew whom no tenant has any more, as anybody, and nothing of before is good', async () => {
    const { tenant } = (await signUp()).json as { tenant: { id: string } }
    const bea = { tenant: tenant.id, email: 'bea@example.com', name: 'Bea', password: PASSWORD, emailVerified: true }
    const { id, person } = await wardkit.users.create(bea)
    const old = await wardkit.accounts.requestPasswordReset({ email: bea.email }).then(lastCode)
    // Somebody else's place tells nothing, and a known one is told only by mail.
    const known = await post('/sign-up', { email: bea.email, tenantName: 'Birch' })
    expect((await wardkit.outbox.list())[0]?.text).not.toMatch(/#code=/)
    await wardkit.users.remove({ tenant: tenant.id, id })
    const gone = await post('/sign-up', { email: bea.email, tenantName: 'Birch' })
    const nobody = await post('/sign-up', { email: 'nobody@example.com', tenantName: 'Birch' })
    for (const answer of [known, gone]) expect([answer.status, answer.text]).toEqual([nobody.status, nobody.text])

    await post('/sign-up', { email: bea.email, tenantName: 'Birch' })
    const code = await lastCode()
    const done = await post('/sign-up/complete', { code, name: 'Bea', password: OTHER, session: 'browser' })
    expect(done.json).toMatchObject({ tenant: { name: 'Birch' }, user: { name: 'Bea', roles: ['admin'] } })
    expect((await wardkit.users.findByEmail({ tenant: done.json.tenant.id, email: bea.email }))?.person).toBe(person)
    const logInAs = (password: string) => post('/login', { email: bea.email, password })
    expect((await logInAs(PASSWORD)).status).toBe(401)
    expect((await logInAs(OTHER)).json).toMatchObject({ tenant: { name: 'Birch' } })
    expect((await post('/password/reset', { code: old, password: PASSWORD })).status).toBe(400)
  })

  it('A06 set a cookie of this very host that no script reads, another one at each login', async () => {
    const first = (await signUp()).headers.get('set-cookie')
    const second = (
      await logIn({ session: 'browser' }, as(cookieOf({ headers: new Headers({ 'set-cookie': first! }) })))
    ).headers.get('set-cookie')
    for (const field of [first, second]) {
      expect(field).toMatch(/^__Host-wardkit=wks_[0-9a-z_]+; Path=\/; Max-Age=43200; HttpOnly; Secure; SameSite=Lax$/)
    }
    expect(second).not.toBe(first)
  })

  it('A06 take no session that a caller brings along', async () => {
    const planted = `${SESSION_COOKIE}=wks_${'0'.repeat(26)}_${'0'.repeat(52)}`
    await signUp()
    const done = await logIn({ session: 'browser' }, as(planted))
    expect(cookieOf(done)).not.toBe(planted)
    expect((await send('GET', '/session', as(planted))).status).toBe(401)
  })

  it('A07 end a session at logout, from the next request on', async () => {
    const cookie = cookieOf(await signUp())
    const out = await post('/logout', undefined, as(cookie))
    expect(out.status).toBe(204)
    expect(out.headers.get('set-cookie')).toMatch(/^__Host-wardkit=; Path=\/; Max-Age=0; /)
    expect((await send('GET', '/session', as(cookie))).status).toBe(401)
  })

  it('A08 log nobody in, change nothing and send no mail for a page of another site', async () => {
    const cookie = cookieOf(await signUp())
    const mails = (await wardkit.outbox.list()).length
    const foreign = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
    ]
    for (const headers of foreign) {
      for (const [path, body] of [
        ['/login', { email: 'ada@example.com', password: PASSWORD }],
        ['/login/init', { email: 'ada@example.com' }],
        ['/sign-up', { email: 'eve@example.com', tenantName: 'Eve' }],
        ['/password/forgot', { email: 'ada@example.com' }],
        ['/token/refresh', { refreshToken: 'x' }],
      ] as const) {
        expect(await post(path, body, { headers }), path).toMatchObject({
          status: 403,
          json: { code: 'ERR_CROSS_SITE' },
        })
      }
      const out = await post('/logout', undefined, { headers: { cookie, ...headers } })
      expect(out).toMatchObject({ status: 403, json: { code: 'ERR_CROSS_SITE' } })
    }
    expect(await post('/logout', undefined, { headers: { cookie } })).toMatchObject({ status: 403 })
    expect(await logIn({ session: 'browser' }, { headers: {} })).toMatchObject({ status: 403 })
    expect(await logIn({ session: 'tokens' }, { headers: {} })).toMatchObject({ status: 200 })
    expect(await wardkit.outbox.list()).toHaveLength(mails)
    expect((await send('GET', '/session', as(cookie))).status).toBe(200)
  })

  it('A01 answer alike for an e-mail that somebody has and one that nobody has', async () => {
    await signUp()
    const alike = async (path: string, body: (email: string) => object) => {
      const [known, unknown] = await Promise.all(
        ['ada@example.com', 'nobody@example.com'].map(async (email) => {
          const { status, headers, json } = await post(path, body(email))
          return { status, headers: [...headers], json: { ...json, requestId: '' } }
        }),
      )
      expect(known, path).toEqual(unknown)
    }
    await alike('/login/init', (email) => ({ email }))
    await alike('/login', (email) => ({ email, password: 'a wrong password' }))
    await alike('/sign-up', (email) => ({ email, tenantName: 'Mine' }))
    await alike('/password/forgot', (email) => ({ email }))
  })

  it('reset a password by a mailed link, and log in with the new one only', async () => {
    const cookie = cookieOf(await signUp())
    await post('/password/forgot', { email: 'ada@example.com' })
    const code = await lastCode()
    expect((await post('/password/reset', { code, password: OTHER })).status).toBe(204)
    expect(await post('/password/reset', { code, password: OTHER })).toMatchObject({
      status: 400,
      json: { code: 'ERR_CODE_REFUSED' },
    })
    expect((await send('GET', '/session', as(cookie))).status).toBe(401)
    expect((await logIn()).status).toBe(401)
    expect((await logIn({ password: OTHER })).status).toBe(200)
  })

  it('change a password and an e-mail for who knows the password', async () => {
    const cookie = cookieOf(await signUp())
    const wrong = await post('/password/change', { password: 'wrong', newPassword: OTHER }, as(cookie))
    expect(wrong).toMatchObject({ status: 401, json: { code: 'ERR_LOGIN_REFUSED' } })
    expect((await post('/password/change', { password: PASSWORD, newPassword: OTHER }, as(cookie))).status).toBe(204)
    expect((await send('GET', '/session', as(cookie))).status).toBe(401)
    const again = cookieOf(await logIn({ password: OTHER, session: 'browser' }))
    expect((await post('/email/change', { password: OTHER, email: 'new@example.com' }, as(again))).status).toBe(202)
    const mail = (await wardkit.outbox.list()).find(({ to }) => to === 'new@example.com')
    const code = /#code=(\w+)/.exec(mail?.text ?? '')?.[1]
    expect((await post('/email/confirm', { code })).status).toBe(204)
    expect((await logIn({ password: OTHER, email: 'new@example.com' })).status).toBe(200)
  })

  it('A10 exchange a refresh token once; used again it ends the session', async () => {
    const tokens = (await signUp('ada@example.com', 'Acme', 'tokens')).json as {
      refreshToken: string
      accessToken: string
    }
    const bearer = (accessToken: string) => ({ headers: { authorization: `Bearer ${accessToken}` } })
    const next = await post('/token/refresh', { refreshToken: tokens.refreshToken })
    expect(next).toMatchObject({ status: 200, json: { tokenType: 'Bearer', expiresIn: 900 } })
    expect((await send('GET', '/session', bearer(next.json.accessToken))).status).toBe(200)
    expect((await post('/token/refresh', { refreshToken: tokens.refreshToken })).status).toBe(401)
    expect((await send('GET', '/session', bearer(next.json.accessToken))).status).toBe(401)
    expect((await post('/token/refresh', { refreshToken: next.json.refreshToken })).status).toBe(401)
  })

  it('list sessions and end them, one’s own only', async () => {
    const first = cookieOf(await signUp())
    const second = cookieOf(await logIn({ session: 'browser' }))
    const { items } = (await send('GET', '/sessions', as(second))).json as { items: { id: string; current: boolean }[] }
    expect(items).toHaveLength(2)
    const stranger = cookieOf(await signUp('eve@example.com', 'Eve'))
    const other = items.find(({ current }) => !current)
    expect((await send('DELETE', `/sessions/${other?.id}`, as(stranger))).status).toBe(404)
    expect((await send('DELETE', `/sessions/${other?.id}`, as(second))).status).toBe(204)
    expect((await send('GET', '/session', as(first))).status).toBe(401)
    expect((await send('GET', '/session', as(second))).status).toBe(200)
  })

  it('A06 go on in another tenant in a new session, and end the old one', async () => {
    const cookie = cookieOf(await signUp())
    const birch = await wardkit.tenants.create({ name: 'Birch', slug: 'birch' })
    await wardkit.users.create({ tenant: birch.id, email: 'ada@example.com', name: 'Ada', roles: ['member'] })
    expect((await post('/session/tenant', { tenant: 'nowhere' }, as(cookie))).status).toBe(404)
    const moved = await post('/session/tenant', { tenant: 'birch' }, as(cookie))
    expect(moved.json).toMatchObject({ tenant: { slug: 'birch' }, user: { roles: ['member'] } })
    expect((await send('GET', '/session', as(cookie))).status).toBe(401)
    const { json } = await send('GET', '/session', as(cookieOf(moved)))
    expect(json.tenants.map(({ name }: { name: string }) => name).sort()).toEqual(['Acme', 'Birch'])
  })

  it('A02 count attempts by the address of the connection, whatever a header says', async () => {
    await signUp()
    const guess = (address: string, forwarded: string) =>
      logIn({ password: 'a wrong guess' }, { address, headers: { ...SAME, 'x-forwarded-for': forwarded } })
    for (let n = 0; n < 10; n++) expect((await guess('198.51.100.1', `203.0.113.${n}`)).status).toBe(401)
    const refused = await guess('198.51.100.1', '203.0.113.99')
    expect(refused).toMatchObject({ status: 429, json: { code: 'ERR_RATE_LIMITED' } })
    expect(refused.headers.get('retry-after')).toBe('1')
    expect((await logIn({}, { address: '198.51.100.2' })).status).toBe(200)
  })

  it('A02 send no more mail to an address than it can bear, and tell nobody', async () => {
    for (let n = 0; n < 8; n++) expect((await post('/password/forgot', { email: 'ada@example.com' })).status).toBe(202)
    expect(await wardkit.outbox.list()).toHaveLength(5)
  })

  it('refuse fields that are not asked for', async () => {
    const body = { email: 'ada@example.com', tenantName: 'Acme', roles: ['admin'], tenant: 'tnt_x' }
    expect(await post('/sign-up', body)).toMatchObject({ status: 400, json: { code: 'ERR_INVALID_INPUT' } })
  })

  it('give API keys no sessions', async () => {
    const { tenant, user } = (await signUp()).json
    const { text } = await wardkit.apiKeys.create({
      tenant: tenant.id,
      name: 'CI',
      createdBy: user.id,
      roles: ['admin'],
    })
    const key = { headers: { authorization: `Bearer ${text}` } }
    expect((await send('GET', '/session', key)).status).toBe(403)
    expect((await post('/logout', undefined, key)).status).toBe(403)
  })

  it('G03 leave records of sign-up, sessions and passwords, with the address they came from', async () => {
    const cookie = cookieOf(await signUp())
    await post('/logout', undefined, as(cookie))
    const { records } = await wardkit.auditLog.query({ everyTenant: true })
    const told = records.filter(({ address }) => address === '192.0.2.1').map(({ action }) => action)
    expect(told).toEqual(['tenant.sign-up', 'session.start', 'session.end'])
  })
})

describe('the outbox page', () => {
  it('X04 shows waiting mail in development, everything in it inert', async () => {
    await post('/sign-up', { email: 'ada@example.com', tenantName: '<script>alert(1)</script>' })
    const page = await send('GET', '/outbox')
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.text).not.toContain('<script>')
    expect(page.text).toContain('&lt;script&gt;')
    expect(page.text).toMatch(/<a href="https:\/\/app\.example\/sign-up#code=wkc_\w+">/)
  })

  it('does not exist where mail is sent', async () => {
    const sent: string[] = []
    await wardkit.close()
    wardkit = await open({
      mail: { from: 'no-reply@app.example', transport: async ({ to }) => void sent.push(to) },
    })
    await post('/sign-up', { email: 'ada@example.com', tenantName: 'Acme' })
    await wardkit.outbox.flush()
    expect(sent).toEqual(['ada@example.com'])
    expect((await send('GET', '/outbox')).status).toBe(404)
  })
})
