import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCESS_TABLE, CALLERS, type Caller } from './http/api/access-table.ts'
import { OWN_ROUTES } from './http/api/own-document.ts'
import { TEMPLATES } from './links.test-support.ts'
import { createMemoryStore } from './store/memory/index.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'

const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname
const PASSWORD = 'seven green kettles'
const NARROW =
  "- allow: ['GET:/wardkit/users', 'GET:/wardkit/users/{userId}', 'PATCH:/wardkit/users/{userId}', 'GET:/wardkit/roles', 'GET:/wardkit/roles/{roleId}']"

const store = createMemoryStore()
let wardkit: Wardkit
let a: string
let b: string
const tokens = new Map<Caller, string>()
const ids = new Map<string, string>()

beforeAll(async () => {
  wardkit = await createWardkit({
    openapi: DOCUMENT,
    store,
    sso: { resolveTxt: async () => [] },
    // Each cell makes what it asks about anew.
    limits: { connections: 1_000, domains: 1_000 },
    secret: 'a secret for tests that is long enough',
    accessLog: { file: ':memory:' },
    templates: TEMPLATES,
    onEvent: () => undefined,
  })
  a = (await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })).id
  b = (await wardkit.tenants.create({ slug: 'bolt', name: 'Bolt' })).id
  await wardkit.resources.register({ tenant: a, ...PATIENT })
  const { id: narrow } = await wardkit.roles.create({ tenant: a, name: 'Narrow', policy: NARROW })
  const roles: Partial<Record<Caller, string[]>> = { otherTenant: ['admin'], admin: ['admin'], narrow: [narrow] }
  for (const caller of CALLERS.filter((caller) => caller !== 'nobody')) {
    const tenant = caller === 'otherTenant' ? b : a
    const email = `${caller}@example.com`.toLowerCase()
    const user = { tenant, email, name: caller, password: PASSWORD, emailVerified: true }
    ids.set(caller, (await wardkit.users.create({ ...user, roles: roles[caller] ?? ['member'] })).id)
    tokens.set(caller, await logIn(email))
  }
  await wardkit.users.disable({ tenant: a, id: idOf('disabled') })
  await wardkit.users.update({ tenant: a, id: idOf('revoked'), roles: ['admin'] })
}, 120_000)

afterAll(() => wardkit.close())

const idOf = (name: string): string => ids.get(name) ?? ''

async function logIn(email: string): Promise<string> {
  const { body } = await send(null, 'POST', '/wardkit/login', { email, password: PASSWORD })
  return (body as { accessToken: string }).accessToken
}

async function send(token: string | null, method: string, path: string, body?: unknown, headers = {}) {
  const response = await wardkit.fetch(
    new Request(`http://localhost${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
  if (response.headers.get('content-type') === 'text/event-stream') {
    await response.body?.cancel()
    return { status: response.status, body: null, text: '' }
  }
  const text = await response.text()
  const json = (response.headers.get('content-type') ?? '').includes('json') && !text.includes('\n')
  return { status: response.status, body: json && text !== '' ? (JSON.parse(text) as unknown) : null, text }
}

/** As OAuth has it: who calls authenticates in the form. */
async function sendForm(path: string, form: Record<string, string>) {
  const request = { method: 'POST', body: new URLSearchParams(form) }
  const response = await wardkit.fetch(new Request(`http://localhost${path}`, request))
  const text = await response.text()
  return { status: response.status, body: JSON.parse(text) as unknown, text }
}

const as = (caller: Caller, method: string, path: string, body?: unknown, headers = {}) =>
  send(tokens.get(caller) ?? null, method, path, body, headers)

let made = 0

/** Somebody new in a tenant, who holds nothing. */
async function aUser(tenant: string, roles: string[] = []): Promise<string> {
  const email = `user-${(made += 1)}@example.com`
  return (await wardkit.users.create({ tenant, email, name: 'Bea', roles, emailVerified: true })).id
}

const POLICY = "- allow: ['GET:/patient']"

/** What each operation that is about something is asked about, made anew, and what is sent to it. */
const REQUESTS: Readonly<
  Record<string, () => Promise<{ id?: string; body?: unknown; query?: string; form?: Record<string, string> }>>
> = {
  'POST:/wardkit/login': async () => ({ body: { email: 'nobody@example.com', password: 'wrong' } }),
  'POST:/wardkit/login/init': async () => ({ body: { email: 'admin@example.com' } }),
  'POST:/wardkit/sign-up': async () => ({ body: { email: 'new@example.com', tenantName: 'New' } }),
  'POST:/wardkit/sign-up/complete': async () => ({ body: { code: 'wrong', name: 'New', password: PASSWORD } }),
  'POST:/wardkit/password/forgot': async () => ({ body: { email: 'new@example.com' } }),
  'POST:/wardkit/password/reset/show': async () => ({ body: { code: 'wrong' } }),
  'POST:/wardkit/password/reset': async () => ({ body: { code: 'wrong', password: PASSWORD } }),
  'POST:/wardkit/email/confirm': async () => ({ body: { code: 'wrong' } }),
  'POST:/wardkit/token': async () => ({
    form: { grant_type: 'client_credentials', client_id: 'key_none', client_secret: 'wrong' },
  }),
  'POST:/wardkit/token/refresh': async () => ({ body: { refreshToken: 'wrong' } }),
  'POST:/wardkit/session/tenant': async () => ({ body: { tenant: 'tnt_nowhere' } }),
  'POST:/wardkit/password/change': async () => ({ body: { password: 'wrong', newPassword: PASSWORD } }),
  'POST:/wardkit/email/change': async () => ({ body: { password: 'wrong', email: 'new@example.com' } }),
  'POST:/wardkit/login/second-factor': async () => ({ body: { challenge: 'wrong', totp: '000000' } }),
  'POST:/wardkit/login/second-factor/passkey': async () => ({ body: { challenge: 'wrong' } }),
  'POST:/wardkit/login/tenant': async () => ({ body: { challenge: 'wrong', tenant: 'acme' } }),
  'POST:/wardkit/login/passkey/finish': async () => ({ body: { challenge: 'wrong', passkey: {} } }),
  'POST:/wardkit/login/enroll/totp': async () => ({ body: { challenge: 'wrong' } }),
  'POST:/wardkit/login/enroll/totp/finish': async () => ({ body: { challenge: 'wrong', code: '000000' } }),
  'POST:/wardkit/login/enroll/passkey': async () => ({ body: { challenge: 'wrong' } }),
  'POST:/wardkit/login/enroll/passkey/finish': async () => ({ body: { challenge: 'wrong', passkey: {}, name: 'Key' } }),
  'POST:/wardkit/security/passkeys/finish': async () => ({ body: { challenge: 'wrong', passkey: {}, name: 'Key' } }),
  'PATCH:/wardkit/security/passkeys/{passkeyId}': async () => ({ id: 'pky_none', body: { name: 'Key' } }),
  'DELETE:/wardkit/security/passkeys/{passkeyId}': async () => ({ id: 'pky_none' }),
  'POST:/wardkit/security/totp/finish': async () => ({ body: { challenge: 'wrong', code: '000000' } }),
  'POST:/wardkit/step-up': async () => ({ body: { password: 'wrong' } }),
  'DELETE:/wardkit/sessions/{sessionId}': async () => ({ id: await aSession() }),
  'POST:/wardkit/decisions': async () => ({ body: { questions: [{ operation: 'GET:/patient' }] } }),
  'GET:/wardkit/links': async () => ({ query: `?resourceType=${PATIENT.type}&resourceId=${PATIENT.id}` }),
  'POST:/wardkit/links': async () => ({ body: { template: 'read', principal: await somebody(), resource: PATIENT } }),
  'DELETE:/wardkit/links/{linkId}': async () => ({ id: await aLink() }),
  'POST:/wardkit/who-may': async () => ({ body: { operation: 'GET:/patient/{patientId}', resource: PATIENT } }),
  'POST:/wardkit/what-may': async () => ({ body: { resource: PATIENT, principal: await somebody() } }),
  'POST:/wardkit/explain': async () => ({
    body: { principal: { type: 'user', id: idOf('member') }, question: { operation: 'GET:/patient' } },
  }),
  'GET:/wardkit/users/{userId}': async () => ({ id: await aUser(a) }),
  'PATCH:/wardkit/users/{userId}': async () => ({ id: await aUser(a), body: { roles: ['member'] } }),
  'DELETE:/wardkit/users/{userId}': async () => ({ id: await aUser(a) }),
  'POST:/wardkit/users/{userId}/disable': async () => ({ id: await aUser(a) }),
  'POST:/wardkit/users/{userId}/enable': async () => ({ id: await aUser(a) }),
  'POST:/wardkit/roles': async () => ({ body: { name: 'Reader', policy: POLICY } }),
  'GET:/wardkit/roles/{roleId}': async () => ({ id: await aRole() }),
  'PATCH:/wardkit/roles/{roleId}': async () => ({ id: await aRole(), body: { name: 'Other', version: 1 } }),
  'DELETE:/wardkit/roles/{roleId}': async () => ({ id: await aRole() }),
  'POST:/wardkit/roles/preview': async () => ({ body: { roleId: await aRole(), policy: POLICY } }),
  'POST:/wardkit/assume-role': async () => ({ body: { role: await aRole(), tenant: a } }),
  'GET:/wardkit/roles/{roleId}/trust': async () => ({ id: await aRole() }),
  'PUT:/wardkit/roles/{roleId}/trust': async () => ({
    id: await aRole(),
    body: { trust: [{ tenant: b }], version: 0 },
  }),
  'PUT:/wardkit/guardrail': async () => ({ body: { policy: null, version: 0 } }),
  'POST:/wardkit/invitations/show': async () => ({ body: { code: 'wrong' } }),
  'POST:/wardkit/invitations/accept': async () => ({ body: { code: 'wrong', password: PASSWORD } }),
  'POST:/wardkit/users/bulk': async () => ({ body: { users: [await aUser(a)], action: 'disable' } }),
  'GET:/wardkit/roles/{roleId}/holders': async () => ({ id: await aRole() }),
  'GET:/wardkit/users/{userId}/tags': async () => ({ id: await aUser(a) }),
  'PUT:/wardkit/users/{userId}/tags': async () => ({ id: await aUser(a), body: { tags: { x: 'y' } } }),
  'PATCH:/wardkit/users/{userId}/tags': async () => ({ id: await aUser(a), body: { set: { x: 'y' } } }),
  'GET:/wardkit/api-keys/{keyId}/tags': async () => ({ id: await aKey() }),
  'PUT:/wardkit/api-keys/{keyId}/tags': async () => ({ id: await aKey(), body: { tags: {} } }),
  'PATCH:/wardkit/api-keys/{keyId}/tags': async () => ({ id: await aKey(), body: { remove: ['x'] } }),
  'GET:/wardkit/roles/{roleId}/tags': async () => ({ id: await aRole() }),
  'PUT:/wardkit/roles/{roleId}/tags': async () => ({ id: await aRole(), body: { tags: { x: 'y' } } }),
  'PATCH:/wardkit/roles/{roleId}/tags': async () => ({ id: await aRole(), body: { set: { x: 'y' } } }),
  'GET:/wardkit/tags/suggestions': async () => ({ query: '?holder=user' }),
  'GET:/wardkit/resources': async () => ({ query: '?type=patient' }),
  'GET:/wardkit/resources/{type}/{id}': async () => ({ id: await aPatient() }),
  'PUT:/wardkit/resources/{type}/{id}': async () => ({ id: await aPatient(), body: { tags: { x: 'y' } } }),
  'DELETE:/wardkit/resources/{type}/{id}': async () => ({ id: await aPatient() }),
  'GET:/wardkit/resources/{type}/{id}/tags': async () => ({ id: await aPatient() }),
  'PUT:/wardkit/resources/{type}/{id}/tags': async () => ({ id: await aPatient(), body: { tags: { x: 'y' } } }),
  'PATCH:/wardkit/resources/{type}/{id}/tags': async () => ({ id: await aPatient(), body: { set: { x: 'y' } } }),
  'POST:/wardkit/resources/tags/bulk': async () => ({
    body: { resources: [{ type: 'patient', id: await aPatient() }], set: { x: 'y' } },
  }),
  'DELETE:/wardkit/tenant': async () => ({ body: { confirm: 'nobody' } }),
  'PATCH:/wardkit/tenant': async () => ({ body: { version: (await wardkit.settings.get(a)).version } }),
  'POST:/wardkit/invitations': async () => ({ body: { email: `i-${(made += 1)}@example.com` } }),
  'POST:/wardkit/invitations/bulk': async () => ({
    body: { invitations: [{ email: `i-${(made += 1)}@example.com` }] },
  }),
  'POST:/wardkit/invitations/{invitationId}/resend': async () => ({ id: await anInvitation() }),
  'DELETE:/wardkit/invitations/{invitationId}': async () => ({ id: await anInvitation() }),
  'POST:/wardkit/api-keys': async () => ({ body: { name: 'CI', roles: [] } }),
  'PATCH:/wardkit/api-keys/{keyId}': async () => ({ id: await aKey(), body: { name: 'Other' } }),
  'POST:/wardkit/api-keys/{keyId}/rotate': async () => ({ id: await aKey(), body: {} }),
  'DELETE:/wardkit/api-keys/{keyId}': async () => ({ id: await aKey() }),
  'GET:/wardkit/sso/start/{connectionId}': async () => ({ id: await aConnection() }),
  'GET:/wardkit/sso/callback/{connectionId}': async () => ({ id: await aConnection() }),
  'POST:/wardkit/sso/backchannel-logout/{connectionId}': async () => ({ id: await aConnection() }),
  'POST:/wardkit/connections': async () => ({ body: CONNECTION }),
  'GET:/wardkit/connections/{connectionId}': async () => ({ id: await aConnection() }),
  'PATCH:/wardkit/connections/{connectionId}': async () => ({ id: await aConnection(), body: { name: 'Other' } }),
  'DELETE:/wardkit/connections/{connectionId}': async () => ({ id: await aConnection() }),
  'POST:/wardkit/connections/{connectionId}/activate': async () => ({ id: await aTestedConnection() }),
  'POST:/wardkit/connections/{connectionId}/deactivate': async () => ({ id: await aConnection() }),
  'POST:/wardkit/connections/{connectionId}/test': async () => ({ id: await aConnection() }),
  'GET:/wardkit/connections/{connectionId}/test-runs': async () => ({ id: await aConnection() }),
  'GET:/wardkit/connections/{connectionId}/mapping': async () => ({ id: await aConnection() }),
  'PUT:/wardkit/connections/{connectionId}/mapping': async () => ({ id: await aConnection(), body: MAPPING }),
  'POST:/wardkit/connections/{connectionId}/mapping/dry-run': async () => ({
    id: await aConnection(),
    body: { claims: { groups: ['doctors'] } },
  }),
  'POST:/wardkit/domains': async () => ({ body: { domain: `new-${(made += 1)}.example` } }),
  'POST:/wardkit/domains/{domainId}/verify': async () => ({ id: await aDomain() }),
  'PATCH:/wardkit/domains/{domainId}': async () => ({ id: await aDomain(), body: { connection: null } }),
  'DELETE:/wardkit/domains/{domainId}': async () => ({ id: await aDomain() }),
  'DELETE:/wardkit/operator/tenants/{tenantId}': async () => ({ id: a }),
  'GET:/wardkit/operator/tenants/{tenantId}': async () => ({ id: a }),
  'POST:/wardkit/operator/tenants/{tenantId}/suspend': async () => ({ id: a }),
  'POST:/wardkit/operator/tenants/{tenantId}/resume': async () => ({ id: a }),
  'PUT:/wardkit/sso-settings': async () => ({ body: { enforced: false, breakGlass: [] } }),
}

const CONNECTION = {
  name: 'Okta',
  discoveryUrl: 'https://acme.okta.example',
  clientId: 'wardkit',
  clientSecret: 'a secret of the provider',
}
const MAPPING = { rules: [], tagRules: [], defaultRole: 'member', mode: 'authoritative' }

async function aConnection(): Promise<string> {
  return (await wardkit.connections.create({ tenant: a, ...CONNECTION })).id
}

/** One that a test login has passed of. */
async function aTestedConnection(): Promise<string> {
  const id = await aConnection()
  await store.write((writer) =>
    writer.tenant(a).updateConnection(id, { status: 'tested', testedConfiguration: 1 }, undefined, 0),
  )
  return id
}

async function aDomain(): Promise<string> {
  return (await wardkit.domains.add({ tenant: a, domain: `d-${(made += 1)}.example` })).id
}

const PATIENT = { type: 'patient', id: 'p1' }

const somebody = async () => ({ type: 'user' as const, id: await aUser(a) })

async function aLink(): Promise<string> {
  const input = { tenant: a, template: 'read', principal: await somebody(), resource: PATIENT }
  return (await wardkit.links.create(input)).id
}

async function aRole(): Promise<string> {
  return (await wardkit.roles.create({ tenant: a, name: 'Reader', policy: POLICY })).id
}

async function aPatient(): Promise<string> {
  const id = `tagged-${(made += 1)}`
  await wardkit.resources.register({ tenant: a, type: 'patient', id })
  return id
}

async function anInvitation(): Promise<string> {
  return (await wardkit.invitations.create({ tenant: a, email: `i-${(made += 1)}@example.com` })).id
}

/** Somebody else's. */
async function aSession(): Promise<string> {
  const user = {
    tenant: a,
    email: `s-${(made += 1)}@example.com`,
    name: 'Sue',
    password: PASSWORD,
    emailVerified: true,
  }
  await wardkit.users.create(user)
  const { body } = await send(await logIn(user.email), 'GET', '/wardkit/session')
  return (body as { session: { id: string } }).session.id
}

async function aKey(): Promise<string> {
  return (await wardkit.apiKeys.create({ tenant: a, name: 'CI', createdBy: idOf('admin'), roles: [] })).id
}

async function ask(caller: Caller, operation: string) {
  const [method = '', path = ''] = operation.split(/:(.*)/s)
  const { id = '', body, query = '', form } = (await REQUESTS[operation]?.()) ?? {}
  const { audit } = await stateOf(a)
  const answer = await (form === undefined
    ? as(caller, method, path.replace('{type}', 'patient').replace(/\{\w+\}/, id) + query, body)
    : sendForm(path, form))
  // Whose session ended gets a new one.
  if (operation === 'POST:/wardkit/logout' && answer.status === 204) {
    tokens.set(caller, await logIn(`${caller}@example.com`.toLowerCase()))
  }
  return { ...answer, wrote: (await stateOf(a)).audit !== audit }
}

/** The last change of a tenant that was recorded; an attempt to end a session that is not one's own is recorded too, and changes nothing. */
async function stateOf(tenant: string) {
  const { records } = await wardkit.auditLog.query({ tenant, limit: 10, order: 'newest' })
  return { audit: records.find(({ details }) => details['ended'] !== false)?.sequence ?? 0 }
}

const nameOf = ({ method, path }: (typeof OWN_ROUTES)[number]) => `${method.toUpperCase()}:/wardkit${path}`
const OPERATIONS = OWN_ROUTES.map(nameOf)
/** Those that ask who calls. */
const OWN_OPERATIONS = OWN_ROUTES.filter(({ security }) => security === undefined).map(nameOf)

describe('the table of who may do what over HTTP', () => {
  it('has a row for every operation, and for nothing else', () => {
    expect(Object.keys(ACCESS_TABLE).sort()).toEqual([...OPERATIONS].sort())
  })

  it.each(Object.entries(ACCESS_TABLE))('T01 holds of %s', async (operation, row) => {
    for (const [column, caller] of CALLERS.entries()) {
      const { status, wrote } = await ask(caller, operation)
      expect({ caller, status }).toEqual({ caller, status: row[column] })
      // Who may not, changes nothing; and nobody changes another tenant.
      if (status >= 400 || (caller === 'otherTenant' && status !== 204))
        expect({ caller, wrote }).toEqual({ caller, wrote: false })
    }
  })

  it('T01 answers another tenant’s id as it answers one that nobody has', async () => {
    for (const operation of OWN_OPERATIONS.filter((each) => each.includes('{'))) {
      const [method = '', path = ''] = operation.split(/:(.*)/s)
      const { id = '', body } = (await REQUESTS[operation]?.()) ?? {}
      const answers = await Promise.all(
        [id, `${id}0`].map(async (each) => {
          const { status, text } = await as(
            'otherTenant',
            method,
            path.replace('{type}', 'patient').replace(/\{\w+\}/, each),
            body,
          )
          return { status, text: text.replaceAll(each, 'ID').replace(/"requestId":"[^"]*"/, '') }
        }),
      )
      expect(answers[0]).toEqual(answers[1])
      expect(answers[0]?.status).toBe(404)
    }
  })
})

describe('administration over HTTP', () => {
  it.each([
    ['query', `/wardkit/users?tenant=`, undefined],
    ['query', `/wardkit/users?tenantId=`, undefined],
    ['body', '/wardkit/roles', 'tenant'],
    ['body', '/wardkit/roles', 'tenantId'],
  ])('T02 refuses a tenant in the %s', async (_place, path, field) => {
    const answer =
      field === undefined
        ? await as('admin', 'GET', path + b)
        : await as('admin', 'POST', path, { name: 'Reader', policy: POLICY, [field]: b })
    expect(answer).toMatchObject({ status: 400, body: { code: 'ERR_INVALID_INPUT' } })
  })

  it('T02 stays in the token’s tenant, whatever a header says', async () => {
    const { body } = await as('otherTenant', 'GET', '/wardkit/users', undefined, { 'x-tenant-id': a, tenant: a })
    expect((body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([idOf('otherTenant')])
  })

  it.each(['id', 'tenant', 'person', 'email', 'emailVerified', 'status', 'createdAt', 'password', '__proto__'])(
    'T03 takes no `%s` with a change of a user, and changes nothing',
    async (field) => {
      const id = await aUser(a)
      const before = await wardkit.users.find({ tenant: a, id })
      const body = JSON.parse(`{"name":"Eve","${field}":"x"}`) as unknown
      expect((await as('admin', 'PATCH', `/wardkit/users/${id}`, body)).status).toBe(400)
      expect(await wardkit.users.find({ tenant: a, id })).toEqual(before)
    },
  )

  it('T04 lets nobody give a role or a tag that they do not hold', async () => {
    const id = await aUser(a)
    for (const body of [{ roles: ['admin'] }, { roles: ['member'] }, { tags: { function: 'doctors' } }]) {
      expect(await as('narrow', 'PATCH', `/wardkit/users/${id}`, body)).toMatchObject({
        status: 403,
        body: { code: 'ERR_NOT_GRANTED' },
      })
    }
    expect(await wardkit.users.find({ tenant: a, id })).toMatchObject({ roles: [], tags: new Map() })
  })

  it('T05 lets nobody change their own roles and tags', async () => {
    for (const body of [{ roles: [] }, { roles: ['admin'] }, { tags: { function: 'doctors' } }]) {
      expect((await as('narrow', 'PATCH', `/wardkit/users/${idOf('narrow')}`, body)).status).toBe(403)
    }
    expect((await as('narrow', 'PATCH', `/wardkit/users/${idOf('narrow')}`, { name: 'New' })).status).toBe(200)
  })

  it('T06 keeps one active admin, also when two take each other’s role at once', async () => {
    const { id: tenant } = await wardkit.tenants.create({ slug: 'two', name: 'Two' })
    const pair = await Promise.all(
      ['one', 'two'].map(async (name) => {
        const user = { tenant, email: `${name}@two.example`, name, password: PASSWORD, emailVerified: true }
        const { id } = await wardkit.users.create({ ...user, roles: ['admin'] })
        return { id, token: await logIn(user.email) }
      }),
    )
    const [one, two] = pair as [{ id: string; token: string }, { id: string; token: string }]
    const statuses = await Promise.all([
      send(one.token, 'PATCH', `/wardkit/users/${two.id}`, { roles: [] }),
      send(two.token, 'PATCH', `/wardkit/users/${one.id}`, { roles: [] }),
    ])
    expect(statuses.filter(({ status }) => status === 200)).toHaveLength(1)
    const left = await wardkit.users.search({ tenant, role: 'admin', status: 'active', sort: 'name', limit: 10 })
    expect(left).toHaveLength(1)
    const last = left[0]?.user.id ?? ''
    const token = last === one.id ? one.token : two.token
    for (const [method, path, body] of [
      ['PATCH', '', { roles: [] }],
      ['POST', '/disable', undefined],
      ['DELETE', '', undefined],
    ] as const) {
      const answer = await send(token, method, `/wardkit/users/${last}${path}`, body)
      expect(answer).toMatchObject({ status: 409, body: { code: 'ERR_CONFLICT' } })
    }
  })

  it('T08 makes a tag decide about what is done to its holder, and its absence allow nothing', async () => {
    const policy = "- allow: ['GET:/wardkit/users/{userId}']\n  where: $resourceTags:Ward = 'A'"
    const { id: role } = await wardkit.roles.create({ tenant: a, name: 'Ward', policy })
    const user = { tenant: a, email: 'ward@example.com', name: 'Ward', password: PASSWORD, emailVerified: true }
    await wardkit.users.create({ ...user, roles: [role] })
    const token = await logIn(user.email)
    const id = await aUser(a)
    const read = async () => (await send(token, 'GET', `/wardkit/users/${id}`)).status
    expect(await read()).toBe(403)
    await as('admin', 'PATCH', `/wardkit/users/${id}`, { tags: { ward: ['a', 'b'] } })
    expect(await read()).toBe(200)
    await as('admin', 'PATCH', `/wardkit/users/${id}`, { tags: {} })
    expect(await read()).toBe(403)
    const system = await as('admin', 'PATCH', `/wardkit/users/${id}`, { tags: { 'WardKit:x': 'y' } })
    expect(system).toMatchObject({ status: 400, body: { code: 'ERR_INVALID_INPUT' } })
  })

  it('is held to the tenant’s guardrail', async () => {
    const { id: tenant } = await wardkit.tenants.create({ slug: 'guarded', name: 'Guarded' })
    const user = { tenant, email: 'g@example.com', name: 'G', password: PASSWORD, emailVerified: true }
    await wardkit.users.create({ ...user, roles: ['admin'] })
    const token = await logIn(user.email)
    expect((await send(token, 'GET', '/wardkit/users')).status).toBe(200)
    await wardkit.guardrails.set({ tenant, policy: "- deny: ['GET:/wardkit/users']" })
    expect((await send(token, 'GET', '/wardkit/users')).status).toBe(403)
  })

  it('tells what is wrong with a policy, and where', async () => {
    const answer = await as('admin', 'POST', '/wardkit/roles', { name: 'Reader', policy: "- allow: ['GET:/patiemt']" })
    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: 'ERR_POLICY_INVALID',
        diagnostics: [{ severity: 'error', span: { line: 1, column: 12 }, text: 'GET:/patiemt' }],
      },
    })
  })

  it('refuses a change of a role that somebody changed meanwhile', async () => {
    const id = await aRole()
    expect((await as('admin', 'PATCH', `/wardkit/roles/${id}`, { name: 'One', version: 1 })).status).toBe(200)
    const late = await as('admin', 'PATCH', `/wardkit/roles/${id}`, { name: 'Two', version: 1 })
    expect(late).toMatchObject({ status: 409, body: { code: 'ERR_CONFLICT' } })
  })

  it('lists users by what is asked of them, page by page', async () => {
    const { id: tenant } = await wardkit.tenants.create({ slug: 'many', name: 'Many' })
    const admin = { tenant, email: 'root@many.example', name: 'Zoe', password: PASSWORD, emailVerified: true }
    await wardkit.users.create({ ...admin, roles: ['admin'] })
    for (const name of ['Ada', 'bob', 'Cleo', 'dan', 'ada']) {
      const email = `${(made += 1)}.${name}@many.example`
      await wardkit.users.create({ tenant, email, name, tags: { function: name.startsWith('a') ? 'x' : 'Doctors' } })
    }
    const token = await logIn(admin.email)
    const list = async (query: string): Promise<string[]> => {
      const names: string[] = []
      for (let cursor = ''; ;) {
        const { status, body } = await send(token, 'GET', `/wardkit/users?limit=2&${query}${cursor}`)
        expect(status).toBe(200)
        const { items, next } = body as { items: { name: string }[]; next: string | null }
        names.push(...items.map(({ name }) => name))
        if (next === null) return names
        cursor = `&cursor=${next}`
      }
    }
    expect((await list('')).map((name) => name.toLowerCase())).toEqual(['ada', 'ada', 'bob', 'cleo', 'dan', 'zoe'])
    expect(await list('sort=-createdAt')).toHaveLength(6)
    expect((await list('sort=-name'))[0]).toBe('Zoe')
    expect(await list('search=O')).toEqual(['bob', 'Cleo', 'Zoe'])
    expect(await list('role=admin')).toEqual(['Zoe'])
    expect(await list('tag=Function=doctors')).toEqual(['Ada', 'bob', 'Cleo', 'dan'])
    expect(await list('tag=function')).toHaveLength(5)
    expect(await list('status=disabled')).toEqual([])
    expect((await send(token, 'GET', '/wardkit/users?cursor=nonsense')).status).toBe(400)
  })
})
