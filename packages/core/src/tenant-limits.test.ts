import { afterEach, describe, expect, it } from 'vitest'
import { openAccounts } from './accounts-api.test-support.ts'
import { createStreamSlots } from './http/api/stream-slots.ts'
import { AUDIT_ACTIONS } from './identity/audit-action.ts'
import type { Counted } from './identity/count-store.ts'
import { COUNTED_BY, DEFAULT_LIMITS, readTenantLimits, type TenantLimits } from './identity/tenant-limits.ts'
import type { Wardkit } from './wardkit.ts'

type Opened = Awaited<ReturnType<typeof openAccounts>>
type Browser = ReturnType<Opened['createBrowser']>

interface Place extends Opened {
  readonly tenant: string
  readonly ada: string
  readonly browser: Browser
}

interface Case {
  /** Makes the nth in code. */
  make(wardkit: Wardkit, tenant: string, ada: string, n: number): Promise<unknown>
  /** Asks for one more over HTTP. */
  ask(place: Place, n: number): Promise<{ readonly status: number; readonly json: unknown }>
  /** How many there are before any is made. */
  readonly before?: number
}

const TEMPLATE = `template: look
policy:
  - allow:
    - GET:/ward
    principal: ?principal`

const connection = (n: number) => ({
  ...{ name: `Okta ${n}`, discoveryUrl: 'https://acme.okta.example', clientId: 'wardkit', clientSecret: 'secret' },
})

const CASES: Readonly<Record<Counted, Case>> = {
  users: {
    before: 1,
    make: (wardkit, tenant, _, n) => wardkit.users.create({ tenant, email: `u${n}@example.com`, name: 'U' }),
    async ask({ wardkit, post, tenant }, n) {
      await wardkit.invitations.create({ tenant, email: `u${n}@example.com`, name: 'U' })
      const [mail] = await wardkit.outbox.list()
      const code = /#code=(\S+)/.exec(mail?.text ?? '')?.[1]
      return post('/invitations/accept', { code, password: 'nine blue lanterns', session: 'browser' })
    },
  },
  invitations: {
    make: (wardkit, tenant, _, n) => wardkit.invitations.create({ tenant, email: `i${n}@example.com` }),
    ask: ({ browser }, n) => browser.post('/invitations', { email: `i${n}@example.com` }),
  },
  roles: {
    make: (wardkit, tenant, _, n) => wardkit.roles.create({ tenant, name: `R${n}`, policy: "- allow: ['GET:/ward']" }),
    ask: ({ browser }, n) => browser.post('/roles', { name: `R${n}`, policy: "- allow: ['GET:/ward']" }),
  },
  apiKeys: {
    make: (wardkit, tenant, ada, n) => wardkit.apiKeys.create({ tenant, name: `K${n}`, createdBy: ada, roles: [] }),
    ask: ({ browser }, n) => browser.post('/api-keys', { name: `K${n}`, roles: [] }),
  },
  connections: {
    make: (wardkit, tenant, _, n) => wardkit.connections.create({ tenant, ...connection(n) }),
    ask: ({ browser }, n) => browser.post('/connections', connection(n)),
  },
  domains: {
    make: (wardkit, tenant, _, n) => wardkit.domains.add({ tenant, domain: `d${n}.example` }),
    ask: ({ browser }, n) => browser.post('/domains', { domain: `d${n}.example` }),
  },
  links: {
    make: (wardkit, tenant, ada) =>
      wardkit.links.create({ tenant, template: 'look', principal: { type: 'user', id: ada } }),
    ask: ({ browser, ada }) => browser.post('/links', { template: 'look', principal: { type: 'user', id: ada } }),
  },
}

let opened: Opened | undefined

async function open(limits: Partial<TenantLimits>): Promise<Place> {
  opened = await openAccounts({ limits, templates: [TEMPLATE] })
  const { tenant, ada } = await opened.addTenant()
  const browser = opened.createBrowser()
  await browser.logIn()
  return { ...opened, tenant, ada: ada.id, browser }
}

afterEach(async () => {
  await opened?.wardkit.close()
  opened = undefined
})

describe.each(Object.entries(CASES) as [Counted, Case][])('the limit of %s', (counted, { make, ask, before = 0 }) => {
  it('refuses one more, in code and over HTTP, with nothing of it written', async () => {
    const place = await open({ [counted]: before + 2 })
    const { wardkit, tenant, ada } = place
    await make(wardkit, tenant, ada, 1)
    await make(wardkit, tenant, ada, 2)
    const limit = { code: 'ERR_LIMIT_REACHED', status: 409 }
    const revision = wardkit.auditLog.query({ tenant, limit: 1 }).then(({ records }) => records[0]?.revision)
    const last = await revision
    await expect(make(wardkit, tenant, ada, 3)).rejects.toMatchObject(limit)
    expect((await wardkit.auditLog.query({ tenant, limit: 1 })).records[0]?.revision).toBe(last)
    expect(await ask(place, 4)).toMatchObject({ status: 409, json: { code: 'ERR_LIMIT_REACHED' } })
  })

  it('lets the last one in over HTTP, and as many in another tenant', async () => {
    const place = await open({ [counted]: before + 1 })
    const { wardkit } = place
    const birch = (await place.addTenant('birch')) as { tenant: string; ada: { id: string } }
    await make(wardkit, birch.tenant, birch.ada.id, 1)
    const { status } = await ask(place, 2)
    expect([200, 201]).toContain(status)
  })
})

it('makes room for one more when one is taken away', async () => {
  const { wardkit, tenant, ada } = await open({ apiKeys: 1, users: 2 })
  const key = await wardkit.apiKeys.create({ tenant, name: 'K1', createdBy: ada, roles: [] })
  await wardkit.apiKeys.revoke({ tenant, id: key.id })
  await wardkit.apiKeys.create({ tenant, name: 'K2', createdBy: ada, roles: [] })
  const user = await wardkit.users.create({ tenant, email: 'bea@example.com', name: 'Bea' })
  await wardkit.users.remove({ tenant, id: user.id })
  await wardkit.users.create({ tenant, email: 'cleo@example.com', name: 'Cleo' })
  await expect(wardkit.users.create({ tenant, email: 'dora@example.com', name: 'Dora' })).rejects.toMatchObject({
    code: 'ERR_LIMIT_REACHED',
    message: 'the tenant has 2 users, and no more are allowed',
  })
})

it('holds for many who come at once', async () => {
  const { wardkit, tenant } = await open({ roles: 3 })
  const role = (n: number) => wardkit.roles.create({ tenant, name: `R${n}`, policy: "- allow: ['GET:/ward']" })
  const made = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => role(n)))
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  expect(await wardkit.roles.list(tenant)).toHaveLength(3)
})

it('ends the session that was not used for longest when one more begins', async () => {
  const { clock, createBrowser, browser, wardkit, tenant } = await open({ sessionsPerUser: 2 })
  clock.advance(60_000)
  const second = createBrowser()
  await second.logIn()
  clock.advance(60_000)
  expect((await browser.get('/session')).status).toBe(200)
  clock.advance(60_000)
  expect((await createBrowser().logIn()).status).toBe(200)
  expect((await second.get('/session')).status).toBe(401)
  expect((await browser.get('/session')).status).toBe(200)
  const { records } = await wardkit.auditLog.query({ tenant, action: 'session.start', order: 'oldest' })
  expect(records.map(({ details }) => details['displaced'])).toEqual([undefined, undefined, 1])
})

it('gives so many streams to a tenant at once, and a slot back once', () => {
  const slots = createStreamSlots(2)
  const first = slots.take('acme')
  slots.take('acme')
  expect(() => slots.take('acme')).toThrow(expect.objectContaining({ code: 'ERR_LIMIT_REACHED' }) as Error)
  slots.take('birch')
  first()
  first()
  slots.take('acme')
  expect(() => slots.take('acme')).toThrow('the tenant follows and exports 2 logs at once')
})

it('refuses one more log to be followed, until another one ends', async () => {
  const { browser, wardkit } = await open({ logStreams: 1 })
  const follow = (signal: AbortSignal) => {
    const headers = { cookie: browser.cookie, 'sec-fetch-site': 'same-origin' }
    const request = new Request('https://app.example/wardkit/audit-log/follow', { headers, signal })
    return wardkit.fetch(request, { remoteAddress: '192.0.2.1' })
  }
  const first = new AbortController()
  expect((await follow(first.signal)).status).toBe(200)
  const refused = await browser.get('/audit-log/export?format=csv')
  expect(refused).toMatchObject({ status: 409, json: { code: 'ERR_LIMIT_REACHED' } })
  first.abort()
  await expect.poll(async () => (await browser.get('/audit-log/export?format=csv')).status).toBe(200)
  expect((await browser.get('/audit-log/export?format=csv')).status).toBe(200)
})

/** What makes something that is bounded otherwise, or not by a tenant. */
const BOUNDED_OTHERWISE = new Map([
  ['operator.create', 'only the application makes them'],
  ['person.add-factor', '`passkeysPerPerson`, and one app'],
  ['resource.register', 'principals register nothing that the application has not'],
  ['service.register', 'only the application makes them'],
  ['session.start', '`sessionsPerUser`'],
  ['tenant.create', 'only the application makes them'],
  ['tenant.sign-up', '`rateLimits`'],
])

it('has a limit for everything that can be made', () => {
  const making = Object.keys(AUDIT_ACTIONS).filter((action) =>
    /\.(?:create|add|add-factor|register|sign-up|accept|start|log-in)$/.test(action),
  )
  const bounded = [...Object.keys(COUNTED_BY), ...BOUNDED_OTHERWISE.keys()]
  expect(making.filter((action) => !bounded.includes(action))).toEqual([])
})

it('is a whole number of a name that is known', () => {
  expect(readTenantLimits({ roles: 5 })).toEqual({ ...DEFAULT_LIMITS, roles: 5 })
  expect(() => readTenantLimits({ role: 5 } as Partial<TenantLimits>)).toThrow(/`role`.*roles/)
  for (const roles of [0, 1.5, -1, Number.NaN, 2e9, '5' as unknown as number]) {
    expect(() => readTenantLimits({ roles })).toThrow('`limits.roles` of createWardkit() must be a whole number')
  }
  expect(() => readTenantLimits({ domains: 1_001 })).toThrow('from 1 to 1000')
})
