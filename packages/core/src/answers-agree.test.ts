import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Decision } from './decision/decision.ts'
import {
  loadClinic,
  openCase,
  readDecisionCases,
  readRequest,
  type DecisionCase,
} from './decision/testdata/decision-case.ts'
import { createWhoMay } from './identity/who-may.ts'
import { DOCUMENT, START, TEMPLATES } from './links.test-support.ts'
import type { Service } from './model/service.ts'
import { createTags } from './model/tags.ts'
import { createMemoryStore } from './store/memory/index.ts'
import { nameResources } from './tenancy/named-resources.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'

describe('the decision corpus, asked from every side', () => {
  let services: Record<'where-only' | 'required', Service>
  beforeAll(async () => {
    services = { 'where-only': await loadClinic(), required: await loadClinic('required') }
  })

  /** The one request, what is said of the operation without a request, and who may perform it. */
  async function askAll(example: DecisionCase) {
    const service = services[example.resourceTagMatch ?? 'where-only']
    const { decisions, principal } = openCase(service, example)
    const asked = readRequest(service, example)
    const { operation, request } = asked
    const decision = await decisions.decide({ principal, ...asked })
    const { own } = nameResources(operation, request)
    const resource = own === null || own === 'unreadable' ? undefined : own
    const permitted = await decisions.permissions(principal, resource)
    const { id, tenant, roles, tags } = principal
    const user = { id, tenant, roles, tags, person: 'per_1', name: 'Ada', status: 'active', createdAt: 0 } as const
    const whoMay = createWhoMay({
      store: {
        tenant: () => ({ listUsers: async () => [user], listApiKeys: async () => [] }) as never,
        findPerson: async () => ({ id: 'per_1', email: 'ada@example.com', emailVerifiedAt: null, createdAt: 0 }),
      },
      operations: service.operations,
      permissions: decisions.permissions,
      clock: () => 0,
    })
    const about = { tenant, operation: operation.id, ...(resource === undefined ? {} : { resource }) }
    const isAskable = operation.resource?.type === resource?.type
    return {
      operation,
      decision,
      permission: isAskable ? permitted.find((each) => each.operation === operation.id) : undefined,
      // Of users and keys it is told who they are: an assumed role is neither.
      who: isAskable && principal.type === 'user' ? (await whoMay(about)).principals : undefined,
    }
  }

  it.each(readDecisionCases().map((example) => [example.name, example] as const))('%s', async (_name, example) => {
    const { operation, decision, permission, who } = await askAll(example)
    if (permission === undefined) {
      // What a request names in its body or nowhere is not to be asked about without one.
      expect(operation.resource).not.toBeNull()
      return
    }
    const { answer, dependsOn } = permission
    const found = who?.map((each) => ({ answer: each.answer, dependsOn: each.dependsOn }))
    if (example.principalType === 'assumedRole') expect(found).toBeUndefined()
    else expect(found).toEqual(answer === 'no' ? [] : [{ answer, dependsOn }])
    if (answer === 'no') expect(decision.allowed).toBe(false)
    if (answer === 'yes' && decision.reason !== 'other-tenant') expect(decision.allowed).toBe(true)
    // Where a request has nothing more to say, it is said before.
    const saysMore =
      operation.body !== null || operation.queryParameters.length > 0 || operation.pathParameters.length > 1
    if (!saysMore) expect([answer, permission.reason]).toEqual([decision.answer, decision.reason])
  })
})

describe('random tenants, asked from every side', () => {
  const POLICIES = [
    "- allow: ['GET:/patient/{patientId}']",
    "- allow: ['*:/patient/{patientId}']\n  where: $resource:owner = $principal:id",
    "- allow: ['GET:/patient/{patientId}', 'DELETE:/patient/{patientId}']\n  where: $resourceTags:ward = $principalTags:ward",
    "- allow: ['GET:/patient/{patientId}']\n  where: NOT $resourceTags:ward = 'north'",
    "- allow: ['GET:/patient/{patientId}']\n  where: $resourceTags:level IS NULL",
  ]
  const GUARDRAILS = [
    null,
    "- deny: ['DELETE:/patient/{patientId}']",
    "- deny: ['GET:/patient/{patientId}']\n  where: $resourceTags:level = 'secret'",
    "- deny: ['GET:/patient/{patientId}']\n  where: $principalTags:ward IS NULL",
  ]
  const USERS = ['ann', 'bob', 'cy'] as const
  const OPERATIONS = ['GET:/patient/{patientId}', 'DELETE:/patient/{patientId}'] as const
  const READ = OPERATIONS[0]
  const ward = fc.constantFrom(undefined, 'north', 'North', 'south', "o'neil")
  const world = fc.record({
    policies: fc.subarray(POLICIES, { maxLength: 3 }),
    guardrail: fc.constantFrom(...GUARDRAILS),
    users: fc.tuple(...USERS.map(() => fc.record({ ward, holds: fc.boolean() }))),
    patients: fc.array(
      fc.record({ ward, level: fc.constantFrom(undefined, 'secret', 'open'), owner: fc.constantFrom(...USERS) }),
      { minLength: 1, maxLength: 4 },
    ),
    links: fc.array(
      fc.record({
        to: fc.constantFrom(...USERS, 'role', 'tenant', 'stranger'),
        patient: fc.nat(3),
        ends: fc.constantFrom('never', 'later', 'soon'),
      }),
      { maxLength: 4 },
    ),
  })

  async function open(): Promise<{ wardkit: Wardkit; tick: (to: number) => void }> {
    let now = START
    const wardkit = await createWardkit({
      openapi: DOCUMENT,
      store: createMemoryStore(),
      secret: 'a secret for tests that is long enough',
      accessLog: false,
      templates: TEMPLATES,
      clock: () => now,
      onEvent: () => undefined,
    })
    return { wardkit, tick: (to) => (now = to) }
  }

  it('give one answer to a request, to buttons, to who may and to lists', async () => {
    const { wardkit, tick } = await open()
    const { id: other } = await wardkit.tenants.create({ slug: 'other', name: 'Other' })
    const stranger = await wardkit.users.create({
      tenant: other,
      name: 'Eve',
      email: 'eve@example.com',
      roles: ['admin'],
    })
    let count = 0
    const seen = { yes: 0, no: 0 }
    await fc.assert(
      fc.asyncProperty(world, async ({ policies, guardrail, users, patients, links }) => {
        tick(START)
        const slug = `t${(count += 1)}`
        const { id: tenant } = await wardkit.tenants.create({ slug, name: slug })
        const role = await wardkit.roles.create({
          tenant,
          name: 'r',
          policy: policies.join('\n') || "- allow: ['GET:/patient']",
        })
        if (guardrail !== null) await wardkit.guardrails.set({ tenant, policy: guardrail })
        const ids = new Map<string, string>()
        const principals = []
        for (const [index, name] of USERS.entries()) {
          const { ward: of, holds } = users[index]!
          const tags = of === undefined ? {} : { ward: of }
          const roles = holds ? [role.id] : []
          const { id } = await wardkit.users.create({ tenant, name, email: `${name}@${slug}.example`, roles, tags })
          ids.set(name, id)
          principals.push({ type: 'user', id, tenant, roles, tags: createTags(tags) } as const)
        }
        const rows = []
        for (const [index, { ward: of, level, owner }] of patients.entries()) {
          const tags = { ...(of === undefined ? {} : { ward: of }), ...(level === undefined ? {} : { level }) }
          const row = { id: `p${index}`, owner: ids.get(owner)!, tags }
          await wardkit.resources.register({ tenant, type: 'patient', ...row })
          rows.push({ ...row, tenant })
        }
        for (const { to, patient, ends } of links) {
          const expiresAt = ends === 'never' ? {} : { expiresAt: START + (ends === 'soon' ? 10 : 1_000) }
          const principal =
            to === 'role'
              ? ({ type: 'role', id: role.id } as const)
              : to === 'tenant'
                ? ({ type: 'tenant', id: tenant } as const)
                : to === 'stranger'
                  ? ({ type: 'user', id: stranger.id, tenant: other } as const)
                  : ({ type: 'user', id: ids.get(to)! } as const)
          const resource = { type: 'patient', id: `p${patient % patients.length}` }
          await wardkit.links.create({ tenant, template: 'read', principal, resource, ...expiresAt })
        }
        tick(START + 20)

        for (const { id } of rows) {
          const resource = { type: 'patient', id }
          const whoMay = new Map<string, readonly string[]>()
          for (const operation of OPERATIONS) {
            const { principals: found } = await wardkit.whoMay({ tenant, operation, resource })
            whoMay.set(
              operation,
              found.map((each) => `${each.id} ${each.answer}`),
            )
          }
          for (const principal of principals) {
            const permitted = await wardkit.permissions(principal, resource)
            for (const name of OPERATIONS) {
              const operation = wardkit.services
                .flatMap(({ operations }) => operations)
                .find((each) => each.id === name)!
              const request = { path: [id], query: new Map<string, string[]>(), body: { status: 'absent' } } as const
              const decision: Decision = await wardkit.decide({ principal, operation, request })
              seen[decision.allowed ? 'yes' : 'no'] += 1
              const permission = permitted.find((each) => each.operation === name)
              expect([permission?.answer, permission?.reason]).toEqual([decision.answer, decision.reason])
              expect(whoMay.get(name)?.includes(`${principal.id} yes`)).toBe(decision.allowed)
            }
          }
        }
        for (const principal of principals) {
          const filter = await wardkit.filter(principal, READ, { rows: ROWS })
          for (const row of rows) {
            const permission = (await wardkit.permissions(principal, { type: 'patient', id: row.id })).find(
              ({ operation }) => operation === READ,
            )
            expect(filter.matches(row)).toBe(permission?.allowed)
          }
        }
      }),
      { numRuns: 60 },
    )
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(50)
    await wardkit.close()
  }, 60_000)
})

const ROWS = {
  dialect: 'sqlite',
  id: 'patients.id',
  tenant: 'patients.tenant',
  registered: 'wardkit.resources',
} as const
