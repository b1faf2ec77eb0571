import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from './model/principal.ts'
import { NO_TAGS } from './model/tags.ts'
import type { GlobalFlip } from './review/preview-globals.ts'
import { createMemoryStore } from './store/memory/index.ts'
import type { GlobalPolicy } from './tenancy/globals.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'

const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname
const OWNERS: GlobalPolicy = {
  name: 'owners',
  version: '1',
  policy: "- allow: ['GET:/patient/{patientId}']\n  where: $resource:owner = $principal:id",
}
const READERS: GlobalPolicy = { ...OWNERS, version: '2', policy: "- allow: ['GET:/patient/{patientId}']" }

let store: ReturnType<typeof createMemoryStore>
let opened: Wardkit[]

beforeEach(() => {
  store = createMemoryStore()
  opened = []
})

afterEach(async () => {
  for (const wardkit of opened) await wardkit.close()
})

async function open(globalPolicies: readonly GlobalPolicy[]): Promise<Wardkit> {
  const wardkit = await createWardkit({
    openapi: DOCUMENT,
    store: { ...store, close: async () => undefined },
    secret: 'a secret for tests that is long enough',
    accessLog: false,
    globalPolicies,
    onEvent: () => undefined,
  })
  opened.push(wardkit)
  return wardkit
}

async function addTenant(wardkit: Wardkit, slug: string): Promise<Principal> {
  const { id: tenant } = await wardkit.tenants.create({ slug, name: slug })
  const { id } = await wardkit.users.create({
    tenant,
    name: slug,
    email: `${slug}@example.com`,
    password: 'seven green kettles',
  })
  return { type: 'user', id, tenant, roles: [], tags: NO_TAGS }
}

async function sourcesFor(wardkit: Wardkit, principal: Principal) {
  const match = wardkit.findOperation('GET', ['patient', 'p1'])
  if (typeof match === 'string') throw new Error(match)
  const request = { path: match.path, query: new Map<string, string[]>(), body: { status: 'absent' } as const }
  const { statements } = await wardkit.decide({ principal, operation: match.operation, request })
  return statements.map(({ source }) => source)
}

describe('a global policy', () => {
  it('is first that of some tenants, while the others have the version below it', async () => {
    const setUp = await open([])
    const [acme, birch] = [await addTenant(setUp, 'acme'), await addTenant(setUp, 'birch')]
    const wardkit = await open([{ ...READERS, tenants: [acme.tenant] }, OWNERS])
    expect(await sourcesFor(wardkit, acme)).toEqual([{ kind: 'global', name: 'owners', version: '2' }])
    expect(await sourcesFor(wardkit, birch)).toEqual([{ kind: 'global', name: 'owners', version: '1' }])
    const only = await open([{ ...READERS, tenants: [] }])
    expect(await sourcesFor(only, acme)).toEqual([])
  })

  it.each([
    ['that no tenant would ever have', [OWNERS, READERS], 'a global policy `owners` stands below one of that name'],
    [
      'that does not fit the document',
      [{ ...OWNERS, policy: '- allow: [GET:/gone]' }],
      'global policy `owners`, line 1, column 11',
    ],
    [
      'with tenants that are none',
      [{ ...OWNERS, tenants: 'some' as never }],
      '`tenants` of the global policy `owners`',
    ],
  ])('%s stops the start with one sentence', async (_, policies, message) => {
    await expect(open(policies)).rejects.toThrow(message)
  })
})

describe('the preview of other global policies', () => {
  async function preview(wardkit: Wardkit, next: readonly GlobalPolicy[]): Promise<GlobalFlip[]> {
    const flips: GlobalFlip[] = []
    for await (const flip of wardkit.review.globalChange(next)) flips.push(flip)
    return flips
  }

  it('tells of every principal of every tenant which operations flip', async () => {
    const wardkit = await open([OWNERS])
    const [acme, birch] = [await addTenant(wardkit, 'acme'), await addTenant(wardkit, 'birch')]
    await wardkit.tenants.suspend((await addTenant(wardkit, 'cedar')).tenant)
    const key = await wardkit.apiKeys.create({
      tenant: acme.tenant,
      name: 'key',
      createdBy: acme.id,
      roles: [],
      expiresInSeconds: 60,
    })
    const flip = { operation: 'GET:/patient/{patientId}', from: 'depends', to: 'yes', reason: 'allowed', dependsOn: [] }
    const flips = await preview(wardkit, [READERS])
    expect(flips).toHaveLength(3)
    for (const { tenant, type, id } of [acme, { ...acme, type: 'apiKey', id: key.id }, birch]) {
      expect(flips).toContainEqual({ ...flip, tenant, principal: { type, id } })
    }
  })

  it('tells of conditions that are others than before, and nothing of what says the same', async () => {
    const wardkit = await open([OWNERS])
    const acme = await addTenant(wardkit, 'acme')
    expect(await preview(wardkit, [{ name: 'renamed', policy: `- id: own\n  ${OWNERS.policy.slice(2)}` }])).toEqual([])
    const byTag = {
      ...OWNERS,
      policy: OWNERS.policy.replace('$resource:owner = $principal:id', "$resourceTags:ward = 'a'"),
    }
    expect(await preview(wardkit, [byTag])).toEqual([
      {
        tenant: acme.tenant,
        principal: { type: 'user', id: acme.id },
        operation: 'GET:/patient/{patientId}',
        from: 'depends',
        to: 'depends',
        reason: 'depends',
        dependsOn: ['$resourceTags:ward'],
      },
    ])
  })

  it('sees the tenants that a version is rolled out to, roles, and denies', async () => {
    const wardkit = await open([OWNERS])
    const [acme, birch] = [await addTenant(wardkit, 'acme'), await addTenant(wardkit, 'birch')]
    const rolledOut = await preview(wardkit, [{ ...READERS, tenants: [birch.tenant] }, OWNERS])
    expect(rolledOut.map(({ tenant }) => tenant)).toEqual([birch.tenant])
    await wardkit.users.update({ tenant: acme.tenant, id: acme.id, roles: ['admin'] })
    const denied = await preview(wardkit, [OWNERS, { name: 'no-deletes', policy: "- deny: ['DELETE:*']" }])
    expect(denied.map(({ tenant, operation, from, to }) => [tenant, operation, from, to])).toEqual([
      [acme.tenant, 'DELETE:/patient/{patientId}', 'yes', 'no'],
    ])
  })

  it('of a policy with a fault is refused', async () => {
    const wardkit = await open([OWNERS])
    await expect(preview(wardkit, [{ name: 'x', policy: '- allow: [GET:/gone]' }])).rejects.toMatchObject({
      code: 'ERR_POLICY_INVALID',
    })
  })
})
