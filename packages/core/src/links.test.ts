import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeDecision } from './decision/describe-decision.ts'
import type { LinkInput } from './identity/links.ts'
import type { Principal } from './model/principal.ts'
import type { RequestValues } from './model/request-values.ts'
import { NO_TAGS } from './model/tags.ts'
import { createMemoryStore } from './store/memory/index.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'
import type { WardkitOptions } from './wardkit-options.ts'

const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname

const statement = (...lines: string[]) => ['  - allow:', ...lines.map((line) => `    ${line}`)].join('\n')
const READ = statement('  - GET:/patient/{patientId}', 'principal: ?principal', 'resource: ?resource')
const TEMPLATES = [
  `template: read\npolicy:\n${READ}`,
  `template: read-until\npolicy:\n${READ}\n    where: $context:time < ?until`,
  `template: write\npolicy:\n${READ.replace('GET', 'PUT')}`,
  `template: name-ward\npolicy:\n${READ.replace('GET:/patient/{patientId}', "'PUT:/patient/{patientId}:[ward]'")}\n    where: $body:ward = ?ward`,
  `template: admit\npolicy:\n${statement('  - POST:/patient', 'principal: ?principal')}`,
]
const OWNERS = { name: 'owners', policy: "- allow: ['*']\n  where: $resource:owner = $principal:id" }
const P1 = { type: 'patient', id: 'p1' }

let folder: string
let opened: Wardkit[]
let now: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardkit-links-'))
  opened = []
  now = 1_000_000
})

afterEach(async () => {
  for (const wardkit of opened) await wardkit.close()
  rmSync(folder, { recursive: true })
})

async function open(options: WardkitOptions = {}): Promise<Wardkit> {
  const wardkit = await createWardkit({
    openapi: DOCUMENT,
    store: createMemoryStore(),
    secret: 'a secret for tests that is long enough',
    accessLog: false,
    templates: TEMPLATES,
    globalPolicies: [OWNERS],
    clock: () => now,
    onEvent: () => undefined,
    ...options,
  })
  opened.push(wardkit)
  return wardkit
}

interface Clinic {
  readonly wardkit: Wardkit
  /** Tenant ids. */
  readonly acme: string
  readonly birch: string
  readonly ada: Principal
  readonly bob: Principal
  /** Of the tenant birch. */
  readonly eve: Principal
}

/** Two tenants: in acme ada, who owns the patient p1, and bob; in birch eve. */
async function fill(wardkit: Wardkit): Promise<Clinic> {
  const user = async (tenant: string, name: string): Promise<Principal> => {
    const { id } = await wardkit.users.create({
      tenant,
      name,
      email: `${name}@example.com`,
      password: 'seven green kettles',
    })
    return { type: 'user', id, tenant, roles: [], tags: NO_TAGS }
  }
  const { id: acme } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
  const { id: birch } = await wardkit.tenants.create({ slug: 'birch', name: 'Birch' })
  const [ada, bob, eve] = [await user(acme, 'ada'), await user(acme, 'bob'), await user(birch, 'eve')]
  await wardkit.resources.register({ tenant: acme, ...P1, owner: ada.id })
  return { wardkit, acme, birch, ada, bob, eve }
}

const GET = 'GET /patient/p1'
const PUT = 'PUT /patient/p1'

function question(wardkit: Wardkit, principal: Principal, target: string, body?: RequestValues['body']) {
  const [method = '', path = ''] = target.split(' ')
  const match = wardkit.findOperation(method, path.split('/').slice(1))
  if (typeof match === 'string') throw new Error(match)
  const request: RequestValues = { path: match.path, query: new Map(), body: body ?? { status: 'absent' } }
  return { principal, operation: match.operation, request }
}

async function reason(wardkit: Wardkit, principal: Principal, target: string, body?: RequestValues['body']) {
  return (await wardkit.decide(question(wardkit, principal, target, body))).reason
}

const share = (clinic: Clinic, input: Partial<LinkInput> = {}) =>
  clinic.wardkit.links.create({
    tenant: clinic.acme,
    template: 'read',
    principal: { type: 'user', id: clinic.bob.id },
    resource: P1,
    ...input,
  })

describe('a link', () => {
  it('allows its principal what its template says, on its resource and nothing else', async () => {
    const clinic = await fill(await open())
    const { wardkit, ada, bob, acme } = clinic
    await wardkit.resources.register({ tenant: acme, type: 'patient', id: 'p2', owner: ada.id })
    expect(await reason(wardkit, bob, GET)).toBe('condition-not-met')
    const { id } = await share(clinic)
    const decision = await wardkit.decide(question(wardkit, bob, GET))
    expect(decision.reason).toBe('allowed')
    expect(decision.statements.map(({ source }) => source)).toEqual([{ kind: 'link', id, template: 'read' }])
    expect(describeDecision(decision)).toContain(`the link \`${id}\` (template \`read\`)`)
    expect(await reason(wardkit, bob, PUT)).toBe('condition-not-met')
    expect(await reason(wardkit, bob, 'GET /patient/p2')).toBe('condition-not-met')
    expect(await reason(wardkit, { ...bob, type: 'apiKey' }, GET)).toBe('condition-not-met')
    expect(await reason(wardkit, { ...bob, id: 'usr_other' }, GET)).toBe('condition-not-met')
  })

  it('C01 allows nothing from the decision after its revocation on', async () => {
    const clinic = await fill(await open())
    const { wardkit, bob, acme } = clinic
    const { id } = await share(clinic)
    for (let i = 0; i < 3; i++) expect(await reason(wardkit, bob, GET)).toBe('allowed')
    expect(await wardkit.links.revoke({ tenant: acme, id })).toMatchObject({ revoked: true })
    for (let i = 0; i < 3; i++) expect(await reason(wardkit, bob, GET)).toBe('condition-not-met')
    expect(await wardkit.links.revoke({ tenant: acme, id })).toMatchObject({ revoked: false })
  })

  it('C01 that another process revokes allows nothing at the next request, nor at the revision of the revocation', async () => {
    const options = { database: `sqlite:${join(folder, 'wardkit.db')}` }
    const withoutStore = async () => {
      const { store: _, ...rest } = { store: undefined, ...options }
      return open({ ...rest, store: undefined as never })
    }
    const one = await withoutStore()
    const clinic = await fill(one)
    const other = await withoutStore()
    const { id, revision } = await share(clinic)
    const asked = () => ({ ...question(other, clinic.bob, GET), atLeast: revision })
    expect((await other.decide(asked())).reason).toBe('allowed')
    const revoked = await one.links.revoke({ tenant: clinic.acme, id })
    expect((await other.decide({ ...asked(), atLeast: revoked.revision })).allowed).toBe(false)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await reason(other, clinic.bob, GET)).toBe('condition-not-met')
  })

  it('allows nothing from the moment it expires', async () => {
    const clinic = await fill(await open())
    const { wardkit, bob } = clinic
    await share(clinic, { expiresAt: now + 10 })
    now += 9
    expect(await reason(wardkit, bob, GET)).toBe('allowed')
    now += 1
    expect(await reason(wardkit, bob, GET)).toBe('condition-not-met')
  })

  it('to a role allows whoever holds it, and to the tenant everybody of it', async () => {
    const clinic = await fill(await open())
    const { wardkit, acme, bob, eve } = clinic
    const role = await wardkit.roles.create({ tenant: acme, name: 'ward', policy: '- allow: [GET:/patient]' })
    const { id } = await share(clinic, { principal: { type: 'role', id: role.id } })
    expect(await reason(wardkit, bob, GET)).toBe('condition-not-met')
    expect(await reason(wardkit, { ...bob, roles: [role.id] }, GET)).toBe('allowed')
    await wardkit.links.revoke({ tenant: acme, id })
    await share(clinic, { principal: { type: 'tenant', id: acme } })
    expect(await reason(wardkit, bob, GET)).toBe('allowed')
    expect(await reason(wardkit, { ...bob, type: 'apiKey', id: 'key' }, GET)).toBe('allowed')
    expect(await reason(wardkit, eve, GET)).toBe('other-tenant')
  })

  it('to an e-mail allows nobody before there is a user who has proved it', async () => {
    const clinic = await fill(await open())
    const { wardkit, acme } = clinic
    const { principal } = await share(clinic, { principal: { type: 'email', id: 'Zoe@Example.com' } })
    expect(principal).toEqual({ type: 'email', id: 'zoe@example.com', tenant: acme })
    const stranger: Principal = {
      type: 'user',
      id: 'usr_z',
      tenant: acme,
      roles: [],
      tags: NO_TAGS,
      email: 'zoe@example.com',
    }
    expect(await reason(wardkit, stranger, GET)).toBe('condition-not-met')
  })

  it('is refused by every deny, and is exempt from the match of tags', async () => {
    const clinic = await fill(await open({ openapi: { file: DOCUMENT, resourceTagMatch: 'required' } }))
    const { wardkit, acme, ada, bob } = clinic
    await wardkit.resources.register({ tenant: acme, ...P1, owner: ada.id, tags: { ward: 'a' } })
    await share(clinic)
    expect(await reason(wardkit, bob, GET)).toBe('allowed')
    await wardkit.guardrails.set({ tenant: acme, policy: "- deny: ['*']\n  where: $resourceTags:ward = 'a'" })
    expect(await reason(wardkit, bob, GET)).toBe('denied')
  })

  it('gives values to the slots of its template', async () => {
    const clinic = await fill(await open())
    const { wardkit, bob } = clinic
    await share(clinic, { template: 'name-ward', slots: { ward: 'north' } })
    const json = (value: Record<string, string>) => ({ status: 'json', value }) as const
    expect(await reason(wardkit, bob, PUT, json({ ward: 'north' }))).toBe('allowed')
    expect(await reason(wardkit, bob, PUT, json({ ward: 'south' }))).toBe('condition-not-met')
    expect(await reason(wardkit, bob, PUT, json({ ward: 'north', name: 'x' }))).toBe('field-not-allowed')
    await share(clinic, { template: 'read-until', slots: { until: '1970-01-01T00:20:00Z' } })
    expect(await reason(wardkit, bob, GET)).toBe('allowed')
    now = 1_200_000
    expect(await reason(wardkit, bob, GET)).toBe('condition-not-met')
  })

  it('on no resource allows an operation that has none', async () => {
    const clinic = await fill(await open())
    const { wardkit, acme, bob } = clinic
    const input = { tenant: acme, template: 'admit', principal: { type: 'user', id: bob.id } } as const
    expect(await reason(wardkit, bob, 'POST /patient')).toBe('condition-not-met')
    await wardkit.links.create(input)
    expect(await reason(wardkit, bob, 'POST /patient')).toBe('allowed')
    expect(
      (await wardkit.permissions(bob)).filter((each) => each.reason === 'allowed').map(({ operation }) => operation),
    ).toEqual(['POST:/patient'])
  })

  it('shows in explanations, permissions and batches as in decisions', async () => {
    const clinic = await fill(await open())
    const { wardkit, bob } = clinic
    const { id } = await share(clinic, { template: 'read-until', slots: { until: '1970-01-01T00:00:01Z' } })
    const explanation = await wardkit.explain(question(wardkit, bob, GET))
    const traced = explanation.statements.find(({ source }) => source.kind === 'link' && source.id === id)
    expect(traced?.comparisons.map(({ comparison, truth }) => [comparison, truth])).toEqual([
      ['$context:time < ?until', 'FALSE'],
    ])
    now = 0
    const permitted = (await wardkit.permissions(bob, P1)).filter(({ allowed }) => allowed)
    expect(permitted.map(({ operation }) => operation)).toEqual(['GET:/patient/{patientId}'])
    const [first] = await wardkit.decideAll([question(wardkit, bob, GET)])
    expect(first?.allowed).toBe(true)
  })

  it('allows nothing when its template is gone, or is about something else now', async () => {
    const store = createMemoryStore()
    const clinic = await fill(await open({ store }))
    await share(clinic, { template: 'read-until', slots: { until: '2030-01-01T00:00:00Z' } })
    expect(await reason(clinic.wardkit, clinic.bob, GET)).toBe('allowed')
    const changed = `template: read-until\npolicy:\n${READ}\n    where: $context:time < ?end`
    for (const templates of [[], [changed], [TEMPLATES[0]!]]) {
      expect(await reason(await open({ store, templates }), clinic.bob, GET)).toBe('condition-not-met')
    }
  })

  it('makes a refusal unavailable where it cannot be looked for, and leaves an allow an allow', async () => {
    const store = createMemoryStore()
    const clinic = await fill(await open({ store }))
    await share(clinic)
    const failing = await open({
      store: { ...store, findLinks: () => Promise.reject(new Error('gone')), close: async () => undefined },
    })
    expect(await reason(failing, clinic.bob, GET)).toBe('unavailable')
    expect(await reason(failing, clinic.ada, GET)).toBe('allowed')
  })
})

describe('C02 the new enemy', () => {
  it('of a link revoked before something was added is refused at the revision of the addition', async () => {
    const store = createMemoryStore()
    const clinic = await fill(await open({ store }))
    const { wardkit, acme, bob, ada } = clinic
    const { id } = await share(clinic)
    // Another instance, which saw the link and whose hint tells of nothing since.
    let isLagging = false
    let seen = 0
    const lagging = await open({
      store: {
        ...store,
        changeHint: () => (isLagging ? seen : (seen = store.changeHint())),
        close: async () => undefined,
      },
    })
    expect(await reason(lagging, bob, GET)).toBe('allowed')
    isLagging = true
    await wardkit.links.revoke({ tenant: acme, id })
    const { revision } = await wardkit.resources.register({
      tenant: acme,
      ...P1,
      owner: ada.id,
      tags: { content: 'secret' },
    })
    expect((await lagging.decide({ ...question(lagging, bob, GET), atLeast: revision })).allowed).toBe(false)
  })

  it('of a guardrail of the other tenant is refused at its revision too', async () => {
    const store = createMemoryStore()
    const clinic = await fill(await open({ store }))
    const { wardkit, acme, eve } = clinic
    await share(clinic, { principal: { type: 'user', id: eve.id, tenant: eve.tenant } })
    let isLagging = false
    let seen = 0
    const lagging = await open({
      store: {
        ...store,
        changeHint: () => (isLagging ? seen : (seen = store.changeHint())),
        close: async () => undefined,
      },
    })
    expect(await reason(lagging, eve, GET)).toBe('allowed')
    isLagging = true
    const { revision } = await wardkit.guardrails.set({ tenant: acme, policy: "- deny: ['GET:*']" })
    expect((await lagging.decide({ ...question(lagging, eve, GET), atLeast: revision })).allowed).toBe(false)
  })
})

describe('a link that spans two tenants', () => {
  it('lets its principal reach the resource, which is otherwise not found', async () => {
    const clinic = await fill(await open())
    const { wardkit, acme, birch, eve } = clinic
    expect(await reason(wardkit, eve, GET)).toBe('other-tenant')
    const { id } = await share(clinic, { principal: { type: 'user', id: eve.id, tenant: birch } })
    expect(await reason(wardkit, eve, GET)).toBe('allowed')
    expect((await wardkit.permissions(eve, P1)).filter(({ allowed }) => allowed)).toHaveLength(1)
    await wardkit.links.revoke({ tenant: acme, id })
    expect(await reason(wardkit, eve, GET)).toBe('other-tenant')
  })

  it('alone can allow: neither a global policy nor a role of the principal does', async () => {
    const everything = { name: 'everything', policy: "- allow: ['*']" }
    const clinic = await fill(await open({ globalPolicies: [everything] }))
    const { wardkit, birch, eve } = clinic
    await share(clinic, { principal: { type: 'tenant', id: birch } })
    const admin = { ...eve, roles: ['admin'] }
    expect(await reason(wardkit, admin, GET)).toBe('allowed')
    const refused = await wardkit.decide(question(wardkit, admin, PUT))
    expect([refused.allowed, refused.reason]).toEqual([false, 'other-tenant'])
    expect(await reason(wardkit, admin, 'DELETE /patient/p1')).toBe('other-tenant')
  })

  it.each(['acme', 'birch'] as const)('is refused by the denies of %s', async (tenant) => {
    const clinic = await fill(await open())
    const { wardkit, birch, eve } = clinic
    await share(clinic, { principal: { type: 'user', id: eve.id, tenant: birch } })
    await wardkit.guardrails.set({ tenant: clinic[tenant], policy: "- deny: ['GET:/patient/{patientId}']" })
    const explanation = await wardkit.explain(question(wardkit, eve, GET), { changes: false })
    expect(explanation.decision.reason).toBe('denied')
    expect(explanation.statements.filter(({ reason: why }) => why === 'denied')).toHaveLength(1)
  })

  it('reaches nothing while the other tenant is suspended', async () => {
    const clinic = await fill(await open())
    const { wardkit, acme, birch, eve } = clinic
    await share(clinic, { principal: { type: 'tenant', id: birch } })
    await wardkit.tenants.suspend(acme)
    expect(await reason(wardkit, eve, GET)).toBe('other-tenant')
  })

  it('reaches no resource of the principal’s own tenant that has the same name, nor one of a third', async () => {
    const clinic = await fill(await open())
    const { wardkit, acme, birch, eve } = clinic
    await share(clinic, { principal: { type: 'tenant', id: birch } })
    await wardkit.resources.register({ tenant: birch, ...P1 })
    expect(await reason(wardkit, eve, GET)).toBe('condition-not-met')
    await wardkit.resources.remove({ tenant: birch, ...P1 })
    await wardkit.resources.remove({ tenant: acme, ...P1 })
    const { id: cedar } = await wardkit.tenants.create({ slug: 'cedar', name: 'Cedar' })
    await wardkit.resources.register({ tenant: cedar, ...P1 })
    await share(clinic, { principal: { type: 'tenant', id: birch } })
    expect(await reason(wardkit, eve, GET)).toBe('other-tenant')
  })
})

describe('making a link', () => {
  it.each<[string, Partial<LinkInput>, string]>([
    ['of a template that is not there', { template: 'raed' }, 'there is no policy template `raed`'],
    ['to a resource of another type', { resource: { type: 'document', id: '1' } }, 'type `patient`, not `document`'],
    ['without its resource', { resource: undefined as never }, 'needs a resource of type `patient`'],
    ['to a resource where there is none', { template: 'admit' }, 'have no resource'],
    [
      'without the value of a slot',
      { template: 'read-until' },
      'the slot `?until` of the template `read-until` has no value',
    ],
    [
      'with a value of another type',
      { template: 'read-until', slots: { until: 5 } },
      'needs a value of type `instant`',
    ],
    ['with a slot that is not there', { slots: { until: 'x' } }, 'has no slot `?until`'],
    ['with a value that is none', { slots: { until: null as never } }, 'slot `until` has a value that is neither'],
    ['that has expired', { expiresAt: 1_000_000 }, '`expiresAt` is not in the future'],
    ['to nobody', { principal: { type: 'user', id: 'usr_nobody' } }, 'there is no user `usr_nobody`'],
    ['to no role', { principal: { type: 'role', id: 'rol_none' } }, 'there is no role `rol_none`'],
    ['to no e-mail', { principal: { type: 'email', id: 'nobody' } }, '`principal.id`'],
  ])('%s is refused in one sentence, and nothing is written', async (_, input, message) => {
    const clinic = await fill(await open())
    const before = clinic.wardkit.revision
    await expect(share(clinic, input)).rejects.toThrow(message)
    expect(await clinic.wardkit.links.list({ tenant: clinic.acme, resource: P1 })).toEqual([])
    expect(clinic.wardkit.revision).toBe(before)
  })

  it('is listed by resource and by principal', async () => {
    const clinic = await fill(await open())
    const { wardkit, acme, bob } = clinic
    const { revision: _, ...link } = await share(clinic)
    expect(await wardkit.links.list({ tenant: acme, resource: P1 })).toEqual([link])
    expect(await wardkit.links.list({ tenant: acme, principal: { type: 'user', id: bob.id } })).toEqual([link])
    expect(await wardkit.links.find({ tenant: acme, id: link.id })).toEqual(link)
    expect(await wardkit.links.find({ tenant: clinic.birch, id: link.id })).toBeUndefined()
  })

  it('T04 in somebody’s name is allowed as far as they may do all of it with the resource themselves', async () => {
    const { wardkit, acme, ada, bob, eve } = await fill(await open())
    const input = { tenant: acme, template: 'write', principal: { type: 'user', id: bob.id }, resource: P1 } as const
    await expect(wardkit.as(bob).links.create(input)).rejects.toMatchObject({ code: 'ERR_NOT_GRANTED' })
    await expect(wardkit.as(eve).links.create(input)).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await expect(wardkit.as({ ...ada, id: 'usr_x' }).links.create(input)).rejects.toMatchObject({
      code: 'ERR_FORBIDDEN',
    })
    await expect(wardkit.as({ type: 'nobody' }).links.create(input)).rejects.toMatchObject({ code: 'ERR_FORBIDDEN' })
    const { createdBy } = await wardkit.as(ada).links.create({ ...input, template: 'read' })
    expect(createdBy).toBe(ada.id)
    // Who may read only may pass on reading, and not writing.
    await expect(wardkit.as(bob).links.create(input)).rejects.toMatchObject({ code: 'ERR_NOT_GRANTED' })
    await wardkit.as(bob).links.create({ ...input, template: 'read', principal: { type: 'tenant', id: acme } })
  })

  it('T04 in the name of an admin needs nothing else, and of who may only under conditions is refused', async () => {
    const { wardkit, acme, bob } = await fill(await open())
    const role = await wardkit.roles.create({
      tenant: acme,
      name: 'north',
      policy: "- allow: ['PUT:/patient/{patientId}']\n  where: $body:ward = 'north'",
    })
    const input = { tenant: acme, template: 'write', principal: { type: 'user', id: bob.id }, resource: P1 } as const
    await wardkit.users.update({ tenant: acme, id: bob.id, roles: [role.id] })
    await expect(wardkit.as(bob).links.create(input)).rejects.toMatchObject({ code: 'ERR_NOT_GRANTED' })
    await wardkit.users.update({ tenant: acme, id: bob.id, roles: ['admin'] })
    await wardkit.as(bob).links.create(input)
  })

  it('T04 is decided on what holds at the write, not on what was read before', async () => {
    const store = createMemoryStore()
    const { wardkit, acme, ada, bob } = await fill(await open({ store }))
    const input = { tenant: acme, template: 'read', principal: { type: 'user', id: bob.id }, resource: P1 } as const
    expect(await reason(wardkit, ada, GET)).toBe('allowed')
    // Both are under way at once; the guardrail is first in the queue of writes.
    const [, linked] = await Promise.allSettled([
      store.write((writer) => writer.tenant(acme).putGuardrail("- deny: ['*']", 0, now)),
      wardkit.as(ada).links.create(input),
    ])
    expect(linked.status).toBe('rejected')
    expect(await wardkit.links.list({ tenant: acme, resource: P1 })).toEqual([])
  })

  it('T04 is undone by who made it or could have, and by nobody else', async () => {
    const clinic = await fill(await open())
    const { wardkit, acme, ada, bob } = clinic
    const one = await share(clinic)
    const two = await share(clinic, { template: 'write', principal: { type: 'role', id: 'admin' } })
    await expect(wardkit.as(bob).links.revoke({ tenant: acme, id: two.id })).rejects.toMatchObject({
      code: 'ERR_NOT_GRANTED',
    })
    expect(await wardkit.as(bob).links.revoke({ tenant: acme, id: one.id })).toMatchObject({ revoked: true })
    expect(await wardkit.as(ada).links.revoke({ tenant: acme, id: two.id })).toMatchObject({ revoked: true })
    const page = await wardkit.auditLog.query({ tenant: acme, action: 'link.revoke' })
    expect(page.records.map(({ actor }) => actor.id)).toEqual([bob.id, ada.id])
  })
})

describe('templates', () => {
  it.each([
    ['a fault', ['template: x\npolicy:\n  - allow: [GET:/nowhere]\n    principal: ?principal'], 'template `x`, line 3'],
    ['no name', [READ], 'template 1'],
    ['one name twice', [TEMPLATES[0]!, TEMPLATES[0]!], 'two policy templates have the name `read`'],
  ])('with %s stop the start with one sentence', async (_, templates, message) => {
    await expect(open({ templates })).rejects.toThrow(message)
  })
})
