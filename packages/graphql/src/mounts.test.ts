import type { Wardkit } from '@wardkit/core'
import type { HostPrincipal } from '@wardkit/core/http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  MOUNTS,
  openClinic,
  startClinic,
  type Answer,
  type ClinicServer,
  type Sent,
} from './clinic-servers.test-support.ts'

let wardkit: Wardkit

beforeAll(async () => {
  wardkit = await openClinic()
})

afterAll(() => wardkit.close())

function holding(...roles: string[]): HostPrincipal {
  return { id: 'usr_1', tenant: 'north', roles, tags: { ward: 'a' } }
}

/** Status, the code of the refusal or null, and the root fields that ran. */
function brief({ status, codes, ran }: Answer): unknown[] {
  return [status, codes[0] ?? null, [...ran].sort()]
}

describe.each(MOUNTS)('%s', (_name, mount) => {
  let server: ClinicServer

  beforeAll(async () => {
    server = await startClinic(mount, wardkit)
  })

  afterAll(() => server.close())

  const ask = (principal: HostPrincipal | null, query: string, rest: Omit<Sent, 'query'> = {}) =>
    server.ask(principal, { query, ...rest })

  test('answers what policies allow, with the revision it was decided at', async () => {
    const answer = await ask(holding('reader'), '{ patient(id: "p1") { name doctor { name } } patients { id } }')
    expect(brief(answer)).toEqual([200, null, ['patient', 'patients']])
    expect(answer.body.data).toEqual({
      patient: { name: 'name of p1', doctor: { name: 'doctor' } },
      patients: [{ id: 'p1' }],
    })
    expect(answer.headers.get('wardkit-revision')).toMatch(/^\d+$/)
  })

  test.each([
    ['nobody', null, '{ patient(id: "p1") { id } }', 401, 'ERR_UNAUTHENTICATED'],
    [
      'a role that says nothing of the field',
      holding('reader'),
      'mutation { updatePatient(id: "p1", change: {}) { id } }',
      403,
      'ERR_FORBIDDEN',
    ],
    ['a role of another resource', holding('ward'), '{ patient(id: "p2") { id } }', 403, 'ERR_FORBIDDEN'],
    ['a resource that nobody registered', holding('ward'), '{ patient(id: "p3") { id } }', 403, 'ERR_FORBIDDEN'],
    ['another tenant', holding('reader'), '{ patient(id: "p9") { id } }', 404, 'ERR_NOT_FOUND'],
    [
      'another tenant through an input object',
      holding('ward'),
      'mutation { discharge(input: { id: "p9" }) }',
      404,
      'ERR_NOT_FOUND',
    ],
    [
      'too many root fields',
      holding('reader'),
      `{ ${Array.from({ length: 101 }, (_, i) => `a${i}: version`).join(' ')} }`,
      400,
      'ERR_INVALID_INPUT',
    ],
    [
      'a filter, which no result of GraphQL is put through',
      holding('filtered'),
      '{ patient(id: "p1") { id } }',
      500,
      'ERR_RESPONSE_NOT_FILTERED',
    ],
  ])('refuses %s, and runs nothing', async (_case, principal, query, status, code) => {
    expect(brief(await ask(principal, query))).toEqual([status, code, []])
  })

  test('tells a refusal as a problem body does, and no more', async () => {
    const { body, headers } = await ask(holding('reader'), 'mutation { updatePatient(id: "p1", change: {}) { id } }')
    expect(body.errors).toEqual([
      {
        message: 'this is not allowed',
        extensions: {
          status: 403,
          code: 'ERR_FORBIDDEN',
          requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        },
      },
    ])
    expect(body.data ?? null).toBeNull()
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('asks nobody about public fields and `__typename`', async () => {
    expect(brief(await ask(null, '{ version __typename }'))).toEqual([200, null, ['version']])
    expect(brief(await ask(null, '{ version patients { id } }'))).toEqual([401, 'ERR_UNAUTHENTICATED', []])
  })

  describe('runs nothing for a field that is reached', () => {
    const doctor = 'doctor { id }'
    test.each([
      ['beside one that is granted', `{ patient(id: "p1") { name ${doctor} } }`],
      ['under an alias of one that is granted', '{ patient(id: "p1") { name: notes } }'],
      ['by an alias of the root field', '{ x: patient(id: "p1") { notes } }'],
      ['by a fragment', '{ patient(id: "p1") { ...F } } fragment F on Patient { name notes }'],
      [
        'by fragments in fragments',
        '{ ...A } fragment A on Query { patient(id: "p1") { ...B } } fragment B on Patient { ... on Patient { notes } }',
      ],
      ['by an inline fragment without a type', '{ ... { patient(id: "p1") { ... { notes } } } }'],
      ['by a fragment on an interface', '{ patient(id: "p1") { name ... on Record { notes } } }'],
      ['in a second selection of the same field', '{ patient(id: "p1") { name } patient(id: "p1") { notes } }'],
      ['though it is skipped', '{ patient(id: "p1") { name notes @skip(if: true) } }'],
      [
        'though it is not included',
        'query ($yes: Boolean = false) { patient(id: "p1") { name notes @include(if: $yes) } }',
      ],
      [
        'in an operation that is not the one named',
        'query A { patient(id: "p1") { name } } query B { patient(id: "p1") { notes } }',
        { operationName: 'A' },
      ],
      [
        'in the operation named',
        'query A { patient(id: "p1") { name } } query B { patient(id: "p1") { notes } }',
        { operationName: 'B' },
      ],
      ['in another root', 'mutation { updatePatient(id: "p1", change: {}) { name } }'],
      ['of the schema itself', '{ patient(id: "p1") { name } __schema { types { name } } }'],
      [
        'of the schema itself, through a fragment and an alias',
        '{ ...F } fragment F on Query { patient: __type(name: "Patient") { fields { name } } }',
      ],
    ])('%s', async (_case, query, rest: Omit<Sent, 'query'> = {}) => {
      expect(brief(await ask(holding('names'), query, rest))).toEqual([403, 'ERR_FORBIDDEN', []])
    })

    test('granted by two roles, a path each: one of them must grant all', async () => {
      expect(brief(await ask(holding('names', 'notes'), '{ patient(id: "p1") { notes } }'))).toEqual([
        200,
        null,
        ['patient'],
      ])
      expect(brief(await ask(holding('names', 'notes'), '{ patient(id: "p1") { name notes } }'))).toEqual([
        403,
        'ERR_FORBIDDEN',
        [],
      ])
    })
  })

  test('lets through what is granted, by whatever way it is asked for', async () => {
    const query = `query A($id: ID!, $no: Boolean = true) { a: patient(id: $id) { __typename ...F ... on Record { ... on Patient { doctor { x: name @skip(if: $no) } } } } }
      fragment F on Patient { name }`
    expect(brief(await ask(holding('names'), query, { variables: { id: 'p1' } }))).toEqual([200, null, ['patient']])
  })

  test('grants introspection by name only', async () => {
    const query = '{ __schema { queryType { name } } }'
    expect(brief(await ask(holding('schema'), query))).toEqual([200, null, []])
    expect(brief(await ask(holding('everything'), query))).toEqual([403, 'ERR_FORBIDDEN', []])
    expect(brief(await ask(holding('everything'), '{ patients { id } }'))).toEqual([200, null, ['patients']])
  })

  test('reads arguments as the resolver is given them: defaults, variables, and what a caller puts in their place', async () => {
    const list = 'query ($ward: String) { patients(ward: $ward) { id } }'
    expect(brief(await ask(holding('wardList'), '{ patients { id } }'))).toEqual([200, null, ['patients']])
    expect(brief(await ask(holding('wardList'), list))).toEqual([200, null, ['patients']])
    expect(brief(await ask(holding('wardList'), list, { variables: { ward: 'a' } }))).toEqual([200, null, ['patients']])
    for (const ward of ['b', null])
      expect(brief(await ask(holding('wardList'), list, { variables: { ward } }))).toEqual([403, 'ERR_FORBIDDEN', []])
    expect(brief(await ask(holding('wardList'), '{ a: patients { id } b: patients(ward: "b") { id } }'))).toEqual([
      403,
      'ERR_FORBIDDEN',
      [],
    ])
  })

  test('decides a request that comes by GET', async () => {
    const query = '{ patient(id: "p1") { name } }'
    expect(brief(await server.ask(holding('names'), { query }, 'GET'))).toEqual([200, null, ['patient']])
    expect(brief(await server.ask(holding('notes'), { query }, 'GET'))).toEqual([403, 'ERR_FORBIDDEN', []])
  })

  test('refuses all of a batch for one of its operations', async () => {
    const granted = { query: '{ patient(id: "p1") { name } }' }
    const { status, ran } = await server.ask(holding('names'), [granted, { query: '{ patient(id: "p1") { notes } }' }])
    expect(status).toBeGreaterThanOrEqual(400)
    expect(ran).toEqual([])
  })

  test('is refused while a decision cannot be made', async () => {
    const failing = await startClinic(mount, wardkit, {
      principal: () => {
        throw new Error('the directory is down')
      },
    })
    expect(brief(await failing.ask(holding('reader'), { query: '{ patients { id } }' }))).toEqual([
      503,
      'ERR_UNAVAILABLE',
      [],
    ])
    await failing.close()
  })
})
