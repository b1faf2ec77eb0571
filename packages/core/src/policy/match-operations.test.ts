import { describe, expect, test } from 'vitest'
import type { OperationPattern } from './ast.ts'
import { createDiagnosticLog } from './read/diagnostic-log.ts'
import { findNearestOperation, isExactPattern, matchOperations } from './match-operations.ts'
import { parseOperationPattern } from './read/parse-operation-pattern.ts'
import { createLocate } from './read/source-text.ts'
import { sketchService } from './testing/sketch-service.test-support.ts'

const clinic = sketchService(
  {
    'GET:/patient': {},
    'POST:/patient': {},
    'GET:/patient/{patientId}': {},
    'PUT:/patient/{patientId}': {},
    'GET:/patient/{patientId}/notes': {},
    'GET:/patient/{patientId}/notes/{noteId}.json': {},
    'GET:/patients': {},
    'GET:/constructor': {},
    'DELETE:/record/{id}': { replaces: ['DELETE:/chart/{chartId}'] },
  },
  'clinic',
)
const own = sketchService(
  { 'GET:/wardkit/users': {}, 'PUT:/wardkit/users/{userId}': {}, 'GET:/wardkit': {} },
  'wardkit',
)
const services = [clinic, own]

function patternOf(text: string): OperationPattern {
  const log = createDiagnosticLog(text)
  const pattern = parseOperationPattern(text, createLocate(text), log)
  if (pattern === null) throw new TypeError(`\`${text}\` is no pattern`)
  return pattern
}

function match(text: string, effect: 'allow' | 'deny' = 'allow'): string[] {
  return matchOperations(patternOf(text), effect, services).map(({ id }) => id)
}

describe('an exact pattern', () => {
  test.each([
    ['GET:/patient', ['GET:/patient']],
    ['get:/patient', ['GET:/patient']],
    ['GET:/patient/{patientId}', ['GET:/patient/{patientId}']],
    ['GET:/patient/{id}', ['GET:/patient/{patientId}']],
    ['GET:/patient/{a}/notes/{b}.json', ['GET:/patient/{patientId}/notes/{noteId}.json']],
    ['PUT:/wardkit/users/{userId}', ['PUT:/wardkit/users/{userId}']],
  ])('%s matches %j', (text, ids) => {
    expect(match(text)).toEqual(ids)
  })

  test.each([
    'GET:/Patient',
    'GET:/patient/',
    'GET:/patient/patientId',
    'GET:/patient/{a}/{b}',
    'GET:/patient/{a}/notes/{b}',
    'GET:/patien',
    'DELETE:/patient',
    'HEAD:/patient',
  ])('%s matches nothing', (text) => {
    expect(match(text)).toEqual([])
  })

  test('L07 the method matches in any letter case, even in a pattern no parser made', () => {
    expect(matchOperations({ ...patternOf('PUT:/patient/{id}'), method: 'put' }, 'allow', services)).toHaveLength(1)
  })

  test('L06 a name that every object inherits is only a name', () => {
    expect(match('GET:/constructor')).toEqual(['GET:/constructor'])
    expect(match('GET:/toString')).toEqual([])
    expect(match('GET:/__proto__')).toEqual([])
  })
})

describe('a wildcard', () => {
  const allOfClinic = clinic.operations.map(({ id }) => id)

  test('L07 GET:/patient/* matches below /patient/ at any depth, and neither /patient nor /patients', () => {
    expect(match('GET:/patient/*')).toEqual([
      'GET:/patient/{patientId}',
      'GET:/patient/{patientId}/notes',
      'GET:/patient/{patientId}/notes/{noteId}.json',
    ])
  })

  test('may stand below a parameter', () => {
    expect(match('GET:/patient/{id}/*')).toEqual([
      'GET:/patient/{patientId}/notes',
      'GET:/patient/{patientId}/notes/{noteId}.json',
    ])
  })

  test('of the method matches every method of the path', () => {
    expect(match('*:/patient/{patientId}')).toEqual(['GET:/patient/{patientId}', 'PUT:/patient/{patientId}'])
  })

  test("does not reach Wardkit's own operations unless it spells them", () => {
    expect(match('*')).toEqual([...allOfClinic, 'GET:/wardkit'])
    expect(match('*:/*')).toEqual([...allOfClinic, 'GET:/wardkit'])
    expect(match('PUT:*')).toEqual(['PUT:/patient/{patientId}'])
    expect(match('GET:/wardkit/*')).toEqual(['GET:/wardkit/users'])
    expect(match('*:/wardkit/*')).toEqual(['GET:/wardkit/users', 'PUT:/wardkit/users/{userId}'])
    expect(match('*:/wardkit/users')).toEqual(['GET:/wardkit/users'])
  })

  test('is not exact', () => {
    expect(['*', 'GET:*', '*:/patient', 'GET:/patient/*'].map((text) => isExactPattern(patternOf(text)))).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(isExactPattern(patternOf('GET:/patient/{id}'))).toBe(true)
  })
})

describe('an operation that replaces another', () => {
  test('is reached by a deny of the old id, parameters by position, and by wildcards over it', () => {
    expect(match('DELETE:/chart/{id}', 'deny')).toEqual(['DELETE:/record/{id}'])
    expect(match('DELETE:/chart/*', 'deny')).toEqual(['DELETE:/record/{id}'])
  })

  test('is not reached by an allow of the old id', () => {
    expect(match('DELETE:/chart/{id}', 'allow')).toEqual([])
  })
})

test('the nearest operation of an unknown one is found for a hint', () => {
  expect(findNearestOperation(patternOf('GET:/pateint/{patientId}'), services)).toBe('GET:/patient/{patientId}')
  expect(findNearestOperation(patternOf('DELETE:/billing/invoices'), services)).toBeUndefined()
})
