import { beforeEach, describe, expect, it } from 'vitest'
import { createAccounts, type Accounts } from './accounts.ts'
import { createAdministration } from './administration.ts'
import {
  addUser,
  cheapPasswords,
  passwordRulesOver,
  createEnterOver,
  createIdentity,
  PASSWORD,
  SECRET,
  START,
} from './identity.test-support.ts'
import { createLogin, type LogIn } from './login.ts'
import type { MailMessage } from './mail-message.ts'
import { DEFAULT_TEMPLATES } from './mail-templates.ts'
import { createOneTimeCodes } from './one-time-codes.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createUpkeep } from './upkeep.ts'

let identity: Awaited<ReturnType<typeof createIdentity>>
let accounts: Accounts
let outbox: Outbox
let sent: MailMessage[]
let logIn: LogIn
const passwords = cheapPasswords()

const OTHER = 'eight amber lanterns'
const REFUSED = { code: 'ERR_CODE_REFUSED' }
const email = 'ada@example.com'

beforeEach(async () => {
  identity = await createIdentity()
  const { store, clock } = identity
  const administer = createAdministration({ store, clock })
  const upkeep = createUpkeep(store)
  sent = []
  outbox = createOutbox({
    store,
    upkeep,
    secret: SECRET,
    clock,
    from: 'EHR <no-reply@app.example>',
    productName: 'EHR',
    templates: DEFAULT_TEMPLATES,
    host: 'app.example',
    send: async (message) => void sent.push(message),
    onEvent: () => undefined,
  })
  const pages = {
    signUp: 'https://app.example/sign-up',
    passwordReset: 'https://app.example/reset-password',
    emailChange: 'https://app.example/confirm-email',
    invitation: 'http://localhost/accept-invitation',
  }
  const codes = createOneTimeCodes({ store, clock })
  accounts = createAccounts({
    store,
    administer,
    upkeep,
    codes,
    outbox,
    passwords,
    passwordRules: passwordRulesOver(store),
    pages,
    clock,
  })
  logIn = createLogin({ store, upkeep, passwords, clock, enter: createEnterOver(store, clock, identity.sessions) })
  const hash = await passwords.hash(PASSWORD)
  await store.write((writer) => writer.putPasswordHash('per_ada', hash, START))
})

async function lastMail(): Promise<MailMessage> {
  await outbox.flush()
  const message = sent.at(-1)
  if (message === undefined) throw new Error('no mail was sent')
  return message
}

/** The code in the link of the last mail. */
const lastCode = async () => codeIn(await lastMail())
const codeIn = ({ text }: MailMessage) => /https:\/\/app\.example\/[a-z-]+#code=(\w+)/.exec(text)?.[1] ?? ''

const reset = async () => {
  await accounts.requestPasswordReset({ email })
  return lastCode()
}

const canLogIn = async (password: string, as = email) => (await logIn({ email: as, password })).status === 'loggedIn'

describe('sign-up', () => {
  const signUp = async (tenantName = 'Neue Klinik') => {
    await accounts.requestSignUp({ email: 'New@Example.com', tenantName })
    return lastCode()
  }
  const complete = (code: string, password = OTHER) => accounts.completeSignUp({ code, name: 'Nora', password })

  it('makes a tenant with its first user as admin, whose e-mail is verified', async () => {
    const code = await signUp()
    expect(sent[0]).toMatchObject({ to: 'new@example.com', from: 'EHR <no-reply@app.example>' })
    expect(await identity.store.findPersonByEmail('new@example.com')).toBeUndefined()
    const { person, tenant, user } = await complete(code)
    expect(person).toMatchObject({ email: 'new@example.com', emailVerifiedAt: START })
    expect(tenant).toMatchObject({ name: 'Neue Klinik', slug: expect.stringMatching(/^neue-klinik-[0-9a-z]{8}$/) })
    expect(await identity.store.tenant(tenant.id).findUser(user.id)).toMatchObject({ name: 'Nora', roles: ['admin'] })
    expect(await canLogIn(OTHER, 'new@example.com')).toBe(true)
  })

  it('A10 makes one tenant of a link, however many follow it at once', async () => {
    const code = await signUp()
    const done = await Promise.allSettled(Array.from({ length: 8 }, () => complete(code)))
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of done) if (result.status === 'rejected') expect(result.reason).toMatchObject(REFUSED)
    expect(await identity.store.listTenants()).toHaveLength(3)
    await expect(complete(code)).rejects.toMatchObject(REFUSED)
  })

  it('makes the other links of the address useless, and each useless after a day', async () => {
    const [first, second] = [await signUp('One'), await signUp('Two')]
    await complete(second)
    await expect(complete(first)).rejects.toMatchObject(REFUSED)
    await accounts.requestSignUp({ email: 'late@example.com', tenantName: 'Late' })
    const late = await lastCode()
    identity.clock.advance(24 * 60 * 60 * 1000)
    await expect(complete(late)).rejects.toMatchObject(REFUSED)
  })

  it('A03 refuses a weak password and keeps the link good', async () => {
    const code = await signUp()
    await expect(complete(code, 'short')).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' })
    await expect(complete(code, 'new@example.com 1')).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' })
    await complete(code)
  })

  it('A01 tells nobody but the address that it has an account', async () => {
    const { head: before } = await identity.store.findAuditEnds()
    expect(await accounts.requestSignUp({ email, tenantName: 'Mine' })).toBeUndefined()
    expect(await lastMail()).toMatchObject({ to: email, subject: 'You have an account at EHR already' })
    expect(sent).toHaveLength(1)
    expect(sent[0]?.text).not.toContain('#code=')
    expect((await identity.store.findAuditEnds()).head).toEqual(before)
  })

  it('X04 escapes what people call themselves', async () => {
    await accounts.requestSignUp({ email: 'new@example.com', tenantName: '<img src=x onerror=alert(1)> & "co"' })
    const { html, subject } = await lastMail()
    expect(html).not.toContain('<img')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;co&quot;')
    expect(subject).not.toMatch(/[\r\n]/)
  })
})

describe('password reset', () => {
  it('A05 leads to the configured pages, whatever a request says', async () => {
    await reset()
    expect(sent[0]?.text).toContain('https://app.example/reset-password#code=wkc_')
    expect(sent[0]?.html).toContain('https://app.example/reset-password#code=wkc_')
  })

  it('sets the password, verifies the address, and tells of it', async () => {
    await identity.store.write((writer) => writer.updatePerson('per_ada', { emailVerifiedAt: null }))
    await accounts.resetPassword({ code: await reset(), password: OTHER })
    expect(await canLogIn(PASSWORD)).toBe(false)
    expect(await canLogIn(OTHER)).toBe(true)
    expect((await identity.store.findPerson('per_ada'))?.emailVerifiedAt).toBe(START)
    expect(await lastMail()).toMatchObject({ to: email, subject: 'Your password for EHR was changed' })
  })

  it('A05 ends every session, in every tenant, and every other link', async () => {
    await addUser(identity.store, 'tnt_b', 'ada')
    const logins = await Promise.all(
      ['tnt_a', 'tnt_b'].map((tenant) => logIn({ email, password: PASSWORD, tenant, kind: 'tokens' })),
    )
    const [first, second] = [await reset(), await reset()]
    await accounts.resetPassword({ code: second, password: OTHER })
    await expect(accounts.resetPassword({ code: first, password: OTHER })).rejects.toMatchObject(REFUSED)
    for (const login of logins) {
      if (login.status !== 'loggedIn' || login.session.kind !== 'tokens') throw new Error('not logged in')
      expect(await identity.authenticate(login.session.accessToken)).toMatchObject({ status: 'unidentified' })
      expect(await identity.sessions.refresh(login.session.refreshToken)).toBeUndefined()
    }
  })

  it('A10 changes one password with a link, however many follow it at once', async () => {
    const code = await reset()
    const tries = Array.from({ length: 8 }, (_, at) => accounts.resetPassword({ code, password: `${OTHER} ${at}` }))
    const done = await Promise.allSettled(tries)
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('J07 takes no code of another purpose, no other text, and none after an hour', async () => {
    await accounts.requestSignUp({ email: 'new@example.com', tenantName: 'New' })
    const signUp = await lastCode()
    await expect(accounts.resetPassword({ code: signUp, password: OTHER })).rejects.toMatchObject(REFUSED)
    await expect(accounts.confirmEmail({ code: signUp })).rejects.toMatchObject(REFUSED)
    const code = await reset()
    for (const text of ['', 'wkc_', code.slice(0, -1), `${code}0`, code.replace('wkc_', 'wks_'), `${code}\n`]) {
      await expect(accounts.resetPassword({ code: text, password: OTHER }), text).rejects.toMatchObject(REFUSED)
    }
    identity.clock.advance(60 * 60 * 1000)
    await expect(accounts.resetPassword({ code, password: OTHER })).rejects.toMatchObject(REFUSED)
    expect(await canLogIn(PASSWORD)).toBe(true)
  })

  it('A01 writes as much for an unknown address as for a known one, and sends a mail to both', async () => {
    const counts: number[][] = []
    for (const asked of [email, 'nobody@example.com']) {
      const before = await identity.store.currentRevision()
      await accounts.requestPasswordReset({ email: asked })
      await outbox.flush()
      counts.push([(await identity.store.currentRevision()) - before, sent.length])
      sent.length = 0
    }
    expect(counts[0]).toEqual(counts[1])
    expect(counts[0]?.[1]).toBe(1)
  })
})

describe('e-mail change', () => {
  const ask = async (to: string, password = PASSWORD) => {
    await accounts.requestEmailChange('per_ada', { email: to, password })
    await outbox.flush()
    return codeIn(sent.find((message) => message.to === to) ?? (sent[0] as MailMessage))
  }

  it('A05 needs the password and the new mailbox, tells the old one, and ends sessions and links', async () => {
    await expect(ask('ada@new.example', 'wrong')).rejects.toMatchObject({ code: 'ERR_LOGIN_REFUSED' })
    const pending = await reset()
    sent.length = 0
    const code = await ask('ada@new.example')
    expect(sent.map(({ to }) => to).sort()).toEqual([email, 'ada@new.example'])
    const login = await logIn({ email, password: PASSWORD })
    await accounts.confirmEmail({ code })
    await expect(accounts.confirmEmail({ code })).rejects.toMatchObject(REFUSED)
    await expect(accounts.resetPassword({ code: pending, password: OTHER })).rejects.toMatchObject(REFUSED)
    expect(await canLogIn(PASSWORD)).toBe(false)
    expect(await canLogIn(PASSWORD, 'ada@new.example')).toBe(true)
    if (login.status !== 'loggedIn' || login.session.kind !== 'tokens') throw new Error('not logged in')
    expect(await identity.authenticate(login.session.accessToken)).toMatchObject({ status: 'unidentified' })
  })

  it('A01 tells who asks nothing of who has an address', async () => {
    await addUser(identity.store, 'tnt_b', 'bob')
    await ask('bob@example.com')
    expect(sent.find(({ to }) => to === 'bob@example.com')).toMatchObject({
      subject: 'You have an account at EHR already',
      text: expect.not.stringContaining('#code='),
    })
  })
})

describe('password change', () => {
  it('needs the old password, and ends every session', async () => {
    const wrong = accounts.changePassword('per_ada', { password: 'wrong', newPassword: OTHER })
    await expect(wrong).rejects.toMatchObject({ code: 'ERR_LOGIN_REFUSED' })
    const login = await logIn({ email, password: PASSWORD, kind: 'browser' })
    await accounts.changePassword('per_ada', { password: PASSWORD, newPassword: OTHER })
    expect(await canLogIn(OTHER)).toBe(true)
    if (login.status !== 'loggedIn') throw new Error('not logged in')
    expect(await identity.store.findSession(login.session.id)).toBeUndefined()
  })
})

it('G04 keeps codes and passwords out of the store and the audit log, but for the wrapped mail', async () => {
  const code = await reset()
  await accounts.requestPasswordReset({ email })
  await accounts.resetPassword({ code, password: OTHER })
  const { head } = await identity.store.findAuditEnds()
  const log = await identity.store.listAudit({}, { first: 1, last: head.sequence, order: 'oldest', limit: 1_000 })
  const kept = JSON.stringify([log, await identity.store.listMail(100)])
  expect(kept).toContain('person.reset-password')
  expect(kept).not.toContain(code.split('_')[2])
  expect(kept).not.toContain(OTHER)
})
