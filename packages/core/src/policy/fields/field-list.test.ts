import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../model/json.ts'
import { NO_QUERY, type BodyValue, type RequestValues } from '../../model/request-values.ts'
import { anyFieldList, compileFieldList } from './field-list.ts'
import { arbitraryBody, arbitraryField } from '../testing/arbitrary-fields.test-support.ts'
import { fieldsOf } from '../testing/parse-fields.test-support.ts'
import { operationOf, sketchService } from '../testing/sketch-service.test-support.ts'
import { ANY, FALSE, TRUE, UNKNOWN } from '../truth.ts'

interface FieldCase {
  readonly name: string
  readonly list: string
  readonly body?: Json
  readonly query?: Record<string, string[]>
  readonly covers: boolean
  readonly touches: boolean
  readonly uncovered?: string[]
}

const service = sketchService({
  'PUT:/cluster/{clusterId}': { body: 'object' },
  'PATCH:/cluster/{clusterId}': { body: 'object', mediaTypes: ['application/json', 'application/json-patch+json'] },
  'POST:/cluster': { body: 'object', mediaTypes: ['application/*'] },
  'GET:/patient': { query: { identifier: 'string', email: 'string', filter: { name: 'string' } } },
})
const put = operationOf(service, 'PUT:/cluster/{clusterId}')
const get = operationOf(service, 'GET:/patient')

function casesOf(file: string): readonly FieldCase[] {
  return JSON.parse(readFileSync(new URL(`../testdata/fields/${file}`, import.meta.url), 'utf8')) as FieldCase[]
}

function withBody(body: BodyValue): RequestValues {
  return { path: ['c1'], query: NO_QUERY, body }
}

function json(value: Json, mediaType = 'application/json'): RequestValues {
  return withBody({ status: 'json', value, mediaType })
}

function nest(depth: number, innermost: Json): Json {
  let value = innermost
  for (let i = 0; i < depth; i++) value = [value]
  return value
}

describe('a field list of an operation with a body', () => {
  test.each(casesOf('body.json'))('$name', ({ list, body, covers, touches, uncovered }) => {
    const fields = compileFieldList(fieldsOf(list))
    const request = json(body as Json)
    expect(fields.covers(request, put)).toBe(covers ? TRUE : FALSE)
    expect(fields.touches(request, put)).toBe(touches ? TRUE : FALSE)
    expect(fields.uncovered(request, put)).toEqual(uncovered ?? [])
  })

  test('does not limit the query', () => {
    const request = { ...json({ metadata: 1 }), query: new Map([['debug', ['1']]]) }
    expect(compileFieldList(fieldsOf('metadata')).covers(request, put)).toBe(TRUE)
  })

  test('covers a request without a body, and a deny does not touch it', () => {
    const fields = compileFieldList(fieldsOf('metadata'))
    expect(fields.covers(withBody({ status: 'absent' }), put)).toBe(TRUE)
    expect(fields.touches(withBody({ status: 'absent' }), put)).toBe(FALSE)
  })

  test.each([
    ['a body that is not JSON of a declared media type', put, withBody({ status: 'other' })],
    [
      'a JSON Patch',
      operationOf(service, 'PATCH:/cluster/{clusterId}'),
      json([{ op: 'add' }], 'application/json-patch+json'),
    ],
    [
      'JSON that may be a JSON Patch, its media type unknown',
      operationOf(service, 'PATCH:/cluster/{clusterId}'),
      withBody({ status: 'json', value: { metadata: 1 } }),
    ],
    [
      'JSON under a media range, its media type unknown',
      operationOf(service, 'POST:/cluster'),
      withBody({ status: 'json', value: { metadata: 1 } }),
    ],
  ])('covers nothing of %s, not even by *, and leaves a deny UNKNOWN', (_, operation, request) => {
    for (const list of ['metadata', '*']) {
      const fields = compileFieldList(fieldsOf(list))
      expect(fields.covers(request, operation)).toBe(FALSE)
      expect(fields.touches(request, operation)).toBe(UNKNOWN)
      expect(fields.uncovered(request, operation)).toEqual([])
    }
  })

  test('reads JSON of another media type than JSON Patch where both are declared', () => {
    const patch = operationOf(service, 'PATCH:/cluster/{clusterId}')
    expect(compileFieldList(fieldsOf('metadata')).covers(json({ metadata: 1 }), patch)).toBe(TRUE)
  })

  test('B01 a body that was not parsed is UNKNOWN, and one not asked about may be any', () => {
    const fields = compileFieldList(fieldsOf('*'))
    expect(fields.covers(withBody({ status: 'unavailable' }), put)).toBe(UNKNOWN)
    expect(fields.touches(withBody({ status: 'unavailable' }), put)).toBe(UNKNOWN)
    expect(fields.covers(withBody({ status: 'open' }), put)).toBe(ANY)
    expect(fields.touches(withBody({ status: 'open' }), put)).toBe(ANY)
  })

  test('B06 arrays 100,000 deep are walked without overflowing the stack', () => {
    const fields = compileFieldList(fieldsOf('metadata'))
    const listed = json(nest(100_000, { metadata: 1 }))
    const unlisted = json(nest(100_000, { size: 1 }))
    expect(fields.covers(listed, put)).toBe(TRUE)
    expect(fields.touches(unlisted, put)).toBe(FALSE)
    expect(fields.uncovered(unlisted, put)).toEqual(['size'])
  })

  test('B06 objects 100,000 deep are named by their first fields', () => {
    let body: Json = 1
    for (let i = 0; i < 100_000; i++) body = { a: body }
    const fields = compileFieldList(fieldsOf('b'))
    expect(fields.covers(json(body), put)).toBe(FALSE)
    expect(fields.uncovered(json(body), put)).toEqual([Array.from({ length: 20 }, () => 'a').join('.')])
  })

  test('B06 a body of 100,000 fields is read', () => {
    const body = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]))
    expect(compileFieldList(fieldsOf('k*')).covers(json(body), put)).toBe(TRUE)
    expect(compileFieldList(fieldsOf('k1')).uncovered(json(body), put)).toHaveLength(10)
  })
})

describe('a field list of an operation without a body', () => {
  test.each(casesOf('query.json'))('$name', ({ list, query, covers, touches, uncovered }) => {
    const fields = compileFieldList(fieldsOf(list))
    const request: RequestValues = { path: [], query: new Map(Object.entries(query ?? {})), body: { status: 'absent' } }
    expect(fields.covers(request, get)).toBe(covers ? TRUE : FALSE)
    expect(fields.touches(request, get)).toBe(touches ? TRUE : FALSE)
    expect(fields.uncovered(request, get)).toEqual(uncovered ?? [])
  })

  test('covers nothing where a body is sent all the same', () => {
    const request: RequestValues = { path: [], query: NO_QUERY, body: { status: 'other' } }
    expect(compileFieldList(fieldsOf('*')).covers(request, get)).toBe(FALSE)
    expect(compileFieldList(fieldsOf('*')).touches(request, get)).toBe(UNKNOWN)
  })

  test('may come to anything where the query is not asked about', () => {
    const request: RequestValues = { path: [], query: null, body: { status: 'absent' } }
    expect(compileFieldList(fieldsOf('*')).covers(request, get)).toBe(ANY)
  })
})

describe('several field lists for one operation', () => {
  const either = anyFieldList([compileFieldList(fieldsOf('a, b')), compileFieldList(fieldsOf('c'))])

  test('cover what one of them covers alone, and not what they cover together', () => {
    expect(either.covers(json({ a: 1, b: 1 }), put)).toBe(TRUE)
    expect(either.covers(json({ c: 1 }), put)).toBe(TRUE)
    expect(either.covers(json({ a: 1, c: 1 }), put)).toBe(FALSE)
  })

  test('name the leaves that the nearest of them leaves uncovered', () => {
    expect(either.uncovered(json({ a: 1, b: 1, c: 1 }), put)).toEqual(['c'])
  })

  test('touch what any of them touches', () => {
    expect(either.touches(json({ c: 1 }), put)).toBe(TRUE)
    expect(either.touches(json({ d: 1 }), put)).toBe(FALSE)
  })
})

describe('laws', () => {
  const list = fc.array(arbitraryField, { minLength: 1, maxLength: 4 })

  test('another listed field never uncovers', () => {
    fc.assert(
      fc.property(list, arbitraryField, arbitraryBody, (fields, more, value) => {
        const fewer = compileFieldList(fieldsOf(fields.join(', ')))
        const all = compileFieldList(fieldsOf([...fields, more].join(', ')))
        if (fewer.covers(json(value), put) === TRUE) expect(all.covers(json(value), put)).toBe(TRUE)
        if (fewer.touches(json(value), put) === TRUE) expect(all.touches(json(value), put)).toBe(TRUE)
      }),
    )
  })

  test('what is covered is touched, and what is covered leaves nothing uncovered', () => {
    fc.assert(
      fc.property(list, arbitraryBody, (names, value) => {
        const fields = compileFieldList(fieldsOf(names.join(', ')))
        const covered = fields.covers(json(value), put) === TRUE
        if (covered) expect(fields.touches(json(value), put)).toBe(TRUE)
        expect(fields.uncovered(json(value), put).length === 0).toBe(covered)
      }),
    )
  })

  test('an array is covered as its elements are', () => {
    fc.assert(
      fc.property(list, fc.array(arbitraryBody, { minLength: 1, maxLength: 4 }), (names, values) => {
        const fields = compileFieldList(fieldsOf(names.join(', ')))
        const each = values.map((value) => fields.covers(json(value), put))
        expect(fields.covers(json(values), put)).toBe(each.every((truth) => truth === TRUE) ? TRUE : FALSE)
      }),
    )
  })
})
