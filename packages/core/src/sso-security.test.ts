import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canonicalEmail } from './identity/canonical-email.ts'
import { createSsoWorld, PASSWORD, type Browser, type SsoWorld } from './sso/testing/sso-world.test-support.ts'
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

const isIn = async (browser: Browser) => (await browser.send('/wardkit/session')).status === 200

async function logIn(user: Record<string, unknown> & { sub: string }) {
  provider.user = user
  const browser = world.openBrowser()
  const response = await browser.logIn(connection, provider)
  return { browser, status: response.status, text: await response.text(), isIn: await isIn(browser) }
}

const findUser = (email: string, of = tenant) => world.wardkit.users.findByEmail({ tenant: of, email })

describe('O02 the state of a login', () => {
  it('is needed: none, another, two', async () => {
    const browser = world.openBrowser()
    const back = new URL(await provider.visit(await browser.begin(connection)))
    const state = back.searchParams.get('state') ?? ''
    for (const states of [[], ['other'], [state, state], [`${state}x`]]) {
      const forged = new URL(back)
      forged.searchParams.delete('state')
      for (const each of states) forged.searchParams.append('state', each)
      expect((await browser.finish(forged.href)).status).toBe(400)
    }
    expect(await isIn(browser)).toBe(false)
    expect(provider.requests).not.toContain('POST /token')
  })

  it('is good once, also for many at once', async () => {
    const browser = world.openBrowser()
    const back = await provider.visit(await browser.begin(connection))
    const cookies = new Map(browser.cookies)
    const twin = world.openBrowser()
    for (const [name, value] of cookies) twin.cookies.set(name, value)
    const answers = await Promise.all([browser.finish(back), twin.finish(back), twin.finish(back)])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 400, 400])
    for (const [name, value] of cookies) browser.cookies.set(name, value)
    expect((await browser.finish(back)).status).toBe(400)
    // A provider that takes a code twice would change nothing: it is asked once.
    expect(provider.requests.filter((request) => request === 'POST /token')).toHaveLength(1)
  })

  it('is good in the browser that began, and in no other', async () => {
    const mallory = world.openBrowser()
    const back = await provider.visit(await mallory.begin(connection))
    const victim = world.openBrowser()
    expect((await victim.finish(back)).status).toBe(400)
    await victim.begin(connection)
    expect((await victim.finish(back)).status).toBe(400)
    expect(await isIn(victim)).toBe(false)
  })

  it.each(['cross-site', 'same-site'])('logs nobody in whom a %s page sent there: they are asked', async (site) => {
    const browser = world.openBrowser()
    const response = await browser.send(`/wardkit/sso/start/${connection}?returnTo=/x`, { site })
    expect(response.status).toBe(200)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(await response.text()).toContain(`href="${connection}?returnTo=/x"`)
    expect(browser.cookies.size).toBe(0)
  })

  it('is good for ten minutes, whatever the browser keeps', async () => {
    let now = Date.now()
    const later = await createSsoWorld({}, { clock: () => now })
    const theirs = await later.addConnection(await later.addTenant('acme'), provider)
    const browser = later.openBrowser()
    const back = await provider.visit(await browser.begin(theirs))
    now += 600_000
    expect((await browser.finish(back)).status).toBe(400)
    expect(provider.requests).not.toContain('POST /token')
    await later.close()
  })

  it('is kept by the browser for no longer', async () => {
    const browser = world.openBrowser()
    const response = await browser.send(`/wardkit/sso/start/${connection}`)
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-wardkit-sso-[0-9a-f]{16}=[^;]+; Path=\/; Max-Age=600; HttpOnly; Secure; SameSite=Lax$/,
    )
  })
})

describe('O03 two providers', () => {
  it('do not pass for each other: a code of one is nothing at the callback of the other', async () => {
    const other = await startTestProvider()
    const evil = await world.addTenant('evil')
    const theirs = await world.addConnection(evil, other)
    const browser = world.openBrowser()
    const back = new URL(await other.visit(await browser.begin(theirs)))
    back.pathname = back.pathname.replace(theirs, connection)
    expect((await browser.finish(back.href)).status).toBe(400)
    expect(await isIn(browser)).toBe(false)
    expect(provider.requests).not.toContain('POST /token')
    await other.close()
  })

  it('are bound to by connection, also where both connections are at one provider', async () => {
    const sister = await world.addConnection(tenant, provider)
    const browser = world.openBrowser()
    const asked = provider.requests.length
    const back = new URL(await provider.visit(await browser.begin(sister)))
    back.pathname = back.pathname.replace(sister, connection)
    expect((await browser.finish(back.href)).status).toBe(400)
    expect(await isIn(browser)).toBe(false)
    expect(provider.requests.slice(asked)).not.toContain('POST /token')
  })

  it('are told apart by `iss`, where a provider sends it', async () => {
    provider.breaks = { answer: (url) => url.searchParams.set('iss', 'https://other.example') }
    expect(await logIn(provider.user)).toMatchObject({ status: 400, isIn: false })
    // One that says it sends it must.
    provider.breaks = { answer: (url) => url.searchParams.delete('iss') }
    expect(await logIn(provider.user)).toMatchObject({ status: 400, isIn: false })
    expect(provider.requests).not.toContain('POST /token')
  })

  it('have a redirect URI each', async () => {
    await world.openBrowser().begin(connection)
    await provider.visit(await world.openBrowser().begin(connection))
    expect(provider.seen.authorization?.get('redirect_uri')).toBe(
      `http://localhost:3000/wardkit/sso/callback/${connection}`,
    )
  })
})

describe('O04 a code', () => {
  it('is bound to the login by PKCE: one that was injected is refused', async () => {
    const mallory = world.openBrowser()
    const stolen = new URL(await provider.visit(await mallory.begin(connection)))
    const browser = world.openBrowser()
    const back = new URL(await provider.visit(await browser.begin(connection)))
    back.searchParams.set('code', stolen.searchParams.get('code') ?? '')
    const response = await browser.finish(back.href)
    expect(response.status).toBe(400)
    expect(await isIn(browser)).toBe(false)
    expect(provider.seen.authorization?.get('code_challenge_method')).toBe('S256')
    expect(provider.seen.token?.get('code_verifier')).toMatch(/^[\w.~-]{43,128}$/)
  })
})

describe('O05 somebody who is here already', () => {
  const BOB = { sub: 'bob', email: 'bob@acme.example', name: 'Bob' }
  const addBob = (emailVerified: boolean) =>
    world.wardkit.users.create({
      tenant,
      email: BOB.email,
      name: 'Bob',
      password: PASSWORD,
      emailVerified,
      roles: ['admin'],
    })

  it('is logged in where both sides have proved the address', async () => {
    const { id } = await addBob(true)
    const { browser, status } = await logIn({ ...BOB, email_verified: true })
    expect(status).toBe(303)
    expect(await (await browser.send('/wardkit/session')).json()).toMatchObject({ user: { id } })
  })

  it.each([
    ['absent', undefined],
    ['false', false],
    ['the text true', 'true'],
    ['one', 1],
  ])('is not, where `email_verified` is %s', async (_what, email_verified) => {
    await addBob(true)
    expect(await logIn({ ...BOB, ...(email_verified === undefined ? {} : { email_verified }) })).toMatchObject({
      status: 403,
      isIn: false,
    })
  })

  it('is not, where whoever claimed the address first has not proved it', async () => {
    await addBob(false)
    expect(await logIn({ ...BOB, email_verified: true })).toMatchObject({ status: 403, isIn: false })
  })

  it('is not, where the user is disabled, new identity or not', async () => {
    const { id } = await addBob(true)
    expect(await logIn({ ...BOB, email_verified: true })).toMatchObject({ isIn: true })
    await world.wardkit.users.disable({ tenant, id })
    expect(await logIn({ ...BOB, email_verified: true })).toMatchObject({ status: 403, isIn: false })
    expect(await logIn({ ...BOB, sub: 'bob2', email_verified: true })).toMatchObject({ status: 403, isIn: false })
  })

  it('is not, where the user was disabled before they ever came that way', async () => {
    const { id } = await addBob(true)
    await world.wardkit.users.disable({ tenant, id })
    expect(await logIn({ ...BOB, email_verified: true })).toMatchObject({ status: 403, isIn: false })
  })

  it('makes a user without a verified address of who has only what the provider says', async () => {
    expect(await logIn({ sub: 'eve', email: 'Eve@ACME.example' })).toMatchObject({ isIn: true })
    expect(await world.store.findPersonByEmail('eve@acme.example')).toMatchObject({ emailVerifiedAt: null })
    for (const email_verified of [false, 'false'])
      expect(await logIn({ sub: 'mia', email: 'mia@acme.example', email_verified })).toMatchObject({ status: 403 })
    expect(await findUser('mia@acme.example')).toBeUndefined()
  })
})

describe('O06 an identity', () => {
  it('is the subject: who has a new address is the same user', async () => {
    await logIn({ sub: 'ada', email: 'ada@acme.example', email_verified: true })
    const before = await findUser('ada@acme.example')
    const { browser } = await logIn({ sub: 'ada', email: 'admin@acme.example', email_verified: true })
    expect(await (await browser.send('/wardkit/session')).json()).toMatchObject({ user: { id: before?.id } })
  })

  it('is the subject: another with the same address is somebody else', async () => {
    await logIn({ sub: 'ada', email: 'ada@acme.example', email_verified: true })
    expect(await logIn({ sub: 'new', email: 'ada@acme.example', email_verified: true })).toMatchObject({
      status: 403,
      isIn: false,
    })
  })

  it('is the connection’s: the same subject of another connection is nobody yet', async () => {
    await logIn({ sub: 'ada', email: 'ada@acme.example' })
    const second = await world.addConnection(tenant, provider)
    const response = await world.openBrowser().logIn(second, provider)
    expect(response.status).toBe(403)
  })
})

describe('O07 the provider of one tenant', () => {
  it('says nothing of another’s people: no access, no link, and a record of it', async () => {
    const bolt = await world.addTenant('bolt')
    const ceo = { tenant: bolt, email: 'ceo@bolt.example', name: 'Ceo', password: PASSWORD, emailVerified: true }
    await world.wardkit.users.create({ ...ceo, roles: ['admin'] })
    const answer = await logIn({ sub: 'ceo', email: 'ceo@bolt.example', email_verified: true })
    expect(answer).toMatchObject({ status: 403, isIn: false })
    expect(await findUser('ceo@bolt.example')).toBeUndefined()
    const [record] = await world.readAudit(tenant)
    expect(record).toMatchObject({
      action: 'sso.refuse',
      details: { reason: 'email-domain', subject: 'ceo', email: 'ceo@bolt.example' },
    })
  })

  it('lets whom both know into its own tenant only', async () => {
    const bolt = await world.addTenant('bolt')
    const both = { email: 'ada@acme.example', name: 'Ada', password: PASSWORD, emailVerified: true }
    await world.wardkit.users.create({ ...both, tenant: bolt, roles: ['admin'] })
    const { browser, isIn } = await logIn({ sub: 'ada', email: 'ada@acme.example', email_verified: true })
    expect(isIn).toBe(true)
    const body = { tenant: bolt }
    expect((await browser.send('/wardkit/session/tenant', { method: 'POST', body })).status).toBe(403)
    const session = (await (await browser.send('/wardkit/session')).json()) as { tenants: unknown[] }
    expect(session.tenants).toHaveLength(1)
  })
})

describe('O08 a domain', () => {
  const add = (domain: string, of = tenant) => world.wardkit.domains.add({ tenant: of, domain })

  it.each([
    'co.uk',
    'github.io',
    'com',
    'localhost',
    'acme.example.',
    '.acme.example',
    '127.0.0.1',
    'a b.example',
    'x@acme.example',
    '',
  ])('is refused where nobody can own it: %j', async (domain) => {
    await expect(add(domain)).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' })
  })

  it('has one spelling, the same as in an e-mail', async () => {
    const { domain } = await add('BÜCHER.example')
    expect(domain).toBe('xn--bcher-kva.example')
    expect(canonicalEmail('a@bücher.example')?.endsWith(`@${domain}`)).toBe(true)
    await expect(add('xn--bcher-kva.example')).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
  })

  it.each(['sub.acme.example', 'acme.example.evil.com', 'notacme.example'])(
    'proves itself and not %s',
    async (domain) => {
      expect(await logIn({ sub: 'x', email: `x@${domain}`, email_verified: true })).toMatchObject({ status: 403 })
    },
  )

  it('has one owner, of many who prove it at once', async () => {
    const proofs: string[] = []
    const racing = await createSsoWorld({ resolveTxt: async () => proofs.map((proof) => [`wardkit-domain=${proof}`]) })
    const rows = await Promise.all(
      ['one', 'two', 'three'].map(async (slug) => {
        const { id: tenant } = await racing.wardkit.tenants.create({ slug, name: slug })
        const { id, proof } = await racing.wardkit.domains.add({ tenant, domain: 'shared.example' })
        proofs.push(proof)
        return { tenant, id }
      }),
    )
    const outcomes = await Promise.allSettled(rows.map((row) => racing.wardkit.domains.verify(row)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'ERR_CONFLICT' })
    }
    await racing.close()
  })

  it('is not proved by a record of another row, nor by one that was asked for before the row was made anew', async () => {
    let release = (): void => undefined
    const asked: string[] = []
    const slow = await createSsoWorld({
      resolveTxt: async () => {
        await new Promise<void>((resolve) => (release = resolve))
        return asked.map((proof) => [`wardkit-domain=${proof}`])
      },
    })
    const { id: own } = await slow.wardkit.tenants.create({ slug: 'slow', name: 'Slow' })
    const first = await slow.wardkit.domains.add({ tenant: own, domain: 'slow.example' })
    asked.push(first.proof)
    const verifying = slow.wardkit.domains.verify({ tenant: own, id: first.id })
    await new Promise((resolve) => setImmediate(resolve))
    await slow.wardkit.domains.remove({ tenant: own, id: first.id })
    const second = await slow.wardkit.domains.add({ tenant: own, domain: 'slow.example' })
    release()
    await expect(verifying).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    const again = slow.wardkit.domains.verify({ tenant: own, id: second.id })
    await new Promise((resolve) => setImmediate(resolve))
    release()
    expect(await again).toMatchObject({
      verifiedAt: null,
      problem: expect.stringContaining('says something else') as string,
    })
    await slow.close()
  })
})

describe('O09 what is no more', () => {
  async function expectDead(end: () => Promise<unknown>) {
    const browser = world.openBrowser()
    const back = await provider.visit(await browser.begin(connection))
    await end()
    expect((await browser.finish(back)).status).toBe(400)
    // Neither the code nor the secret goes anywhere.
    expect(provider.requests).not.toContain('POST /token')
    expect(await isIn(browser)).toBe(false)
    expect(await findUser('ada@acme.example')).toBeUndefined()
    expect((await world.openBrowser().send(`/wardkit/sso/start/${connection}`)).status).toBe(404)
  }

  it('lets nobody in: a connection that was switched off', () =>
    expectDead(() => world.wardkit.connections.deactivate({ tenant, id: connection })))

  it('lets nobody in: a connection that was deleted', () =>
    expectDead(() => world.wardkit.connections.remove({ tenant, id: connection })))

  it('lets nobody in: a connection that was set up anew meanwhile', () =>
    expectDead(() => world.wardkit.connections.update({ tenant, id: connection, clientSecret: 'another secret' })))

  it('lets nobody in: a tenant that was suspended', () => expectDead(() => world.wardkit.tenants.suspend(tenant)))

  it('takes its sessions and roles along: a connection that was deleted', async () => {
    await world.wardkit.mappings.set({
      tenant,
      id: connection,
      rules: [],
      tagRules: [],
      defaultRole: 'member',
      mode: 'additive',
    })
    const { browser } = await logIn(provider.user)
    expect((await findUser('ada@acme.example'))?.roles).toEqual(['member'])
    await world.wardkit.connections.remove({ tenant, id: connection })
    expect(await isIn(browser)).toBe(false)
    expect((await findUser('ada@acme.example'))?.roles).toEqual([])
  })
})

describe('A11 the way on after a login', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    '/.//evil.example',
    'https://evil.example',
    '//evil.example/patients',
    'http://localhost:3000/patients',
    'patients',
  ])('is a local path, never %j', async (returnTo) => {
    const browser = world.openBrowser()
    const url = await browser.begin(connection, `?returnTo=${encodeURIComponent(returnTo)}`)
    const response = await browser.finish(await provider.visit(url))
    expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
  })

  it('is where somebody was', async () => {
    const browser = world.openBrowser()
    const url = await browser.begin(connection, `?returnTo=${encodeURIComponent('/patients?page=2#top')}`)
    const response = await browser.finish(await provider.visit(url))
    expect(response.headers.get('location')).toBe('/patients?page=2#top')
  })
})

describe('A01 the question how somebody logs in', () => {
  it('is answered alike for everybody of a domain, and by the domain alone', async () => {
    const ask = async (email: string) => {
      const response = await world.openBrowser().send('/wardkit/login/init', { method: 'POST', body: { email } })
      return (await response.text()).replaceAll(encodeURIComponent(email), 'EMAIL')
    }
    expect(await ask('admin@acme.example')).toBe(await ask('nobody@acme.example'))
    expect(JSON.parse(await ask('admin@acme.example'))).toMatchObject({ method: 'sso' })
    expect(await ask('admin@bolt.example')).toBe(JSON.stringify({ method: 'password' }))
  })
})

describe('single sign-on that is enforced', () => {
  const byPassword = (email: string) =>
    world
      .openBrowser()
      .send('/wardkit/login', { method: 'POST', body: { email, password: PASSWORD, session: 'browser' } })

  it('lets nobody in by a password but who breaks the glass', async () => {
    const admin = await findUser('admin@acme.example')
    const other = {
      tenant,
      email: 'bob@acme.example',
      name: 'Bob',
      password: PASSWORD,
      emailVerified: true,
      roles: ['admin'],
    }
    const { id: bob } = await world.wardkit.users.create(other)
    await expect(world.wardkit.ssoEnforcement.set({ tenant, enforced: true, breakGlass: [] })).rejects.toMatchObject({
      code: 'ERR_CONFLICT',
    })
    await world.wardkit.ssoEnforcement.set({ tenant, enforced: true, breakGlass: [admin?.id ?? ''] })
    expect((await byPassword('admin@acme.example')).status).toBe(200)
    const refused = await byPassword('bob@acme.example')
    expect(await refused.json()).toMatchObject({ status: 403, code: 'ERR_SSO_REQUIRED' })
    expect(await world.wardkit.sessions.list(tenant, bob)).toEqual([])
    // And from another tenant of theirs there is no way around it.
    const bolt = await world.addTenant('bolt')
    await world.wardkit.users.create({ tenant: bolt, email: 'bob@acme.example', name: 'Bob' })
    const browser = world.openBrowser()
    const body = { email: 'bob@acme.example', password: PASSWORD, session: 'browser', tenant: bolt }
    expect((await browser.send('/wardkit/login', { method: 'POST', body })).status).toBe(200)
    const moved = await browser.send('/wardkit/session/tenant', { method: 'POST', body: { tenant } })
    expect(moved.status).toBe(403)
    expect(await logIn({ sub: 'bob', email: 'bob@acme.example', email_verified: true })).toMatchObject({ isIn: true })
  })

  it('keeps a connection active', async () => {
    const admin = await findUser('admin@acme.example')
    await world.wardkit.ssoEnforcement.set({ tenant, enforced: true, breakGlass: [admin?.id ?? ''] })
    for (const end of [world.wardkit.connections.deactivate, world.wardkit.connections.remove]) {
      await expect(end({ tenant, id: connection })).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
    }
    expect(await logIn(provider.user)).toMatchObject({ isIn: true })
  })
})
