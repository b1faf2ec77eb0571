import { describe, expect, it } from 'vitest'
import { resolveRequestVariable } from './request-path.ts'
import { createTestService } from '../testing/evaluation-input.test-support.ts'
import { readCondition } from '../testing/read-condition.test-support.ts'
import type { Service } from '../../model/service.ts'
import type { RequestVariable } from './request-path.ts'

const TAG = { type: 'string', format: 'wardkit-tag' } as const

const { operation, service } = createTestService({
  id: 'PUT:/order/{orderId}',
  query: { limit: { type: 'integer' }, both: {}, 'filter[]': { properties: { min: { type: 'number' } } } },
  body: {
    properties: {
      both: { type: 'string' },
      items: { type: 'array', items: { properties: { at: { type: 'string', format: 'date-time' } } } },
      either: {
        anyOf: [{ properties: { a: { type: 'string' } } }, { properties: { a: { type: ['integer', 'null'] } } }],
      },
      free: { additionalProperties: { type: 'boolean' } },
      tags: { additionalProperties: { anyOf: [TAG, { type: 'array', items: TAG }] } },
      list: { type: 'array', items: { type: 'array', items: { type: 'string', format: 'uuid' } } },
    },
  },
})

function resolve(name: string, within: Service = service) {
  const condition = readCondition(`${name} IS NULL`)
  if (condition.kind !== 'is-null') throw new Error('expected IS NULL')
  return resolveRequestVariable(condition.variable as RequestVariable, operation, within)
}

describe('a request variable', () => {
  it('has keys of tags where what they stand for is a tag, and nowhere else', () => {
    expect(resolve('$body:tags:function')).toMatchObject({ formats: new Set(['wardkit-tag']), tagKeys: new Set([1]) })
    expect(resolve('$body:tags')).not.toHaveProperty('tagKeys')
    expect(resolve('$body:free:anything')).not.toHaveProperty('tagKeys')
  })

  it.each([
    ['$path:orderId', { source: 'path', path: ['orderId'], types: ['string'], formats: [], array: false }],
    ['$request:orderId', { source: 'path', path: ['orderId'], types: ['string'], formats: [], array: false }],
    ['$request:limit', { source: 'query', path: ['limit'], types: ['integer'], formats: [], array: false }],
    ['$query:filter:min', { source: 'query', path: ['filter', 'min'], types: ['number'], formats: [], array: false }],
    [
      '$request:items:at',
      { source: 'body', path: ['items', 'at'], types: ['string'], formats: ['date-time'], array: true },
    ],
    [
      '$body:either:a',
      { source: 'body', path: ['either', 'a'], types: ['string', 'integer', 'null'], formats: [], array: false },
    ],
    [
      '$body:free:anything',
      { source: 'body', path: ['free', 'anything'], types: ['boolean'], formats: [], array: false },
    ],
    ['$body:list', { source: 'body', path: ['list'], types: ['string'], formats: ['uuid'], array: true }],
  ])('%s is found where it is declared', (name, { types, formats, ...expected }) => {
    expect(resolve(name)).toEqual({ ...expected, types: new Set(types), formats: new Set(formats) })
  })

  it.each([
    ...['$request:gone', '$path:limit', '$query:orderId', '$body:limit', '$body:items:gone', '$path:orderId:deeper'],
    ...['$query:limit:deeper', '$query:filter:max', '$body:either:b', '$body:free:anything:deeper', '$body:items:"0"'],
    ...['$body:constructor', '$body:__proto__', '$body:toString', '$query:hasOwnProperty'],
  ])('L06 %s is no such field', (name) => {
    expect(resolve(name)).toBe('no-such-field')
  })

  it('is ambiguous when its name is declared in two places', () => {
    expect(resolve('$request:both')).toBe('ambiguous')
    expect(resolve('$query:both')).toMatchObject({ source: 'query' })
    expect(resolve('$body:both')).toMatchObject({ source: 'body' })
  })

  it('is found in shapes that hold themselves', () => {
    const node = service.shapes.length
    const empty = { types: [], additional: null, items: null, branches: [] }
    const shapes = [
      ...service.shapes.map((shape, index) =>
        index === operation.body?.shape ? { ...shape, branches: [node] } : shape,
      ),
      { ...empty, properties: [['next', node]] as const, items: node, branches: [node] },
    ]

    expect(resolve('$body:next:next:next', { ...service, shapes })).toMatchObject({ array: true })
    expect(resolve('$body:next:gone', { ...service, shapes })).toBe('no-such-field')
  })
})
