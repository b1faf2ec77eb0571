import { describe, expect, it } from 'vitest'
import { WardkitError } from './errors/index.ts'
import { READ, question } from './links.test-support.ts'
import { openUpstream, START } from './upstream.test-support.ts'

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'
const JWT = 'urn:ietf:params:oauth:token-type:jwt'
const NOW = START / 1000

describe('a token of an upstream issuer', () => {
  it('is a bearer token of a principal of the tenant, roles and tags that its claims name', async () => {
    const { issuer, acme, identify, tries, send } = await openUpstream({
      mapping: {
        rules: [{ attribute: 'groups', match: 'contains', value: 'Staff', role: 'member' }],
        tagRules: [{ attribute: 'app.ward', tag: 'ward' }],
      },
    })
    const token = await issuer.token({
      roles: ['reader', 'no role of ours'],
      groups: ['Staff', 'Others'],
      app: { ward: ['A', 'B'] },
      email: 'Ada@Example.com',
      email_verified: true,
    })
    const id = `${issuer.issuer}#ada`
    expect(await identify(token)).toMatchObject({
      type: 'upstream',
      id,
      tenant: acme,
      roles: ['member', 'reader'],
      email: 'ada@example.com',
      tags: new Map([['ward', { key: 'ward', values: ['A', 'B'], folded: ['a', 'b'] }]]),
    })
    expect(await tries(token)).toBe('allowed')
    expect(await send(token, 'GET', '/profile')).toMatchObject({
      status: 200,
      body: {
        type: 'upstream',
        id,
        name: null,
        roles: ['member', 'reader'],
        tags: { ward: ['A', 'B'] },
        tenant: { slug: 'acme' },
      },
    })
  })

  it('gives no role that the tenant has not got, the default one only for want of others, and no e-mail that is not proved', async () => {
    const { issuer, identify } = await openUpstream({ mapping: { defaultRole: 'member' } })
    const rolesOf = async (roles: unknown) =>
      identify(await issuer.token({ roles, email: 'a@example.com', email_verified: 'true' }))
    expect(await rolesOf(['reader'])).toMatchObject({ roles: ['reader'] })
    for (const roles of [undefined, [], ['offline_access'], 'READER', { reader: true }, '__proto__']) {
      expect(await rolesOf(roles)).toMatchObject({ roles: ['member'] })
    }
    expect(await rolesOf(['reader'])).not.toHaveProperty('email')
    expect(await rolesOf(Array.from({ length: 501 }, (_, index) => `r${index}`))).toBe('invalid')
    expect(await identify(await issuer.token({ roles: undefined, _claim_names: { roles: 'src1' } }))).toBe('invalid')
  })

  it('decides in the tenant that it names, by slug or by id, and is refused where it names none, or two', async () => {
    const bySlug = await openUpstream()
    for (const org of [
      undefined,
      null,
      '',
      'other',
      ['acme', 'other'],
      { acme: 1 },
      '__proto__',
      'x'.repeat(300),
      'ACME',
    ]) {
      expect(await bySlug.identify(await bySlug.issuer.token({ org }))).toBe('invalid')
    }
    expect(await bySlug.identify(await bySlug.issuer.token({ org: bySlug.acme }))).toBe('invalid')
    const byId = await openUpstream({ tenant: { idClaim: 'org' } })
    expect(await byId.identify(await byId.issuer.token({ org: byId.acme }))).toMatchObject({ tenant: byId.acme })
    expect(await byId.identify(await byId.issuer.token({ org: 'acme' }))).toBe('invalid')
    const fixed = await openUpstream({ tenant: { slug: 'acme' } })
    expect(await fixed.identify(await fixed.issuer.token({ org: 'other' }))).toMatchObject({ tenant: fixed.acme })
  })

  it('J09 is of one tenant, whatever another has the same roles', async () => {
    const { wardkit, issuer, acme, identify } = await openUpstream()
    const { id: other } = await wardkit.tenants.create({ slug: 'other', name: 'Other' })
    const { id: own } = await wardkit.roles.create({ tenant: other, name: 'Own', policy: "- allow: ['*']" })
    expect(await identify(await issuer.token({ roles: [own, 'reader'] }))).toMatchObject({
      tenant: acme,
      roles: ['reader'],
    })
    expect(await identify(await issuer.token({ org: 'other', roles: [own] }))).toMatchObject({
      tenant: other,
      roles: [own],
    })
  })

  it('meets guardrails as everybody of the tenant does, and goes by roles as they are now', async () => {
    const { wardkit, issuer, acme, identify, tries } = await openUpstream()
    const { id: role } = await wardkit.roles.create({
      tenant: acme,
      name: 'Own',
      policy: "- allow: ['GET:/patient/{patientId}']",
    })
    const token = await issuer.token({ roles: [role] })
    expect(await tries(token)).toBe('allowed')
    await wardkit.guardrails.set({
      tenant: acme,
      policy: "- deny: ['GET:/patient/{patientId}']\n  where: $principal:type = 'upstream'",
    })
    expect(await tries(token)).toBe('denied')
    await wardkit.guardrails.set({ tenant: acme, policy: null })
    expect(await tries(token)).toBe('allowed')
    await wardkit.roles.delete({ tenant: acme, id: role })
    expect(await identify(token)).toMatchObject({ roles: [] })
    expect(await tries(token)).toBe('condition-not-met')
  })

  it('T12 is refused while its tenant is suspended, when it is gone, and by the next tenant of its slug', async () => {
    const { wardkit, issuer, acme, clock, identify } = await openUpstream()
    const token = await issuer.token()
    expect(await identify(token)).toMatchObject({ tenant: acme })
    await wardkit.tenants.suspend(acme)
    expect(await identify(token)).toBe('revoked')
    await wardkit.tenants.resume(acme)
    expect(await identify(token)).toMatchObject({ tenant: acme })
    await wardkit.tenants.delete(acme)
    expect(await identify(token)).toBe('invalid')
    clock.advance(10)
    const { id: next } = await wardkit.tenants.create({ slug: 'acme', name: 'Another Acme' })
    expect(await identify(token)).toBe('invalid')
    clock.advance(10)
    expect(await identify(await issuer.token())).toMatchObject({ tenant: next })
  })

  it('T04 administers nothing, whatever roles it names, and is nobody’s session', async () => {
    const { wardkit, issuer, acme, send } = await openUpstream()
    const token = await issuer.token({ roles: ['admin'] })
    expect(await send(token, 'GET', '/users')).toMatchObject({ status: 200 })
    expect(await send(token, 'POST', '/roles', { name: 'Mine', policy: "- allow: ['*']" })).toMatchObject({
      status: 403,
    })
    expect(
      await send(token, 'POST', '/connections', {
        name: 'x',
        discoveryUrl: 'https://x.example',
        clientId: 'x',
        clientSecret: 'x',
      }),
    ).toMatchObject({ status: 403 })
    expect(await send(token, 'GET', '/session')).toMatchObject({ status: 403 })
    expect(await send(token, 'GET', '/operator/tenants')).toMatchObject({ status: 401 })
    // Nor by a policy that would let a user do it, of what takes no rights at all.
    const policy = "- allow: ['PATCH:/wardkit/users/{userId}']"
    const { id: clerk } = await wardkit.roles.create({ tenant: acme, name: 'Clerk', policy })
    const people = { tenant: acme, password: 'seven green kettles', emailVerified: true }
    const { id: bo } = await wardkit.users.create({ ...people, name: 'Bo', email: 'bo@example.com' })
    await wardkit.users.create({ ...people, name: 'Cy', email: 'cy@example.com', roles: [clerk] })
    const login = await send('', 'POST', '/login', { email: 'cy@example.com', password: people.password })
    const rename = async (by: string) => (await send(by, 'PATCH', `/users/${bo}`, { name: 'Bob' })).status
    expect(await rename(login.body['accessToken'] as string)).toBe(200)
    expect(await rename(await issuer.token({ roles: [clerk] }))).toBe(403)
    const actor = { type: 'upstream', id: `${issuer.issuer}#ada`, tenant: acme } as const
    await expect(wardkit.as(actor).tenants.suspend(acme)).rejects.toBeInstanceOf(WardkitError)
    await expect(
      wardkit.as(actor).roles.create({ tenant: acme, name: 'Mine', policy: "- allow: ['*']" }),
    ).rejects.toMatchObject({ code: 'ERR_FORBIDDEN' })
  })

  it('reaches what is shared with its role or its tenant, and nothing by a user’s name', async () => {
    const { wardkit, issuer, acme, tries } = await openUpstream(
      { mapping: { defaultRole: 'guest' } },
      { templates: [`template: read\npolicy:\n${READ}`] },
    )
    const token = await issuer.token({ roles: [] })
    expect(await tries(token)).toBe('condition-not-met')
    const link = { template: 'read', resource: { type: 'patient', id: 'p1' }, tenant: acme }
    const shared = await wardkit.links.create({ ...link, principal: { type: 'tenant', id: acme } })
    expect(await tries(token)).toBe('allowed')
    await wardkit.links.revoke({ tenant: acme, id: shared.id })
    expect(await tries(token)).toBe('condition-not-met')
    await wardkit.links.create({ ...link, principal: { type: 'role', id: 'guest' } })
    expect(await tries(token)).toBe('allowed')
    await expect(
      wardkit.links.create({ ...link, principal: { type: 'user', id: `${issuer.issuer}#ada` } }),
    ).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  })

  it('is in the access log by issuer and subject', async () => {
    const { issuer, wardkit, acme, authenticate, clock } = await openUpstream({}, { accessLog: { file: ':memory:' } })
    const found = await authenticate(await issuer.token())
    if (found.status !== 'identified') throw new TypeError('it is good')
    const decision = await wardkit.decide(question(wardkit, found.principal, 'GET /patient/p1'))
    expect(decision.allowed).toBe(true)
    clock.advance(1)
    const profile = new Request('http://localhost/wardkit/profile', {
      headers: { authorization: `Bearer ${await issuer.token()}` },
    })
    expect((await wardkit.fetch(profile)).status).toBe(200)
    await expect
      .poll(async () => (await wardkit.accessLog.query({ tenant: acme })).records)
      .toContainEqual(
        expect.objectContaining({
          principal: expect.objectContaining({ type: 'upstream', id: `${issuer.issuer}#ada` }) as object,
        }),
      )
  })
})

describe('a token of an upstream issuer at the token endpoint', () => {
  const withToken = async (over = {}) => {
    const world = await openUpstream()
    return { ...world, subject: { subject_token: await world.issuer.token(over), subject_token_type: JWT } }
  }

  it.each([JWT, ACCESS_TOKEN])(
    'becomes one of ours, of the same principal, for as long as it is good itself: %s',
    async (type) => {
      const { exchange, subject, identify, tries, clock } = await withToken({ exp: NOW + 300 })
      const answer = await exchange({ ...subject, subject_token_type: type })
      expect(answer).toMatchObject({
        status: 200,
        body: { token_type: 'Bearer', expires_in: 300, scope: 'reader', issued_token_type: ACCESS_TOKEN },
      })
      const token = answer.body['access_token'] as string
      expect(await identify(token)).toEqual(await identify(subject.subject_token))
      expect(await tries(token)).toBe('allowed')
      // Exchanged again it lives no longer.
      clock.advance(200)
      const again = await exchange({ subject_token: token, subject_token_type: ACCESS_TOKEN })
      expect(again).toMatchObject({ status: 200, body: { expires_in: 100 } })
      clock.advance(160)
      expect(await identify(token)).toBe('expired')
    },
  )

  it('ends with its tenant', async () => {
    const { exchange, subject, wardkit, acme, identify } = await withToken()
    const { body } = await exchange(subject)
    await wardkit.tenants.suspend(acme)
    expect(await identify(body['access_token'] as string)).toBe('revoked')
    expect(await exchange(subject)).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })

  it.each([
    ['of another type', { subject_token_type: 'urn:ietf:params:oauth:token-type:id_token' }],
    ['that is forged', { subject_token: 'a.b.c' }],
    ['beside client credentials', { client_secret: 'x' }],
    ['for a refresh token', { requested_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' }],
    ['for another tenant', { audience: 'tnt_other' }],
  ])('is refused %s', async (_what, over) => {
    const { exchange, subject } = await withToken()
    expect(await exchange({ ...subject, ...over })).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })

  it('J07 makes no other token of one of ours, or of an API key, but for a role', async () => {
    const { exchange, send, wardkit, acme } = await withToken()
    const login = { email: 'ada@example.com', password: 'seven green kettles' }
    const { id } = await wardkit.users.create({
      ...{ tenant: acme, name: 'Ada', ...login },
      emailVerified: true,
      roles: ['member'],
    })
    const key = { tenant: acme, name: 'k', createdBy: id, roles: ['member'] }
    const [lasting, ending] = [
      await wardkit.apiKeys.create(key),
      await wardkit.apiKeys.create({ ...key, expiresInSeconds: 600 }),
    ]
    const own = (await send('', 'POST', '/login', login)).body['accessToken'] as string
    for (const subject of [own, lasting.text, ending.text]) {
      const answer = await exchange({ subject_token: subject, subject_token_type: ACCESS_TOKEN })
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    }
  })

  it('T10 assumes a role that trusts its principal, and both are in the audit log', async () => {
    const { exchange, subject, wardkit, acme, issuer, identify } = await withToken()
    const { id: role } = await wardkit.roles.create({
      tenant: acme,
      name: 'Reports',
      policy: "- allow: ['GET:/patient/{patientId}']",
    })
    expect(await exchange({ ...subject, scope: role })).toMatchObject({
      status: 400,
      body: { error: 'invalid_target' },
    })
    const principal = `${issuer.issuer}#ada`
    await wardkit.roleTrusts.set({ tenant: acme, role, trust: [{ principal }] })
    const { body } = await exchange({ ...subject, scope: role })
    expect(await identify(body['access_token'] as string)).toMatchObject({
      type: 'assumedRole',
      id: role,
      assumedBy: { type: 'upstream', id: principal },
    })
    const { records } = await wardkit.auditLog.query({ tenant: acme, order: 'newest', limit: 1 })
    expect(records).toMatchObject([{ action: 'role.assume', actor: { type: 'upstream', id: principal } }])
    const other = { subject_token: await issuer.token({ sub: 'bob' }), subject_token_type: JWT }
    expect(await exchange({ ...other, scope: role })).toMatchObject({ status: 400, body: { error: 'invalid_target' } })
  })
})
