import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import type { ContractServer, ServerSpec } from '@wardkit/contracts'
import bodyParser4 from 'koa-bodyparser'
import { koaBody } from 'koa-body'
import { bodyParser as bodyParser6 } from '@koa/bodyparser'
import type { Context, Middleware } from 'koa'
import mount from 'koa-mount'
import { describe, expect, it } from 'vitest'
import { authorize } from './authorize.ts'
import { answer, authorizeOf, startApp, useAuthorize, VERSIONS } from './koa-versions.test-support.ts'

describe.each(VERSIONS)('authorize() on %s', (_name, Koa, Router) => {
  const record = { name: 'x', secret: 's' }

  /** An application that answers `GET /records/{recordId}`, whose response keeps only the name. */
  function reply(handler: (context: Context) => unknown, ...before: readonly Middleware[]): Promise<ContractServer> {
    return startApp(Koa, (app, spec) => {
      for (const middleware of before) app.use(middleware)
      useAuthorize(app, spec)
      const router = new Router()
      router.get('/records/:recordId', (context) => void handler(context as unknown as Context))
      app.use(router.routes())
    })
  }
  const request = { target: '/records/1' }

  describe('responses that are limited', () => {
    it.each<[string, unknown, string | undefined]>([
      ['an object', record, undefined],
      ['an object of a type of its own', record, 'application/vnd.record+json'],
      ['text that is JSON', JSON.stringify(record), 'application/json'],
      ['bytes that are JSON', Buffer.from(JSON.stringify(record)), 'application/vnd.record+json'],
      ['an object with its own toJSON', { toJSON: () => record }, undefined],
    ])('keep the fields allowed of %s', async (_what, body, type) => {
      const { send } = await reply((context) => {
        context.body = body
        if (type !== undefined) context.type = type
      })
      const { response } = await send(request)
      expect(response).toMatchObject({ status: 200, body: '{"name":"x"}' })
      expect(response.headers.get('content-type')).toContain(type ?? 'application/json')
      expect(response.headers.get('content-length')).toBe('12')
    })

    it.each<[string, (context: Context) => unknown]>([
      ['is text', (context) => (context.body = 'secret')],
      [
        'claims to be JSON',
        (context) => {
          context.type = 'json'
          context.body = 'secret'
        },
      ],
      ['is a stream', (context) => (context.body = Readable.from(['{"secret":', '"secret"}']))],
      [
        'is a stream of JSON',
        (context) => {
          context.type = 'json'
          context.body = Readable.from(['{"secret":"secret"}'])
        },
      ],
      [
        'is compressed',
        (context) => {
          context.set('content-encoding', 'gzip')
          context.type = 'json'
          context.body = gzipSync('{"secret":"secret"}')
        },
      ],
      [
        'is written past Koa in parts',
        (context) => {
          context.respond = false
          context.res.statusCode = 200
          context.res.write('{"secret":')
          context.res.end('"secret"}')
        },
      ],
      [
        'is written past Koa, which does not know',
        (context) => {
          context.res.statusCode = 200
          context.res.end('secret')
        },
      ],
      [
        'is written past Koa later',
        (context) => {
          context.respond = false
          context.res.statusCode = 200
          setTimeout(() => context.res.end('secret'), 5)
        },
      ],
    ])('are replaced by a 500 when the body %s', async (_what, handler) => {
      const { send, events } = await reply(handler)
      const { response } = await send(request)
      expect(JSON.parse(response.body)).toMatchObject({ status: 500, code: 'ERR_RESPONSE_NOT_FILTERED' })
      expect(response.status).toBe(500)
      expect(response.headers.get('content-encoding')).toBeUndefined()
      expect(events.some(({ type }) => type === 'response-not-filtered')).toBe(true)
    })

    it('filter JSON that is written past Koa in one piece', async () => {
      const { send } = await reply((context) => {
        context.respond = false
        context.res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(record))
      })
      expect((await send(request)).response).toMatchObject({ status: 200, body: '{"name":"x"}' })
    })

    it('keep the status of an error, and no part of a body that is no JSON', async () => {
      const { send } = await reply((context) => {
        context.status = 404
        context.body = 'no secret here'
      })
      expect((await send(request)).response).toMatchObject({ status: 404, body: '' })
    })

    it('keep the status of what a handler throws, and none of its words', async () => {
      const { send } = await startApp(Koa, (app, spec) => {
        useAuthorize(app, spec)
        app.use((context) => context.throw(409, 'the secret is s'))
      })
      expect((await send(request)).response).toMatchObject({ status: 409, body: '' })
    })

    it('filter the JSON body of an error like any other', async () => {
      const { send } = await reply((context) => {
        context.status = 409
        context.body = record
      })
      expect((await send(request)).response).toMatchObject({ status: 409, body: '{"name":"x"}' })
    })

    it('pass without a body as they are', async () => {
      const { send } = await reply((context) => {
        context.status = 204
      })
      expect((await send(request)).response).toMatchObject({ status: 204, body: '' })
    })

    it('are limited before earlier middleware goes on with them', async () => {
      const envelope: Middleware = async (context, next) => {
        await next()
        context.body = { data: context.body }
      }
      const { send } = await reply((context) => (context.body = record), envelope)
      expect((await send(request)).response).toMatchObject({ status: 200, body: '{"data":{"name":"x"}}' })
    })

    it('bear a tag of what is left, and tell nothing of the whole', async () => {
      const { send } = await reply((context) => {
        context.status = 200
        context.set({ etag: '"of the whole"', 'content-digest': 'sha-256=:AAAA:' })
        if (context.fresh) context.status = 304
        else context.body = record
      })
      const { response } = await send({ ...request, headers: [['If-None-Match', '"of the whole"']] })
      expect(response).toMatchObject({ status: 200, body: '{"name":"x"}' })
      expect(response.headers.get('etag')).toMatch(/^W\/".{43}"$/)
      expect(response.headers.has('content-digest')).toBe(false)
    })
  })

  it.each<[string, Middleware]>([
    ['koa-bodyparser', bodyParser4()],
    ['@koa/bodyparser', bodyParser6()],
    ['koa-body', koaBody()],
  ])('B01 decides by the body that %s parsed before, and by none that is parsed after', async (_parser, parser) => {
    const body = { headers: [['Content-Type', 'application/json']] as const, body: '{"status":"draft","amount":5}' }
    const post = { method: 'POST', target: '/notes', ...body }
    const order = (first: (spec: ServerSpec) => Middleware, second: (spec: ServerSpec) => Middleware) =>
      startApp(Koa, (app, spec) => app.use(first(spec)).use(second(spec)).use(answer(spec, 'notes')))
    const before = await order(() => parser, authorizeOf)
    expect(await before.send(post)).toMatchObject({ response: { status: 200 }, ran: [{}] })
    await before.close()
    const after = await order(authorizeOf, () => parser)
    const { response, ran } = await after.send(post)
    expect(ran).toEqual([])
    expect(JSON.parse(response.body)).toMatchObject({ status: 503, code: 'ERR_BODY_NOT_PARSED' })
  })

  it('gives handlers the principal, tenant, operation and decision', async () => {
    const { send } = await startApp(Koa, (app, spec) => {
      useAuthorize(app, spec)
      app.use((context) => {
        const { principal, tenant, operation, decision } = context.state.wardkit
        context.body = { id: principal?.id, tenant, operation: operation?.id, reason: decision?.reason }
      })
    })
    const { response } = await send({ target: '/users/me' })
    expect(JSON.parse(response.body)).toEqual({
      id: 'usr_contract',
      tenant: expect.stringMatching(/^tnt_/) as string,
      operation: 'GET:/users/me',
      reason: 'allowed',
    })
    expect(response.headers.get('wardkit-revision')).toMatch(/^\d+$/)
  })

  it('decides by the path below the mount of an application that it stands in', async () => {
    const { send } = await startApp(Koa, (app, spec) => {
      const inner = new Koa()
      useAuthorize(inner, spec)
      inner.use(answer(spec, 'inner'))
      app.use(mount('/v1', inner))
    })
    expect(await send({ target: '/v1/users/me' })).toMatchObject({
      response: { status: 200 },
      decisions: [{ operation: 'GET:/users/me' }],
    })
    expect(await send({ target: '/v1/admin/users/42' })).toMatchObject({ response: { status: 403 }, ran: [] })
  })

  it('in report mode lets everything pass and tells what it would have refused', async () => {
    const { send, events } = await startApp(Koa, (app, spec) => {
      useAuthorize(app, spec, { mode: 'report' })
      app.use(answer(spec, 'anything'))
    })
    expect((await send({ target: '/admin/users/42' })).response.status).toBe(200)
    expect(events).toContainEqual(expect.objectContaining({ type: 'would-refuse', status: 403 }))
  })

  it('F22 answers 503 when the instance does not start', async () => {
    const failing = Promise.reject(new Error('down'))
    failing.catch(() => undefined)
    const { send } = await startApp(Koa, (app) => app.use(authorize({ wardkit: failing })))
    expect(await send({ target: '/users/me' })).toMatchObject({ response: { status: 503 }, ran: [] })
  })
})

describe('the options of authorize()', () => {
  it('are named where they are wrong, at once', () => {
    expect(() => authorize({ unlistedRoute: 'refuse' } as never)).toThrow('did you mean `unlistedRoutes`?')
    expect(() => authorize({ declaredRoutes: [{ path: 5 }] } as never)).toThrow('`declaredRoutes[0]`')
  })
})
