import { describe, expect, it } from 'vitest'
import type { BodyValue } from '../model/request-values.ts'
import type { Operation, ResourceLocator } from '../model/service.ts'
import { nameResources } from './named-resources.ts'

const operationAbout = (resource: ResourceLocator): Operation => ({
  id: 'POST:/shares',
  service: 's',
  method: 'POST',
  path: '/shares',
  segments: [{ literals: ['shares'], parameters: [] }],
  public: false,
  pathParameters: [],
  queryParameters: [],
  body: null,
  resource,
  replaces: [],
})
const own = (from: 'query' | 'body', values: readonly string[], body: BodyValue = { status: 'absent' }) => {
  const query = new Map(values.length === 0 ? [] : [['doc', values]])
  const path = from === 'query' ? ['doc'] : ['doc', 'id']
  return nameResources(operationAbout({ type: 'doc', from, path }), { path: [], query, body }).own
}
const json = (value: unknown): BodyValue => ({ status: 'json', value: value as never })

it('B05 a parameter that is repeated names no one resource, and is not taken for one that is left out', () => {
  expect(own('query', ['7'])).toEqual({ type: 'doc', id: '7' })
  expect(own('query', [])).toBeNull()
  expect(own('query', ['7', '8'])).toBe('unreadable')
  expect(own('query', ['7', '7'])).toBe('unreadable')
})

it.each([
  [{ doc: { id: '7' } }, { type: 'doc', id: '7' }],
  [{ doc: { id: 7 } }, { type: 'doc', id: '7' }],
  [{ doc: {} }, null],
  [{ doc: { id: null } }, null],
  [{ doc: null }, null],
  [{}, null],
  [null, null],
  [{ doc: { id: ['7'] } }, 'unreadable'],
  [{ doc: { id: { toString: '7' } } }, 'unreadable'],
  [{ doc: { id: true } }, 'unreadable'],
  [{ doc: { id: 2 ** 53 } }, 'unreadable'],
  [{ doc: [{ id: '7' }] }, 'unreadable'],
  [{ doc: '7' }, 'unreadable'],
  [[{ doc: { id: '7' } }], 'unreadable'],
])('B07 the body %j names %j', (value, expected) => {
  expect(own('body', [], json(value))).toEqual(expected)
})

it('B01 a body that was sent and cannot be read may name any resource; one that was not sent names none', () => {
  expect(own('body', [], { status: 'unavailable' })).toBe('unreadable')
  expect(own('body', [], { status: 'other' })).toBe('unreadable')
  expect(own('body', [], { status: 'absent' })).toBeNull()
})

describe('where the request says the type', () => {
  const about = operationAbout({ type: '$body:on.type', from: 'body', path: ['on', 'id'], typePath: ['on', 'type'] })
  const ownOf = (on: unknown) => nameResources(about, { path: [], query: new Map(), body: json({ on }) }).own

  it.each([
    [
      { type: 'doc', id: '7' },
      { type: 'doc', id: '7' },
    ],
    [
      { type: 'page', id: 7 },
      { type: 'page', id: '7' },
    ],
    [{ id: '7' }, null],
    [{ type: 'doc' }, null],
    [{ type: '', id: '7' }, null],
    [null, null],
    [{ type: ['doc'], id: '7' }, 'unreadable'],
    [{ type: { doc: 1 }, id: '7' }, 'unreadable'],
    [{ type: 'doc', id: ['7'] }, 'unreadable'],
    [[{ type: 'doc', id: '7' }], 'unreadable'],
  ])('B07 %j names %j', (on, expected) => {
    expect(ownOf(on)).toEqual(expected)
  })

  it('B05 a query that says it twice names no one resource', () => {
    const operation = operationAbout({ type: '$query:type', from: 'query', path: ['id'], typePath: ['type'] })
    const named = (type: string[]) => {
      const query = new Map([
        ['type', type],
        ['id', ['7']],
      ])
      return nameResources(operation, { path: [], query, body: { status: 'absent' } }).own
    }
    expect(named(['doc'])).toEqual({ type: 'doc', id: '7' })
    expect(named([])).toBeNull()
    expect(named(['doc', 'page'])).toBe('unreadable')
  })
})
