import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAccounts, ORIGIN } from './accounts-api.test-support.ts'
import { PASSWORD } from './identity/identity.test-support.ts'
import {
  createSoftwareAuthenticator,
  type GetOptions,
  type Lies,
} from './identity/software-authenticator.test-support.ts'

const STEP = 30_000
const MINUTE = 60_000
const REFUSED = { status: 401, json: { code: 'ERR_LOGIN_REFUSED' } }
const GONE = { status: 400, json: { code: 'ERR_CODE_REFUSED' } }

let accounts: Awaited<ReturnType<typeof openAccounts>>
type Browser = ReturnType<(typeof accounts)['createBrowser']>
let browser: Browser
let device: ReturnType<typeof createSoftwareAuthenticator>

beforeEach(async () => {
  accounts = await openAccounts({ rateLimits: LOOSE })
  await accounts.addTenant()
  device = createSoftwareAuthenticator(ORIGIN)
  browser = accounts.createBrowser()
  await browser.logIn()
})
afterEach(() => accounts.wardkit.close())

/** Tests that guess on purpose are about the challenge's own bound. */
const LOOSE = { loginsPerAccountAndAddress: 1_000, requestsPerAddress: 1_000, factorsPerAccount: 1_000 }

/** The app of a secret: what it shows, now or some steps from now. */
const appOf = (secret: string) => {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  return (steps = 0) => totp.generate({ timestamp: accounts.clock() + steps * STEP })
}

async function addApp(who: Browser = browser) {
  const begun = await who.post('/security/totp')
  const { challenge, secret } = begun.json as { challenge: string; secret: string }
  const app = appOf(secret)
  const done = await who.post('/security/totp/finish', { challenge, code: app() })
  expect(done.status).toBe(200)
  // The code that showed the app is used.
  accounts.clock.advance(STEP)
  return { app, secret, recoveryCodes: done.json.recoveryCodes as string[] }
}

async function addPasskey(who: Browser = browser, lies: Lies = {}, with_ = device) {
  const { json } = await who.post('/security/passkeys')
  const passkey = with_.create(json.options, lies)
  return who.post('/security/passkeys/finish', { challenge: json.challenge, passkey, name: 'Laptop' })
}

/** A login whose password was right. */
async function begin(over: object = {}, who = accounts.createBrowser()) {
  const { json } = await who.logIn(over)
  const { challenge, methods } = json.secondFactor as { challenge: string; methods: string[] }
  const show = (shown: object, more: object = {}) =>
    who.post('/login/second-factor', { challenge, session: 'browser', ...shown, ...more })
  return { challenge, methods, show, who }
}

async function passkeyOptions(challenge: string): Promise<GetOptions> {
  const { json } = await accounts.post('/login/second-factor/passkey', { challenge })
  return json.options
}

const isIn = async (who: Browser) => (await who.get('/session')).status === 200

describe('a login with an authenticator app', () => {
  it('asks for a code after the password, and begins a session with it only', async () => {
    const { app } = await addApp()
    const { methods, show, who } = await begin()
    expect(methods).toEqual(['totp', 'recoveryCode'])
    expect(who.cookie).toBe('')
    expect(await show({ totp: app() })).toMatchObject({ status: 200, json: { tenant: { slug: 'acme' } } })
    expect(await isIn(who)).toBe(true)
  })

  it('A01 tells nobody without the password that there is a second factor', async () => {
    await addApp()
    const answers = await Promise.all(
      ['ada@example.com', 'nobody@example.com'].map(async (email) => {
        const { status, json } = await accounts.post('/login', { email, password: 'a wrong password' })
        return { status, json: { ...json, requestId: '' } }
      }),
    )
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]).toMatchObject(REFUSED)
  })

  it('takes codes of one step before and after, and no others', async () => {
    const { app } = await addApp()
    accounts.clock.advance(10 * STEP)
    for (const [steps, outcome] of [
      [-2, REFUSED],
      [2, REFUSED],
      [-1, { status: 200 }],
      [0, { status: 200 }],
      [1, { status: 200 }],
    ] as const) {
      expect(await (await begin()).show({ totp: app(steps) }), String(steps)).toMatchObject(outcome)
    }
  })

  it('A10 takes the code of a step once, in any login, and none of a step before', async () => {
    const { app } = await addApp()
    accounts.clock.advance(10 * STEP)
    const code = app()
    const earlier = app(-1)
    expect((await (await begin()).show({ totp: code })).status).toBe(200)
    expect(await (await begin()).show({ totp: code })).toMatchObject(REFUSED)
    expect(await (await begin()).show({ totp: earlier })).toMatchObject(REFUSED)
    accounts.clock.advance(STEP)
    expect((await (await begin()).show({ totp: app() })).status).toBe(200)
  })

  it('A10 lets one in of fifty who show one code at once', async () => {
    const { app } = await addApp()
    const logins = await Promise.all(Array.from({ length: 50 }, () => begin()))
    const code = app()
    const answers = await Promise.all(logins.map(({ show }) => show({ totp: code })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('A10 begins one session of fifty answers to one challenge, each right', async () => {
    const { app, recoveryCodes } = await addApp()
    const { show } = await begin()
    const shown = [app(), app(1)].map((totp) => ({ totp }))
    const codes = recoveryCodes.map((recoveryCode) => ({ recoveryCode }))
    const answers = await Promise.all([...shown, ...codes].map((each) => show(each)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('A02 takes five guesses at a challenge, and then not even the right code', async () => {
    const { app } = await addApp()
    const { show } = await begin()
    for (let n = 0; n < 5; n++) expect(await show({ totp: '000000' })).toMatchObject(REFUSED)
    expect(await show({ totp: app() })).toMatchObject(GONE)
    expect((await (await begin()).show({ totp: app() })).status).toBe(200)
  })

  it('is over after five minutes', async () => {
    const { app } = await addApp()
    const late = await begin()
    accounts.clock.advance(5 * MINUTE)
    expect(await late.show({ totp: app() })).toMatchObject(GONE)
    const inTime = await begin()
    accounts.clock.advance(5 * MINUTE - 1)
    expect((await inTime.show({ totp: app() })).status).toBe(200)
  })

  it('goes on as it began: what was begun for tokens gives no cookie, and the other way round', async () => {
    const { app } = await addApp()
    const { show } = await begin({ session: 'tokens' })
    expect(await show({ totp: app() })).toMatchObject(GONE)
    const done = await show({ totp: app() }, { session: 'tokens' })
    expect(done.json.accessToken).toBeTypeOf('string')
    expect(await (await begin()).show({ totp: app(1) }, { session: 'tokens' })).toMatchObject(GONE)
  })

  it('A08 goes on for pages of the application only', async () => {
    const { app } = await addApp()
    const { challenge } = await begin()
    const body = { challenge, session: 'browser', totp: app() }
    const foreign = { headers: { 'sec-fetch-site': 'cross-site' } }
    expect(await accounts.post('/login/second-factor', body, foreign)).toMatchObject({ status: 403 })
  })

  it('A07 is over when the password changes, the user is disabled or the tenant suspended', async () => {
    const { app } = await addApp()
    const { wardkit } = accounts
    const [tenant] = await wardkit.tenants.list()
    const [ada] = await wardkit.users.list(tenant?.id ?? '')
    const name = { tenant: tenant?.id ?? '', id: ada?.id ?? '' }
    const disabled = await begin()
    const other = { tenant: name.tenant, email: 'bob@example.com', name: 'Bob', roles: ['admin'] }
    await wardkit.users.create(other)
    await wardkit.users.disable(name)
    expect(await disabled.show({ totp: app() })).toMatchObject(REFUSED)
    await wardkit.users.enable(name)
    accounts.clock.advance(STEP)
    const suspended = await begin()
    await wardkit.tenants.suspend(name.tenant)
    expect(await suspended.show({ totp: app() })).toMatchObject(REFUSED)
    await wardkit.tenants.resume(name.tenant)
    accounts.clock.advance(STEP)
    const changed = await begin()
    await wardkit.accounts.changePassword(ada?.person ?? '', {
      password: PASSWORD,
      newPassword: 'eight amber lanterns',
    })
    expect(await changed.show({ totp: app() })).toMatchObject(GONE)
  })

  it('takes no other person’s code, and no other person’s challenge', async () => {
    const { app } = await addApp()
    const { tenant } = await anotherPerson()
    const eve = accounts.createBrowser()
    await eve.logIn({ email: 'eve@example.com' })
    const { app: appOfEve } = await addApp(eve)
    expect(tenant).toBeTypeOf('string')
    const login = await begin()
    expect(await login.show({ totp: appOfEve() })).toMatchObject(REFUSED)
    expect(await login.show({ totp: app() })).toMatchObject({ status: 200, json: { user: { name: 'Ada' } } })
  })

  it('G04 keeps the secret wrapped, and the codes of recovery hashed', async () => {
    const { secret, recoveryCodes } = await addApp()
    const { records } = await accounts.wardkit.auditLog.query({ everyTenant: true })
    const told = JSON.stringify(records)
    const mails = JSON.stringify(await accounts.wardkit.outbox.list())
    for (const text of [secret, ...recoveryCodes]) {
      expect(told).not.toContain(text)
      expect(mails).not.toContain(text)
    }
    expect((await browser.get('/security')).text).not.toContain(secret)
  })
})

async function anotherPerson() {
  const { id: tenant } = await accounts.wardkit.tenants.create({ name: 'Eve', slug: 'eve' })
  const user = { tenant, email: 'eve@example.com', name: 'Eve', password: PASSWORD, emailVerified: true }
  await accounts.wardkit.users.create({ ...user, roles: ['admin'] })
  return { tenant }
}

describe('a login with a recovery code', () => {
  it('is possible ten times, once with each, however it is typed', async () => {
    const { recoveryCodes } = await addApp()
    expect(new Set(recoveryCodes).size).toBe(10)
    const [first = '', second = ''] = recoveryCodes
    expect(await (await begin()).show({ recoveryCode: first })).toMatchObject({ status: 200 })
    expect(await (await begin()).show({ recoveryCode: first })).toMatchObject(REFUSED)
    const typed = second.replaceAll('-', ' ').toUpperCase()
    expect(await (await begin()).show({ recoveryCode: typed })).toMatchObject({ status: 200 })
    expect((await browser.get('/security')).json.recoveryCodesLeft).toBe(8)
    const { records } = await accounts.wardkit.auditLog.query({ everyTenant: true, action: 'person.use-recovery-code' })
    expect(records).toHaveLength(2)
  })

  it('is no longer possible with codes that were renewed, or when the last factor is gone', async () => {
    const { recoveryCodes } = await addApp()
    const renewed = (await browser.post('/security/recovery-codes')).json.recoveryCodes as string[]
    expect(await (await begin()).show({ recoveryCode: recoveryCodes[0] })).toMatchObject(REFUSED)
    expect(await (await begin()).show({ recoveryCode: renewed[0] })).toMatchObject({ status: 200 })
    expect((await browser.delete('/security/totp')).status).toBe(204)
    expect((await browser.get('/security')).json).toMatchObject({ totp: null, recoveryCodesLeft: 0 })
    expect(await accounts.createBrowser().logIn()).toMatchObject({ status: 200, json: { tenant: { slug: 'acme' } } })
  })
})

describe('a login with a passkey as second factor', () => {
  const tryWith = async (lies: Lies, with_ = device) => {
    const { challenge, show } = await begin()
    return show({ passkey: with_.get(await passkeyOptions(challenge), lies) })
  }

  it('asks the browser for the person’s own, and begins a session', async () => {
    expect(await addPasskey()).toMatchObject({ status: 201, json: { passkey: { name: 'Laptop', backedUp: true } } })
    const { challenge, methods, show, who } = await begin()
    expect(methods).toEqual(['passkey', 'recoveryCode'])
    const options = await passkeyOptions(challenge)
    expect(options).toMatchObject({ rpId: 'app.example', allowCredentials: [{ type: 'public-key' }] })
    expect((await show({ passkey: device.get(options) })).status).toBe(200)
    expect(await isIn(who)).toBe(true)
    const { json } = await browser.get('/security')
    expect(json.passkeys).toMatchObject([{ lastUsedAt: accounts.clock() }])
  })

  it('takes it without seeing whose finger it is, as the password was right', async () => {
    await addPasskey()
    expect(await tryWith({ verified: false })).toMatchObject({ status: 200 })
  })

  it.each<[string, Lies]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['the same host over http', { origin: 'http://app.example' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['a domain above ours', { rpId: 'example' }],
    ['another challenge', { challenge: 'AAAA' }],
    ['a frame in another site’s page', { crossOrigin: true }],
    ['the ceremony that makes passkeys', { type: 'webauthn.create' }],
    ['nobody’s touch', { present: false }],
    ['another key', { forged: true }],
    ['an authenticator that copies what cannot be copied', { multiDevice: false }],
  ])('refuses an answer for %s', async (_, lies) => {
    await addPasskey()
    expect(await tryWith(lies)).toMatchObject(REFUSED)
    expect(await tryWith({})).toMatchObject({ status: 200 })
  })

  it('A10 takes no answer twice, nor one to another login’s challenge', async () => {
    await addPasskey()
    const [first, second] = [await begin(), await begin()]
    const passkey = device.get(await passkeyOptions(first.challenge))
    expect(await second.show({ passkey })).toMatchObject(REFUSED)
    expect((await first.show({ passkey })).status).toBe(200)
    expect(await first.show({ passkey })).toMatchObject(GONE)
  })

  it('takes no other person’s passkey', async () => {
    await addPasskey()
    await anotherPerson()
    const eve = accounts.createBrowser()
    await eve.logIn({ email: 'eve@example.com' })
    const deviceOfEve = createSoftwareAuthenticator(ORIGIN)
    await addPasskey(eve, {}, deviceOfEve)
    const { challenge, show } = await begin()
    const { allowCredentials: _, ...anybody } = await passkeyOptions(challenge)
    expect(await show({ passkey: deviceOfEve.get(anybody) })).toMatchObject(REFUSED)
  })

  it('refuses an authenticator whose counter does not go on, as a copy’s would not', async () => {
    const key = createSoftwareAuthenticator(ORIGIN, true)
    await addPasskey(browser, { multiDevice: false }, key)
    expect(await tryWith({ multiDevice: false, counter: 7 }, key)).toMatchObject({ status: 200 })
    expect(await tryWith({ multiDevice: false, counter: 7 }, key)).toMatchObject(REFUSED)
    expect(await tryWith({ multiDevice: false, counter: 6 }, key)).toMatchObject(REFUSED)
    expect(await tryWith({ multiDevice: false, counter: 8 }, key)).toMatchObject({ status: 200 })
  })

  it('is registered in the ceremony that was begun, on our pages, once', async () => {
    for (const lies of [
      { origin: 'https://evil.example' },
      { rpId: 'evil.example' },
      { challenge: 'AAAA' },
      { type: 'webauthn.get' },
      { present: false },
      { crossOrigin: true },
    ]) {
      expect(await addPasskey(browser, lies), JSON.stringify(lies)).toMatchObject({ status: 400 })
    }
    const { json } = await browser.post('/security/passkeys')
    const passkey = device.create(json.options)
    const body = { challenge: json.challenge, passkey, name: 'Laptop' }
    // Begun in one session, it is not finished in another.
    const other = accounts.createBrowser()
    await other.logIn()
    expect(await other.post('/security/passkeys/finish', body)).toMatchObject(GONE)
    expect((await browser.post('/security/passkeys/finish', body)).status).toBe(201)
    expect(await browser.post('/security/passkeys/finish', body)).toMatchObject(GONE)
    const again = (await browser.post('/security/passkeys')).json
    expect(again.options).toMatchObject({ excludeCredentials: [{ type: 'public-key' }] })
    expect((await browser.get('/security')).json.passkeys).toHaveLength(1)
  })
})

describe('a login with a passkey alone', () => {
  async function logIn(lies: Lies = {}, over: object = {}, who = accounts.createBrowser()) {
    const { json } = await who.post('/login/passkey')
    expect(json.options).toMatchObject({ userVerification: 'required', rpId: 'app.example' })
    expect(json.options).not.toHaveProperty('allowCredentials')
    const passkey = device.get(json.options, lies)
    const body = { challenge: json.challenge, passkey, session: 'browser', ...over }
    return { answer: await who.post('/login/passkey/finish', body), body, who }
  }

  it('begins a session, of whomever the passkey is', async () => {
    await addPasskey()
    const { answer, who } = await logIn()
    expect(answer).toMatchObject({ status: 200, json: { user: { name: 'Ada' } } })
    expect(await isIn(who)).toBe(true)
  })

  it.each<[string, Lies]>([
    ['an authenticator that did not see its owner', { verified: false }],
    ['another origin', { origin: 'https://evil.example' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['another challenge', { challenge: 'AAAA' }],
    ['another key', { forged: true }],
    ['a passkey that does not say whose it is', { userHandle: null }],
    ['a passkey that says it is another’s', { userHandle: Buffer.from('per_eve').toString('base64url') }],
  ])('refuses %s', async (_, lies) => {
    await addPasskey()
    expect((await logIn(lies)).answer).toMatchObject(REFUSED)
  })

  it('A01 refuses a passkey that nobody has as one that is not good', async () => {
    await addPasskey()
    const known = (await logIn({ forged: true })).answer
    await browser.delete(`/security/passkeys/${(await browser.get('/security')).json.passkeys[0].id}`)
    const unknown = (await logIn()).answer
    expect({ ...unknown.json, requestId: '' }).toEqual({ ...known.json, requestId: '' })
    expect(unknown.status).toBe(known.status)
  })

  it('A10 takes an answer once', async () => {
    await addPasskey()
    const { body } = await logIn()
    expect(await accounts.post('/login/passkey/finish', body)).toMatchObject(GONE)
  })

  it('asks which of several tenants, and goes on there without asking for anything again', async () => {
    await addPasskey()
    await accounts.addTenant('birch')
    const { answer, who } = await logIn()
    expect(answer.json.tenants).toHaveLength(2)
    expect(await isIn(who)).toBe(false)
    const choice = { challenge: answer.json.challenge, session: 'browser', tenant: 'birch' }
    expect(await who.post('/login/tenant', { ...choice, session: 'tokens' })).toMatchObject(GONE)
    expect(await who.post('/login/tenant', choice)).toMatchObject({ status: 200, json: { tenant: { slug: 'birch' } } })
    expect(await who.post('/login/tenant', choice)).toMatchObject(GONE)
    expect((await logIn({}, { tenant: 'birch' })).answer).toMatchObject({ json: { tenant: { slug: 'birch' } } })
    expect((await logIn({}, { tenant: 'elsewhere' })).answer).toMatchObject(REFUSED)
  })
})

describe('step-up of who has a second factor', () => {
  const KEY = { name: 'CI', roles: [] }

  it('asks for the factor, as the password alone is not enough', async () => {
    const { app, recoveryCodes } = await addApp()
    accounts.clock.advance(10 * MINUTE)
    const needed = { status: 403, json: { code: 'ERR_STEP_UP_NEEDED', methods: ['totp', 'recoveryCode'] } }
    expect(await browser.post('/api-keys', KEY)).toMatchObject(needed)
    expect(await browser.post('/step-up', { password: PASSWORD })).toMatchObject(needed)
    expect(await browser.post('/step-up', { totp: '000000' })).toMatchObject(REFUSED)
    const code = app()
    expect((await browser.post('/step-up', { totp: code })).status).toBe(204)
    expect((await browser.post('/api-keys', KEY)).status).toBe(201)
    expect(await browser.post('/step-up', { totp: code })).toMatchObject(REFUSED)
    expect((await browser.post('/step-up', { recoveryCode: recoveryCodes[0] })).status).toBe(204)
  })

  it('takes a passkey, in the session that asked for it', async () => {
    await addPasskey()
    const other = (await begin()).who
    accounts.clock.advance(10 * MINUTE)
    const { json } = await browser.post('/step-up/passkey')
    const body = { challenge: json.challenge, passkey: device.get(json.options) }
    const { challenge, show } = await begin({}, other)
    await show({ passkey: device.get(await passkeyOptions(challenge)) })
    expect(await other.post('/step-up', body)).toMatchObject(GONE)
    expect((await browser.post('/step-up', body)).status).toBe(204)
    expect(await browser.post('/step-up', body)).toMatchObject(GONE)
    expect((await browser.post('/api-keys', KEY)).status).toBe(201)
  })

  it('is needed to add, replace and remove factors', async () => {
    await addPasskey()
    accounts.clock.advance(10 * MINUTE)
    const { json } = await browser.get('/security')
    const id = json.passkeys[0].id
    for (const [method, path] of [
      ['post', '/security/passkeys'],
      ['post', '/security/totp'],
      ['delete', `/security/passkeys/${id}`],
      ['delete', '/security/totp'],
      ['post', '/security/recovery-codes'],
    ] as const) {
      expect(await browser[method](path), path).toMatchObject({ status: 403, json: { code: 'ERR_STEP_UP_NEEDED' } })
    }
    expect((await browser.patch(`/security/passkeys/${id}`, { name: 'Phone' })).status).toBe(204)
  })
})
