import { describe, expect, test } from 'vitest'
import type { Json } from '../model/json.ts'
import { GRAPHQL_LIMITS } from './root-field-request.ts'
import { argumentsOf, readClinicRequest, rootFieldsOf } from './testdata/clinic-schema.ts'

function fault(source: string, variables = {}): string {
  const read = readClinicRequest(source, variables)
  return read.ok ? 'readable' : read.message
}

function selectionsOf(source: string) {
  return rootFieldsOf(source).map(({ root, field, selection }) => [`${root}:${field}`, selection])
}

describe('root fields', () => {
  test('are those of every operation of the document, whichever is about to run', () => {
    const source = `
      query First { version }
      mutation Second { discharge(input: { id: 1 }) }
      subscription Third { patientChanged(id: 2) { id } }
    `
    expect(selectionsOf(source).map(([id]) => id)).toEqual([
      'query:version',
      'mutation:discharge',
      'subscription:patientChanged',
    ])
  })

  test('are found through fragments, inline and named, and by their own names through aliases', () => {
    const source = `
      { ...A ... on Query { free: version } ... { patient: diagnostic(diagnosticId: 3) { id } } }
      fragment A on Query { ...B }
      fragment B on Query { v: version }
    `
    expect(selectionsOf(source).map(([id]) => id)).toEqual(['query:version', 'query:version', 'query:diagnostic'])
  })

  test('count though they are skipped: what a variable leaves out, another one brings back', () => {
    const source =
      'query ($no: Boolean = false) { version @include(if: $no) search(text: "x") @skip(if: true) { __typename } }'
    expect(selectionsOf(source)).toEqual([
      ['query:version', {}],
      ['query:search', { __typename: null }],
    ])
  })

  test('are what a schema is asked about itself, by whatever way', () => {
    expect(
      selectionsOf('{ x: __schema { types { name } } ...F } fragment F on Query { __type(name: "A") { name } }'),
    ).toEqual([
      ['query:__schema', { types: { name: null } }],
      ['query:__type', { name: null }],
    ])
  })

  test('are not `__typename`, which is free', () => {
    expect(rootFieldsOf('{ __typename a: __typename }')).toEqual([])
  })
})

describe('the selection beneath a root field', () => {
  test('is of field names: aliases and type conditions are removed, fragments and repetitions united', () => {
    const source = `
      {
        record(id: 1) {
          one: id
          ... on Patient { name doctor { id } ...Doctor }
          ... on Diagnostic { patient { name } patient { notes } }
        }
      }
      fragment Doctor on Patient { doctor { boss: name @skip(if: true) } }
    `
    expect(selectionsOf(source)).toEqual([
      [
        'query:record',
        { id: null, name: null, doctor: { id: null, name: null }, patient: { name: null, notes: null } },
      ],
    ])
  })

  test('keeps names that every object inherits as names', () => {
    // No schema of ours has such a field; what is selected is read without it.
    const [field] = rootFieldsOf('{ patient(id: 1) { constructor { toString } } }')
    expect(field?.selection).toEqual({ constructor: { toString: null } })
  })

  test('is the same however often a fragment is spread: nested doubling costs no more than it says', () => {
    const doubling = Array.from(
      { length: 60 },
      (_, index) => `fragment F${index} on Patient { ...F${index + 1} ... on Patient { ...F${index + 1} } }`,
    )
    const source = `{ patient(id: 1) { ...F0 } } ${doubling.join('\n')} fragment F60 on Patient { id }`
    expect(selectionsOf(source)).toEqual([['query:patient', { id: null }]])
  })
})

describe('B06 a request that would cost too much is refused with one sentence', () => {
  test.each([
    ['fragments that double at every level', doublingThroughFields(), `selects more than ${GRAPHQL_LIMITS.selections}`],
    [
      'a fragment that leads back to itself through a field',
      '{ patient(id: 1) { ...F } } fragment F on Patient { doctor { patients { ...F } } }',
      `selects deeper than ${GRAPHQL_LIMITS.depth} fields`,
    ],
    [
      'deep nesting',
      `{ patient(id: 1) ${'{ doctor { patients '.repeat(40)} { id } ${'} }'.repeat(40)} }`,
      'selects deeper',
    ],
    ['many aliases of one field', `{ ${aliases(101)} }`, 'asks for more than 100 root fields'],
    ['many fields', `{ patient(id: 1) { ${aliases(10_001)} } }`, 'selects more than 10000 fields'],
    [
      'a value that nests deep',
      `mutation { updatePatient(id: 1, change: { address: ${'{ city: "x", near: '.repeat(70)}null${'}'.repeat(70)} }) { id } }`,
      'a value nests deeper than 64 levels',
    ],
  ])('%s', (_name, source, message) => {
    expect(fault(source)).toContain(message)
  })

  test('a variable that nests deeper than any stack', () => {
    const change = { address: JSON.parse(`${'{"near":'.repeat(50_000)}null${'}'.repeat(50_000)}`) as Json }
    const source = 'mutation ($change: PatientChange!) { updatePatient(id: 1, change: $change) { id } }'
    expect(fault(source, { change })).toBe('a value nests deeper than 64 levels')
    const at = change.address
    expect(fault('mutation ($at: Moment) { discharge(input: { id: 1, at: $at }) }', { at })).toContain('a value is no')
  })

  test('a fragment that leads back to itself at once adds nothing', () => {
    expect(
      selectionsOf('{ patient(id: 1) { ...F } } fragment F on Patient { ...G } fragment G on Patient { id ...F }'),
    ).toEqual([['query:patient', { id: null }]])
  })
})

describe('what cannot be read is refused', () => {
  test.each([
    ['a fragment that is not there', '{ patient(id: 1) { ...Gone } }', 'the request has no fragment `Gone`'],
    [
      'two fragments of one name',
      '{ version } fragment F on Query { version } fragment F on Query { version }',
      'stands twice',
    ],
    ['no operation', 'fragment F on Query { version }', 'the request holds no operation'],
    ['a type definition', '{ version } type X { y: Int }', 'something else than operations'],
    ['a root field that the schema does not have', '{ secrets }', 'the schema has no root field `query:secrets`'],
    ['a root field of another root', 'mutation { patient(id: 1) { id } }', 'no root field `mutation:patient`'],
    ['an argument that the field does not take', '{ version(of: "x") }', '`version` takes no `of`'],
    ['an argument twice', '{ patient(id: 1, id: 2) { id } }', '`patient` is given a value twice'],
    ['a variable that is not declared', '{ patient(id: $id) { id } }', 'the variable `$id` is not declared'],
    ['a value of another type', '{ patients(limit: "x") { id } }', 'a value is no `Int`'],
    ['an enum that is text', '{ patients(status: "ACTIVE") { id } }', 'a value is no `Status`'],
    ['an unknown enum value', '{ patients(status: GONE) { id } }', 'a value is no `Status`'],
  ])('%s', (_name, source, message) => {
    expect(fault(source)).toContain(message)
  })

  test.each([
    ['a null for a value that must be', { id: null }],
    ['a list for one value', { id: ['1', '2'] }],
    ['an object for one value', { id: {} }],
    ['a fraction for an id', { id: 1.5 }],
  ])('a variable with %s', (_name, variables) => {
    expect(fault('query ($id: ID!) { patient(id: $id) { id } }', variables)).toContain('a value is no `ID')
  })
})

describe('arguments', () => {
  test('have their defaults, enums by their names', () => {
    expect(argumentsOf('{ patients { id } }')).toEqual({ status: 'ACTIVE', limit: 20 })
    expect(argumentsOf('{ patients(status: DISCHARGED, limit: null, ward: "a") { id } }')).toEqual({
      status: 'DISCHARGED',
      limit: null,
      ward: 'a',
    })
  })

  test('take variables, their defaults, and the default of the argument where none is sent', () => {
    const source = `query ($status: Status, $limit: Int = 5, $ward: String) {
      patients(status: $status, limit: $limit, ward: $ward) { id }
    }`
    expect(argumentsOf(source)).toEqual({ status: 'ACTIVE', limit: 5 })
    expect(argumentsOf(source, { status: 'DISCHARGED', limit: 7, ward: null })).toEqual({
      status: 'DISCHARGED',
      limit: 7,
      ward: null,
    })
    expect(argumentsOf(source, { __proto__: { ward: 'inherited' } })).toEqual({ status: 'ACTIVE', limit: 5 })
  })

  test('are objects with the defaults of their fields, and variables anywhere within', () => {
    const source = `mutation ($city: String!, $ward: String, $age: Int) {
      updatePatient(id: 7, change: { age: $age, wards: ["a", $ward], address: { city: $city } }) { id }
    }`
    expect(argumentsOf(source, { city: 'Ulm', ward: 'b' })).toEqual({
      id: '7',
      change: { wards: ['a', 'b'], address: { city: 'Ulm', country: 'DE' } },
    })
    const whole = 'mutation ($change: PatientChange!) { updatePatient(id: "7", change: $change) { id } }'
    expect(argumentsOf(whole, { change: { wards: 'a', address: { city: 'Ulm' }, notes: null } })).toEqual({
      id: '7',
      change: { wards: ['a'], address: { city: 'Ulm', country: 'DE' }, notes: null },
    })
  })

  test('that need a variable nobody sent are not sent: another operation may be meant', () => {
    expect(argumentsOf('query ($id: ID!) { patient(id: $id) { id } }')).toEqual({})
  })

  test('of an id written as a number are text', () => {
    expect(argumentsOf('{ patient(id: 0042) { id } }'.replace('0042', '42'))).toEqual({ id: '42' })
    expect(argumentsOf('query ($id: ID!) { patient(id: $id) { id } }', { id: 42 })).toEqual({ id: '42' })
  })
})

function aliases(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index}: version`).join(' ')
}

/** Each level selects the next one under two fields, so that what is selected doubles. */
function doublingThroughFields(): string {
  const levels = Array.from(
    { length: 20 },
    (_, index) =>
      `fragment F${index} on Patient { doctor { patients { ...F${index + 1} } } diagnostics { patient { ...F${index + 1} } } }`,
  )
  return `{ patient(id: 1) { ...F0 } } ${levels.join('\n')} fragment F20 on Patient { id }`
}
