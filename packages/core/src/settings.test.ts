import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryStore } from './store/memory/index.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'
import type { WardkitOptions } from './wardkit-options.ts'

const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname
const PASSWORD = 'seven green kettles'
const RULES = {
  minimumLength: 15,
  maximumLength: 256,
  minimumDigits: 0,
  minimumUpperCase: 0,
  minimumLowerCase: 0,
  minimumSymbols: 0,
}
const NOTHING = { displayName: null, logoUrl: null, termsUrl: null, privacyUrl: null, supportUrl: null }

let wardkit: Wardkit
let tenant: string
let token: string
let now: number

const open = (options: WardkitOptions = {}) =>
  createWardkit({
    openapi: DOCUMENT,
    store: createMemoryStore(),
    secret: 'a secret for tests that is long enough',
    accessLog: { file: ':memory:' },
    clock: () => now,
    onEvent: () => undefined,
    ...options,
  })

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1)
  wardkit = await open({ branding: { displayName: 'EHR', termsUrl: 'https://ehr.example/terms' } })
  tenant = (await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })).id
  const user = { tenant, email: 'ada@example.com', name: 'Ada', password: PASSWORD, emailVerified: true }
  await wardkit.users.create({ ...user, roles: ['admin'] })
  token = await logIn()
})

afterEach(() => wardkit.close())

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const init = { method, headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers } }
  const request = body === undefined ? init : { ...init, body: JSON.stringify(body) }
  const response = await wardkit.fetch(new Request(`http://localhost/wardkit${path}`, request))
  const text = await response.text()
  const json = (text === '' ? null : JSON.parse(text)) as Record<string, unknown> | null
  return { status: response.status, body: json, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' }
}

async function logIn(): Promise<string> {
  const { body } = await send('POST', '/login', { email: 'ada@example.com', password: PASSWORD })
  return body?.['accessToken'] as string
}

const patch = (change: object) => send('PATCH', '/tenant', change)

describe('the settings of a tenant', () => {
  it('are changed by part, with the version they were read at', async () => {
    expect(await send('GET', '/tenant')).toMatchObject({
      body: { id: tenant, slug: 'acme', name: 'Acme', version: 0, branding: NOTHING },
    })
    const branding = { displayName: 'Acme Health', supportUrl: 'mailto:help@acme.example' }
    expect((await patch({ version: 0, branding, name: 'Acme Health' })).status).toBe(200)
    const policy = { sessionPolicy: { idleMinutes: 5 }, branding: { supportUrl: null } }
    expect((await patch({ version: 1, ...policy })).body).toMatchObject({
      name: 'Acme Health',
      version: 2,
      branding: { ...NOTHING, displayName: 'Acme Health' },
      sessionPolicy: { idleMinutes: 5, absoluteHours: null },
    })
    expect(await patch({ version: 1, ...policy })).toMatchObject({
      status: 409,
      body: { code: 'ERR_CONFLICT', version: 2 },
    })
    const { records } = await wardkit.auditLog.query({ tenant, limit: 1, order: 'newest' })
    expect(records[0]).toMatchObject({ action: 'tenant.change-settings', details: policy })
  })

  it.each<object>([
    { branding: { logoUrl: 'http://acme.example/logo.png' } },
    { branding: { logoUrl: 'javascript:alert(1)' } },
    { branding: { termsUrl: 'data:text/html,hello' } },
    { branding: { termsUrl: 'mailto:terms@acme.example' } },
    { branding: { supportUrl: '//acme.example' } },
    { branding: { displayName: 'Acme\nHealth' } },
    { sessionPolicy: { idleMinutes: 0 } },
    { sessionPolicy: { idleMinutes: 1e9 } },
    { slug: 'other' },
    { status: 'suspended' },
    { id: 'tnt_other' },
  ])('T03 X04 refuse %j', async (change) => {
    expect((await patch({ version: 0, ...change })).status).toBe(400)
    expect((await wardkit.settings.get(tenant)).version).toBe(0)
    expect(await wardkit.tenants.find(tenant)).toMatchObject({ slug: 'acme', status: 'active' })
  })

  it('show anybody the branding of the tenant over the application’s, and of an unknown tenant the application’s', async () => {
    await patch({ version: 0, branding: { displayName: 'Acme Health', logoUrl: 'https://acme.example/logo.png' } })
    const application = {
      ...NOTHING,
      displayName: 'EHR',
      termsUrl: 'https://ehr.example/terms',
      passwordRules: RULES,
    }
    expect((await send('GET', '/branding')).body).toEqual(application)
    expect((await send('GET', '/branding?tenant=nowhere')).body).toEqual(application)
    expect((await send('GET', '/branding?tenant=acme')).body).toEqual({
      ...application,
      displayName: 'Acme Health',
      logoUrl: 'https://acme.example/logo.png',
    })
    await wardkit.tenants.suspend(tenant)
    expect((await send('GET', '/branding?tenant=acme')).body).toEqual(application)
  })

  it('A07 end sessions that have gone on for longer than they allow, from the next request on', async () => {
    const begin = { email: 'ada@example.com', password: PASSWORD, session: 'browser' }
    const { cookie } = await send('POST', '/login', begin, { origin: 'http://localhost:3000' })
    const ask = async () => {
      const headers = { cookie, 'sec-fetch-site': 'same-origin' }
      return (await wardkit.fetch(new Request('http://localhost/wardkit/session', { headers }))).status
    }
    expect(await ask()).toBe(200)
    now += 10 * 60_000
    expect(await ask()).toBe(200)
    now += 10 * 60_000
    await wardkit.settings.update({ tenant, sessionPolicy: { idleMinutes: 5 } })
    expect(await ask()).toBe(401)
    await wardkit.settings.update({ tenant, sessionPolicy: { idleMinutes: null } })
    expect(await ask()).toBe(200)
    now += 25 * 60_000
    expect(await ask()).toBe(200)
    now += 25 * 60_000
    expect(await ask()).toBe(200)
    await wardkit.settings.update({ tenant, sessionPolicy: { absoluteHours: 1 } })
    expect(await ask()).toBe(401)
  })

  it('never let a session last longer than the application does', async () => {
    await wardkit.settings.update({ tenant, sessionPolicy: { idleMinutes: 600, absoluteHours: 600 } })
    const { body } = await send('POST', '/login', { email: 'ada@example.com', password: PASSWORD })
    now += 31 * 60_000
    const refreshToken = body?.['refreshToken']
    expect((await send('POST', '/token/refresh', { refreshToken })).status).toBe(401)
  })

  it('of the application are checked when it starts', async () => {
    await expect(open({ branding: { logoUrl: 'http://x.example' } })).rejects.toThrow('`branding` of createWardkit()')
    await expect(open({ branding: { colour: 'red' } as object })).rejects.toThrow('colour')
  })
})

describe('what is done to many users', () => {
  it('is done to each on their own', async () => {
    const other = (await wardkit.tenants.create({ slug: 'bolt', name: 'Bolt' })).id
    const make = async (email: string, of = tenant) => (await wardkit.users.create({ tenant: of, email, name: 'B' })).id
    const [a, b, far] = [await make('a@x.example'), await make('b@x.example'), await make('c@x.example', other)]
    const bulk = (action: string, roles?: string[]) =>
      send('POST', '/users/bulk', { users: [a, far, b], action, ...(roles === undefined ? {} : { roles }) })
    const refused = { user: far, problem: { code: 'ERR_NOT_FOUND' } }
    expect((await bulk('addRoles', ['member'])).body).toMatchObject({ results: [{ user: a }, refused, { user: b }] })
    expect((await wardkit.users.find({ tenant, id: b }))?.roles).toEqual(['member'])
    await bulk('addRoles', ['admin'])
    await bulk('removeRoles', ['member'])
    expect((await wardkit.users.find({ tenant, id: a }))?.roles).toEqual(['admin'])
    await bulk('disable')
    expect((await wardkit.users.find({ tenant, id: a }))?.status).toBe('disabled')
    expect((await bulk('disable', ['member'])).status).toBe(400)
    expect((await bulk('addRoles')).status).toBe(400)
    await bulk('remove')
    expect(await wardkit.users.find({ tenant, id: a })).toBeUndefined()
    expect(await wardkit.users.find({ tenant: other, id: far })).toBeDefined()
  })

  it('T04 T05 T06 is bounded as what is done to one', async () => {
    const [admin] = await wardkit.users.list(tenant)
    const users = [admin?.id ?? '']
    const last = await send('POST', '/users/bulk', { users, action: 'removeRoles', roles: ['admin'] })
    expect(last.body).toMatchObject({ results: [{ problem: { code: 'ERR_CONFLICT' } }] })
    const { id: role } = await wardkit.roles.create({
      tenant,
      name: 'Bulk',
      policy: "- allow: ['POST:/wardkit/users/bulk']",
    })
    const eve = { tenant, email: 'eve@example.com', name: 'Eve', password: PASSWORD, emailVerified: true }
    const { id } = await wardkit.users.create({ ...eve, roles: [role] })
    const { body } = await send('POST', '/login', { email: eve.email, password: PASSWORD })
    token = body?.['accessToken'] as string
    const self = await send('POST', '/users/bulk', { users: [id], action: 'addRoles', roles: [role, 'admin'] })
    expect(self.body).toMatchObject({ results: [{ problem: { code: 'ERR_FORBIDDEN' } }] })
    const other = await send('POST', '/users/bulk', { users, action: 'disable' })
    expect(other.body).toMatchObject({ results: [{ problem: { code: 'ERR_NOT_GRANTED' } }] })
  })
})

describe('the holders of a role', () => {
  it('are users by name, then API keys, page by page', async () => {
    const { id: role } = await wardkit.roles.create({ tenant, name: 'R', policy: "- allow: ['GET:/patient']" })
    const [admin] = await wardkit.users.list(tenant)
    for (const name of ['Zoe', 'Bea'])
      await wardkit.users.create({ tenant, email: `${name}@x.example`, name, roles: [role] })
    await wardkit.users.update({ tenant, id: admin?.id ?? '', roles: ['admin', role] })
    token = await logIn()
    const key = { tenant, createdBy: admin?.id ?? '', roles: [role] }
    await wardkit.apiKeys.create({ ...key, name: 'CI' })
    const gone = await wardkit.apiKeys.create({ ...key, name: 'Old' })
    await wardkit.apiKeys.revoke({ tenant, id: gone.id })
    await wardkit.apiKeys.create({ ...key, name: 'Other', roles: [] })
    const names: unknown[] = []
    for (let cursor = ''; ;) {
      const { status, body } = await send('GET', `/roles/${role}/holders?limit=1${cursor}`)
      expect(status).toBe(200)
      const { items, next } = body as { items: { type: string; name: string }[]; next: string | null }
      names.push(...items.map(({ type, name }) => `${type} ${name}`))
      if (next === null) break
      cursor = `&cursor=${next}`
    }
    expect(names).toEqual(['user Ada', 'user Bea', 'user Zoe', 'apiKey CI'])
    expect((await send('GET', `/roles/${role}/holders?cursor=nonsense`)).status).toBe(400)
  })

  it('answers the version that is there to a change made from an older one', async () => {
    const policy = "- allow: ['GET:/patient']"
    const { id } = await wardkit.roles.create({ tenant, name: 'R', policy })
    await wardkit.roles.update({ tenant, id, name: 'S' })
    const late = await send('PATCH', `/roles/${id}`, { name: 'T', version: 1 })
    expect(late).toMatchObject({ status: 409, body: { version: 2 } })
    const guardrail = await send('PUT', '/guardrail', { policy: null, version: 7 })
    expect(guardrail).toMatchObject({ status: 409, body: { version: 0 } })
  })
})
