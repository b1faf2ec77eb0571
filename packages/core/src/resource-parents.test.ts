import { describe, expect, it } from 'vitest'
import { SUBTREE_BATCH } from './identity/subtree.ts'
import type { Store } from './identity/identity-store.ts'
import type { Principal } from './model/principal.ts'
import { NO_TAGS } from './model/tags.ts'
import { createMemoryStore } from './store/memory/index.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'

const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname
const NORTH = { name: 'north', policy: "- allow: ['GET:/patient/{patientId}']\n  where: $resourceTags:ward = 'north'" }

async function open(
  store: Store = createMemoryStore(),
): Promise<{ wardkit: Wardkit; tenant: string; reason: (id: string) => Promise<string> }> {
  const wardkit = await createWardkit({
    openapi: DOCUMENT,
    store,
    secret: 'a secret for tests that is long enough',
    accessLog: false,
    globalPolicies: [NORTH],
    onEvent: () => undefined,
  })
  const { id: tenant } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
  const principal: Principal = { type: 'user', id: 'usr_x', tenant, roles: [], tags: NO_TAGS }
  const reason = async (id: string): Promise<string> => {
    const match = wardkit.findOperation('GET', ['patient', id])
    if (typeof match === 'string') throw new Error(match)
    const request = { path: match.path, query: new Map<string, string[]>(), body: { status: 'absent' } as const }
    return (await wardkit.decide({ principal, operation: match.operation, request })).reason
  }
  return { wardkit, tenant, reason }
}

const patient = (id: string) => ({ type: 'patient', id })
const ward = (id: string) => ({ type: 'ward', id })

describe('a resource in another', () => {
  it('is decided about by the tags of what it is in, from the next decision after a change on', async () => {
    const { wardkit, tenant, reason } = await open()
    await wardkit.resources.register({ tenant, ...ward('w1'), tags: { ward: 'south' } })
    await wardkit.resources.register({ tenant, ...patient('p1'), parent: ward('w1') })
    expect(await reason('p1')).toBe('condition-not-met')
    await wardkit.resources.register({ tenant, ...ward('w1'), tags: { ward: 'north' } })
    expect(await reason('p1')).toBe('allowed')
    await wardkit.resources.register({ tenant, ...ward('w2'), tags: { ward: 'south' } })
    await wardkit.resources.register({ tenant, ...patient('p1'), parent: ward('w2') })
    expect(await reason('p1')).toBe('condition-not-met')
    await wardkit.close()
  })

  it('T08 takes no system tag from whoever registers it', async () => {
    const { wardkit, tenant } = await open()
    const register = wardkit.resources.register({ tenant, ...ward('w1'), tags: { 'Wardkit:x': 'y' } })
    await expect(register).rejects.toThrow('reserved')
    await wardkit.close()
  })

  it('with many others is changed in batches, during which it is refused as unavailable', async () => {
    const store = createMemoryStore()
    const { wardkit, tenant, reason } = await open(store)
    await wardkit.resources.register({ tenant, ...ward('w1'), tags: { ward: 'north' } })
    const count = SUBTREE_BATCH + 1
    await store.write(async (writer) => {
      const acme = writer.tenant(tenant)
      for (let i = 0; i < count; i++) await acme.putResource({ ...patient(`p${i}`), tags: NO_TAGS, parent: ward('w1') })
    })
    expect(await reason('p7')).toBe('allowed')
    const seen = new Set<string>()
    let writes = 0
    const asked: Promise<void>[] = []
    store.onWrite(() => {
      writes++
      asked.push(
        Promise.all([reason('p7'), reason(`p${count - 1}`)]).then((reasons) =>
          reasons.forEach((each) => seen.add(each)),
        ),
      )
    })
    await wardkit.resources.register({ tenant, ...ward('w1'), tags: { ward: 'south' } })
    await Promise.all(asked)
    expect(writes).toBeGreaterThan(4)
    expect(seen).toContain('unavailable')
    expect([await reason('p7'), await reason(`p${count - 1}`)]).toEqual(['condition-not-met', 'condition-not-met'])
    await wardkit.close()
  })

  it('is put back into use as it was when the change of a large one is refused', async () => {
    const store = createMemoryStore()
    const { wardkit, tenant, reason } = await open(store)
    await store.write(async (writer) => {
      const acme = writer.tenant(tenant)
      await acme.putResource({ ...ward('w0'), tags: NO_TAGS })
      for (let i = 1; i < 8; i++) await acme.putResource({ ...ward(`w${i}`), tags: NO_TAGS, parent: ward(`w${i - 1}`) })
      const tags = (await acme.findResource(ward('w0')))?.tags ?? NO_TAGS
      await acme.putResource({ ...ward('a'), tags })
      await acme.putResource({ ...ward('b'), tags, parent: ward('a') })
      for (let i = 0; i <= SUBTREE_BATCH; i++) await acme.putResource({ ...patient(`p${i}`), tags, parent: ward('b') })
    })
    const move = wardkit.resources.register({ tenant, ...ward('a'), parent: ward('w7') })
    await expect(move).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' })
    expect([await reason('p0'), await reason(`p${SUBTREE_BATCH}`)]).toEqual(['condition-not-met', 'condition-not-met'])
    expect((await wardkit.resources.find({ tenant, ...ward('a') }))?.pending).toBeUndefined()
    await wardkit.close()
  })
})
