import { expect, test } from 'vitest'
import { sketchService } from '../testing/sketch-service.test-support.ts'
import { completePolicy } from './complete-policy.ts'

const service = sketchService({
  'GET:/patient/{patientId}': {},
  'PUT:/patient/{patientId}': { body: { name: 'string' } },
  'GET:/report/{reportId}': {},
})

/** What may stand at the `|` of a text, and the text with the first of it put in. */
function complete(marked: string): { readonly texts: readonly string[]; readonly after: string } {
  const offset = marked.indexOf('|')
  const source = marked.replace('|', '')
  const { from, to, options } = completePolicy(source, offset, { operations: service.operations, services: [service] })
  return {
    texts: options.map(({ text }) => text),
    after: source.slice(0, from) + (options[0]?.text ?? '') + source.slice(to),
  }
}

test('offers the operations in a list of them, found by any part of their name', () => {
  expect(complete('policy:\n  - allow:\n      - GET:/patient/{patientId}\n      - rep|\n')).toEqual({
    texts: ['GET:/report/{reportId}'],
    after: 'policy:\n  - allow:\n      - GET:/patient/{patientId}\n      - GET:/report/{reportId}\n',
  })
})

test('offers in a where what the operations of its own statement take', () => {
  const source = (where: string) =>
    `policy:\n  - allow:\n      - GET:/report/{reportId}\n    where: $principal:id = 'x'\n  - allow:\n      - PUT:/patient/{patientId}\n    where: ${where}\n`
  expect(complete(source('$request:n|')).texts).toEqual(['$request:name'])
  expect(complete(source('$request:r|')).texts).toEqual([])
  expect(complete(source('|')).texts).toContain('$path:patientId'.replace('path', 'request'))
})

test('offers in a where what any operation takes, while the rest cannot be read', () => {
  expect(complete('policy:\n  - allow: {{\n    where: $request:n|').texts).toEqual(['$request:name'])
})

test('offers the keys of a statement', () => {
  expect(complete('policy:\n  - allow:\n      - GET:/report/{reportId}\n    wh|')).toEqual({
    texts: ['where: '],
    after: 'policy:\n  - allow:\n      - GET:/report/{reportId}\n    where: ',
  })
  expect(complete('policy:\n  - |').texts).toEqual(['allow:'])
})

test.each([
  'policy: # some|',
  'policy:\n  - allow:\n      - GET:/report/{reportId}\n    description: pa|',
  "    where: '$r|",
])('offers nothing at %j', (marked) => {
  expect(complete(marked).texts).toEqual([])
})
