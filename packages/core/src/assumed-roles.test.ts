import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { partners } from './assumed-roles.test-support.ts'
import { GET, PUT } from './links.test-support.ts'

const FORBIDDEN = { status: 403, body: { code: 'ERR_FORBIDDEN' } }

describe('a role assumed from another tenant', () => {
  it('may what the role may, with the tags of the role, and is no longer who assumed it', async () => {
    const { wardkit, role, hospital, lab, eve, tries, assumed } = await partners()
    const token = await assumed({ tags: { case: '17' }, sessionName: 'second opinion' })
    expect(await wardkit.authenticate([`Bearer ${token}`])).toMatchObject({
      principal: {
        type: 'assumedRole',
        id: role,
        tenant: hospital,
        roles: [role],
        assumedBy: { type: 'user', id: eve, tenant: lab },
      },
    })
    expect(decodeJwt(token)).toMatchObject({
      tags: { lab: ['north'], case: ['17'] },
      act: { sub: eve, tid: lab, pty: 'user' },
    })
    expect(await tries(token, GET)).toBe('allowed')
    expect(await tries(token, PUT)).toBe('no-statement')
    // Neither what eve may at home, nor what belongs to her tenant.
    expect(await tries(token, 'GET /patient/of-the-lab')).toBe('other-tenant')
    expect(await tries(token, 'GET /patient')).toBe('no-statement')
  })

  it('T10 has nothing by links, to the role or to its tenant, nor by global policies', async () => {
    const everything = { name: 'everything', policy: "- allow: ['PUT:/patient/{patientId}']" }
    const { wardkit, hospital, role, assumed, tries } = await partners({ globalPolicies: [everything] })
    const on = { tenant: hospital, template: 'write', resource: { type: 'patient', id: 'p1' } }
    await wardkit.links.create({ ...on, principal: { type: 'role', id: role } })
    await wardkit.links.create({ ...on, principal: { type: 'tenant', id: hospital } })
    const token = await assumed()
    expect(await tries(token, PUT)).toBe('no-statement')
    expect(await tries(token, GET)).toBe('allowed')
    const found = await wardkit.authenticate([`Bearer ${token}`])
    if (found.status !== 'identified') throw new Error('not identified')
    const permitted = await wardkit.permissions(found.principal, { type: 'patient', id: 'p1' })
    expect(permitted.filter(({ allowed }) => allowed).map(({ operation }) => operation)).toEqual([
      'GET:/patient/{patientId}',
    ])
  })

  it.each([
    [
      'the trust says so',
      ({ wardkit, hospital, role }) => wardkit.roleTrusts.set({ tenant: hospital, role, trust: [] }),
    ],
    ['the trust is said anew', ({ trust, lab, eve }) => trust({ tenant: lab, principal: eve })],
    ['the role is deleted', ({ wardkit, hospital, role }) => wardkit.roles.delete({ tenant: hospital, id: role })],
    [
      'the role gets other tags',
      ({ wardkit, hospital, role }) => wardkit.roles.update({ tenant: hospital, id: role, tags: { lab: 'south' } }),
    ],
    ["the role's tenant is suspended", ({ wardkit, hospital }) => wardkit.tenants.suspend(hospital)],
    ['who assumed it is disabled', ({ wardkit, lab, eve }) => wardkit.users.disable({ tenant: lab, id: eve })],
    ['who assumed it changes', ({ wardkit, lab, eve }) => wardkit.users.update({ tenant: lab, id: eve, tags: {} })],
    ['who assumed it is removed', ({ wardkit, lab, eve }) => wardkit.users.remove({ tenant: lab, id: eve })],
    ['the tenant of who assumed it is suspended', ({ wardkit, lab }) => wardkit.tenants.suspend(lab)],
    ['who assumed it logs out', ({ send, eveToken }) => send(eveToken, 'POST', '/logout')],
  ] as const satisfies readonly (readonly [string, (all: Awaited<ReturnType<typeof partners>>) => Promise<unknown>])[])(
    'T10 is dead at the next decision when %s',
    async (_what, end) => {
      const all = await partners()
      const token = await all.assumed()
      expect(await all.tries(token, GET)).toBe('allowed')
      await end(all)
      expect(['revoked', 'stale']).toContain(await all.tries(token, GET))
    },
  )

  it('T10 ends after the time it was given, and with the credentials it was assumed with', async () => {
    const { wardkit, lab, eve, eveToken, clock, assume, assumed, tries, trust } = await partners()
    const short = await assumed({ durationSeconds: 60 })
    clock.advance(121)
    expect(await tries(short, GET)).toBe('expired')
    // Tokens are good for a minute of difference between clocks, and no longer than they say.
    clock.advance(600)
    expect(await assume(eveToken)).toMatchObject({ status: 200, body: { expiresIn: 900 - 721 } })
    const key = await wardkit.apiKeys.create({
      tenant: lab,
      name: 'k',
      createdBy: eve,
      roles: [],
      expiresInSeconds: 90,
    })
    await trust({ tenant: lab, principal: key.id })
    expect(await assume(key.text)).toMatchObject({ status: 200, body: { expiresIn: 90 } })
    clock.advance(90)
    expect(await assume(key.text)).toMatchObject({ status: 401 })
  })

  it('T10 lives and dies with an API key that assumed it, and with who answers for the key', async () => {
    for (const end of ['revoke', 'rotate', 'creator'] as const) {
      const { wardkit, lab, eve, assume, tries, trust } = await partners()
      const { id, text } = await wardkit.apiKeys.create({ tenant: lab, name: 'k', createdBy: eve, roles: [] })
      await trust({ tenant: lab, principal: id })
      const token = (await assume(text)).body['accessToken'] as string
      expect(await tries(token, GET)).toBe('allowed')
      if (end === 'creator') await wardkit.users.disable({ tenant: lab, id: eve })
      else await wardkit.apiKeys[end]({ tenant: lab, id })
      expect(await tries(token, GET)).toBe('stale')
    }
  })

  it('administers nothing, whatever the role says', async () => {
    const { wardkit, hospital, role, send, assumed } = await partners()
    await wardkit.roles.update({ tenant: hospital, id: role, policy: "- allow: ['*', '*:/wardkit/*']" })
    const token = await assumed()
    expect(await send(token, 'GET', '/roles')).toMatchObject({ status: 200 })
    expect(await send(token, 'POST', '/roles', { name: 'x', policy: "- allow: ['*']" })).toMatchObject(FORBIDDEN)
    expect(await send(token, 'POST', '/api-keys', { name: 'x', roles: [] })).toMatchObject(FORBIDDEN)
  })

  it('is filtered in lists as it is decided', async () => {
    const everything = { name: 'everything', policy: "- allow: ['*']" }
    const { wardkit, assumed } = await partners({ globalPolicies: [everything] })
    const found = await wardkit.authenticate([`Bearer ${await assumed()}`])
    if (found.status !== 'identified') throw new Error('not identified')
    const rows = { dialect: 'sqlite', id: 'patients.id', tenant: 'patients.tenant', registered: 'resources' } as const
    const filter = await wardkit.filter(found.principal, 'GET:/patient/{patientId}', { rows })
    expect(filter.isEmpty).toBe(false)
    const row = { id: 'p1', tenant: found.principal.tenant }
    expect(filter.matches({ ...row, tags: { lab: 'north' } })).toBe(true)
    expect(filter.matches({ ...row, tags: { lab: 'south' } })).toBe(false)
    // What the global policy allows everybody is not in the SQL either.
    expect((await wardkit.filter(found.principal, 'PUT:/patient/{patientId}', { rows })).isEmpty).toBe(true)
  })
})

describe('assuming a role', () => {
  it.each([
    ['a role that is not there', { role: 'rol_none' }],
    ['a tenant that is not there', { tenant: 'tnt_none' }],
    ['a longer time than the role allows', { durationSeconds: 901 }],
    ['a tag that may not be added', { tags: { ward: 'x' } }],
    ["a tag of the role's own", { tags: { LAB: 'south' } }],
    ['a global role', { role: 'admin' }],
  ])('T10 is refused for %s, in the same words', async (_what, over) => {
    const { eveToken, assume } = await partners()
    const answer = await assume(eveToken, over)
    expect(answer).toMatchObject({
      ...FORBIDDEN,
      body: { detail: 'there is no such role that you may assume in this way' },
    })
  })

  it('T10 is refused to everybody whom the trust does not name', async () => {
    const { wardkit, lab, hospital, role, assume, trust, logIn, eveToken, eve } = await partners()
    const bob = {
      tenant: lab,
      name: 'bob',
      email: 'bob@example.com',
      password: 'seven green kettles',
      emailVerified: true,
    }
    const { id } = await wardkit.users.create(bob)
    const bobToken = await logIn('bob')
    expect(await assume(bobToken)).toMatchObject(FORBIDDEN)
    expect(await assume(await logIn('root'))).toMatchObject(FORBIDDEN)
    await trust({ tenant: lab, tags: { function: ['analysts', 'chiefs'] } })
    expect(await assume(bobToken)).toMatchObject(FORBIDDEN)
    expect(await assume(eveToken)).toMatchObject({ status: 200 })
    await trust({ tenant: lab, tags: { function: 'analysts', shift: 'night' } })
    expect(await assume(eveToken)).toMatchObject(FORBIDDEN)
    // An entry without a tenant is of the role's own: an id or a tag of another one means nothing.
    await trust({ tags: { function: 'analysts' } }, { principal: eve })
    expect(await assume(eveToken)).toMatchObject(FORBIDDEN)
    expect(await assume(await logIn('root'))).toMatchObject({ status: 200 })
    await trust({ tenant: lab })
    expect(await assume(bobToken)).toMatchObject({ status: 200 })
    await wardkit.users.disable({ tenant: lab, id })
    expect((await assume(bobToken)).status).toBe(401)
    await wardkit.roleTrusts.set({ tenant: hospital, role, trust: [] })
    expect(await assume(eveToken)).toMatchObject(FORBIDDEN)
  })

  it('T10 asks for the external id where one is declared', async () => {
    const { wardkit, hospital, lab, role, eve, eveToken, assume, trust } = await partners()
    await trust({ tenant: lab, principal: eve, externalId: 'contract-2030-7' })
    for (const over of [{}, { externalId: 'contract-2030-8' }, { externalId: 'CONTRACT-2030-7' }])
      expect(await assume(eveToken, over)).toMatchObject(FORBIDDEN)
    const good = { externalId: 'contract-2030-7' }
    expect(await assume(eveToken, good)).toMatchObject({ status: 200 })
    // It is kept as a hash, and kept when the entry is said again.
    const found = await wardkit.roleTrusts.find({ tenant: hospital, role })
    expect(found?.entries).toMatchObject([{ externalId: true }])
    await trust({ id: found!.entries[0]!.id, tenant: lab })
    expect(await assume(eveToken)).toMatchObject(FORBIDDEN)
    expect(await assume(eveToken, good)).toMatchObject({ status: 200 })
    await trust({ id: found!.entries[0]!.id, tenant: lab, externalId: null })
    expect(await assume(eveToken)).toMatchObject({ status: 200 })
  })

  it('T10 is not done through an assumed role, unless that is allowed, and never further', async () => {
    for (const maxRoleChain of [1, 2]) {
      const { wardkit, hospital, lab, role, trust, eve, assumed, token, tries } = await partners({ maxRoleChain })
      const policy = "- allow: ['GET:/patient/{patientId}', 'POST:/wardkit/assume-role']"
      await wardkit.roles.update({ tenant: hospital, id: role, policy })
      await trust({ tenant: lab, principal: eve }, { tenant: hospital, principal: role })
      const first = await assumed()
      const exchange = (subject: string) =>
        token({
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          subject_token: subject,
          subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
          scope: role,
        })
      const second = await exchange(first)
      if (maxRoleChain === 1) {
        expect(second).toMatchObject({ status: 400, body: { error: 'invalid_target' } })
        continue
      }
      expect(second).toMatchObject({ status: 200 })
      const chained = second.body['access_token'] as string
      expect(decodeJwt(chained)['act']).toMatchObject({ sub: role, pty: 'assumedRole', act: { sub: eve, tid: lab } })
      expect(await exchange(chained)).toMatchObject({ status: 400, body: { error: 'invalid_target' } })
      expect(await tries(chained, GET)).toBe('allowed')
      await wardkit.users.disable({ tenant: lab, id: eve })
      expect(await tries(chained, GET)).toBe('stale')
    }
  })

  it('T10 stands in the audit logs of both tenants, with both parties', async () => {
    const { wardkit, hospital, lab, role, eve, assumed } = await partners()
    const token = await assumed({ sessionName: 'second opinion', tags: { case: '17' } })
    for (const tenant of [hospital, lab]) {
      const { records } = await wardkit.auditLog.query({ tenant, action: 'role.assume' })
      expect(records).toMatchObject([
        {
          actor: { type: 'user', id: eve },
          target: { type: 'role', id: role },
          details: {
            role: { id: role, tenant: hospital },
            by: { type: 'user', id: eve, tenant: lab },
            sessionName: 'second opinion',
            tags: { case: ['17'] },
            seconds: 900,
          },
        },
      ])
      expect(JSON.stringify(records)).not.toContain(token.split('.')[2])
    }
  })

  it('T10 leaves who assumed the role in every record of the access log', async () => {
    const { wardkit, hospital, lab, role, eve, send, assumed } = await partners({ accessLog: { file: ':memory:' } })
    await send(await assumed(), 'GET', '/roles')
    const { records } = await wardkit.accessLog.query({ tenant: hospital, limit: 1, order: 'newest' })
    expect(records).toMatchObject([
      { principal: { type: 'assumedRole', id: role, assumedBy: { type: 'user', id: eve, tenant: lab } } },
    ])
  })

  it('is forbidden by a guardrail of the own tenant, at the token endpoint too', async () => {
    const { wardkit, lab, hospital, role, eveToken, assume, token } = await partners()
    await wardkit.guardrails.set({ tenant: lab, policy: '- deny: [POST:/wardkit/assume-role]' })
    expect(await assume(eveToken)).toMatchObject(FORBIDDEN)
    const form = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: eveToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      audience: hospital,
      scope: role,
    }
    expect(await token(form)).toMatchObject({ status: 400, body: { error: 'invalid_target' } })
    await wardkit.guardrails.set({ tenant: lab, policy: null })
    expect(await token(form)).toMatchObject({ status: 200 })
  })

  it('lists the roles that trust the caller, of every tenant, and no others', async () => {
    const { lab, eve, eveToken, hospital, role, trust, send, logIn } = await partners()
    const hospitalOf = { id: hospital, slug: 'hospital', name: 'Hospital' }
    const list = async (token: string) => (await send(token, 'GET', '/assumable-roles')).body['items']
    expect(await list(eveToken)).toMatchObject([
      { tenant: hospitalOf, role: { id: role, name: 'Reports' }, externalIdNeeded: false, sessionTags: ['case'] },
    ])
    expect(await list(await logIn('root'))).toEqual([])
    await trust({ tenant: lab, principal: eve, externalId: 'contract-2030-7' })
    expect(await list(eveToken)).toMatchObject([{ externalIdNeeded: true }])
    await trust({ tenant: lab, principal: 'usr_other' })
    expect(await list(eveToken)).toEqual([])
  })
})

describe('the trust of a role', () => {
  it.each([
    ['nobody', {}],
    ['everybody of everywhere', { tenant: '*' }],
    ['a wildcard of ids', { tenant: 'TENANT', principal: 'usr_*' }],
    ['an external id alone', { externalId: 'contract-2030-7' }],
    ['an external id that is guessed at once', { tenant: 'TENANT', externalId: 'short' }],
    ['a key of tags that is the system’s', { tags: { 'wardkit:x': 'y' } }],
  ])('T10 names somebody: an entry of %s is an error', async (_what, entry) => {
    const { lab, send, role, logIn } = await partners()
    const trust = [JSON.parse(JSON.stringify(entry).replace('TENANT', lab))]
    const answer = await send(await logIn('root'), 'PUT', `/roles/${role}/trust`, { trust, version: 1 })
    expect(answer).toMatchObject({ status: 400, body: { code: 'ERR_INVALID_INPUT' } })
  })

  it('is read and said over HTTP, with versions', async () => {
    const { lab, send, role, logIn } = await partners()
    const root = await logIn('root')
    const path = `/roles/${role}/trust`
    expect(await send(root, 'GET', path)).toMatchObject({ status: 200, body: { version: 1, trust: [{ tenant: lab }] } })
    const body = { trust: [{ tenant: lab, externalId: 'contract-2030-7' }], maxDurationSeconds: 300, version: 1 }
    const set = await send(root, 'PUT', path, body)
    expect(set).toMatchObject({
      status: 200,
      body: { version: 2, maxDurationSeconds: 300, trust: [{ externalId: true }] },
    })
    expect(JSON.stringify(set.body)).not.toContain('contract')
    expect(await send(root, 'PUT', path, body)).toMatchObject({ status: 409 })
    expect(await send(root, 'PUT', path, { ...body, trust: [{ tenant: 'tnt_none' }], version: 2 })).toMatchObject({
      status: 404,
    })
  })

  it('T04 is given only by who holds the role, and session tags only by an admin', async () => {
    const { wardkit, hospital, lab, role, send, logIn } = await partners()
    const policy = "- allow: ['PUT:/wardkit/roles/{roleId}/trust']"
    const { id: keeper } = await wardkit.roles.create({ tenant: hospital, name: 'Keeper', policy })
    const user = {
      tenant: hospital,
      name: 'kim',
      email: 'kim@example.com',
      password: 'seven green kettles',
      emailVerified: true,
    }
    const { id: kim } = await wardkit.users.create({ ...user, roles: [keeper] })
    const set = async (over = {}) =>
      send(await logIn('kim'), 'PUT', `/roles/${role}/trust`, { trust: [{ tenant: lab }], version: 1, ...over })
    const refused = { status: 403, body: { code: 'ERR_NOT_GRANTED' } }
    expect(await set()).toMatchObject(refused)
    await wardkit.users.update({ tenant: hospital, id: kim, tags: { lab: 'north' } })
    expect(await set()).toMatchObject(refused)
    await wardkit.users.update({ tenant: hospital, id: kim, roles: [keeper, role], tags: {} })
    // The role has tags too, which go along with it.
    expect(await set()).toMatchObject(refused)
    await wardkit.users.update({ tenant: hospital, id: kim, tags: { lab: 'north' } })
    expect(await set({ sessionTags: ['case'] })).toMatchObject(refused)
    expect(await set()).toMatchObject({ status: 200 })
  })
})
