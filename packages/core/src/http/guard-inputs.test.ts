import { describe, expect, it } from 'vitest'
import { WardkitError } from '../errors/index.ts'
import type { Json } from '../model/json.ts'
import { createTags } from '../model/tags.ts'
import { assertKnownOptions } from '../util/known-options.ts'
import { withinTime } from '../util/within-time.ts'
import { describeExcess } from './body-limits.ts'
import type { Engine } from './engine.ts'
import { readHostPrincipal } from './host-principal.ts'
import { createProblem } from './problem.ts'
import { readRevision } from './revision-header.ts'
import { createWardkitRequest } from './wardkit-request.ts'

describe('readRevision', () => {
  it('reads one canonical whole number', () => {
    expect([readRevision([]), readRevision(['0']), readRevision(['42'])]).toEqual([undefined, 0, 42])
  })

  it.each([
    ['-1'],
    ['+1'],
    ['01'],
    ['1 '],
    ['1.0'],
    ['1e3'],
    ['0x1'],
    [''],
    ['9007199254740992'],
    ['99999999999999999'],
  ])('refuses %j', (field) => {
    expect(readRevision([field])).toBe('malformed')
  })

  it('refuses two headers, equal or not', () => {
    expect(readRevision(['1', '1'])).toBe('malformed')
  })
})

describe('describeExcess', () => {
  const nested = (depth: number): Json => Array.from({ length: depth }).reduce<Json>((inner) => [inner], 1)

  it('takes a body within the limits', () => {
    expect(describeExcess(nested(128))).toBeUndefined()
    expect(describeExcess(null)).toBeUndefined()
    expect(describeExcess(Array.from({ length: 99_999 }, () => 0))).toBeUndefined()
  })

  it('B06 refuses what is one too deep or one too many, without recursion', () => {
    expect(describeExcess(nested(129))).toContain('deeper than 128')
    expect(describeExcess(nested(100_000))).toContain('deeper than 128')
    expect(describeExcess(Array.from({ length: 100_000 }, () => 0))).toContain('more than 100000')
    expect(describeExcess(Array.from({ length: 1000 }, () => Array.from({ length: 100 }, () => 0)))).toContain(
      'more than',
    )
  })
})

describe('readHostPrincipal', () => {
  it('fills in what a host leaves out', () => {
    expect(readHostPrincipal({ id: 'u', tenant: 't', roles: ['r'], email: 'Ada@Example.com' })).toEqual({
      type: 'user',
      id: 'u',
      tenant: 't',
      roles: ['r'],
      tags: new Map(),
      email: 'ada@example.com',
    })
  })

  it('reads tags as people write them, or as they are', () => {
    const tags = createTags({ function: 'doctors' })
    expect(readHostPrincipal({ id: 'u', tenant: 't', roles: [], tags: { function: 'doctors' } }).tags).toEqual(tags)
    expect(readHostPrincipal({ id: 'u', tenant: 't', roles: [], tags }).tags).toEqual(tags)
  })

  it('keeps tags as they were, whatever the host does to its own later', () => {
    const tags = new Map(createTags({ function: 'doctors' }))
    const principal = readHostPrincipal({ id: 'u', tenant: 't', roles: [], tags })
    tags.clear()
    expect(principal.tags).toEqual(createTags({ function: 'doctors' }))
  })

  it.each([
    [{ tenant: 't', roles: [] }, '`id`'],
    [{ id: '', tenant: 't', roles: [] }, '`id`'],
    [{ id: 7, tenant: 't', roles: [] }, '`id`'],
    [{ id: 'u', roles: [] }, '`tenant`'],
    [{ id: 'u', tenant: 't' }, '`roles`'],
    [{ id: 'u', tenant: 't', roles: 'admin' }, '`roles`'],
    [{ id: 'u', tenant: 't', roles: [7] }, '`roles`'],
    [{ id: 'u', tenant: 't', roles: [], type: 'root' }, '`type`'],
    [{ id: 'u', tenant: 't', roles: [], email: true }, '`email`'],
    [{ id: 'u', tenant: 't', roles: [], tags: { '': 'x' } }, 'tag'],
  ])('refuses %j', (given, message) => {
    expect(() => readHostPrincipal(given as never)).toThrow(message)
  })
})

describe('createProblem', () => {
  it('shows a detail only where the catalog lets it', () => {
    const detail = 'the table `patients` is locked'
    expect(createProblem('ERR_STORE_BUSY', { requestId: 'r', detail }).body).not.toContain('patients')
    expect(JSON.parse(createProblem('ERR_INVALID_INPUT', { requestId: 'r', detail: 'too long' }).body)).toEqual({
      title: 'the input is not valid',
      status: 400,
      code: 'ERR_INVALID_INPUT',
      detail: 'too long',
      requestId: 'r',
    })
  })

  it('says when to try again where that may help', () => {
    expect(createProblem('ERR_UNAVAILABLE', { requestId: 'r' }).headers['retry-after']).toBe('1')
    expect(createProblem('ERR_FORBIDDEN', { requestId: 'r' }).headers['retry-after']).toBeUndefined()
  })
})

describe('createWardkitRequest', () => {
  const known = { principal: null, operation: null, decision: null, requestId: 'r' }
  const principal = { type: 'user', id: 'u', tenant: 'mine', roles: [], tags: new Map() } as const

  it('registers in the tenant of the principal, whatever the handler passes on', async () => {
    const registered: unknown[] = []
    const revisions: number[] = []
    const engine = {
      resources: {
        register: async (input: unknown) => {
          registered.push(input)
          return { revision: 12 }
        },
      },
    } as unknown as Engine
    const request = createWardkitRequest(engine, { ...known, principal }, (revision) => revisions.push(revision))
    await request.register({ type: 'patient', id: 'p', tenant: 'theirs' } as never)
    expect(registered).toEqual([{ tenant: 'mine', type: 'patient', id: 'p' }])
    expect(revisions).toEqual([12])
  })

  it('refuses without a principal, and on an instance that keeps no resources', async () => {
    const request = { type: 'patient', id: 'p' }
    const ignore = () => undefined
    await expect(createWardkitRequest({} as Engine, known, ignore).register(request)).rejects.toMatchObject({
      code: 'ERR_FORBIDDEN',
    })
    await expect(
      createWardkitRequest({} as Engine, { ...known, principal }, ignore).register(request),
    ).rejects.toMatchObject({
      code: 'ERR_CONFIGURATION',
    })
  })
})

describe('withinTime', () => {
  it('answers work in time, and hands on its failure', async () => {
    await expect(withinTime(Promise.resolve(7), 1000, 'work')).resolves.toBe(7)
    expect(withinTime(7 as number | Promise<number>, 1000, 'work')).toBe(7)
    await expect(withinTime(Promise.reject(new TypeError('x')), 1000, 'work')).rejects.toThrow(TypeError)
  })

  it('F22 refuses work that never ends', async () => {
    const error = await withinTime(new Promise<never>(() => undefined), 5, 'work').catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(WardkitError)
    expect(error).toMatchObject({ code: 'ERR_UNAVAILABLE', message: 'work took longer than 5 ms' })
  })
})

describe('assertKnownOptions', () => {
  it.each([
    [{ mod: 1 }, 'f() has no option `mod`: did you mean `mode`?'],
    [{ zzzzzzzz: 1 }, 'f() has no option `zzzzzzzz`: known are `mode`'],
    [null, 'f() takes an object of options, not null'],
    [[], 'f() takes an object of options, not an array'],
    [7, 'f() takes an object of options, not a number'],
  ])('refuses %j', (options, message) => {
    expect(() => {
      assertKnownOptions('f()', options, ['mode'])
    }).toThrow(message)
  })
})
