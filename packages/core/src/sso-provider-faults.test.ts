import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProviderCache } from './sso/provider-cache.ts'
import { createSsoWorld, PASSWORD, type SsoWorld } from './sso/testing/sso-world.test-support.ts'
import { startTestProvider, type TestProvider } from './sso/testing/test-provider.test-support.ts'

let provider: TestProvider
let world: SsoWorld
let tenant: string
let connection: string

beforeEach(async () => {
  provider = await startTestProvider()
  world = await createSsoWorld()
  tenant = await world.addTenant('acme')
  connection = await world.addConnection(tenant, provider)
})

afterEach(async () => {
  await world.close()
  await provider.close()
})

const start = async () => {
  const response = await world.openBrowser().send(`/wardkit/sso/start/${connection}`)
  return { status: response.status, text: await response.text() }
}
const logIn = async () => (await world.openBrowser().logIn(connection, provider)).status

describe('X02 a discovery document', () => {
  it.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'userinfo_endpoint', 'end_session_endpoint'])(
    'is refused where its `%s` is inside of a network',
    async (endpoint) => {
      for (const url of [
        'https://10.0.0.1/x',
        'https://169.254.169.254/',
        'http://idp.example/',
        'file:///etc/passwd',
        7,
      ]) {
        provider.breaks = { discovery: (document) => ({ ...document, [endpoint]: url }) }
        const { id } = await world.wardkit.connections.update({
          tenant,
          id: connection,
          clientSecret: provider.clientSecret,
        })
        expect(id).toBe(connection)
        await world.store.write((writer) =>
          writer.tenant(tenant).updateConnection(connection, { status: 'active' }, undefined, 0),
        )
        expect((await start()).status).toBe(400)
      }
      expect(provider.requests).not.toContain('GET /authorize')
    },
  )

  it.each([
    ['another issuer', (document: object) => ({ ...document, issuer: 'https://accounts.example' })],
    ['an issuer below', (document: { issuer?: unknown }) => ({ ...document, issuer: `${String(document.issuer)}/x` })],
    ['no issuer', ({ issuer: _, ...document }: Record<string, unknown>) => document],
    ['no keys', ({ jwks_uri: _, ...document }: Record<string, unknown>) => document],
    ['a list', () => []],
    ['nothing', () => null],
  ])('is refused with %s', async (_what, discovery) => {
    provider.breaks = { discovery }
    expect((await start()).status).toBe(400)
  })
})

const answering =
  (status: number, body = '') =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  }

describe('X01 an endpoint that a discovery document names', () => {
  it('is asked as every address is that a tenant chose: no redirect is followed, and 2 MB are not read', async () => {
    const claims = { sub: 'ada', email: 'ada@acme.example', padding: 'x'.repeat(2 * 1024 * 1024) }
    const redirected = (response: ServerResponse) => response.writeHead(307, { location: '/elsewhere' }).end()
    for (const answer of [answering(200, JSON.stringify(claims)), redirected]) {
      provider.breaks = { instead: { '/userinfo': answer } }
      expect(await logIn()).toBeGreaterThanOrEqual(400)
    }
    expect(provider.requests).toContain('GET /userinfo')
    expect(provider.requests).not.toContain('GET /elsewhere')
  })
})

describe('F15 the keys of a provider', () => {
  it.each([
    ['down', answering(500)],
    ['asked too often', answering(429)],
    ['garbage', answering(200, '<html>')],
    ['no keys', answering(200, '{"keys":"x"}')],
    ['50 MB', (response: ServerResponse) => response.writeHead(200).end(Buffer.alloc(50 * 1024 * 1024, 32))],
    ['cut off', (response: ServerResponse) => response.destroy()],
  ])('that are %s let nobody in, and others are not touched', async (_what, answer) => {
    provider.breaks = { instead: { '/jwks': answer } }
    expect(await logIn()).toBeGreaterThanOrEqual(400)
    const other = await startTestProvider()
    const theirs = await world.addConnection(await world.addTenant('bolt'), other)
    other.user = { sub: 'bea', email: 'bea@bolt.example' }
    expect((await world.openBrowser().logIn(theirs, other)).status).toBe(303)
    await other.close()
  })

  it('go on being used while the provider does not answer with them', async () => {
    expect(await logIn()).toBe(303)
    provider.breaks = { instead: { '/jwks': answering(500), '/.well-known/openid-configuration': answering(500) } }
    expect(await logIn()).toBe(303)
  })

  it('are fetched a few times at most, however many tokens name keys that nobody knows', async () => {
    expect(await logIn()).toBe(303)
    provider.breaks = { header: { kid: 'unknown' } }
    const statuses = await Promise.all(Array.from({ length: 12 }, logIn))
    expect(statuses.every((status) => status >= 400)).toBe(true)
    expect(provider.requests.filter((request) => request === 'GET /jwks').length).toBeLessThanOrEqual(3)
    // Who has a token of a key that is known is not kept out by them.
    provider.breaks = {}
    expect(await logIn()).toBe(303)
  })

  it('are fetched once for many who log in at once', async () => {
    const statuses = await Promise.all(Array.from({ length: 10 }, logIn))
    // One person at ten browsers: all are let in.
    expect(new Set(statuses)).toEqual(new Set([303]))
    expect(provider.requests.filter((request) => request === 'GET /jwks')).toHaveLength(1)
    expect(provider.requests.filter((request) => request.endsWith('openid-configuration'))).toHaveLength(1)
  })
})

describe('F15 what was fetched of a provider', () => {
  const times = { freshFor: 100, usableFor: 1_000, cooldown: 10 }

  it('is used while fresh, then as long as fetches fail and it is usable, and no longer', async () => {
    let now = 0
    let down = false
    let loads = 0
    const cache = createProviderCache<{ readonly loaded: number }>(times, () => now)
    const get = () =>
      cache.get('key', async () => {
        loads += 1
        if (down) throw new Error('down')
        return { loaded: now }
      })
    expect(await get()).toEqual({ loaded: 0 })
    now = 99
    expect(await get()).toEqual({ loaded: 0 })
    expect(loads).toBe(1)
    down = true
    now = 500
    expect(await get()).toEqual({ loaded: 0 })
    now = 505
    expect(await get()).toEqual({ loaded: 0 })
    expect(loads).toBe(2)
    now = 1_001
    await expect(get()).rejects.toThrow('down')
    await expect(get()).rejects.toThrow('down')
    expect(loads).toBe(3)
    down = false
    now = 1_012
    expect(await get()).toEqual({ loaded: 1_012 })
  })

  it('is loaded once for all who wait, each key for itself', async () => {
    let loads = 0
    const cache = createProviderCache<object>(times, () => 0)
    const load = async () => ({ load: (loads += 1) })
    const [one, two, other] = await Promise.all([cache.get('a', load), cache.get('a', load), cache.get('b', load)])
    expect(one).toBe(two)
    expect(other).not.toBe(one)
    expect(loads).toBe(2)
  })
})

describe('F16 a provider that is down', () => {
  it('keeps out who would log in by it, and nobody else; sessions go on', async () => {
    const browser = world.openBrowser()
    expect((await browser.logIn(connection, provider)).status).toBe(303)
    await provider.close()
    expect((await browser.send('/wardkit/session')).status).toBe(200)
    await world.wardkit.connections.update({ tenant, id: connection, clientSecret: 'another' })
    await world.store.write((writer) =>
      writer.tenant(tenant).updateConnection(connection, { status: 'active' }, undefined, 0),
    )
    expect(await start()).toMatchObject({ status: 503, text: expect.stringContaining('ERR_SSO_UNAVAILABLE') as string })
    const body = { email: 'admin@acme.example', password: PASSWORD }
    expect((await world.openBrowser().send('/wardkit/login', { method: 'POST', body })).status).toBe(200)
  })

  it('and accepts connections without ever answering, is waited for no longer than 5 s', async () => {
    const hole = createServer(() => undefined)
    await new Promise<void>((resolve) => hole.listen(0, '127.0.0.1', resolve))
    const { port } = hole.address() as AddressInfo
    const dead = { issuer: `http://127.0.0.1:${port}`, clientId: 'x', clientSecret: 'x' }
    connection = await world.addConnection(tenant, dead)
    const begun = performance.now()
    expect((await start()).status).toBe(503)
    expect(performance.now() - begun).toBeLessThan(15_000)
    hole.close()
  }, 30_000)

  it('does not open the way to a password where single sign-on is enforced', async () => {
    const admin = await world.wardkit.users.findByEmail({ tenant, email: 'admin@acme.example' })
    const bob = { email: 'bob@acme.example', name: 'Bob', password: PASSWORD, emailVerified: true }
    await world.wardkit.users.create({ tenant, ...bob })
    await world.wardkit.ssoEnforcement.set({ tenant, enforced: true, breakGlass: [admin?.id ?? ''] })
    await provider.close()
    expect((await start()).status).toBe(503)
    const body = { email: bob.email, password: PASSWORD }
    expect((await world.openBrowser().send('/wardkit/login', { method: 'POST', body })).status).toBe(403)
  })
})
