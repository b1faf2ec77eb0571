import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Operation, Service, Shape } from '../model/service.ts'
import { MAX_QUERY_PARAMETERS, readRequestParameters } from './request-parameters.ts'

const NONE: Shape = { types: [], properties: [], additional: null, items: null, branches: [] }
const shapes: Shape[] = [
  { ...NONE, types: ['string'] },
  { ...NONE, types: ['integer'] },
  { ...NONE, types: ['string'], format: 'uuid' },
  { ...NONE, types: ['integer', 'null'], branches: [1] },
  { ...NONE, branches: [0, 1] },
  // A schema that refers to itself.
  { ...NONE, types: ['integer'], branches: [5] },
]
const [STRING, INTEGER, UUID, NULLABLE_INTEGER, EITHER, RECURSIVE] = [0, 1, 2, 3, 4, 5] as const

const operation = (path: number[], query: Operation['queryParameters'] = []): Operation => ({
  id: 'GET:/x',
  service: 'test',
  method: 'GET',
  path: '/x',
  segments: [],
  public: false,
  pathParameters: path.map((shape, index) => ({ name: `p${index}`, shape, resourceType: null })),
  queryParameters: query,
  body: null,
  resource: null,
  replaces: [],
})

const service: Service = {
  id: 'test',
  title: 'Test',
  version: '1',
  basePath: '',
  operations: [],
  shapes,
  roles: [],
  resourceTagMatch: 'where-only',
}

const search = operation(
  [],
  [
    { name: 'a', shape: STRING, style: 'form' },
    { name: 'filter', shape: STRING, style: 'deepObject' },
    { name: 'tag[]', shape: STRING, style: 'form' },
    { name: 'ref', shape: UUID, style: 'form' },
  ],
)

function readQuery(text: string): Record<string, readonly string[]> | string {
  const read = readRequestParameters(search, service, [], text)
  return read.ok ? Object.fromEntries(read.query) : read.message
}

function readPath(shape: number, value: string): readonly string[] | string {
  const read = readRequestParameters(operation([shape]), service, [value], '')
  return read.ok ? read.path : 'refused'
}

describe('path parameters', () => {
  it.each(['0', '7', '-7', '9007199254740993', '123456789012345678901234567890'])(
    'takes the canonical integer %s as it is',
    (value) => {
      expect(readPath(INTEGER, value)).toEqual([value])
    },
  )

  it.each(['-0', '00', '007', '+1', '1.0', '1e3', ' 1', '1 ', '', '-', '0x10', '１', 'abc', '1\n'])(
    'B07 refuses %j for an integer',
    (value) => {
      expect(readPath(INTEGER, value)).toBe('refused')
      expect(readPath(NULLABLE_INTEGER, value)).toBe('refused')
      expect(readPath(RECURSIVE, value)).toBe('refused')
    },
  )

  it('leaves a value alone where its schema takes strings too', () => {
    expect(readPath(EITHER, '007')).toEqual(['007'])
    expect(readPath(STRING, '007')).toEqual(['007'])
  })

  it('turns a uuid lower-case', () => {
    expect(readPath(UUID, '0A-B')).toEqual(['0a-b'])
    expect(readPath(STRING, '0A-B')).toEqual(['0A-B'])
  })
})

describe('the query', () => {
  it('is decoded exactly once, plus as a space', () => {
    expect(readQuery('a=x+y%20z&b=%2541&%63=1&d=%2B&e=caf%C3%A9')).toEqual({
      a: ['x y z'],
      b: ['%41'],
      c: ['1'],
      d: ['+'],
      e: ['café'],
    })
  })

  it('keeps a name without a value, empty values, and what follows the first =', () => {
    expect(readQuery('a&b=&c=x=y&&')).toEqual({ a: [''], b: [''], c: ['x=y'] })
  })

  it('turns a uuid lower-case', () => {
    expect(readQuery('ref=0A-B&a=0A-B')).toEqual({ ref: ['0a-b'], a: ['0A-B'] })
  })

  it('B05 reads a repeated parameter as all its values, in order', () => {
    expect(readQuery('a=1&b=3&a=2&%61=4')).toEqual({ a: ['1', '2', '4'], b: ['3'] })
  })

  it.each([
    'a[]=1',
    'a[b]=1',
    'a[=1',
    'a%5B%5D=1',
    'a%5b0%5d=1',
    'a[]',
    'a=1&a[]=2',
    'a[b][c]=1',
    '[a]=1',
    '[a',
    '%5Ba%5D=1',
    '[a][b]=1',
  ])('B05 refuses %s, because `a` is declared and takes no brackets', (text) => {
    expect(readQuery(text)).toContain('`a` takes no such brackets')
  })

  it.each(['filter[]=1', 'filter[x][]=1', 'filter[x]y=1', 'filter[x=1', 'filter[[x]]=1', '[filter][x]=1'])(
    'B05 refuses %s, which names no field of `filter`',
    (text) => {
      expect(readQuery(text)).toContain('`filter` takes no such brackets')
    },
  )

  it('B05 takes brackets where they are declared, or belong to no declared name', () => {
    expect(readQuery('filter[x]=1&filter[x][y]=2&tag[]=2&tag[]=3&other[y]=4&[z]=5&a.b=6')).toEqual({
      'filter[x]': ['1'],
      'filter[x][y]': ['2'],
      'tag[]': ['2', '3'],
      'other[y]': ['4'],
      '[z]': ['5'],
      'a.b': ['6'],
    })
  })

  it.each(['a=me]=x', 'a=me%5D=x', 'a=me%5d=x'])(
    'B05 refuses %s, where parsers differ on where the name ends',
    (text) => {
      expect(readQuery(text)).toContain('percent-encode')
    },
  )

  it('B05 reads a bracket and an equals sign in a value that encodes them', () => {
    expect(readQuery('a=me%5D%3Dx')).toEqual({ a: ['me]=x'] })
  })

  it.each(['a=%', 'a=%zz', 'a=%ff', 'a=%c0%af', '%ed%a0%80=1', 'x=%2'])(
    'refuses the malformed escape of %s',
    (text) => {
      expect(readQuery(text)).toContain('percent-escape')
    },
  )

  it('B05 refuses more parameters than every parser reads', () => {
    const parts = Array.from({ length: MAX_QUERY_PARAMETERS }, () => '')
    expect(typeof readQuery(parts.join('&'))).toBe('object')
    expect(readQuery([...parts, 'a=1'].join('&'))).toContain('more than 1000')
  })

  it('B04 keeps names such as __proto__ as data', () => {
    const read = readRequestParameters(search, service, [], '__proto__=1&constructor=2&a=3')
    expect(read.ok && [...read.query.keys()]).toEqual(['__proto__', 'constructor', 'a'])
  })

  it('never throws, and reads what URLSearchParams writes back to the same pairs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof readRequestParameters(search, service, [], text).ok).toBe('boolean')
      }),
    )
    const word = fc.string({ unit: 'grapheme' }).filter((text) => text.isWellFormed())
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word)), (pairs) => {
        const read = readRequestParameters(operation([]), service, [], new URLSearchParams(pairs).toString())
        const expected = new Map<string, string[]>()
        for (const [name, value] of pairs) expected.set(name, [...(expected.get(name) ?? []), value])
        expect(read).toEqual({ ok: true, path: [], query: expected })
      }),
    )
  })
})
