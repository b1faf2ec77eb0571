import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { GET, P1, fill, open, question, reason, share } from './links.test-support.ts'
import { createMemoryStore } from './store/memory/index.ts'

describe('a link', () => {
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
    const folder = mkdtempSync(join(tmpdir(), 'wardkit-links-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const onDisk = async () => open({ database: `sqlite:${join(folder, 'wardkit.db')}`, store: undefined as never })
    const one = await onDisk()
    const clinic = await fill(one)
    const other = await onDisk()
    const { id, revision } = await share(clinic)
    const asked = () => ({ ...question(other, clinic.bob, GET), atLeast: revision })
    expect((await other.decide(asked())).reason).toBe('allowed')
    const revoked = await one.links.revoke({ tenant: clinic.acme, id })
    expect((await other.decide({ ...asked(), atLeast: revoked.revision })).allowed).toBe(false)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await reason(other, clinic.bob, GET)).toBe('condition-not-met')
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
