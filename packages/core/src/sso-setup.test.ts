import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openProviderBrowser, startRealProvider, type RealProvider } from './sso/testing/real-provider.test-support.ts'
import { createSsoWorld, PASSWORD, type Browser, type SsoWorld } from './sso/testing/sso-world.test-support.ts'

let provider: RealProvider
let world: SsoWorld
let tenant: string
let admin: Browser
let role: string

beforeAll(async () => {
  provider = await startRealProvider()
  provider.user = { sub: 'ada', email: 'ada@acme.example', email_verified: true, name: 'Ada', groups: ['Doctors'] }
  world = await createSsoWorld()
  tenant = await world.addTenant('acme')
  admin = world.openBrowser()
  const body = { email: 'admin@acme.example', password: PASSWORD, session: 'browser' }
  expect((await admin.send('/wardkit/login', { method: 'POST', body })).status).toBe(200)
  const policy = "- allow: ['GET:/patient/{patientId}']"
  role = (await world.wardkit.roles.create({ tenant, name: 'doctor access', policy })).id
})

afterAll(async () => {
  await world.close()
  await provider.close()
})

async function send(method: string, path: string, body?: unknown) {
  const response = await admin.send(`/wardkit${path}`, { method, ...(body === undefined ? {} : { body }) })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

async function create(changes: object = {}) {
  const { issuer, clientId, clientSecret, scopes } = provider
  const created = await send('POST', '/connections', {
    ...{ name: 'Hospital', discoveryUrl: issuer, clientId, clientSecret, scopes },
    ...changes,
  })
  expect(created).toMatchObject({ status: 201, body: { status: 'draft', issuer, lastTest: null, hasSecret: true } })
  provider.register(created.body)
  return { ...created.body, at: `/connections/${created.body.id}` }
}

/** Begins a test login: where the browser is sent, or the page it gets. */
async function beginTest(at: string) {
  const { url } = (await send('POST', `${at}/test`)).body
  const { pathname, search } = new URL(url)
  return admin.send(pathname + search)
}

async function test(at: string) {
  const location = (await beginTest(at)).headers.get('location') ?? ''
  const page = await (await admin.finish(await openProviderBrowser(provider).visit(location))).text()
  return { page, run: await newestRun(at) }
}

const newestRun = async (at: string) => (await send('GET', `${at}/test-runs`)).body.items[0]

const stepsOf = ({ steps }: { readonly steps: readonly { readonly name: string; readonly status: string }[] }) =>
  steps.map(({ name, status }) => `${name} ${status}`)

describe('an admin sets a real provider up over HTTP', () => {
  it('as a draft, which a test login proves, and which is active then', async () => {
    const { id, at, version } = await create()
    const rules = [{ attribute: 'groups', match: 'contains', value: 'Doctors', role }]
    const tagRules = [{ attribute: 'groups', tag: 'group' }]
    const mapping = { rules, tagRules, defaultRole: 'member', mode: 'authoritative' }
    expect((await send('PUT', `${at}/mapping`, { ...mapping, version })).status).toBe(200)
    expect(await send('PUT', `${at}/mapping`, { ...mapping, version })).toMatchObject({
      status: 409,
      body: { version: Number(version) + 1 },
    })
    expect((await send('POST', `${at}/activate`)).status).toBe(409)

    const { page, run } = await test(at)
    expect(page).toContain('The test login passed')
    expect(run).toMatchObject({
      status: 'passed',
      error: null,
      claims: { sub: 'ada', email: 'ada@acme.example', groups: ['Doctors'] },
      mapped: { roles: [role], tags: { group: ['Doctors'] }, usedDefault: false },
    })
    expect(stepsOf(run)).toEqual(
      ['discovery', 'authorization', 'tokens', 'claims', 'account'].map((name) => `${name} passed`),
    )
    // A test leaves nobody behind, and logs nobody in.
    expect(await world.wardkit.users.findByEmail({ tenant, email: 'ada@acme.example' })).toBeUndefined()
    expect(await (await admin.send('/wardkit/session')).text()).toContain('"name":"Admin"')

    expect((await send('GET', at)).body).toMatchObject({ status: 'tested', lastTest: { status: 'passed' } })
    expect((await send('POST', `${at}/activate`)).body).toMatchObject({ status: 'active' })
    const [domain] = (await send('GET', '/domains')).body.items
    expect((await send('PATCH', `/domains/${domain.id}`, { connection: id })).status).toBe(200)
    expect((await send('POST', '/login/init', { email: 'anybody@acme.example' })).body.method).toBe('sso')
  })
})

describe('a test login that fails says what to mend', () => {
  it('of a client secret that is wrong, and passes with the right one', async () => {
    const { at } = await create({ clientSecret: 'mistyped' })
    const { page, run } = await test(at)
    expect(page).toContain('The test login failed')
    expect(run).toMatchObject({ status: 'failed', error: { code: 'client-refused' }, claims: null, mapped: null })
    expect(run.error.remedy).toContain('client id and secret')
    expect(stepsOf(run)).toEqual(['discovery passed', 'authorization passed', 'tokens failed'])
    expect(JSON.stringify(run)).not.toContain('mistyped')
    expect((await send('POST', `${at}/activate`)).status).toBe(409)

    expect((await send('PATCH', at, { clientSecret: provider.clientSecret })).body.status).toBe('draft')
    expect((await test(at)).run.status).toBe('passed')
    // What was proved is not what is there after another change.
    expect((await send('PATCH', at, { clientSecret: 'mistyped again' })).body.status).toBe('draft')
    expect((await send('POST', `${at}/activate`)).status).toBe(409)
  })

  it('of a scope that was forgotten', async () => {
    const { run } = await test((await create({ scopes: ['groups'] })).at)
    expect(run).toMatchObject({ error: { code: 'email-missing' }, claims: { groups: ['Doctors'] } })
    expect(run.error.remedy).toContain('scope `email`')
  })

  it('of somebody whose address is in no domain of the tenant', async () => {
    const { at } = await create()
    const { user } = provider
    try {
      provider.user = { ...user, sub: 'eve', email: 'eve@elsewhere.example' }
      const { run } = await test(at)
      expect(run).toMatchObject({ error: { code: 'email-domain' }, claims: { email: 'eve@elsewhere.example' } })
      expect(stepsOf(run).at(-1)).toBe('account failed')
    } finally {
      provider.user = user
    }
  })

  it('of a provider that is down, before anybody goes there', async () => {
    const { at } = await create()
    try {
      provider.setDown(true)
      expect((await beginTest(at)).status).toBe(503)
      const run = await newestRun(at)
      expect(run).toMatchObject({ status: 'failed', error: { code: 'provider-unreachable' } })
      expect(stepsOf(run)).toEqual(['discovery failed'])
    } finally {
      provider.setDown(false)
    }
  })

  it('of another issuer’s discovery URL', async () => {
    const { port } = new URL(provider.issuer)
    const named = await send('POST', '/connections', {
      ...{ name: 'Typo', discoveryUrl: `http://localhost:${port}`, clientId: 'wardkit', clientSecret: 'x' },
    })
    expect((await beginTest(`/connections/${named.body.id}`)).status).toBe(400)
    expect(await newestRun(`/connections/${named.body.id}`)).toMatchObject({
      error: { code: 'issuer-mismatch', remedy: expect.stringContaining('discovery URL of the very issuer') },
    })
  })
})
