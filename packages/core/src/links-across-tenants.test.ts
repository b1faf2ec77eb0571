import { describe, expect, it } from 'vitest'
import { GET, P1, PUT, fill, open, question, reason, share } from './links.test-support.ts'

describe('a link that spans two tenants', () => {
  it('lets its principal reach the resource, which is otherwise not found', async () => {
    const clinic = await fill(await open())
    const { wardkit, acme, birch, eve } = clinic
    expect(await reason(wardkit, eve, GET)).toBe('other-tenant')
    const { id } = await share(clinic, { principal: { type: 'user', id: eve.id, tenant: birch } })
    const allowed = await wardkit.decide(question(wardkit, eve, GET))
    expect([allowed.reason, allowed.resourceTenant]).toEqual(['allowed', acme])
    expect((await wardkit.decide(question(wardkit, clinic.ada, GET))).resourceTenant).toBeUndefined()
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
