import { describe, expect, test } from 'vitest'
import { NO_QUERY, type RequestValues } from '../model/request-values.ts'
import type { Json } from '../model/json.ts'
import type { Policy } from './ast.ts'
import { compilePolicy, unresolvedPatterns } from './compile-policy.ts'
import { readPolicy } from './read/read-policy.ts'
import { operationOf, sketchService } from './testing/sketch-service.test-support.ts'
import { FALSE, TRUE } from './truth.ts'

const service = sketchService({
  'GET:/patient/{patientId}': {},
  'PUT:/patient/{patientId}': { body: { name: 'string', notes: 'string' } },
  'DELETE:/record/{id}': { replaces: ['DELETE:/chart/{id}'] },
})
const get = operationOf(service, 'GET:/patient/{patientId}')
const put = operationOf(service, 'PUT:/patient/{patientId}')

function read(source: string): Policy {
  const { policy, diagnostics } = readPolicy(source)
  if (policy === null) throw new TypeError(diagnostics[0]?.message)
  return policy
}

function indexes(source: string, operation = get): number[] {
  return compilePolicy(read(source), [service])
    .statementsFor(operation)
    .map(({ index }) => index)
}

function sent(value: Json): RequestValues {
  return { path: ['p1'], query: NO_QUERY, body: { status: 'json', value, mediaType: 'application/json' } }
}

describe('the statements for an operation', () => {
  test('are those that reach it, in the order of the policy', () => {
    const source = `
- allow: ['GET:/patient/{patientId}']
- deny: ['PUT:*']
- allow: ['*']
`
    expect(indexes(source)).toEqual([0, 2])
    expect(indexes(source, put)).toEqual([1, 2])
  })

  test('hold a statement once, though several of its patterns reach the operation', () => {
    expect(indexes("- allow: ['GET:/patient/{patientId}', 'GET:*', '*']")).toEqual([0])
  })

  test('leave out an allow that no longer resolves', () => {
    expect(indexes("- allow: ['GET:/gone']")).toEqual([])
  })

  test('are compiled once', () => {
    const { statementsFor } = compilePolicy(read("- allow: ['*']"), [service])
    expect(statementsFor(get)).toBe(statementsFor(get))
  })

  test('hold a deny of the operation that this one replaces', () => {
    const operation = operationOf(service, 'DELETE:/record/{id}')
    expect(indexes("- deny: ['DELETE:/chart/{chartId}']", operation)).toEqual([0])
    expect(indexes("- allow: ['DELETE:/chart/{chartId}']", operation)).toEqual([])
  })

  test('carry condition, filter and field list only where the statement has them', () => {
    const [bare, full] = compilePolicy(
      read(`
- allow: ['PUT:/patient/{patientId}']
- allow: ['PUT:/patient/{patientId}:[name]']
  where: $principalTags:function = 'doctors'
  filter: [name]
`),
      [service],
    ).statementsFor(put)
    expect(bare).toMatchObject({ effect: 'allow', condition: null, fields: null, filter: null })
    expect(full?.condition).toBeTypeOf('function')
    expect(full?.fields?.covers(sent({ name: 'a' }), put)).toBe(TRUE)
    expect(full?.fields?.covers(sent({ notes: 'a' }), put)).toBe(FALSE)
    expect(full?.filter?.patterns).toHaveLength(1)
  })

  test('of several lists in one statement are covered by one alone', () => {
    const source = "- allow: ['PUT:/patient/{patientId}:[name]', 'PUT:/patient/{patientId}:[notes]']"
    const [statement] = compilePolicy(read(source), [service]).statementsFor(put)
    expect(statement?.fields?.covers(sent({ notes: 'a' }), put)).toBe(TRUE)
    expect(statement?.fields?.covers(sent({ name: 'a', notes: 'a' }), put)).toBe(FALSE)
  })

  test('are not limited where one pattern of the statement has no list', () => {
    const [statement] = compilePolicy(read("- allow: ['PUT:/patient/{patientId}:[name]', 'PUT:*']"), [
      service,
    ]).statementsFor(put)
    expect(statement?.fields).toBeNull()
  })

  test('are refused for an operation of an unknown service', () => {
    const { statementsFor } = compilePolicy(read("- allow: ['*']"), [service])
    expect(() => statementsFor({ ...get, service: 'other' })).toThrow(TypeError)
  })

  test('L05 are found among 1,000 statements of 100 policies, each compiled for its own operation only', () => {
    const statement = read("- allow: ['GET:/patient/{patientId}']\n  where: $principalTags:function = 'doctors'")
      .statements[0]
    const policy: Policy = { type: 'openAPI', statements: Array.from({ length: 1000 }, () => statement as never) }
    const compiled = Array.from({ length: 100 }, () => compilePolicy(policy, [service]))
    expect(compiled.reduce((sum, { statementsFor }) => sum + statementsFor(get).length, 0)).toBe(100_000)
    expect(compiled.reduce((sum, { statementsFor }) => sum + statementsFor(put).length, 0)).toBe(0)
  })
})

test('patterns that match nothing are named with their statement and effect', () => {
  const policy = read(`
- allow: ['GET:/patient/{patientId}', 'GET:/gone']
- deny: ['DELETE:/chart/{chartId}', 'DELETE:/lost']
`)
  expect(unresolvedPatterns(policy, [service]).map(({ effect, index, name }) => [effect, index, name])).toEqual([
    ['allow', 0, 'GET:/gone'],
    ['deny', 1, 'DELETE:/lost'],
  ])
})
