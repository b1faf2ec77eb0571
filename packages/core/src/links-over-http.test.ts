import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { P1, START, TEMPLATES } from './links.test-support.ts'
import { createMemoryStore } from './store/memory/index.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'

const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname
const PASSWORD = 'seven green kettles'
/** What an application whose owners share says of it. */
const OWNERS_SHARE = `
- allow: ['*']
  where: $resource:owner = $principal:id
- allow:
    - GET:/wardkit/links
    - POST:/wardkit/links
    - DELETE:/wardkit/links/{linkId}
    - POST:/wardkit/who-may
  where: $resource:owner = $principal:id
`
const NAMES = ['ada', 'bob', 'chief', 'eve'] as const
type Name = (typeof NAMES)[number]

let wardkit: Wardkit
let acme: string
let birch: string
const ids = new Map<Name, string>()
const tokens = new Map<Name, string>()
const idOf = (name: Name) => ids.get(name) ?? ''

/** In acme ada, who owns the patient p1, bob, and the admin chief; in birch the admin eve. */
beforeAll(async () => {
  wardkit = await createWardkit({
    openapi: DOCUMENT,
    store: createMemoryStore(),
    secret: 'a secret for tests that is long enough',
    accessLog: false,
    templates: TEMPLATES,
    globalPolicies: [{ name: 'owners', policy: OWNERS_SHARE }],
    onEvent: () => undefined,
  })
  acme = (await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })).id
  birch = (await wardkit.tenants.create({ slug: 'birch', name: 'Birch' })).id
  for (const name of NAMES) {
    const user = { tenant: name === 'eve' ? birch : acme, email: `${name}@example.com`, name, password: PASSWORD }
    const roles = name === 'chief' || name === 'eve' ? ['admin'] : []
    ids.set(name, (await wardkit.users.create({ ...user, roles, emailVerified: true })).id)
    const { body } = await send(null, 'POST /login', { email: user.email, password: PASSWORD })
    tokens.set(name, (body as { accessToken: string }).accessToken)
  }
  await wardkit.resources.register({ tenant: acme, ...P1, owner: idOf('ada'), tags: { ward: 'north' } })
}, 60_000)

afterEach(async () => {
  for (const { id } of await linksOnP1()) await wardkit.links.revoke({ tenant: acme, id })
})

async function send(token: string | null, target: string, body?: unknown) {
  const [method = '', path = ''] = target.split(' ')
  const response = await wardkit.fetch(
    new Request(`http://localhost/wardkit${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
  const text = await response.text()
  const { status, headers } = response
  return { status, revision: headers.get('wardkit-revision'), body: text === '' ? null : (JSON.parse(text) as unknown) }
}

const as = (name: Name, target: string, body?: unknown) => send(tokens.get(name) ?? '', target, body)

const ON_P1 = `GET /links?resourceType=${P1.type}&resourceId=${P1.id}`
const toBob = (template: string) => ({
  template,
  principal: { type: 'user' as const, id: idOf('bob') },
  resource: P1,
})

async function linksOnP1(): Promise<readonly { id: string }[]> {
  return wardkit.links.list({ tenant: acme, resource: P1 })
}

async function mayRead(name: Name): Promise<boolean> {
  const question = { operation: 'GET:/patient/{patientId}', params: { patientId: P1.id } }
  const { body } = await as(name, 'POST /decisions', { questions: [question] })
  return (body as { answers: [{ answer: string }] }).answers[0].answer === 'yes'
}

describe('sharing over HTTP', () => {
  it('tells everybody of a tenant what can be shared', async () => {
    const { body } = await as('bob', 'GET /templates')
    const { items } = body as { items: { name: string }[] }
    expect(items.map(({ name }) => name)).toEqual(['read', 'read-until', 'write', 'name-ward', 'admit'])
    expect(items[1]).toEqual({
      name: 'read-until',
      description: '',
      operations: ['GET:/patient/{patientId}'],
      resourceTypes: ['patient'],
      slots: [{ name: 'until', types: ['instant'] }],
    })
  })

  it('lets an owner share, see whom with, and take it back', async () => {
    const before = wardkit.revision
    const made = await as('ada', 'POST /links', { ...toBob('read'), expiresAt: Date.now() + 60_000 })
    expect(made).toMatchObject({
      status: 201,
      body: {
        template: 'read',
        principal: { type: 'user', id: idOf('bob'), tenant: acme, name: 'bob' },
        resource: P1,
        slots: {},
        createdBy: { id: idOf('ada'), name: 'ada' },
      },
    })
    expect(Number(made.revision)).toBeGreaterThan(before)
    expect(await mayRead('bob')).toBe(true)
    expect(await as('ada', ON_P1)).toMatchObject({ status: 200, body: { items: [made.body], next: null } })
    const { id } = made.body as { id: string }
    expect((await as('ada', `DELETE /links/${id}`)).status).toBe(204)
    expect(await mayRead('bob')).toBe(false)
    expect((await as('chief', `DELETE /links/${id}`)).status).toBe(404)
  })

  it('T04 lets nobody share who is neither an admin nor let by a policy, whatever they may do', async () => {
    const { id } = await wardkit.links.create({
      tenant: acme,
      ...toBob('write'),
      principal: { type: 'tenant', id: acme },
    })
    const before = await linksOnP1()
    for (const template of ['read', 'write']) expect((await as('bob', 'POST /links', toBob(template))).status).toBe(403)
    expect((await as('bob', ON_P1)).status).toBe(403)
    expect((await as('bob', `DELETE /links/${id}`)).status).toBe(403)
    expect(await linksOnP1()).toEqual(before)
  })

  it('T04 lets an owner share no more than they may do themselves', async () => {
    await wardkit.guardrails.set({ tenant: acme, policy: "- deny: ['PUT:/patient/{patientId}']" })
    const refused = await as('ada', 'POST /links', toBob('write'))
    await wardkit.guardrails.set({ tenant: acme, policy: null })
    expect(refused).toMatchObject({ status: 403, body: { code: 'ERR_NOT_GRANTED' } })
    expect(await linksOnP1()).toEqual([])
  })

  it('T01 neither shares, lists nor takes away what is another tenant’s', async () => {
    const { id } = await wardkit.links.create({ tenant: acme, ...toBob('read') })
    expect(
      (await as('eve', 'POST /links', { ...toBob('read'), principal: { type: 'user', id: idOf('eve') } })).status,
    ).toBe(404)
    expect((await as('eve', ON_P1)).status).toBe(404)
    expect((await as('eve', `DELETE /links/${id}`)).status).toBe(404)
    expect((await as('eve', 'POST /who-may', { operation: 'GET:/patient/{patientId}', resource: P1 })).status).toBe(404)
    expect((await as('eve', 'POST /what-may', { resource: P1 })).status).toBe(404)
    const named = { principal: { type: 'user', id: idOf('bob') } }
    expect((await as('eve', 'POST /what-may', named)).status).toBe(404)
    // Links of birch to bob; those of acme are not its to see.
    const toHim = `GET /links?principalType=user&principalId=${idOf('bob')}&principalTenant=${acme}`
    expect(await as('eve', toHim)).toMatchObject({ status: 200, body: { items: [] } })
    expect(await linksOnP1()).toHaveLength(1)
  })

  it('T01 tells whom of another tenant it is shared with by the tenant’s name only', async () => {
    const share = (principal: object) => as('ada', 'POST /links', { ...toBob('read'), principal })
    const all = await share({ type: 'tenant', id: birch })
    expect(all).toMatchObject({ status: 201, body: { principal: { tenant: birch, name: 'Birch' } } })
    const one = await share({ type: 'user', id: idOf('eve'), tenant: birch })
    expect(one).toMatchObject({ status: 201, body: { principal: { tenant: birch, name: null } } })
  })

  it.each(['tenant', 'tenantId'])('T02 takes no `%s`, and stays in the caller’s', async (field) => {
    expect((await as('chief', 'POST /links', { ...toBob('read'), [field]: birch })).status).toBe(400)
    expect((await as('chief', `${ON_P1}&${field}=${birch}`)).status).toBe(400)
    expect(await linksOnP1()).toEqual([])
  })

  it.each(['id', 'createdBy', 'createdAt', 'revision', '__proto__'])('T03 takes no `%s` with a link', async (field) => {
    const body = JSON.parse(`${JSON.stringify(toBob('read')).slice(0, -1)},"${field}":"x"}`) as unknown
    expect((await as('chief', 'POST /links', body)).status).toBe(400)
    expect(await linksOnP1()).toEqual([])
  })

  it.each<[string, object, number]>([
    ['of no template', { template: 'raed' }, 400],
    ['to a resource of another type', { resource: { type: 'document', id: '1' } }, 400],
    ['whose slot has no value', { template: 'read-until' }, 400],
    ['whose slot is there as JSON’s own name only', { template: 'read-until', slots: { toString: 'x' } }, 400],
    ['that has expired', { expiresAt: START }, 400],
    ['to nobody', { principal: { type: 'user', id: 'usr_nobody' } }, 404],
    ['without a resource', { resource: undefined }, 400],
  ])('refuses a link %s, and writes nothing', async (_, input, status) => {
    const revision = wardkit.revision
    expect((await as('chief', 'POST /links', { ...toBob('read'), ...input })).status).toBe(status)
    expect(wardkit.revision).toBe(revision)
  })

  it.each(['', '?resourceType=patient', '?principalId=x', '?resourceType=patient&resourceId=p1&principalType=user'])(
    'refuses a list of links of `%s`',
    async (query) => {
      expect(await as('chief', `GET /links${query}`)).toMatchObject({
        status: 400,
        body: { code: 'ERR_INVALID_INPUT' },
      })
    },
  )

  it('lists a page at a time', async () => {
    for (const template of ['read', 'write']) await as('ada', 'POST /links', toBob(template))
    const first = (await as('ada', `${ON_P1}&limit=1`)).body as { items: { id: string }[]; next: string }
    const second = (await as('ada', `${ON_P1}&limit=1&cursor=${first.next}`)).body
    const [one, two] = await linksOnP1()
    expect(first.items).toMatchObject([{ id: one?.id }])
    expect(second).toMatchObject({ items: [{ id: two?.id }], next: null })
  })
})

describe('who may and what may over HTTP', () => {
  const READ = 'GET:/patient/{patientId}'

  it('tells an owner and an admin who may, page by page', async () => {
    await wardkit.links.create({ tenant: acme, ...toBob('read') })
    for (const name of ['ada', 'chief'] as const) {
      const found: { name: string; answer: string; email: string | null }[] = []
      let cursor: string | null = null
      do {
        const given = cursor === null ? {} : { cursor }
        const { body } = await as(name, 'POST /who-may', { operation: READ, resource: P1, limit: 1, ...given })
        const page = body as { items: typeof found; next: string | null }
        found.push(...page.items)
        cursor = page.next
      } while (cursor !== null)
      const expected = ['ada', 'bob', 'chief'].map((each) => ({
        type: 'user',
        id: idOf(each as Name),
        name: each,
        email: `${each}@example.com`,
        answer: 'yes',
        dependsOn: [],
      }))
      expect(found.sort((one, two) => one.name.localeCompare(two.name))).toEqual(expected)
    }
    expect((await as('bob', 'POST /who-may', { operation: READ, resource: P1 })).status).toBe(403)
  })

  it('tells anybody what they may do themselves, and an admin what somebody else may', async () => {
    await wardkit.links.create({ tenant: acme, ...toBob('read') })
    const yes = async (name: Name, input: object) => {
      const { body } = await as(name, 'POST /what-may', input)
      const { answers } = body as { answers: { operation: string; answer: string }[] }
      return answers.filter(({ answer }) => answer === 'yes').map(({ operation }) => operation)
    }
    expect(await yes('bob', { resource: P1 })).toEqual([READ])
    expect(await yes('chief', { resource: P1, principal: { type: 'user', id: idOf('bob') } })).toEqual([READ])
    expect(await yes('ada', { resource: P1 })).toContain('DELETE:/patient/{patientId}')
    const other = { resource: P1, principal: { type: 'user', id: idOf('ada') } }
    expect((await as('bob', 'POST /what-may', other)).status).toBe(403)
    expect((await as('bob', 'POST /what-may', { ...other, principal: null })).status).toBe(403)
  })

  it('refuses a cursor that is none, and an operation that is not there', async () => {
    for (const input of [{ operation: READ, cursor: 'x' }, { operation: 'GET:/patiemt' }, { operation: READ }]) {
      expect((await as('chief', 'POST /who-may', input)).status).toBe(400)
    }
  })
})

describe('the resource of a link', () => {
  it('has the owner and the tags of what is shared, as policies see them', async () => {
    const policy =
      "- allow: ['DELETE:/wardkit/links/{linkId}', 'POST:/wardkit/links']\n  where: $resourceTags:ward = 'north'"
    const role = await wardkit.roles.create({ tenant: acme, name: 'north', policy })
    await wardkit.users.update({ tenant: acme, id: idOf('bob'), roles: [role.id] })
    const { body } = await send(null, 'POST /login', { email: 'bob@example.com', password: PASSWORD })
    const { accessToken } = body as { accessToken: string }
    const { id } = await wardkit.links.create({ tenant: acme, ...toBob('read') })
    // The policy lets bob, and he may do himself what this link allows.
    expect((await send(accessToken, `DELETE /links/${id}`)).status).toBe(204)
    // It lets him no longer share, as he may no longer read.
    expect(await send(accessToken, 'POST /links', toBob('read'))).toMatchObject({ body: { code: 'ERR_NOT_GRANTED' } })
    await wardkit.resources.register({ tenant: acme, ...P1, owner: idOf('ada'), tags: { ward: 'south' } })
    expect(await send(accessToken, 'POST /links', toBob('read'))).toMatchObject({ body: { code: 'ERR_FORBIDDEN' } })
  })
})
