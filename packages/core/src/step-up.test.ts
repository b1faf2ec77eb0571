import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAccounts } from './accounts-api.test-support.ts'
import { PASSWORD } from './identity/identity.test-support.ts'
import { createMemoryStore } from './store/memory/index.ts'

const MINUTE = 60_000
const KEY = { name: 'CI', roles: [] }
const NEEDED = { status: 403, json: { code: 'ERR_STEP_UP_NEEDED', methods: ['password'] } }

let accounts: Awaited<ReturnType<typeof openAccounts>>
let browser: ReturnType<(typeof accounts)['createBrowser']>
let tenant: string
let ada: string

beforeEach(async () => {
  accounts = await openAccounts()
  const made = await accounts.addTenant()
  tenant = made.tenant
  ada = made.ada.id
  browser = accounts.createBrowser()
  await browser.logIn()
})
afterEach(() => accounts.wardkit.close())

describe('a sensitive change', () => {
  it('is open for ten minutes after a login, and then asks for a proof', async () => {
    accounts.clock.advance(10 * MINUTE - 1)
    expect((await browser.post('/api-keys', KEY)).status).toBe(201)
    accounts.clock.advance(1)
    expect(await browser.post('/api-keys', KEY)).toMatchObject(NEEDED)
    expect(await accounts.wardkit.apiKeys.list(tenant)).toHaveLength(1)
    expect((await browser.get('/api-keys')).status).toBe(200)
  })

  it('T04 is to make somebody an admin, in whichever way, and not to give another role', async () => {
    const { id: bea } = await accounts.wardkit.users.create({ tenant, email: 'bea@example.com', name: 'Bea' })
    accounts.clock.advance(10 * MINUTE)
    const invited = (roles: string[]) => ({ email: 'cyd@example.com', name: 'Cyd', roles })
    const gives = (roles: string[]) => [
      () => browser.patch(`/users/${bea}`, { roles }),
      () => browser.post('/users/bulk', { users: [bea], action: 'addRoles', roles }),
      () => browser.post('/invitations', invited(roles)),
      () => browser.post('/invitations/bulk', { invitations: [invited(['member']), invited(roles)] }),
    ]
    for (const give of gives(['member', 'admin'])) expect(await give()).toMatchObject(NEEDED)
    expect((await accounts.wardkit.users.find({ tenant, id: bea }))?.roles).toEqual([])
    expect((await browser.get('/invitations')).json).toMatchObject({ items: [] })
    for (const give of gives(['member'])) expect((await give()).status).toBeLessThan(300)
    await browser.post('/step-up', { password: PASSWORD })
    expect((await browser.patch(`/users/${bea}`, { roles: ['admin'] })).status).toBe(200)
  })

  it('is open again for who steps up, in that session only', async () => {
    const other = accounts.createBrowser()
    await other.logIn()
    accounts.clock.advance(10 * MINUTE)
    const wrong = await browser.post('/step-up', { password: 'a wrong password' })
    expect(wrong).toMatchObject({ status: 401, json: { code: 'ERR_LOGIN_REFUSED' } })
    expect(await browser.post('/api-keys', KEY)).toMatchObject(NEEDED)
    expect((await browser.post('/step-up', { password: PASSWORD })).status).toBe(204)
    expect((await browser.post('/api-keys', KEY)).status).toBe(201)
    expect(await other.post('/api-keys', KEY)).toMatchObject(NEEDED)
    accounts.clock.advance(10 * MINUTE)
    expect(await browser.post('/api-keys', KEY)).toMatchObject(NEEDED)
  })

  it('asks a session of tokens too, and takes its proof', async () => {
    const { json } = await accounts.post('/login', { email: 'ada@example.com', password: PASSWORD })
    const bearer = { headers: { authorization: `Bearer ${json.accessToken}` } }
    accounts.clock.advance(10 * MINUTE)
    expect(await accounts.post('/api-keys', KEY, bearer)).toMatchObject(NEEDED)
    const proved = await accounts.post('/step-up', { password: PASSWORD }, bearer)
    expect(proved).toMatchObject({ status: 204 })
    expect(proved.setCookie).toBeNull()
    expect((await accounts.post('/api-keys', KEY, bearer)).status).toBe(201)
  })

  it('asks who may not make it for no proof, and an API key for none at all', async () => {
    const key = { tenant, name: 'CI', createdBy: ada, roles: ['admin'] }
    const { text } = await accounts.wardkit.apiKeys.create(key)
    accounts.clock.advance(10 * MINUTE)
    const asKey = { headers: { authorization: `Bearer ${text}` } }
    // Only people make keys: the refusal is of another kind.
    expect(await accounts.post('/api-keys', KEY, asKey)).toMatchObject({ json: { code: 'ERR_FORBIDDEN' } })
    await accounts.wardkit.guardrails.set({ tenant, policy: "- deny: ['POST:/wardkit/api-keys']" })
    expect(await browser.post('/api-keys', KEY)).toMatchObject({ status: 403, json: { code: 'ERR_FORBIDDEN' } })
  })

  it('A06 gives a browser that steps up another cookie, and the one before is nobody’s', async () => {
    const before = browser.cookie
    await browser.get('/session')
    await browser.post('/step-up', { password: PASSWORD })
    expect(browser.cookie).not.toBe(before)
    const copy = accounts.createBrowser()
    copy.cookie = before
    expect((await copy.get('/session')).status).toBe(401)
    expect(await browser.get('/session')).toMatchObject({ status: 200 })
  })

  it('A06 asks somebody of an identity provider for their own proof, which makes no other session of theirs', async () => {
    const store = createMemoryStore()
    const over = await openAccounts({ store })
    const { tenant: acme } = await over.addTenant()
    await over.addTenant('birch')
    const ada = over.createBrowser()
    await ada.logIn({ tenant: 'acme' })
    const id = ((await ada.get('/session')).json as { session: { id: string } }).session.id
    const vouched = { authenticatedBy: 'connection', provedBy: 'connection' } as const
    await store.write((writer) => writer.tenant(acme).updateSession(id, vouched))
    // For a matter of the tenant's the provider's word is good; for one's own credentials one's own is asked.
    expect((await ada.post('/api-keys', KEY)).status).toBe(201)
    expect(await ada.delete('/security/totp')).toMatchObject(NEEDED)
    expect((await ada.post('/step-up', { password: PASSWORD })).status).toBe(204)
    expect(await ada.delete('/security/totp')).toMatchObject({ status: 404 })
    expect(await store.findSession(id)).toMatchObject({ authenticatedBy: 'connection', provedBy: 'password' })
    expect((await ada.post('/session/tenant', { tenant: 'birch' })).status).toBe(403)
    await store.write((writer) => writer.tenant(acme).endSessionsBy('connection', over.clock()))
    expect((await ada.get('/session')).status).toBe(401)
    await over.wardkit.close()
  })

  it('is no younger for having gone on in another tenant', async () => {
    await accounts.addTenant('birch')
    accounts.clock.advance(9 * MINUTE)
    await browser.post('/session/tenant', { tenant: 'birch' })
    expect((await browser.post('/api-keys', KEY)).status).toBe(201)
    accounts.clock.advance(MINUTE)
    expect(await browser.post('/api-keys', KEY)).toMatchObject(NEEDED)
  })

  it('G03 leaves a record of the proof', async () => {
    await browser.post('/step-up', { password: PASSWORD })
    const { records } = await accounts.wardkit.auditLog.query({ tenant, action: 'session.step-up' })
    expect(records).toMatchObject([{ details: { authenticatedBy: 'password' }, address: '192.0.2.1' }])
  })
})
