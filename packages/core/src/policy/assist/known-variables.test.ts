import { expect, test } from 'vitest'
import type { Service } from '../../model/service.ts'
import { parseCondition } from '../condition/parse-condition.ts'
import { sketchService } from '../testing/sketch-service.test-support.ts'
import { knownVariables } from './known-variables.ts'

const service = sketchService({
  'PUT:/patient/{patientId}': {
    query: { page: { size: 'integer' } },
    body: { name: 'string', visits: [{ at: 'string:date-time' }], 'first name': 'string', patientId: 'string' },
  },
  'GET:/patient/{patientId}': {},
})
const [put, get] = service.operations as readonly [Service['operations'][number], Service['operations'][number]]

function textsOf(operations: readonly Service['operations'][number][]): readonly string[] {
  return knownVariables({ operations, services: [service] })
    .filter(({ of }) => of === 'request')
    .map(({ text }) => text)
}

test('names the values of a request, through arrays and nested fields, and spells out the place where a name stands in two', () => {
  expect(textsOf([put])).toEqual([
    '$body:patientId',
    '$path:patientId',
    '$request:"first name"',
    '$request:name',
    '$request:page:size',
    '$request:visits',
    '$request:visits:at',
  ])
})

test('says which operations lack a value', () => {
  const found = knownVariables({ operations: [put, get], services: [service] })
  expect(found.find(({ text }) => text === '$request:name')?.missingIn).toEqual(['GET:/patient/{patientId}'])
})

test('says what a value compares as, and which values are declared', () => {
  const enumerated: Service = {
    ...service,
    shapes: service.shapes.map((shape, index) =>
      index === service.shapes.length - 1 ? { ...shape, enum: ["o'clock", 1] } : shape,
    ),
  }
  const found = knownVariables({ operations: [get], services: [enumerated] })
  const named = new Map(
    knownVariables({ operations: [put], services: [service] }).map((each) => [each.text, each.type]),
  )
  expect(found.find(({ text }) => text === '$request:patientId')?.values).toEqual(["'o''clock'"])
  expect([named.get('$request:visits:at'), named.get('$request:page:size'), named.get('$request:name')]).toEqual([
    'time',
    'number',
    'text',
  ])
})

test('lists of a schema that contains itself as much as one can look through', () => {
  const tree = sketchService({ 'POST:/tree': { body: { left: 'string', right: 'string', root: 'string' } } })
  const [operation] = tree.operations
  const recursive: Service = {
    ...tree,
    shapes: tree.shapes.map((shape) => ({
      ...shape,
      properties: ['left', 'right', 'root'].map((name) => [name, operation?.body?.shape ?? 0] as const),
    })),
  }
  const found = knownVariables({ operations: recursive.operations, services: [recursive] })
  expect(found.filter(({ of }) => of === 'request')).toHaveLength(300)
})

test('every variable that is named can be written in a clause', () => {
  const tags = { principal: new Map([['a key: "odd"', ["it's"]]]), resource: new Map([['wardkit:x', []]]) }
  for (const { text, values } of knownVariables({ operations: [put, get], services: [service], tags })) {
    expect(parseCondition(`${text} = ${values[0] ?? '1'}`).diagnostics).toEqual([])
  }
})
