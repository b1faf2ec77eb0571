import { beforeAll, describe, expect, it } from 'vitest'
import { loadClinic, openCase, readRequest, type DecisionCase } from '../decision/testdata/decision-case.ts'
import type { Service } from '../model/service.ts'
import type { Engine } from './engine.ts'
import { createGuard } from './guard.ts'

const EXAMPLE: DecisionCase = {
  name: '',
  expected: ['no', 'condition-not-met'],
  roles: {
    doctor:
      "- allow: ['GET:/patient/{patientId}']\n  where: $principalTags:function = 'doctors' AND $resourceTags:diagnosis = 'flu'",
  },
  principalTags: { function: 'clerks' },
  resources: [{ type: 'patient', id: '17', tags: { diagnosis: 'hidden-from-callers' } }],
  request: 'GET /patient/17',
}

let service: Service

beforeAll(async () => {
  service = await loadClinic()
})

/** The problem body of a refused request. */
async function refuse(example: DecisionCase, explain: boolean): Promise<Record<string, unknown>> {
  const { decisions, principal } = openCase(service, example)
  const { operation, request } = readRequest(service, example)
  const engine: Engine = {
    services: [service],
    findOperation: () => ({ service, operation, path: request.path as readonly string[] }),
    authenticate: () => Promise.resolve({ status: 'identified', principal }),
    decideSoon: (question) => decisions.decide(question),
    revision: 7,
    onEvent: () => undefined,
  }
  const outcome = await createGuard(engine, { options: { explain } }).check({
    method: operation.method,
    target: '/patient/17',
    fields: () => [],
    body: { present: false },
    host: null,
    setHeader: () => undefined,
  })
  if (outcome.kind === 'pass') throw new Error('expected a refusal')
  return JSON.parse(outcome.response.body) as Record<string, unknown>
}

describe('a refusal with `explain: true`', () => {
  it('traces what each statement met of the caller, and withholds what is known of the resource', async () => {
    const body = await refuse(EXAMPLE, true)
    expect(body).toMatchObject({
      status: 403,
      reason: 'condition-not-met',
      trace: [
        'allow of the role `doctor`, statement 1: its condition is not met',
        "  $principalTags:function = 'doctors' is FALSE: $principalTags:function is 'clerks'",
        "  $resourceTags:diagnosis = 'flu' is FALSE: $resourceTags:diagnosis is not shown",
      ],
    })
    expect(JSON.stringify(body)).not.toContain('hidden-from-callers')
  })

  it('traces nothing of another tenant’s resource', async () => {
    const resources = [{ type: 'patient', id: '17', tenant: 'other', tags: { diagnosis: 'hidden-from-callers' } }]
    expect(await refuse({ ...EXAMPLE, resources }, true)).toMatchObject({ status: 404, trace: [] })
  })

  it('tells none of it without', async () => {
    const body = await refuse(EXAMPLE, false)
    expect(Object.keys(body).toSorted()).toEqual(['code', 'requestId', 'status', 'title'])
  })
})
