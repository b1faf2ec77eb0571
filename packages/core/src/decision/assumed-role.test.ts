import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Service } from '../model/service.ts'
import { loadClinic, openCase, readRequest, type DecisionCase } from './testdata/decision-case.ts'
import { linksBearingOn } from './bound-link.ts'
import { explain } from './explain.ts'
import type { Question } from './decision.ts'
import type { PolicySet } from './policy-set.ts'

let clinic: Service

beforeAll(async () => {
  clinic = await loadClinic()
})

const CONDITIONS = [
  '',
  "\n  where: $principalTags:ward = 'a'",
  "\n  where: NOT $principalTags:ward = 'b'",
  '\n  where: $resourceTags:ward = $principalTags:ward',
  '\n  where: $resource:owner = $principal:id',
  "\n  where: $principalTags:ward IS NOT NULL AND $principalTags:ward != 'a'",
]
const OPERATIONS = ["'*'", "'GET:*'", 'GET:/patient', "'GET:/patient/{patientId}'", "'DELETE:/patient/{patientId}'"]

const statement = (effect: 'allow' | 'deny') =>
  fc
    .tuple(fc.constantFrom(...OPERATIONS), fc.constantFrom(...CONDITIONS))
    // A deny may not ask what some of its operations lack.
    .filter(([operation, where]) => effect === 'allow' || !where.includes('$resource') || operation.includes('{'))
    .map(([operation, where]) => `- ${effect}: [${operation}]${where}`)
const allows = fc.array(statement('allow'), { maxLength: 3 })
const denies = fc.array(statement('deny'), { maxLength: 1 })
const ward = fc.constantFrom<Record<string, string>[]>({}, { ward: 'a' }, { ward: 'b' })

const worlds = fc.record({
  globalAllows: allows,
  globalDenies: denies,
  guardrail: denies,
  role: fc.array(statement('allow'), { minLength: 1, maxLength: 3 }),
  other: fc.array(statement('allow'), { minLength: 1, maxLength: 3 }),
  principalTags: ward,
  tags: ward,
  owner: fc.constantFrom('usr_1', 'usr_2'),
  tenant: fc.constantFrom('own', 'own', 'own', 'other'),
  request: fc.constantFrom('GET /patient', 'GET /patient/17', 'DELETE /patient/17', 'GET /health'),
})

type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never

function caseOf(world: World, over: Partial<DecisionCase>): DecisionCase {
  const { globalAllows, globalDenies, guardrail, role, other, principalTags, tags, owner, tenant, request } = world
  return {
    name: 'generated',
    globals: [...globalAllows, ...globalDenies],
    ...(guardrail.length === 0 ? {} : { guardrail: guardrail.join('\n') }),
    roles: { r: role.join('\n'), other: other.join('\n') },
    holds: ['r'],
    principalTags,
    resources: [{ type: 'patient', id: '17', owner, tenant, tags }],
    request,
    expected: ['no', ''],
    ...over,
  }
}

async function decideCase(example: DecisionCase) {
  const { decisions, principal } = openCase(clinic, example)
  let considered: { question: Question; policies: PolicySet } | undefined
  const decision = await decisions.decide({
    principal,
    ...readRequest(clinic, example),
    onConsidered: (seen) => (considered = seen),
  })
  return { decision, considered: considered! }
}

describe('an assumed role', () => {
  it('T10 L08 is allowed exactly what its statements alone would allow, under every deny of its tenant', async () => {
    let [allowed, refused] = [0, 0]
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { decision } = await decideCase(caseOf(world, { principalType: 'assumedRole' }))
        const model = await decideCase(caseOf({ ...world, globalAllows: [] }, { principalType: 'user' }))
        expect([decision.answer, decision.reason]).toEqual([model.decision.answer, model.decision.reason])
        if (decision.allowed && decision.reason !== 'public') allowed++
        else refused++
        // What denies anybody denies it.
        const admin = await decideCase(caseOf(world, { principalType: 'user', holds: ['admin'] }))
        if (admin.decision.reason === 'denied') expect(decision.allowed).toBe(false)
      }),
      { numRuns: 250 },
    )
    expect(Math.min(allowed, refused)).toBeGreaterThan(25)
  })

  it('T10 has no link, also where a look-up found some that name its role or its tenant', async () => {
    const example = { name: 'links', roles: { r: '- allow: [GET:/patient]' }, request: 'GET /patient' } as const
    const { considered } = await decideCase({ ...example, principalType: 'assumedRole', expected: ['yes', 'allowed'] })
    const { question } = considered
    const rest = { template: 't', slots: new Map(), resource: null, createdBy: null, createdAt: 0, expiresAt: null }
    const policy = { source: { kind: 'link', id: 'l', template: 't' } as const, statementsFor: () => [] }
    const links = (['role', 'tenant'] as const).map((type) => {
      const principal = { type, id: type === 'role' ? 'r' : 'own', tenant: 'own' }
      return { link: { id: type, tenant: 'own', principal, ...rest }, policy }
    })
    const linked: Question = { ...question, links: { status: 'known', links } }
    expect(linksBearingOn({ ...linked, principal: { ...linked.principal, type: 'user' } })).toHaveLength(2)
    expect(linksBearingOn(linked)).toEqual([])
  })

  it('is explained by the denies and its own statements, and never by roles it could be given', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { decision, considered } = await decideCase(caseOf(world, { principalType: 'assumedRole' }))
        const { question, policies } = considered
        const explanation = explain(policies, 7, question)
        expect(explanation.decision.answer).toBe(decision.answer)
        for (const { source, statement } of explanation.statements) {
          expect(statement.effect === 'deny' || (source.kind === 'role' && source.id === 'r')).toBe(true)
        }
        expect(explanation.changes.filter(({ kind }) => kind === 'role')).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
})
