import { createRoute, z, type RouteConfig } from '@hono/zod-openapi'
import { describe, expect, it } from 'vitest'
import type { Access } from '../../audit/access.ts'
import type { Decision } from '../../decision/decision.ts'
import type { Principal } from '../../model/principal.ts'
import { NO_TAGS } from '../../model/tags.ts'
import type { Engine, EngineQuestion } from '../engine.ts'
import type { WardkitEvent } from '../events.ts'
import { createTestApi } from './own-api.test-support.ts'
import type { OwnModule } from './own-module.ts'

const ADA: Principal = { type: 'user', id: 'usr_ada', tenant: 'tnt_a', roles: ['admin'], tags: NO_TAGS }

type Sent = Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> }

const responses = { 200: { description: 'Done' } } as const
const open = createRoute({ method: 'get', path: '/open', security: [], responses })
const thing = createRoute({
  method: 'get',
  path: '/things/{thingId}',
  request: { params: z.object({ thingId: z.string() }) },
  responses,
})
const special = createRoute({ method: 'get', path: '/things/special', responses })
const forOperators = createRoute({ method: 'post', path: '/operator/things', security: [], responses })
const change = createRoute({
  method: 'post',
  path: '/things',
  request: {
    body: { required: true, content: { 'application/json': { schema: z.strictObject({ name: z.string() }) } } },
  },
  responses,
})

/** An API of operations that each say that they ran, asked by Ada. */
async function createApi(allowed: boolean, routes: readonly RouteConfig[]) {
  const ran: string[] = []
  const asked: EngineQuestion[] = []
  const events: WardkitEvent[] = []
  const records: Access[] = []
  const engine: Partial<Engine> = {
    authenticate: async ([field]) =>
      field === 'Bearer ada'
        ? { status: 'identified', principal: ADA }
        : { status: 'unidentified', reason: field === undefined ? 'none' : 'invalid' },
    async decideSoon(question) {
      asked.push(question)
      return decisionOf(question, allowed)
    },
    onEvent: (event) => void events.push(event),
    record: (access) => void records.push(access),
  }
  const modules: OwnModule[] = routes.map((route) => (router) => {
    router.openapi(route, (context) => {
      ran.push(`${route.method} ${route.path}`)
      return context.text('done')
    })
  })
  const api = await createTestApi({ routes, modules, engine })
  const send = async (path: string, { headers, ...init }: Sent = {}) =>
    api.fetch(
      new Request(`http://localhost/wardkit${path}`, {
        ...init,
        headers: { authorization: 'Bearer ada', ...headers },
      }),
    )
  const post = async (body: string) =>
    send('/things', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return { api, send, post, ran, asked, events, records }
}

function decisionOf({ principal, operation }: EngineQuestion, allowed: boolean): Decision {
  return {
    allowed,
    answer: allowed ? 'yes' : 'no',
    dependsOn: [],
    reason: allowed ? 'allowed' : 'no-statement',
    principal,
    operation: operation.id,
    resource: null,
    statements: [],
    revision: 1,
    filters: null,
  }
}

describe('Wardkit’s own API', () => {
  it('runs a handler once its operation was allowed, and takes that down', async () => {
    const { send, ran, asked, records } = await createApi(true, [thing])
    expect((await send('/things/t%2F1')).status).toBe(200)
    expect(ran).toEqual(['get /things/{thingId}'])
    expect(asked).toMatchObject([
      { principal: ADA, operation: { id: 'GET:/wardkit/things/{thingId}' }, request: { path: ['t/1'] } },
    ])
    expect(records).toMatchObject([{ outcome: 'allowed', operation: { id: 'GET:/wardkit/things/{thingId}' } }])
  })

  it('runs no handler whose operation was refused', async () => {
    const { send, post, ran, records } = await createApi(false, [thing, change])
    expect((await send('/things/1')).status).toBe(403)
    expect((await post('{"name":"x"}')).status).toBe(403)
    expect(ran).toEqual([])
    expect(records.map(({ outcome }) => outcome)).toEqual(['refused', 'refused'])
  })

  it('asks who calls, unless the operation is declared public', async () => {
    const { send, ran, asked } = await createApi(true, [open, thing])
    const nobody = { headers: { authorization: 'Bearer nobody' } }
    expect((await send('/things/1', nobody)).status).toBe(401)
    expect((await send('/open', nobody)).status).toBe(200)
    expect(ran).toEqual(['get /open'])
    expect(asked).toEqual([])
  })

  it('decides with the body that the handler gets', async () => {
    const { post, asked } = await createApi(true, [change])
    expect((await post('{"name":"x"}')).status).toBe(200)
    expect(asked).toMatchObject([{ request: { body: { status: 'json', value: { name: 'x' } } } }])
    expect((await post('{"name":"x","tenant":"tnt_b"}')).status).toBe(400)
    expect((await post('{"name":1}')).status).toBe(400)
  })

  it('T01 runs what is for operators, by its path, for nobody else, though its handler asks nobody', async () => {
    const { send, ran } = await createApi(true, [forOperators, thing])
    for (const authorization of ['Bearer ada', 'Bearer nobody', ''])
      expect((await send('/operator/things', { method: 'POST', headers: { authorization } })).status).toBe(401)
    expect(ran).toEqual([])
    expect((await send('/things/1')).status).toBe(200)
  })

  it('refuses, at the start, a handler that no operation is declared for', async () => {
    const module: OwnModule = (router) => router.openapi(open, (context) => context.text('open to all'))
    await expect(createTestApi({ routes: [thing], modules: [module] })).rejects.toThrow(
      new TypeError('`GET:/wardkit/open` has a handler and is no declared operation, or has two handlers'),
    )
  })

  it('refuses, at the start, an operation that nothing handles', async () => {
    await expect(createTestApi({ routes: [open], modules: [] })).rejects.toThrow(
      new TypeError('nothing handles `GET:/wardkit/open`'),
    )
  })

  it('refuses a request that the router takes to another operation than the one decided', async () => {
    const { send, ran, events } = await createApi(true, [thing, special])
    const response = await send('/things/special')
    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({ code: 'ERR_DISPATCH_MISMATCH' })
    expect(ran).toEqual([])
    expect(events).toMatchObject([
      {
        type: 'dispatch-mismatch',
        decided: 'GET:/wardkit/things/special',
        dispatched: 'GET:/wardkit/things/{thingId}',
      },
    ])
  })

  it.each(['/things/1/style.css', '/style.css', '/open/me.js', '/Things/1'])(
    'X03 answers %s, which is no operation, with 404, and nothing it answers may be kept',
    async (path) => {
      const { send, ran } = await createApi(true, [open, thing])
      const response = await send(path)
      expect(response.status).toBe(404)
      expect(ran).toEqual([])
      for (const answer of [response, await send('/open'), await send('/things/1')]) {
        expect(answer.headers.get('cache-control')).toBe('no-store')
        expect(answer.headers.get('vary')).toBe('authorization, cookie')
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      }
    },
  )
})
