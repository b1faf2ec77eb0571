import { createRandom } from './policy/testing/random.test-support.ts'
import type { Decision } from './decision/decision.ts'
import type { Principal } from './model/principal.ts'
import { createTags } from './model/tags.ts'
import { createMemoryStore } from './store/memory/index.ts'
import { aRole, aTenant, NOW } from './testing/store-fixtures.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'

/** Names that run into each other when they are put together carelessly. */
const NAMES = [
  'a',
  'aa',
  'b',
  'a:',
  ':a',
  '1',
  '1:',
  '1:a',
  'a1:',
  '7:patient',
  'patient',
  'a patient',
  'a/b',
  'é',
  '"a"',
] as const
const TENANTS = ['t', 't1', 't:', '1:t', 't7:patient', 'T'] as const
const WARDS = ['A', 'B', 'a b', 'A,B', 'é'] as const
const POLICIES = [
  "- allow: ['GET:/patient/{patientId}']\n  where: $resourceTags:ward = $principalTags:ward",
  "- allow: ['GET:/patient/{patientId}']\n  where: $resource:owner = $principal:id",
  '- allow: ["*:/patient/{patientId}"]\n- deny: ["DELETE:*"]',
  "- deny: ['GET:/patient/{patientId}']\n  where: $resourceTags:ward = 'B'\n- allow: ['GET:*']",
]
const FLUSH = 'nobody asks here otherwise'

export interface CacheComparison {
  readonly questions: number
  readonly allowed: number
  /** Questions that were answered otherwise from memory than anew; there should be none. */
  readonly differences: readonly string[]
}

/** Asks one instance that remembers what it can, and one that forgets between any two questions, while a third changes what they are asked about. */
export async function compareCaches(options: {
  cases: number
  seed: number
  openapi: string
}): Promise<CacheComparison> {
  const random = createRandom(options.seed)
  const store = createMemoryStore()
  const shared = {
    openapi: options.openapi,
    store,
    secret: 'a secret for tests that is long enough',
    onEvent: () => undefined,
  }
  const remembering = await createWardkit(shared)
  const forgetting = await createWardkit({ ...shared, maxTenants: 1, maxResources: 1 })
  await store.write(async (writer) => {
    for (const id of [...TENANTS, FLUSH]) {
      await writer.insertTenant(aTenant(id, { slug: `slug-${(TENANTS as readonly string[]).indexOf(id)}` }))
      await writer.tenant(id).insertRole(aRole(`role of ${id}`, { policy: POLICIES[0]! }))
      await writer.tenant(id).putResource({ type: 'patient', id: FLUSH, tags: createTags({}) })
    }
  })

  function change(): Promise<unknown> {
    const tenant = random.pick(TENANTS)
    const ref = { type: 'patient', id: random.pick(NAMES) }
    return store.write(async (writer) => {
      const own = writer.tenant(tenant)
      if (random.oneIn(10)) await own.updateRole(`role of ${tenant}`, { policy: random.pick(POLICIES) }, undefined, NOW)
      else if (random.oneIn(4)) await own.deleteResource(ref)
      else await own.putResource({ ...ref, owner: random.pick(NAMES), tags: createTags({ ward: random.pick(WARDS) }) })
    })
  }

  const differences: string[] = []
  let allowed = 0
  for (let questions = 0; questions < options.cases; questions++) {
    if (random.oneIn(8)) await change()
    const tenant = random.pick(TENANTS)
    const principal: Principal = {
      type: 'user',
      id: random.pick(NAMES),
      tenant,
      roles: [`role of ${random.pick(TENANTS)}`, `role of ${tenant}`].slice(random.int(2)),
      tags: createTags({ ward: random.pick(WARDS) }),
    }
    const method = random.pick(['GET', 'GET', 'GET', 'DELETE'])
    const id = random.pick(NAMES)
    const [remembered, anew] = [
      await ask(remembering, principal, method, id),
      await askAnew(forgetting, principal, method, id),
    ]
    if (remembered.allowed) allowed++
    if (summarize(remembered) !== summarize(anew))
      differences.push(`${summarize(remembered)} and anew ${summarize(anew)}`)
  }
  await remembering.close()
  return { questions: options.cases, allowed, differences }
}

async function askAnew(wardkit: Wardkit, principal: Principal, method: string, id: string): Promise<Decision> {
  await ask(wardkit, { ...principal, tenant: FLUSH, roles: [] }, 'GET', FLUSH)
  return ask(wardkit, principal, method, id)
}

function ask(wardkit: Wardkit, principal: Principal, method: string, id: string): Promise<Decision> {
  const match = wardkit.findOperation(method, ['patient', id])
  if (typeof match === 'string') throw new Error(match)
  const request = { path: match.path, query: new Map(), body: { status: 'absent' } } as const
  return wardkit.decide({ principal, operation: match.operation, request })
}

function summarize({ principal, operation, resource, allowed, reason, revision, statements }: Decision): string {
  return JSON.stringify([principal.tenant, principal.id, operation, resource, allowed, reason, revision, statements])
}
