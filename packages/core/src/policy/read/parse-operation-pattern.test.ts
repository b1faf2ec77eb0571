import { expect, test } from 'vitest'
import { createDiagnosticLog } from './diagnostic-log.ts'
import { parseFieldPattern } from './parse-field-pattern.ts'
import { parseOperationPattern } from './parse-operation-pattern.ts'
import { printFieldPattern, printOperationPattern } from '../print/print-policy.ts'
import { createLocate } from './source-text.ts'

function parse(text: string) {
  const log = createDiagnosticLog(text)
  const pattern = parseOperationPattern(text, createLocate(text), log)
  return { pattern, codes: log.list().map((diagnostic) => `${diagnostic.code} ${diagnostic.text}`) }
}

test.each([
  ['get:/patient/{patientId}', 'GET:/patient/{patientId}'],
  ['PUT: /cluster/{cluster-id}', 'PUT:/cluster/{cluster-id}'],
  ['*', '*'],
  ['patch:*', 'PATCH:*'],
  ['*:/patient/*', '*:/patient/*'],
  ['GET:/*', 'GET:/*'],
  ['POST:/jobs/{id}:cancel', 'POST:/jobs/{id}:cancel'],
  ['PUT:/c/{id}:[ metadata,nodeGroups.maxSize ]', 'PUT:/c/{id}:[metadata, nodeGroups.maxSize]'],
  ['PUT:/c:[a.*, a.min*, *]', 'PUT:/c:[a.*, a.min*, *]'],
  ['PUT:/c:["a.b".c, "say ""x""", "plain"]', 'PUT:/c:["a.b".c, "say ""x""", plain]'],
  ['GET:*:[a]', 'GET:*:[a]'],
])('reads the operation %s as %s', (text, printed) => {
  const { pattern, codes } = parse(text)
  expect(codes).toEqual([])
  expect(printOperationPattern(pattern as NonNullable<typeof pattern>)).toBe(printed)
})

test('the path ends at the last `:[`', () => {
  expect(parse('PUT:/a:[b]:[c]').pattern).toMatchObject({ path: '/a:[b]', fields: [{ parts: [{ name: 'c' }] }] })
})

test.each([
  ['', 'operation-syntax '],
  ['GET', 'operation-syntax GET'],
  ['GET /a', 'operation-syntax GET /a'],
  ['GET:', 'operation-syntax '],
  ['GET:a', 'operation-syntax a'],
  ['FETCH:/a', 'method-unknown FETCH'],
  ['*:*', 'operation-syntax *'],
  ['GET:/a/*/b', 'operation-syntax /a/*/b'],
  ['GET:/a*', 'operation-syntax /a*'],
  ['GET:/a/{b', 'operation-syntax /a/{b'],
  ['GET:/a/{}', 'operation-syntax /a/{}'],
  ['GET:/a?b=c', 'operation-syntax /a?b=c'],
  ['GET:/a b', 'operation-syntax /a b'],
  ['PUT:/a:[]', 'field-syntax '],
  ['PUT:/a:[b', 'field-syntax :[b'],
  ['PUT:/a:[b,]', 'field-syntax '],
  ['PUT:/a:[*.b]', 'field-syntax *.b'],
  ['PUT:/a:[b c]', 'field-syntax c'],
  ['PUT:/a:[b..c]', 'field-syntax ..c'],
  ['PUT:/a:["b]', 'field-syntax "b'],
])('refuses the operation %j', (text, finding) => {
  expect(parse(text)).toEqual({ pattern: null, codes: [finding] })
})

test('a quoted name with a dot is one name, and no wildcard', () => {
  const text = '"a.b*"."c"'
  const field = parseFieldPattern(text, createLocate(text), createDiagnosticLog(text))
  expect(field?.parts).toEqual([
    { kind: 'name', name: 'a.b*' },
    { kind: 'name', name: 'c' },
  ])
  expect(printFieldPattern(field as NonNullable<typeof field>)).toBe('"a.b*".c')
})

test('a filter item that holds a comma is refused', () => {
  const log = createDiagnosticLog('a, b')
  expect(parseFieldPattern('a, b', createLocate('a, b'), log)).toBeNull()
  expect(log.list()).toMatchObject([{ code: 'field-syntax', text: 'a, b' }])
})
