import { describe, expect, it } from 'vitest'
import { WardkitError } from '../errors/index.ts'
import type { Authentication } from '../identity/authentication.ts'
import type { Operation, Service } from '../model/service.ts'
import type { Engine } from './engine.ts'
import type { WardkitEvent } from './events.ts'
import { createGuard } from './guard.ts'

const ahead: Authentication = {
  status: 'unavailable',
  cause: new WardkitError('ERR_REVISION_AHEAD', 'revision 9 was asked for and the store is at 7'),
}

/** What a guard makes of a request that presents these revisions, and the revision it has its caller authenticated at. */
async function present(revisions: readonly string[], authentication: Authentication) {
  const asked: (number | undefined)[] = []
  const events: string[] = []
  const operation = {
    id: 'GET:/patient',
    pathParameters: [],
    queryParameters: [],
    public: false,
  } as unknown as Operation
  const engine = {
    findOperation: () => ({ operation, service: {} as Service, path: [] }),
    async authenticate(_fields: readonly string[], atLeast?: number) {
      asked.push(atLeast)
      return authentication
    },
    revision: 7,
    onEvent: ({ type }: WardkitEvent) => void events.push(type),
  } as unknown as Engine
  const outcome = await createGuard(engine).check({
    method: 'GET',
    target: '/patient',
    fields: (name) => (name === 'wardkit-revision' ? revisions : []),
    body: { present: false },
    host: null,
    setHeader: () => undefined,
  })
  return { asked, events, answer: outcome.kind === 'refuse' ? JSON.parse(outcome.response.body) : undefined }
}

describe('a guard, of a request that presents a revision,', () => {
  it('C02 has its caller authenticated at that revision', async () => {
    const stale = { status: 'unidentified', reason: 'stale' } as const
    expect(await present(['7'], stale)).toMatchObject({ asked: [7], answer: { status: 401 } })
    expect(await present([], stale)).toMatchObject({ asked: [undefined], answer: { status: 401 } })
  })

  it('C02 answers 400 where there is no such revision yet, and 503 where nobody named one', async () => {
    expect(await present(['9'], ahead)).toMatchObject({
      answer: { status: 400, code: 'ERR_REVISION_AHEAD' },
      events: ['refused'],
    })
    expect(await present([], ahead)).toMatchObject({
      answer: { status: 503, code: 'ERR_UNAVAILABLE' },
      events: ['failure', 'refused'],
    })
  })

  it('tells nobody but who is identified that the revision cannot be read', async () => {
    const none = { status: 'unidentified', reason: 'none' } as const
    expect((await present(['1', '2'], none)).answer).toMatchObject({ status: 401 })
  })
})
