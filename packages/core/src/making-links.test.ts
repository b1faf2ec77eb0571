import { describe, expect, it } from 'vitest'
import type { LinkInput } from './identity/links.ts'
import { GET, P1, READ, START, TEMPLATES, fill, open, reason, share } from './links.test-support.ts'
import { createMemoryStore } from './store/memory/index.ts'

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
    ['that has expired', { expiresAt: START }, '`expiresAt` is not in the future'],
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
      store.write((writer) => writer.tenant(acme).putGuardrail("- deny: ['*']", 0, START)),
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
