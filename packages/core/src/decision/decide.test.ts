import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Decision } from './decision.ts'
import type { Service } from '../model/service.ts'
import { loadClinic, openCase, readDecisionCases, readRequest, type DecisionCase } from './testdata/decision-case.ts'
import { describeDecision } from './describe-decision.ts'

const CASES = readDecisionCases()
let services: Record<'where-only' | 'required', Service>

beforeAll(async () => {
  services = { 'where-only': await loadClinic(), required: await loadClinic('required') }
})

async function decideCase(example: DecisionCase) {
  const service = services[example.resourceTagMatch ?? 'where-only']
  const { decisions, principal } = openCase(service, example)
  return decisions.decide({ principal, ...readRequest(service, example) })
}

describe('the decision corpus', () => {
  it.each(CASES.map((example) => [example.name, example] as const))('%s', async (_name, example) => {
    const decision = await decideCase(example)
    expect([decision.answer, decision.reason]).toEqual(example.expected)
    expect(decision.allowed).toBe(example.expected[0] === 'yes')
    expect(decision.revision).toBe(7)
    expect(describeDecision(decision)).not.toMatch(/undefined|\[object/)
  })
})

describe('laws of decisions', () => {
  const example = fc.constantFrom(...CASES)
  const otherAllow = fc.constantFrom(
    "- allow: ['*']",
    '- allow: [GET:/patient]',
    "- allow: ['PUT:/patient/{patientId}:[name]']",
    "- allow: ['GET:*']\n  where: $principalTags:x = 'y'",
  )
  const otherDeny = fc.constantFrom(
    "- deny: ['*']",
    '- deny: [GET:/patient]',
    "- deny: ['PUT:/patient/{patientId}:[name]']",
    "- deny: ['GET:*']\n  where: $principalTags:x = 'y'",
  )

  it('L08 adding an allow never refuses what was allowed', async () => {
    await fc.assert(
      fc.asyncProperty(example, otherAllow, async (base, extra) => {
        const before = await decideCase(base)
        const after = await decideCase({ ...base, globals: [...(base.globals ?? []), extra] })
        if (before.allowed) expect(after.allowed).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('L08 adding a deny never allows what was refused', async () => {
    await fc.assert(
      fc.asyncProperty(example, otherDeny, async (base, extra) => {
        const before = await decideCase(base)
        const after = await decideCase({ ...base, globals: [...(base.globals ?? []), extra] })
        if (!before.allowed) expect(after.allowed).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('L08 the order of roles and policies does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(
        example,
        fc.array(otherAllow, { maxLength: 3 }),
        fc.array(otherDeny, { maxLength: 1 }),
        async (base, allows, denies) => {
          const globals = [...(base.globals ?? []), ...allows, ...denies]
          const roles = Object.entries(base.roles ?? {})
          const forth = await decideCase({
            ...base,
            globals,
            roles: Object.fromEntries(roles),
            holds: base.holds ?? Object.keys(base.roles ?? {}),
          })
          const back = await decideCase({
            ...base,
            globals: globals.toReversed(),
            roles: Object.fromEntries(roles.toReversed()),
            holds: (base.holds ?? Object.keys(base.roles ?? {})).toReversed(),
          })
          expect([back.answer, back.reason]).toEqual([forth.answer, forth.reason])
        },
      ),
      { numRuns: 300 },
    )
  })

  it('C05 the same questions answered one by one, in a batch and all at once come out the same', async () => {
    const example = CASES.find(({ name }) => name === 'reads the tags of a registered resource') as DecisionCase
    const service = services['where-only']
    const { decisions, principal } = openCase(service, example)
    const requests = CASES.slice(0, 40).map((each) => ({ principal, ...readRequest(service, each) }))
    const serial: Decision[] = []
    for (const request of requests) serial.push(await decisions.decide(request))
    expect(await decisions.decideAll(requests)).toEqual(serial)
    const parallel = await Promise.all(
      Array.from({ length: 25 }, () => requests)
        .flat()
        .map(async (request) => decisions.decide(request)),
    )
    parallel.forEach((decision, index) => expect(decision).toEqual(serial[index % requests.length]))
  })
})

describe('permissions, asked without a request', () => {
  const about = (id: string) => ({ type: 'patient', id })

  async function ask(
    example: Omit<DecisionCase, 'name' | 'request' | 'expected'>,
    resource?: { type: string; id: string },
  ) {
    const service = services['where-only']
    const { decisions, principal } = openCase(service, { name: '', request: '', expected: ['no', ''], ...example })
    const answers = await decisions.permissions(principal, resource)
    return Object.fromEntries(
      answers.map(({ operation, answer, dependsOn }) => [operation, answer === 'depends' ? dependsOn : answer]),
    )
  }

  it('answers for each operation about the resource', async () => {
    const roles = {
      r: "- allow: ['GET:/patient/{patientId}', 'PUT:/patient/{patientId}:[name]']\n- allow: ['DELETE:/patient/{patientId}']\n  where: $resourceTags:ward = 'a'",
    }
    const resources = [{ type: 'patient', id: '17', tags: { ward: 'b' } }]
    expect(await ask({ roles, resources }, about('17'))).toEqual({
      'GET:/patient/{patientId}': 'yes',
      'PUT:/patient/{patientId}': ['$body'],
      'DELETE:/patient/{patientId}': 'no',
      'POST:/shares': 'no',
    })
  })

  it('names the request values that decide', async () => {
    const roles = { r: "- allow: ['PUT:/patient/{patientId}']\n  where: $request:age < 18 AND $request:ward = 'a'" }
    const answers = await ask({ roles }, about('17'))
    expect(answers['PUT:/patient/{patientId}']).toEqual(['$body:age', '$body:ward'])
  })

  it('is no for a resource of another tenant, whatever the roles', async () => {
    const resources = [{ type: 'patient', id: '17', tenant: 'other' }]
    expect(new Set(Object.values(await ask({ holds: ['admin'], resources }, about('17'))))).toEqual(new Set(['no']))
  })

  it('without a resource, answers for the operations that are about none', async () => {
    expect(await ask({ holds: ['member'] })).toEqual({
      'GET:/patient': 'yes',
      'POST:/patient': 'no',
      'GET:/health': 'yes',
    })
  })

  it('agrees with the decision about every request of the corpus', async () => {
    const service = services['where-only']
    for (const example of CASES) {
      if (example.resourceTagMatch !== undefined || example.bodyStatus === 'unavailable') continue
      const { decisions, principal } = openCase(service, example)
      const { operation, request } = readRequest(service, example)
      const decided = await decisions.decide({ principal, operation, request })
      const open = await decisions.decide({
        principal,
        operation,
        request: { ...request, query: null, body: { status: 'open' } },
      })
      if (open.answer !== 'depends' && operation.resource?.from !== 'body')
        expect([example.name, open.answer]).toEqual([example.name, decided.answer])
      if (decided.answer === 'yes' && operation.resource?.from !== 'body')
        expect([example.name, open.answer]).not.toEqual([example.name, 'no'])
    }
  })
})
