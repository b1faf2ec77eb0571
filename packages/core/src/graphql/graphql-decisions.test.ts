import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { copyRequest, describeAccess } from '../audit/describe-access.ts'
import { parseRecord, placeLine } from '../audit/format-record.ts'
import type { DecisionRecord } from '../audit/access-record.ts'
import { replayQuestion } from '../audit/replay-question.ts'
import { decide } from '../decision/decide.ts'
import { describeDecision } from '../decision/describe-decision.ts'
import { explain } from '../decision/explain.ts'
import { explainText } from '../decision/explain-text.ts'
import { openCase, type DecisionCase } from '../decision/testdata/decision-case.ts'
import type { JsonObject } from '../model/json.ts'
import { NO_QUERY } from '../model/request-values.ts'
import { loadService } from '../openapi/load-service.ts'
import type { Considered } from '../tenancy/decisions.ts'
import type { RootFieldRequest } from './root-field-request.ts'
import { loadClinicSchema, rootFieldsOf } from './testdata/clinic-schema.ts'

/** One case of the corpus: each root field of a document is a question. */
interface GraphQLCase extends Omit<DecisionCase, 'request' | 'expected'> {
  readonly query: string
  readonly variables?: JsonObject
  readonly expected: readonly (readonly [operation: string, answer: string, reason: string])[]
}

const CASES = JSON.parse(readFileSync(new URL('testdata/cases.json', import.meta.url), 'utf8')) as GraphQLCase[]

function valuesOf(rootField: RootFieldRequest) {
  return {
    path: [],
    query: NO_QUERY,
    body: { status: 'json', value: rootField.arguments, mediaType: 'application/json' },
    selection: rootField.selection,
  } as const
}

async function considerAll({ query, variables = {}, expected: _, ...rest }: GraphQLCase): Promise<Considered[]> {
  const { resourceTagMatch } = rest
  const service = await loadClinicSchema(resourceTagMatch === undefined ? {} : { resourceTagMatch })
  const { decisions, principal } = openCase(service, { ...rest, request: '', expected: ['no', ''] })
  const considered: Considered[] = []
  for (const rootField of rootFieldsOf(query, variables)) {
    const operation = service.operations.find(({ id }) => id === `${rootField.root}:${rootField.field}`)
    if (operation === undefined) throw new Error(`no ${rootField.field}`)
    const request = valuesOf(rootField)
    await decisions.decide({ principal, operation, request, onConsidered: (seen) => considered.push(seen) })
  }
  return considered
}

describe('the corpus of GraphQL decisions', () => {
  it.each(CASES.map((example) => [example.name, example] as const))('%s', async (_name, example) => {
    const decided = (await considerAll(example)).map(({ question, policies }) => decide(policies, 7, question))
    expect(decided.map(({ operation, answer, reason }) => [operation, answer, reason])).toEqual(example.expected)
    for (const decision of decided) expect(describeDecision(decision)).not.toMatch(/undefined|\[object/)
  })

  it('is explained as it is decided', async () => {
    for (const example of CASES) {
      for (const { question, policies } of await considerAll(example)) {
        const explanation = explain(policies, 7, question)
        expect(explanation.decision).toEqual(decide(policies, 7, question))
        expect(explainText(explanation)).not.toMatch(/undefined|\[object/)
      }
    }
  })

  it('comes out the same from its record in the access log', async () => {
    let replayed = 0
    for (const example of CASES) {
      for (const considered of await considerAll(example)) {
        const { question, policies } = considered
        const { operation, principal } = question
        const decision = decide(policies, 7, question)
        const outcome = decision.allowed ? 'allowed' : 'refused'
        const access = { requestId: 'r', method: 'POST', target: '/graphql', outcome, code: null } as const
        const line = describeAccess(
          { ...access, operation, principal, decision, considered },
          copyRequest(considered, true),
          0,
        )
        const record = parseRecord(placeLine(line, 1)) as DecisionRecord
        const again = replayQuestion(record, operation, policies)
        if (again === undefined) continue
        replayed++
        expect(decide(policies, 7, again).answer).toBe(decision.answer)
      }
    }
    expect(replayed).toBeGreaterThan(30)
  })

  it('asked without a request, depends on what decides: an argument, or the selection', async () => {
    const service = await loadClinicSchema()
    const roles = {
      r: "type: graphQL\npolicy:\n  - allow: { query: [patients] }\n    where: $request:ward = 'a'\n  - allow: { query: [search.name] }\n  - allow: { query: [version] }",
    }
    const { decisions, principal } = openCase(service, { name: '', roles, request: '', expected: ['no', ''] })
    const open = new Map(
      (await decisions.permissions(principal)).map(({ operation, answer, dependsOn }) => [
        operation,
        [answer, ...dependsOn],
      ]),
    )
    expect(open.get('query:patients')).toEqual(['depends', '$request:ward'])
    expect(open.get('query:search')).toEqual(['depends', '$selection'])
    expect(open.get('query:version')).toEqual(['yes'])
    expect(open.get('query:__schema')).toEqual(['no'])
  })
})

describe('a REST and a GraphQL policy that say the same', () => {
  const REST = {
    openapi: '3.1.0',
    info: { title: 'clinic', version: '1' },
    paths: {
      '/patient/{id}': {
        get: {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: { default: { description: '' } },
        },
        put: {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          requestBody: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: {
                    change: { type: 'object', properties: { name: { type: 'string' }, age: { type: 'integer' } } },
                  },
                },
              },
            },
          },
          responses: { default: { description: '' } },
        },
      },
    },
  }
  const WHERES = [
    undefined,
    '$resourceTags:ward = $principalTags:ward',
    'ALL($resourceTags:ward) = $principalTags:ward',
    '$resource:owner = $principal:id',
    '$request:change:age >= 18',
    "$request:change:name IS NULL OR $request:change:name LIKE 'P%'",
    "NOT ($request:change:age < 18 AND $resourceTags:ward = 'a')",
  ]
  const CHANGES: readonly JsonObject[] = [
    {},
    { age: 17 },
    { age: 18, name: 'Pat' },
    { name: null },
    { name: 'Q', age: null },
  ]

  it('give the same answers to the same requests', async () => {
    const { service: rest } = await loadService({ document: REST })
    const graphql = await loadClinicSchema()
    let asked = 0
    for (const where of WHERES) {
      const condition = where === undefined ? '' : `\n    where: ${JSON.stringify(where)}`
      const given = (policy: string): DecisionCase => ({
        name: '',
        roles: { r: policy },
        principalTags: { ward: ['a', 'c'] },
        resources: [
          { type: 'patient', id: '1', tags: { ward: 'a' }, owner: 'usr_1' },
          { type: 'patient', id: '2', tags: { ward: ['b', 'c'] } },
          { type: 'patient', id: '9', tenant: 'other', tags: { ward: 'a' } },
        ],
        request: '',
        expected: ['no', ''],
      })
      const byRest = openCase(rest, given(`policy:\n  - allow: ['PUT:/patient/{id}']${condition}`))
      const byGraphql = openCase(
        graphql,
        given(`type: graphQL\npolicy:\n  - allow: { mutation: [updatePatient] }${condition}`),
      )
      for (const id of ['1', '2', '3', '9']) {
        for (const change of CHANGES) {
          const put = rest.operations.find((operation) => operation.id === 'PUT:/patient/{id}')
          const update = graphql.operations.find((operation) => operation.id === 'mutation:updatePatient')
          const [rootField] = rootFieldsOf(
            'mutation ($id: ID!, $change: PatientChange!) { updatePatient(id: $id, change: $change) { id } }',
            { id, change },
          )
          if (put === undefined || update === undefined || rootField === undefined) throw new Error('not declared')
          const body = { status: 'json', value: { change }, mediaType: 'application/json' } as const
          const one = await byRest.decisions.decide({
            principal: byRest.principal,
            operation: put,
            request: { path: [id], query: NO_QUERY, body },
          })
          const other = await byGraphql.decisions.decide({
            principal: byGraphql.principal,
            operation: update,
            request: valuesOf(rootField),
          })
          expect([where, id, change, other.answer, other.reason]).toEqual([where, id, change, one.answer, one.reason])
          asked++
        }
      }
    }
    expect(asked).toBe(WHERES.length * 4 * CHANGES.length)
  })
})
