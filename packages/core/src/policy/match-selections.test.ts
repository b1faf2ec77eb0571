import { beforeAll, describe, expect, test } from 'vitest'
import { loadClinicSchema } from '../graphql/testdata/clinic-schema.ts'
import type { Service } from '../model/service.ts'
import type { Policy } from './ast.ts'
import { checkPolicy } from './check-policy.ts'
import { compilePolicy, unresolvedPatterns } from './compile-policy.ts'
import { readPolicy } from './read/read-policy.ts'
import type { PolicyKind } from './rules/rule.ts'
import { operationOf, sketchService } from './testing/sketch-service.test-support.ts'

const rest = sketchService({ 'GET:/patient/{patientId}': {} })
let clinic: Service

beforeAll(async () => {
  clinic = await loadClinicSchema()
})

function read(body: string, type = 'graphQL'): Policy {
  const { policy, diagnostics } = readPolicy(`type: ${type}\npolicy:\n${body}\n`)
  if (policy === null) throw new TypeError(diagnostics[0]?.message)
  return policy
}

function check(body: string, kind: PolicyKind = 'global'): string[] {
  const source = `type: graphQL\npolicy:\n${body}\n`
  return checkPolicy(read(body), { services: [rest, clinic], kind, source }).map(
    ({ code, text, message, hint }) => `${code} ${text}: ${message}${hint === undefined ? '' : ` (${hint})`}`,
  )
}

function reaching(policy: Policy, operation: string): number[] {
  const services = [rest, clinic]
  const service = operation.includes('/') ? rest : clinic
  return compilePolicy(policy, services)
    .statementsFor(operationOf(service, operation))
    .map(({ index }) => index)
}

describe('a graphQL policy is checked against the schema', () => {
  test('and one that fits has no diagnostics', () => {
    expect(
      check(`  - allow:
      query: [patients, patient.name, patient.diagnostics.patient.doctor, record.report, search.patients, __schema.types.name]
      subscription: [patientChanged]
    where: $resourceTags:ward = $principalTags:ward OR $principal:id = 'x'
  - allow: { mutation: [updatePatient] }
    where: $request:change:address:city = 'Ulm' AND $request:change.age >= 18 AND $request:change:wards = 'a'
  - allow: { query: [patients] }
    where: $request:status = 'ACTIVE' AND $request:limit < 100`).filter((line) => !line.startsWith('resource-tag-any')),
    ).toEqual([])
  })

  test.each([
    [
      'a root field that no schema has',
      '{ query: [patiens] }',
      'operation-unknown patiens: no GraphQL schema has the root field `query:patiens` (did you mean `patient`?)',
    ],
    [
      'a root field of another root',
      '{ mutation: [patient] }',
      'operation-unknown patient: no GraphQL schema has the root field `mutation:patient`',
    ],
    [
      'a field beneath that is not there',
      '{ query: [patient.doctor.nam] }',
      'field-unknown patient.doctor.nam: `query:patient.doctor` has no field `nam` (did you mean `patient.doctor.name`?)',
    ],
    [
      'a field beneath a scalar',
      '{ query: [version.major] }',
      'field-unknown version.major: `query:version` has no field `major`',
    ],
    [
      'a field of no type of a union',
      '{ query: [search.ward] }',
      'field-unknown search.ward: `query:search` has no field `ward`',
    ],
    [
      '`__typename`, which is free',
      '{ query: [patient.__typename] }',
      'selection-syntax patient.__typename: `__typename` is free: it is neither granted nor denied (leave it out)',
    ],
    [
      'names that every object inherits',
      '{ query: [patient.constructor] }',
      'field-unknown patient.constructor: `query:patient` has no field `constructor`',
    ],
  ])('%s is an error', (_name, selection, expected) => {
    expect(check(`  - allow: ${selection}`)).toEqual([expect.stringContaining(expected)])
  })

  test.each([
    ["$request:ward = 'a'", 'field-unknown $request:ward'],
    ["$request:change:nam = 'a'", 'field-unknown $request:change:nam'],
    ["$body:id = 'a'", 'field-unknown $body:id'],
    ["$path:id = 'a'", 'field-unknown $path:id'],
    ["$request:change:age = 'a'", 'literal-type'],
    ['$request:id = 5', 'literal-type 5'],
    ["$resourceTags[id]:ward = 'a'", 'path-parameter-unknown'],
  ])('the argument in `%s` does not fit', (where, expected) => {
    expect(check(`  - allow: { mutation: [updatePatient] }\n    where: ${where}`).join()).toContain(expected)
  })

  test('and a deny says what a missing argument means', () => {
    expect(check('  - deny: { query: [patients] }\n    where: $request:limit > 100', 'guardrail')[0]).toContain(
      'deny-unknown',
    )
  })

  test('a filter is refused: the fields themselves are allowed instead', () => {
    const source = 'type: graphQL\npolicy:\n  - allow: { query: [patient] }\n    filter: [name]\n'
    expect(readPolicy(source).diagnostics.map(({ code, span }) => [code, span.line])).toEqual([
      ['filter-on-selection', 4],
    ])
  })

  test('L05 a path has at most 32 names', () => {
    const path = ['patient', ...Array<string>(32).fill('doctor')].join('.')
    expect(readPolicy(`type: graphQL\nallow: { query: [${path}] }\n`).diagnostics.map(({ code }) => code)).toEqual([
      'limit-exceeded',
    ])
  })
})

describe('the statements for a root field', () => {
  test('are those that name it, or something beneath it', () => {
    const policy = read('  - allow: { query: [patient] }\n  - allow: { query: [patients, patient.name] }')
    expect(reaching(policy, 'query:patient')).toEqual([0, 1])
    expect(reaching(policy, 'query:patients')).toEqual([1])
    expect(reaching(policy, 'query:version')).toEqual([])
    expect(reaching(policy, 'GET:/patient/{patientId}')).toEqual([])
  })

  test('L07 of an openAPI policy are those of every operation, and of no method or path', () => {
    const policy = read("  - allow: ['*']\n  - deny: ['*']\n  - allow: ['GET:*', '*:/query/*']", 'openAPI')
    expect(reaching(policy, 'query:patient')).toEqual([0, 1])
    expect(reaching(policy, 'GET:/patient/{patientId}')).toEqual([0, 1, 2])
  })

  test('L07 about the schema itself are allowed by name only, and denied by every wildcard', () => {
    const wildcard = read("  - allow: ['*']\n  - deny: ['*']", 'openAPI')
    expect(reaching(wildcard, 'query:__schema')).toEqual([1])
    expect(reaching(read('  - allow: { query: [__schema, __type.name] }'), 'query:__schema')).toEqual([0])
  })
})

test('a selection that the schema has no more is told of, nested fields included', () => {
  const policy = read(`  - allow: { query: [gone] }
  - deny: { query: [patient, patient.ssn], mutation: [lost] }`)
  expect(unresolvedPatterns(policy, [rest, clinic]).map(({ effect, index, name }) => [effect, index, name])).toEqual([
    ['allow', 0, 'query:gone'],
    ['deny', 1, 'query:patient.ssn'],
    ['deny', 1, 'mutation:lost'],
  ])
})
