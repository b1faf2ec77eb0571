import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { decide } from '../decision/decide.ts'
import type { Decision } from '../decision/decision.ts'
import { loadClinic } from '../decision/testdata/decision-case.ts'
import type { Service } from '../model/service.ts'
import { printFieldPattern } from '../policy/print/print-policy.ts'
import { readPolicy } from '../policy/read/read-policy.ts'
import { validatePolicy } from '../tenancy/validate-policy.ts'
import { createAdviser, type Advice } from './advise.ts'
import { anyAsked, anyRole, policiesOf, questionOf, recordOf, roleOf, type Asked } from './past.test-support.ts'
import { onlyRole } from './replace-policy.ts'

let service: Service
beforeAll(async () => {
  service = await loadClinic()
})

/** What is advised for `role` after some requests, decided by it and by `other`. */
function advise(policy: string, asked: readonly Asked[], other = "- allow: ['GET:/patient']"): Advice | undefined {
  const policies = policiesOf(service, { role: policy, other })
  const adviser = createAdviser({
    role: 'role',
    policy: readPolicy(policy).policy!,
    compiled: policies.findRole('role')!,
    policies,
    services: [service],
  })
  for (const [index, each] of asked.entries()) adviser.add(recordOf(questionOf(service, each), policies, index + 1))
  return adviser.advice()
}

const printFilters = ({ filters }: Decision) => filters?.map(({ patterns }) => patterns.map(printFieldPattern)) ?? null

const repeat = (times: number, asked: Asked): readonly Asked[] => Array.from({ length: times }, () => asked)
const GET = 'GET:/patient/{patientId}'
const PUT = 'PUT:/patient/{patientId}'

describe('advise', () => {
  it('puts the operations used in place of wildcards, and lists the others', () => {
    const advice = advise("- allow: ['*:/patient/{patientId}']", [
      { operation: GET, principal: 'usr_1' },
      { operation: GET, principal: 'usr_2' },
      { operation: PUT, body: { name: 'x' } },
      { operation: 'POST:/shares', body: { with: 'x' } },
    ])
    expect(advice?.policy).toBe(
      [
        'version: 1',
        'type: openAPI',
        'policy:',
        `  # ${GET}: used 2 times by 2 principals`,
        `  # ${PUT}: used once by 1 principal`,
        '  - allow:',
        `      - ${GET}`,
        `      - ${PUT}`,
        '',
      ].join('\n'),
    )
    expect(advice?.operations).toEqual([
      { operation: GET, uses: 2, principals: 2 },
      { operation: PUT, uses: 1, principals: 1 },
    ])
    expect(advice?.unused).toEqual(['DELETE:/patient/{patientId}'])
  })

  it('asks for the tags that every use shared, beside what was asked', () => {
    const uses = [
      {
        operation: GET,
        tags: { function: 'Doctors', ward: ['a', 'b'] },
        resource: { tags: { ward: 'a', kind: 'own' } },
      },
      { operation: GET, tags: { function: 'doctors', ward: ['b'] }, resource: { tags: { ward: 'b', kind: 'own' } } },
      {
        operation: GET,
        tags: { function: 'doctors', ward: ['c', 'b'] },
        resource: { tags: { ward: 'c', kind: 'own' } },
      },
    ]
    const advice = advise("- allow: ['GET:*']\n  where: $principalTags:function = 'doctors'", uses)
    expect(readPolicy(advice!.policy).policy?.statements).toHaveLength(1)
    expect(advice?.policy).toContain(
      "where: $principalTags:function = 'doctors' AND $principalTags:ward = 'b' AND ALL($resourceTags:kind) = 'own' AND ALL($resourceTags:ward) = $principalTags:ward\n",
    )
  })

  it('reads nothing into the tags of fewer than three uses', () => {
    const use = { operation: GET, tags: { ward: 'a' } }
    expect(advise("- allow: ['GET:*']", repeat(2, use))?.policy).not.toContain('where')
    expect(advise("- allow: ['GET:*']", repeat(3, use))?.policy).toContain("where: $principalTags:ward = 'a'\n")
  })

  it('does not ask for tags of resources that nobody knows of', () => {
    const uses = [...repeat(3, { operation: GET, resource: { tags: { ward: 'a' } } }), { operation: GET }]
    expect(advise("- allow: ['GET:*']", uses)?.policy).not.toContain('resourceTags')
  })

  it('adds no condition where one would lift the tag match that the service requires', async () => {
    const strict = await loadClinic('required')
    const policy = "- allow: ['GET:*']"
    const policies = policiesOf(strict, { role: policy })
    const adviser = createAdviser({
      role: 'role',
      policy: readPolicy(policy).policy!,
      compiled: policies.findRole('role')!,
      policies,
      services: [strict],
    })
    const use = { operation: GET, tags: { ward: 'a', function: 'x' }, resource: { tags: { ward: 'a' } } }
    for (let i = 1; i <= 5; i++) adviser.add(recordOf(questionOf(strict, use), policies, i))
    expect(adviser.advice()?.policy).not.toContain('where')
  })

  it('keeps field lists and filters', () => {
    const advice = advise("- allow: ['PUT:/patient/{patientId}:[name]']\n  filter: [name]", [
      { operation: PUT, body: { name: 'x' } },
    ])
    expect(advice?.policy).toContain(`      - ${PUT}:[name]\n`)
    expect(advice?.policy).toContain('filter: [name]')
  })

  it('keeps a wildcard whose condition reads what the operation does not have, and says so', () => {
    const role = "- allow: ['*']\n  where: $request:with = 'x' OR $principalTags:ward = 'a'"
    const advice = advise(role, [{ operation: GET, tags: { ward: 'a' } }])
    expect(advice?.policy).toContain(`  # ${GET}: used once by 1 principal, as it was written`)
    expect(advice?.policy).toContain("      - '*'\n")
  })

  it('advises nothing where nobody used the role', () => {
    expect(advise("- allow: ['DELETE:/patient/{patientId}']", [{ operation: GET }])).toBeUndefined()
    expect(advise("- allow: ['GET:/patient/*']", [{ operation: GET, roles: ['other'] }])).toBeUndefined()
  })

  it('counts what the role allowed once and does not allow today', () => {
    const then = policiesOf(service, { role: "- allow: ['GET:*']" })
    const policy = `- allow: ['${PUT}']`
    const now = policiesOf(service, { role: policy })
    const adviser = createAdviser({
      role: 'role',
      policy: readPolicy(policy).policy!,
      compiled: now.findRole('role')!,
      policies: now,
      services: [service],
    })
    adviser.add(recordOf(questionOf(service, { operation: GET }), then, 1))
    adviser.add(recordOf(questionOf(service, { operation: PUT, body: { name: 'x' } }), now, 2))
    expect(adviser.advice()).toMatchObject({ beyond: 1, operations: [{ operation: PUT }] })
  })

  it('advises what reads, checks, allows every use again, and nothing that the role does not allow', () => {
    let advised = 0
    fc.assert(
      fc.property(
        anyRole,
        fc.array(anyAsked, { minLength: 1, maxLength: 16 }),
        fc.array(anyAsked, { maxLength: 8 }),
        (role, asked, others) => {
          if (validatePolicy(role, [service], 'role').some(({ severity }) => severity === 'error')) return
          const advice = advise(role, asked)
          if (advice === undefined) return
          advised++
          expect(
            validatePolicy(advice.policy, [service], 'role').filter(({ severity }) => severity === 'error'),
          ).toEqual([])
          const before = policiesOf(service, { role })
          const after = onlyRole(before, 'role', roleOf(service, 'role', advice.policy))
          for (const each of [...asked, ...others]) {
            const question = questionOf(service, { ...each, roles: ['role'] })
            const [was, is] = [decide(before, 1, question), decide(after, 1, question)]
            if (is.allowed) expect(was.allowed).toBe(true)
            const wasUse = asked.includes(each) && each.roles?.includes('role') === true
            if (wasUse && was.allowed) expect([is.allowed, printFilters(is)]).toEqual([true, printFilters(was)])
          }
        },
      ),
      { numRuns: 400 },
    )
    expect(advised).toBeGreaterThan(40)
  })
})
