import { describe, expect, it } from 'vitest'
import { describeDecision } from './decision/describe-decision.ts'
import {
  DOCUMENT,
  GET,
  P1,
  PUT,
  READ,
  START,
  TEMPLATES,
  fill,
  open,
  question,
  reason,
  share,
} from './links.test-support.ts'
import type { Principal } from './model/principal.ts'
import { NO_TAGS } from './model/tags.ts'
import { createMemoryStore } from './store/memory/index.ts'

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

  it('allows nothing from the moment it expires', async () => {
    let now = START
    const clinic = await fill(await open({ clock: () => now }))
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
    let now = START
    const clinic = await fill(await open({ clock: () => now }))
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
    let now = START
    const clinic = await fill(await open({ clock: () => now }))
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
