import { beforeAll, describe, expect, it } from 'vitest'
import { loadClinic, openCase, readRequest, type DecisionCase } from '../decision/testdata/decision-case.ts'
import type { Json } from '../model/json.ts'
import type { Service } from '../model/service.ts'
import type { Considered } from '../tenancy/decisions.ts'
import { loadService } from '../openapi/load-service.ts'
import type { RequestFacts } from './access-record.ts'
import { copyRequest } from './describe-access.ts'

let clinic: Service
beforeAll(async () => {
  clinic = await loadClinic()
})

/** What is kept of a request under one role's policy. */
async function keep(policy: string, request: string, body?: Json, service = clinic): Promise<RequestFacts | null> {
  const example: DecisionCase = {
    name: '',
    roles: { r: policy },
    request,
    ...(body === undefined ? {} : { body }),
    expected: ['no', ''],
  }
  const { decisions, principal } = openCase(service, example)
  let seen: Considered | undefined
  const onConsidered = (considered: Considered): void => {
    seen = considered
  }
  await decisions.decide({ principal, ...readRequest(service, example), onConsidered })
  return seen === undefined ? null : copyRequest(seen, true).request
}

describe('what is kept of a request', () => {
  it('is nothing of body and query where no statement reads them', async () => {
    expect(await keep('- allow: [POST:/patient]', 'POST /patient', { name: 'Ada', ward: 'a' })).toEqual({
      path: [],
      query: {},
      body: { status: 'json', value: {} },
      read: [],
    })
  })

  it('is the fields that statements read, in any form they were sent', async () => {
    const policy = "- allow: [POST:/patient]\n  where: $body:ward = 'a' AND $body:address:city = 'b'"
    const body = { ward: ['a', { x: 1 }], address: [{ city: 'b', street: 's' }, 7], name: 'Ada' }
    expect(await keep(policy, 'POST /patient', body)).toMatchObject({
      body: { value: { ward: ['a', {}], address: [{ city: 'b' }, true] } },
      read: ['$body:ward', '$body:address:city'],
    })
  })

  it('is the names of all fields where a statement lists fields, and no value of them', async () => {
    const facts = await keep("- allow: ['PUT:/patient/{patientId}:[name]']", 'PUT /patient/17', {
      name: 'Ada',
      address: { city: null, street: '', lines: [] },
    })
    expect(facts).toMatchObject({
      path: ['17'],
      body: { value: { name: true, address: { city: null, street: true, lines: [] } } },
      read: ['$body'],
    })
  })

  it('is a copy: what the handler does to the body later is not in it', async () => {
    const body = { ward: 'a' }
    const facts = await keep("- allow: [POST:/patient]\n  where: $body:ward = 'a'", 'POST /patient', body)
    body.ward = 'changed'
    expect(facts?.body).toEqual({ status: 'json', value: { ward: 'a' } })
  })

  it('G01 is nothing at all beyond its bound, with no more work than the bound', async () => {
    const policy = "- allow: [POST:/patient]\n  where: $body:ward = 'a'"
    expect(await keep(policy, 'POST /patient', { ward: 'x'.repeat(4096) })).toBeNull()
    expect(await keep(policy, 'POST /patient', { ward: Array.from({ length: 5000 }, () => 0) })).toBeNull()
    expect(await keep(policy, 'POST /patient', { ward: 'x'.repeat(4000) })).not.toBeNull()
  })

  it('B04 copies `__proto__` as data', async () => {
    const facts = await keep(
      "- allow: ['PUT:/patient/{patientId}:[name]']",
      'PUT /patient/17',
      JSON.parse('{"__proto__":{"x":1}}') as Json,
    )
    expect(JSON.stringify(facts?.body)).toContain('{"__proto__":{"x":true}}')
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })

  it('G04 is never the value of what sounds like a secret, though a policy reads it', async () => {
    const { service } = await loadService({
      document: {
        openapi: '3.1.0',
        info: { title: 'Secrets', version: '1' },
        paths: {
          '/reset/{resetToken}': {
            post: {
              parameters: [
                { name: 'resetToken', in: 'path', required: true, schema: { type: 'string' } },
                { name: 'api_key', in: 'query', schema: { type: 'string' } },
              ],
              requestBody: {
                content: {
                  'application/json': {
                    schema: {
                      type: 'object',
                      properties: { newPassword: { type: 'string' }, name: { type: 'string' } },
                    },
                  },
                },
              },
              responses: { 200: { description: 'done' } },
            },
          },
        },
      },
    })
    const facts = await keep(
      "- allow: ['POST:/reset/{resetToken}']\n  where: $body:newPassword != 'x' AND $query:api_key = 'y' AND $body:name = 'z'",
      'POST /reset/canary1?api_key=canary2',
      { newPassword: 'canary3', name: 'z' },
      service,
    )
    expect(facts).toEqual({
      path: [null],
      query: {},
      body: { status: 'json', value: { name: 'z' } },
      read: ['$body:name'],
    })
  })
})
