import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAccounts } from './accounts-api.test-support.ts'
import { PASSWORD } from './identity/identity.test-support.ts'

const STEP = 30_000
const LOOSE = { loginsPerAccountAndAddress: 1_000, requestsPerAddress: 1_000, factorsPerAccount: 1_000 }
const REQUIRED = { status: 403, json: { code: 'ERR_SECOND_FACTOR_REQUIRED' } }

let accounts: Awaited<ReturnType<typeof openAccounts>>
let acme: string
let north: string
type Browser = ReturnType<(typeof accounts)['createBrowser']>

beforeEach(async () => {
  accounts = await openAccounts({ rateLimits: LOOSE })
  acme = (await accounts.addTenant()).tenant
  north = (await accounts.addTenant('north')).tenant
})
afterEach(() => accounts.wardkit.close())

const require_ = (tenant: string) => accounts.wardkit.settings.update({ tenant, secondFactor: 'required' })
const inTenant = (tenant: string) => ({ tenant })
const statusOf = async (who: Browser) => (await who.get('/session')).status

async function logIn(over: object = inTenant(acme)) {
  const browser = accounts.createBrowser()
  const { status, json } = await browser.logIn(over)
  return { browser, status, json }
}

async function addApp(browser: Browser) {
  const { challenge, secret } = (await browser.post('/security/totp')).json as { challenge: string; secret: string }
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  const app = () => totp.generate({ timestamp: accounts.clock() })
  expect((await browser.post('/security/totp/finish', { challenge, code: app() })).status).toBe(200)
  accounts.clock.advance(STEP)
  return app
}

async function logInWith(app: () => string, tenant = acme) {
  const { browser, json } = await logIn(inTenant(tenant))
  const { challenge } = json.secondFactor as { challenge: string }
  const shown = await browser.post('/login/second-factor', { challenge, session: 'browser', totp: app() })
  accounts.clock.advance(STEP)
  expect(shown.status).toBe(200)
  return browser
}

/** Invites Ada to a tenant that requires a second factor. */
async function inviteToSouth() {
  const south = (await accounts.wardkit.tenants.create({ slug: 'south', name: 'South' })).id
  await require_(south)
  await accounts.wardkit.invitations.create({ tenant: south, email: 'ada@example.com', name: 'Ada', roles: ['member'] })
  const mail = (await accounts.wardkit.outbox.list()).find(({ text }) => text.includes('#code='))
  return { south, accept: { code: /#code=(\S+)/.exec(mail?.text ?? '')?.[1], session: 'browser' } }
}

describe('a tenant that requires a second factor', () => {
  it('lets nobody in with a password alone: they add a factor first', async () => {
    await require_(acme)
    const { browser, json } = await logIn()
    expect(json).toEqual({
      secondFactor: { challenge: expect.any(String), methods: ['passkey', 'totp'], enroll: true },
    })
    expect(browser.cookie).toBe('')
    const { challenge } = json.secondFactor as { challenge: string }
    const { secret } = (await browser.post('/login/enroll/totp', { challenge })).json as { secret: string }
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: accounts.clock() })
    const done = await browser.post('/login/enroll/totp/finish', { challenge, session: 'browser', code })
    expect(done).toMatchObject({ status: 200, json: { tenant: { slug: 'acme' } } })
    expect(done.json.recoveryCodes).toHaveLength(10)
    expect(await statusOf(browser)).toBe(200)
  })

  it('A07 ends every session that began with a password alone, its tokens too, and those of no other tenant', async () => {
    const { browser } = await logIn()
    const tokens = await logIn({ ...inTenant(acme), session: 'tokens' })
    const elsewhere = (await logIn(inTenant(north))).browser
    const { accessToken, refreshToken } = tokens.json as { accessToken: string; refreshToken: string }
    const ask = () =>
      accounts.send('GET', '/session', undefined, { headers: { authorization: `Bearer ${accessToken}` } })
    expect((await ask()).status).toBe(200)
    await require_(acme)
    expect(await statusOf(browser)).toBe(401)
    expect((await ask()).status).toBe(401)
    expect((await accounts.post('/token/refresh', { refreshToken })).status).toBe(401)
    expect(await statusOf(elsewhere)).toBe(200)
  })

  it('keeps the sessions of those who showed one', async () => {
    const app = await addApp((await logIn()).browser)
    const browser = await logInWith(app)
    await require_(acme)
    expect(await statusOf(browser)).toBe(200)
  })

  it('is not gone over to by a session that began with a password alone, and is by one with a second factor', async () => {
    const { browser } = await logIn(inTenant(north))
    await require_(acme)
    expect(await browser.post('/session/tenant', inTenant(acme))).toMatchObject(REQUIRED)
    expect(await statusOf(browser)).toBe(200)
    const both = await logInWith(await addApp(browser), north)
    expect((await both.post('/session/tenant', inTenant(acme))).status).toBe(200)
    expect((await both.get('/session')).json).toMatchObject({ tenant: { slug: 'acme' } })
  })

  it('T07 takes no acceptance by a session that began with a password alone', async () => {
    const { browser } = await logIn()
    const { south, accept } = await inviteToSouth()
    expect(await browser.post('/invitations/accept', accept)).toMatchObject({ status: 401 })
    expect(await accounts.wardkit.users.list(south)).toEqual([])
    const accepted = await browser.post('/invitations/accept', { ...accept, password: PASSWORD })
    expect(accepted).toMatchObject({ status: 200, json: { secondFactor: { enroll: true } } })
  })

  it('T07 takes an acceptance by a session with a second factor', async () => {
    const browser = await logInWith(await addApp((await logIn()).browser))
    const { accept } = await inviteToSouth()
    expect(await browser.post('/invitations/accept', accept)).toMatchObject({
      status: 200,
      json: { tenant: { slug: 'south' } },
    })
  })

  it('begins no session by any way in, as the transaction sees it', async () => {
    const { wardkit } = accounts
    const [ada] = await wardkit.users.list(acme)
    await require_(acme)
    const reset = await accounts.post('/password/forgot', { email: 'ada@example.com' })
    expect(reset.status).toBe(202)
    const mail = (await wardkit.outbox.list()).find(({ text }) => text.includes('/reset-password#code='))
    const code = /#code=(\S+)/.exec(mail?.text ?? '')?.[1]
    const password = 'nine blue lanterns'
    expect((await accounts.post('/password/reset', { code, password })).status).toBe(204)
    const { browser, json } = await logIn({ ...inTenant(acme), password })
    expect(json.secondFactor).toMatchObject({ enroll: true })
    expect(await statusOf(browser)).toBe(401)
    expect(await wardkit.sessions.list(acme, ada?.id ?? '')).toEqual([])
  })
})

describe('requiring a second factor', () => {
  const change = async (browser: Browser, settings: object) => {
    const { version } = (await browser.get('/tenant')).json as { version: number }
    return browser.patch('/tenant', { version, ...settings })
  }
  const required = { secondFactor: 'required' }

  it('is refused to who has none, and asks who has one to show it', async () => {
    const { browser } = await logIn()
    expect(await change(browser, required)).toMatchObject({ status: 409, json: { code: 'ERR_CONFLICT' } })
    const app = await addApp(browser)
    const asked = await change(browser, required)
    expect(asked).toMatchObject({
      status: 403,
      json: { code: 'ERR_STEP_UP_NEEDED', methods: ['totp', 'recoveryCode'] },
    })
    expect((await browser.post('/step-up', { totp: app() })).status).toBe(204)
    expect(await change(browser, required)).toMatchObject({ status: 200, json: required })
    expect(await statusOf(browser)).toBe(200)
    const { records } = await accounts.wardkit.auditLog.query({ tenant: acme, limit: 1, order: 'newest' })
    expect(records[0]).toMatchObject({ action: 'tenant.change-settings', details: required })
    expect((await browser.get('/security')).json).toMatchObject({ required: true })
    expect(await browser.delete('/security/totp')).toMatchObject({ status: 409 })
  })

  it.each([
    { secondFactor: 'optional' },
    { passwordPolicy: { minimumLength: 20 } },
    { sessionPolicy: { idleMinutes: 5 } },
  ])('asks for a fresh proof, as any change of %j does', async (settings) => {
    const { browser } = await logIn()
    accounts.clock.advance(11 * 60_000)
    expect(await change(browser, settings)).toMatchObject({ status: 403, json: { code: 'ERR_STEP_UP_NEEDED' } })
    expect((await change(browser, { branding: { displayName: 'Acme' } })).status).toBe(200)
  })
})

describe('the password policy of a tenant', () => {
  const forgotten = async () => {
    await accounts.post('/password/forgot', { email: 'ada@example.com' })
    const mails = (await accounts.wardkit.outbox.list()).filter(({ text }) => text.includes('/reset-password#code='))
    return /#code=(\S+)/.exec(mails.at(-1)?.text ?? '')?.[1]
  }

  it('A03 is kept by every new password of its people, in whichever tenant they choose it', async () => {
    await accounts.wardkit.settings.update({ tenant: north, passwordPolicy: { minimumLength: 20, minimumDigits: 1 } })
    const { browser } = await logIn()
    const change = (newPassword: string) => browser.post('/password/change', { password: PASSWORD, newPassword })
    expect(await change('nine blue lanterns')).toMatchObject({
      status: 400,
      json: { detail: expect.stringContaining('20 characters') },
    })
    expect(await change('nine blue lanterns on a wall')).toMatchObject({
      status: 400,
      json: { detail: expect.stringContaining('1 digits') },
    })
    const code = await forgotten()
    const reset = (password: string) => accounts.post('/password/reset', { code, password })
    expect((await reset('nine blue lanterns')).status).toBe(400)
    expect((await reset('9 blue lanterns on a wall')).status).toBe(204)
    await expect(
      accounts.wardkit.users.create({
        tenant: north,
        email: 'b@x.example',
        name: 'B',
        password: 'seven green kettles',
      }),
    ).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' })
  })

  it('is told to forms: of a tenant, of an invitation, of a link, of who is logged in', async () => {
    const { wardkit, post, send } = accounts
    await wardkit.settings.update({ tenant: north, passwordPolicy: { minimumLength: 20 } })
    const rules = { maximumLength: 256, minimumDigits: 0, minimumUpperCase: 0, minimumLowerCase: 0, minimumSymbols: 0 }
    const own = { passwordRules: { ...rules, minimumLength: 20 } }
    const application = { passwordRules: { ...rules, minimumLength: 15 } }
    expect((await send('GET', '/branding')).json).toMatchObject(application)
    expect((await send('GET', '/branding?tenant=nowhere')).json).toMatchObject(application)
    expect((await send('GET', '/branding?tenant=north')).json).toMatchObject(own)
    const { browser } = await logIn()
    expect((await browser.get('/security')).json).toMatchObject(own)
    expect((await browser.get('/tenant')).json).toMatchObject({
      ...application,
      passwordPolicy: { minimumLength: null },
    })
    expect(await post('/password/reset/show', { code: await forgotten() })).toMatchObject({ status: 200, json: own })
    await wardkit.invitations.create({ tenant: north, email: 'new@x.example', name: 'New' })
    const mail = (await wardkit.outbox.list()).find(({ text }) => text.includes('/accept-invitation#code='))
    const code = /#code=(\S+)/.exec(mail?.text ?? '')?.[1]
    expect((await post('/invitations/show', { code })).json).toMatchObject(own)
  })

  it('lets passwords be shorter where a second factor is required', async () => {
    const short = { email: 'b@x.example', name: 'B', password: 'tin-kettle' }
    await expect(accounts.wardkit.users.create({ tenant: acme, ...short })).rejects.toMatchObject({
      code: 'ERR_INVALID_INPUT',
    })
    await require_(acme)
    await accounts.wardkit.users.create({ tenant: acme, ...short })
  })
})
