import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from './identity/actor.ts'
import type { Invitation } from './identity/invitation-store.ts'
import { createMemoryStore } from './store/memory/index.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'

const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname
const PASSWORD = 'seven green kettles'
const HOUR = 3_600_000
const INVITER = `- allow: ['POST:/wardkit/invitations', 'POST:/wardkit/invitations/bulk']`

let wardkit: Wardkit
let tenant: string
let role: string
let now: number
let made = 0
/** Happens just before the next write: what it rests on was read already. */
let meanwhile: (() => Promise<unknown>) | undefined

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1)
  meanwhile = undefined
  const store = createMemoryStore()
  wardkit = await createWardkit({
    openapi: DOCUMENT,
    store: {
      ...store,
      async write(work) {
        const first = meanwhile
        meanwhile = undefined
        await first?.()
        return store.write(work)
      },
    },
    secret: 'a secret for tests that is long enough',
    accessLog: { file: ':memory:' },
    clock: () => now,
    rateLimits: { loginsPerAccountAndAddress: 100, mailsPerEmail: 100 },
    onEvent: () => undefined,
  })
  tenant = (await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })).id
  role = (await wardkit.roles.create({ tenant, name: 'Inviter', policy: INVITER })).id
})

afterEach(() => wardkit.close())

async function send(path: string, body?: unknown, token?: string, method = 'POST') {
  const response = await wardkit.fetch(
    new Request(`http://localhost/wardkit${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
  const text = await response.text()
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Record<string, unknown> | null }
}

async function aUser(fields: { email?: string; roles?: string[]; password?: string; tenant?: string } = {}) {
  const email = fields.email ?? `user-${(made += 1)}@example.com`
  const user = await wardkit.users.create({
    tenant,
    name: 'Ina',
    password: PASSWORD,
    emailVerified: true,
    ...fields,
    email,
  })
  return { ...user, email }
}

async function logIn(email: string): Promise<string> {
  return (await send('/login', { email, password: PASSWORD })).body?.['accessToken'] as string
}

/** The code of the newest mail to somebody. */
async function codeFor(email: string): Promise<string> {
  const mails = (await wardkit.outbox.list()).filter(({ to, text }) => to === email && text.includes('#code='))
  const codes = mails.map(({ text }) => /#code=(\S+)/.exec(text)?.[1] ?? '')
  return codes[0] ?? ''
}

const invite = (email: string, fields: { roles?: string[]; tags?: Record<string, string> } = {}, actor?: Actor) =>
  (actor === undefined ? wardkit : wardkit.as(actor)).invitations.create({ tenant, email, name: 'Bea', ...fields })

const accept = (code: string, fields: Record<string, unknown> = { password: PASSWORD }) =>
  send('/invitations/accept', { code, ...fields })

const findUser = (email: string) => wardkit.users.findByEmail({ tenant, email })
const left = async (): Promise<readonly Invitation[]> => wardkit.invitations.search({ tenant, limit: 10 })

describe('an invitation', () => {
  it('T07 makes who was invited a user with what it gives, and proves their e-mail', async () => {
    await invite('Bea@Example.com', { roles: ['member'], tags: { function: 'doctors' } })
    const code = await codeFor('bea@example.com')
    expect((await send('/invitations/show', { code })).body).toEqual({
      email: 'bea@example.com',
      tenant: { id: tenant, slug: 'acme', name: 'Acme' },
      name: 'Bea',
      hasAccount: false,
      needsPassword: true,
      passwordRules: expect.objectContaining({ minimumLength: 15 }) as unknown,
    })
    expect(await accept(code)).toMatchObject({ status: 200, body: { tenant: { id: tenant }, user: { name: 'Bea' } } })
    const user = await findUser('bea@example.com')
    expect(user).toMatchObject({ status: 'active', roles: ['member'] })
    expect(user?.tags.get('function')?.values).toEqual(['doctors'])
    const [found] = await wardkit.users.search({ tenant, sort: 'name', limit: 1 })
    expect(found).toMatchObject({ email: 'bea@example.com', emailVerifiedAt: now, lastLoginAt: now })
    expect(await left()).toEqual([])
    const { records } = await wardkit.auditLog.query({ tenant, limit: 2, order: 'newest' })
    expect(records.map(({ action }) => action)).toEqual(['session.start', 'invitation.accept'])
  })

  it('T07 is accepted once, by whoever of 50 at once comes first', async () => {
    await invite('bea@example.com')
    const code = await codeFor('bea@example.com')
    const statuses = await Promise.all(Array.from({ length: 50 }, async () => (await accept(code)).status))
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    // The others came too late for the link, or while a password was being hashed for the first.
    expect(statuses.every((status) => [200, 400, 503].includes(status))).toBe(true)
    expect(await wardkit.users.list(tenant)).toHaveLength(1)
    expect((await accept(code)).body).toMatchObject({ code: 'ERR_CODE_REFUSED' })
  })

  it('T07 is good no more when it expired, was revoked or sent again, or the tenant is suspended', async () => {
    const { id } = await invite('bea@example.com')
    const first = await codeFor('bea@example.com')
    now += HOUR
    await wardkit.invitations.resend({ tenant, id })
    const second = await codeFor('bea@example.com')
    expect((await accept(first)).body).toMatchObject({ code: 'ERR_CODE_REFUSED' })
    await wardkit.tenants.suspend(tenant)
    expect((await accept(second)).body).toMatchObject({ code: 'ERR_CODE_REFUSED' })
    await wardkit.tenants.resume(tenant)
    now += 7 * 24 * HOUR
    expect((await accept(second)).body).toMatchObject({ code: 'ERR_CODE_REFUSED' })
    await wardkit.invitations.resend({ tenant, id })
    const third = await codeFor('bea@example.com')
    expect((await send('/invitations/show', { code: third })).status).toBe(200)
    await wardkit.invitations.revoke({ tenant, id })
    expect((await accept(third)).body).toMatchObject({ code: 'ERR_CODE_REFUSED' })
    expect(await findUser('bea@example.com')).toBeUndefined()
  })

  it.each([
    ['sent again', (id: string) => wardkit.invitations.resend({ tenant, id })],
    ['revoked', (id: string) => wardkit.invitations.revoke({ tenant, id })],
    ['of a tenant that is suspended', () => wardkit.tenants.suspend(tenant)],
  ])('T07 is good no more when it is %s while it is being accepted', async (_what, end) => {
    const { id } = await invite('bea@example.com')
    const code = await codeFor('bea@example.com')
    meanwhile = () => end(id)
    expect((await accept(code)).body).toMatchObject({ code: 'ERR_CODE_REFUSED' })
    expect(meanwhile).toBeUndefined()
    expect(await findUser('bea@example.com')).toBeUndefined()
  })

  it('T07 of a tenant that is suspended shows nothing of itself', async () => {
    await invite('bea@example.com')
    const code = await codeFor('bea@example.com')
    await wardkit.tenants.suspend(tenant)
    expect((await send('/invitations/show', { code })).body).toMatchObject({ code: 'ERR_CODE_REFUSED' })
  })

  it.each(['', 'x', 'wk_code_abc_def'])('T07 is not opened by the code `%s`', async (code) => {
    await invite('bea@example.com')
    expect((await accept(code)).status).toBe(400)
    const real = await codeFor('bea@example.com')
    const flipped = real.slice(0, -1) + (real.endsWith('A') ? 'B' : 'A')
    expect((await accept(flipped)).body).toMatchObject({ code: 'ERR_CODE_REFUSED' })
  })

  it('T07 of somebody who has an account asks for its password, or for their own session', async () => {
    const other = (await wardkit.tenants.create({ slug: 'bolt', name: 'Bolt' })).id
    await aUser({ email: 'bea@example.com', tenant: other })
    await aUser({ email: 'eve@example.com', tenant: other })
    await invite('bea@example.com')
    const code = await codeFor('bea@example.com')
    expect((await send('/invitations/show', { code })).body).toMatchObject({ hasAccount: true, needsPassword: false })
    expect((await accept(code, {})).status).toBe(401)
    expect((await accept(code, { password: 'another green kettle' })).status).toBe(401)
    const asEve = await send('/invitations/accept', { code }, await logIn('eve@example.com'))
    expect(asEve).toMatchObject({ status: 401, body: { code: 'ERR_LOGIN_REFUSED' } })
    expect(await findUser('bea@example.com')).toBeUndefined()
    const asBea = await send('/invitations/accept', { code }, await logIn('bea@example.com'))
    expect(asBea).toMatchObject({ status: 200, body: { tenant: { id: tenant } } })
    expect((await send('/login', { email: 'bea@example.com', password: PASSWORD, tenant: 'acme' })).status).toBe(200)
  })

  it('T07 with the right password joins the account that is there, whose password stays', async () => {
    const other = (await wardkit.tenants.create({ slug: 'bolt', name: 'Bolt' })).id
    await aUser({ email: 'bea@example.com', tenant: other })
    await invite('bea@example.com', { roles: ['member'] })
    expect((await accept(await codeFor('bea@example.com'))).body).toMatchObject({ tenant: { id: tenant } })
    expect((await send('/login', { email: 'bea@example.com', password: PASSWORD })).body).toHaveProperty('tenants')
  })

  it('T04 gives nothing that its inviter does not hold', async () => {
    const ina = await aUser({ roles: [role, 'member'] })
    const token = await logIn(ina.email)
    const ask = (fields: object) => send('/invitations', { email: 'bea@example.com', ...fields }, token)
    expect((await ask({ roles: ['admin'] })).body).toMatchObject({ code: 'ERR_NOT_GRANTED' })
    expect((await ask({ tags: { function: 'doctors' } })).body).toMatchObject({ code: 'ERR_NOT_GRANTED' })
    expect(await wardkit.outbox.list()).toEqual([])
    expect((await ask({ roles: ['member'] })).status).toBe(201)
  })

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['has lost the role it gives', (id) => wardkit.users.update({ tenant, id, roles: [role] })],
    ['is disabled', (id) => wardkit.users.disable({ tenant, id })],
    ['was removed', (id) => wardkit.users.remove({ tenant, id })],
  ])('T07 gives nothing when its inviter %s, until somebody else sends it', async (_, demote) => {
    await aUser({ roles: ['admin'] })
    const ina = await aUser({ roles: [role, 'member'] })
    const token = await logIn(ina.email)
    await send('/invitations', { email: 'bea@example.com', name: 'Bea', roles: ['member'] }, token)
    await demote(ina.id)
    const code = await codeFor('bea@example.com')
    expect(await accept(code)).toMatchObject({ status: 403, body: { code: 'ERR_NOT_GRANTED' } })
    expect(await findUser('bea@example.com')).toBeUndefined()
    const [invitation] = await left()
    now += 1
    await wardkit.invitations.resend({ tenant, id: invitation?.id ?? '' })
    expect((await accept(await codeFor('bea@example.com'))).status).toBe(200)
  })

  it('loses a role that is deleted before it is accepted', async () => {
    const { id } = await wardkit.roles.create({ tenant, name: 'Reader', policy: INVITER })
    await invite('bea@example.com', { roles: [id, 'member'] })
    await wardkit.roles.delete({ tenant, id })
    expect((await accept(await codeFor('bea@example.com'))).status).toBe(200)
    expect((await findUser('bea@example.com'))?.roles).toEqual(['member'])
  })

  it.each(['role', 'roles', 'tags', 'tenant', 'tenantId', 'email', 'emailVerified', 'id', 'createdAt', '__proto__'])(
    'T03 takes no `%s` with its acceptance, and nobody joins',
    async (field) => {
      await invite('bea@example.com')
      const code = await codeFor('bea@example.com')
      const body = JSON.parse(`{"code":"${code}","password":"${PASSWORD}","${field}":"x"}`) as unknown
      expect(await send('/invitations/accept', body)).toMatchObject({
        status: 400,
        body: { code: 'ERR_INVALID_INPUT' },
      })
      expect(await findUser('bea@example.com')).toBeUndefined()
      expect(await left()).toHaveLength(1)
    },
  )

  it.each(['tenant', 'id', 'invitedBy', 'expiresAt', 'emailVerified', 'status', '__proto__'])(
    'T03 takes no `%s` when it is made, and nobody is invited',
    async (field) => {
      const { email } = await aUser({ roles: ['admin'] })
      const body = JSON.parse(`{"email":"bea@example.com","${field}":"x"}`) as unknown
      expect((await send('/invitations', body, await logIn(email))).status).toBe(400)
      expect(await left()).toEqual([])
    },
  )

  it('A01 is answered alike whoever has the address elsewhere', async () => {
    const other = (await wardkit.tenants.create({ slug: 'bolt', name: 'Bolt' })).id
    await aUser({ email: 'known@example.com', tenant: other })
    const admin = await aUser({ roles: ['admin'] })
    const token = await logIn(admin.email)
    const answers = []
    for (const email of ['known@example.com', 'fresh@example.com']) {
      const { status, body } = await send('/invitations', { email, roles: ['member'] }, token)
      answers.push({
        status,
        body: JSON.stringify(body)
          .replace(email, 'EMAIL')
          .replace(/inv_\w+/, 'ID'),
      })
    }
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]?.status).toBe(201)
  })

  it('is one for each address, is for nobody who is a user already, and is replaced when it expired', async () => {
    await aUser({ email: 'ada@example.com' })
    await expect(invite('ada@example.com')).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
    await invite('bea@example.com')
    await expect(invite('BEA@example.com')).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
    now += 7 * 24 * HOUR
    const old = await codeFor('bea@example.com')
    await invite('bea@example.com')
    expect(await left()).toHaveLength(1)
    expect((await accept(old)).body).toMatchObject({ code: 'ERR_CODE_REFUSED' })
  })

  it('is made for many at once, each on its own', async () => {
    const { email } = await aUser({ roles: ['admin'] })
    const token = await logIn(email)
    const invitations = [
      { email: 'a@example.com' },
      { email: 'none' },
      { email: 'a@example.com' },
      { email: 'b@example.com' },
    ]
    const { body } = await send('/invitations/bulk', { invitations }, token)
    expect(body).toMatchObject({
      results: [
        { email: 'a@example.com', invitation: { status: 'pending', invitedBy: { type: 'user', name: 'Ina' } } },
        { email: 'none', problem: { code: 'ERR_INVALID_INPUT' } },
        { email: 'a@example.com', problem: { code: 'ERR_CONFLICT' } },
        { email: 'b@example.com', invitation: { status: 'pending' } },
      ],
    })
    const listed = await send('/invitations?limit=1&status=pending', undefined, token, 'GET')
    expect(listed.body).toMatchObject({ items: [{ email: 'a@example.com' }] })
    const next = await send(`/invitations?limit=1&cursor=${String(listed.body?.['next'])}`, undefined, token, 'GET')
    expect(next.body).toMatchObject({ items: [{ email: 'b@example.com' }], next: null })
  })

  it('A02 is mailed so often and no oftener', async () => {
    await wardkit.close()
    wardkit = await createWardkit({
      openapi: DOCUMENT,
      store: createMemoryStore(),
      secret: 'a secret for tests that is long enough',
      accessLog: { file: ':memory:' },
      rateLimits: { invitationsPerTenant: 2 },
      onEvent: () => undefined,
    })
    tenant = (await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })).id
    const { email } = await aUser({ roles: ['admin'] })
    const token = await logIn(email)
    const statuses = []
    for (const name of ['a', 'b', 'c'])
      statuses.push((await send('/invitations', { email: `${name}@x.example` }, token)).status)
    expect(statuses).toEqual([201, 201, 429])
  })
})
