import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAccounts } from './accounts-api.test-support.ts'
import { partners } from './assumed-roles.test-support.ts'
import { PASSWORD } from './identity/identity.test-support.ts'
import { createMemoryStore } from './store/memory/index.ts'
import { createSqliteStore } from './store/sqlite/index.ts'
import { temporaryFiles } from './store/sqlite/temporary-files.test-support.ts'

const newFile = temporaryFiles()

let accounts: Awaited<ReturnType<typeof openAccounts>>
let acme: string

async function logIn(over: object = {}) {
  const browser = accounts.createBrowser()
  const { status, json } = await browser.logIn(over)
  return { browser, status, json }
}
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

/** Nothing that is deleted is swept away: whatever is still refused is refused while all of its rows are there. */
async function openUnswept() {
  return { ...(await createSqliteStore({ file: newFile() })), sweepTenants: async () => false }
}

describe.each([
  ['memory', async () => createMemoryStore()],
  ['a file, of which nothing is swept away yet', openUnswept],
])('a tenant that is deleted, in %s', (_, openStore) => {
  beforeEach(async () => {
    accounts = await openAccounts({ store: await openStore(), secret: 'a secret for tests that is long enough' })
    acme = (await accounts.addTenant()).tenant
  })
  afterEach(() => accounts.wardkit.close())

  it('T12 is done by an admin who proved lately who they are, and names the tenant', async () => {
    const { browser } = await logIn()
    expect(await browser.delete('/tenant', { confirm: 'other' })).toMatchObject({ status: 400 })
    expect(await browser.delete('/tenant', {})).toMatchObject({ status: 400 })
    accounts.clock.advance(11 * 60_000)
    const asked = await browser.delete('/tenant', { confirm: 'acme' })
    expect(asked).toMatchObject({ status: 403, json: { code: 'ERR_STEP_UP_NEEDED' } })
    expect(await accounts.wardkit.tenants.find(acme)).toBeDefined()
    expect((await browser.post('/step-up', { password: PASSWORD })).status).toBe(204)
    const done = await browser.delete('/tenant', { confirm: 'acme' })
    expect(done.status).toBe(204)
    expect(done.setCookie).toMatch(/Max-Age=0/)
    expect(await accounts.wardkit.tenants.find(acme)).toBeUndefined()
  })

  it('T04 is not done by whoever a policy lets, but does not hold `admin`', async () => {
    const { wardkit } = accounts
    const policy = "- allow: ['DELETE:/wardkit/tenant']"
    const { id: role } = await wardkit.roles.create({ tenant: acme, name: 'Eraser', policy })
    const eve = { tenant: acme, email: 'eve@example.com', name: 'Eve', password: PASSWORD, emailVerified: true }
    await wardkit.users.create({ ...eve, roles: [role] })
    const { browser } = await logIn({ email: eve.email })
    expect(await browser.delete('/tenant', { confirm: 'acme' })).toMatchObject({ status: 403 })
    expect(await wardkit.tenants.find(acme)).toBeDefined()
  })

  it('T12 leaves nothing that its tokens, cookies, keys, invitations and links are good for, not for a new tenant of its name either', async () => {
    const { wardkit, post, send, clock } = accounts
    const { browser } = await logIn()
    const tokens = (await logIn({ session: 'tokens' })).json as { accessToken: string; refreshToken: string }
    const [ada] = await wardkit.users.list(acme)
    const key = await wardkit.apiKeys.create({ tenant: acme, name: 'CI', createdBy: ada?.id ?? '', roles: ['admin'] })
    await wardkit.invitations.create({ tenant: acme, email: 'bea@example.com', name: 'Bea', roles: ['admin'] })
    const mail = (await wardkit.outbox.list()).find(({ text }) => text.includes('/accept-invitation#code='))
    const code = /#code=(\S+)/.exec(mail?.text ?? '')?.[1]
    const ask = async () => ({
      cookie: (await browser.get('/session')).status,
      token: (await send('GET', '/profile', undefined, bearer(tokens.accessToken))).status,
      key: (await send('GET', '/profile', undefined, bearer(key.text))).status,
      invitation: (await post('/invitations/show', { code })).status,
      login: (await post('/login', { email: 'ada@example.com', password: PASSWORD })).status,
    })
    expect(await ask()).toEqual({ cookie: 200, token: 200, key: 200, invitation: 200, login: 200 })

    await wardkit.tenants.delete(acme)
    const dead = { cookie: 401, token: 401, key: 401, invitation: 400, login: 401 }
    expect(await ask()).toEqual(dead)
    await accounts.wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
    expect(await ask()).toEqual(dead)
    expect((await post('/token/refresh', { refreshToken: tokens.refreshToken })).status).toBe(401)
    clock.advance(1_000)
    expect(await ask()).toEqual(dead)
  })

  it('T12 lets its people begin anew', async () => {
    const { wardkit, post } = accounts
    await wardkit.tenants.delete(acme)
    await post('/sign-up', { email: 'ada@example.com', tenantName: 'Acme' })
    const mail = (await wardkit.outbox.list()).find(({ text }) => text.includes('/sign-up#code='))
    const code = /#code=(\S+)/.exec(mail?.text ?? '')?.[1]
    const begun = await post('/sign-up/complete', { code, name: 'Ada', password: 'nine blue lanterns' })
    expect(begun).toMatchObject({ status: 200, json: { user: { roles: ['admin'] } } })
  })

  it('T12 stays in the audit log, with all that was done in the tenant', async () => {
    const { wardkit } = accounts
    await wardkit.tenants.delete(acme)
    const { records } = await wardkit.auditLog.query({ tenant: acme, order: 'oldest' })
    expect(records.map(({ action }) => action)).toEqual(['tenant.create', 'user.create', 'tenant.delete'])
    expect(records.at(-1)).toMatchObject({ actor: { type: 'application' }, details: { slug: 'acme', name: 'acme' } })
    expect(await wardkit.auditLog.verify()).toMatchObject({ ok: true })
    await expect(wardkit.tenants.delete(acme)).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  })

  it('T12 leaves persons who have another tenant as they are', async () => {
    const { wardkit } = accounts
    const { tenant: north } = await accounts.addTenant('north')
    await wardkit.tenants.delete(acme)
    const { status, json } = await logIn()
    expect({ status, tenant: json.tenant as unknown }).toMatchObject({ status: 200, tenant: { id: north } })
  })
})

it('T12 ends what its people have assumed of other tenants, and the trust in it', async () => {
  const { wardkit, lab, hospital, role, assumed, tries } = await partners()
  const token = await assumed()
  expect(await tries(token, 'GET /patient/p1')).toBe('allowed')
  await wardkit.tenants.delete(lab)
  expect(await tries(token, 'GET /patient/p1')).toBe('stale')
  expect((await wardkit.roleTrusts.find({ tenant: hospital, role }))?.entries).toEqual([])
  await wardkit.close()
})
