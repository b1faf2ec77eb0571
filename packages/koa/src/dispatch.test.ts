import type { Next } from 'koa'
import type { ServerSpec } from '@wardkit/contracts'
import mount from 'koa-mount'
import { describe, expect, it } from 'vitest'
import { answer, authorizeOf, type AnyRouter, startApp, useAuthorize, VERSIONS } from './koa-versions.test-support.ts'
import type { AuthorizeOptions } from './authorize.ts'

describe.each(VERSIONS)('%s dispatches only to the operation decided', (name, Koa, Router) => {
  /** An application whose one router is behind `authorize()`. */
  const start = (build: (router: AnyRouter, spec: ServerSpec) => void, options?: AuthorizeOptions) =>
    startApp(Koa, (app, spec) => {
      useAuthorize(app, spec, options)
      const router = new Router()
      build(router, spec)
      // Mounted, so that no look at the routes beforehand refuses everything.
      app.use(mount(new Koa().use(router.routes())))
    })

  it('P16 compares routes of nested routers, whose prefix is part of the path', async () => {
    const { send } = await start((router, spec) => {
      const keys = new Router({ prefix: '/:userId' })
      keys.get('/keys/:keyId', answer(spec, 'keys'))
      router.use('/users', keys.routes())
    })
    expect(await send({ target: '/users/rita/keys/k1' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
    expect(await send({ target: '/users/otto/keys/k1' })).toMatchObject({ response: { status: 403 }, ran: [] })
  })

  it('P16 refuses a nested route that is not the operation decided', async () => {
    const { send } = await start((router, spec) => {
      const users = new Router()
      users.get('/:other', answer(spec, 'wrong'))
      router.use('/users', users.routes())
    })
    expect(await send({ target: '/users/me' })).toMatchObject({ response: { status: 500 }, ran: [] })
  })

  it('P16 compares routes of a router that stands by itself and in another, each by its own path', async () => {
    const { send } = await startApp(Koa, (app, spec) => {
      useAuthorize(app, spec)
      const users = new Router()
      users.get('/users/:userId', answer(spec, 'user'))
      const admin = new Router({ prefix: '/admin' })
      admin.use(users.routes())
      app.use(mount(new Koa().use(users.routes()).use(admin.routes())))
    })
    for (const target of ['/users/42', '/admin/users/42', '/users/42', '/admin/users/42']) {
      const exchange = await send({ target, headers: [['X-As', 'admin']] })
      expect(exchange).toMatchObject({ response: { status: 200 }, ran: [{}] })
    }
  })

  it('P16 puts back what koa-mount took off the path', async () => {
    const { send } = await startApp(Koa, (app, spec) => {
      useAuthorize(app, spec)
      const router = new Router()
      router.get('/keys/:keyId', answer(spec, 'keys'))
      app.use(mount('/users', mount('/rita', new Koa().use(router.routes()))))
      const wrong = new Router()
      wrong.get('/:userId', answer(spec, 'wrong'))
      app.use(mount('/users', new Koa().use(wrong.routes())))
      const files = new Router()
      files.get('/files/:fileId', answer(spec, 'files'))
      app.use(mount(new Koa().use(files.routes())))
    })
    expect(await send({ target: '/users/rita/keys/k1' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
    expect(await send({ target: '/users/me' })).toMatchObject({ response: { status: 500 }, ran: [] })
    expect(await send({ target: '/files/report' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
  })

  it('takes a prefix that other middleware cuts off for no mount', async () => {
    const { send } = await startApp(Koa, (app, spec) => {
      useAuthorize(app, spec)
      const passing = new Koa().use((_context, next) => next())
      app.use(mount('/users/rita', passing))
      app.use((context, next) => {
        context.path = context.path.replace(/^\/users\/rita/, '')
        return next()
      })
      const router = new Router()
      router.get('/keys/:keyId', answer(spec, 'wrong'))
      app.use(mount(new Koa().use(router.routes())))
    })
    expect(await send({ target: '/users/rita/keys/k1' })).toMatchObject({ response: { status: 500 }, ran: [] })
  })

  it('P16 guards the routes of a router that authorize() stands in, from the first request on', async () => {
    const inRouter = (wrap: boolean) =>
      startApp(Koa, (app, spec) => {
        const router = new Router()
        const handler = authorizeOf(spec)
        router.use(wrap ? (context: never, next: Next) => handler(context, next) : (handler as never))
        router.get('/users/:userId', answer(spec, 'wrong'))
        router.get('/files/:fileId', answer(spec, 'files'))
        app.use(mount(new Koa().use(router.routes())))
      })
    for (const wrap of [false, true]) {
      const first = await inRouter(wrap)
      for (let time = 0; time < 2; time++) {
        expect(await first.send({ target: '/users/me' })).toMatchObject({ response: { status: 500 }, ran: [] })
        expect(await first.send({ target: '/files/report' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
      }
      await first.close()
    }
  })

  it('P16 refuses a WebSocket upgrade like the operation that it would be', async () => {
    const { send } = await start(() => undefined)
    const headers = [
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
    ] as const
    expect(await send({ target: '/socket', headers })).toMatchObject({ response: { status: 404 }, decisions: [] })
  })

  it('P16 decides other middleware, such as static files, by its URL', async () => {
    const { send } = await startApp(Koa, (app, spec) => {
      useAuthorize(app, spec)
      app.use(mount('/files', answer(spec, 'static')))
    })
    expect(await send({ target: '/files/report' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
    expect(await send({ target: '/assets/logo' })).toMatchObject({ response: { status: 404 }, decisions: [] })
  })

  it('leaves routes alone that stand before authorize(), and guards the same router after it', async () => {
    const { send } = await startApp(Koa, (app, spec) => {
      const router = new Router()
      router.get('/ping', (context) => {
        context.body = 'pong'
      })
      router.get('/users/:userId', (context, next) => {
        if (context.state.wardkit === undefined) return next()
        answer(spec, 'wrong')(context)
        return undefined
      })
      app.use(router.routes())
      useAuthorize(app, spec)
      app.use(mount(new Koa().use(router.routes())))
    })
    expect((await send({ target: '/ping' })).response.body).toBe('pong')
    expect(await send({ target: '/users/me' })).toMatchObject({ response: { status: 500 }, ran: [] })
  })

  it('compares every route that next() comes to, and lets none before it have the last word', async () => {
    const { send } = await start((router, spec) => {
      router.get('/users/me', async (context, next) => {
        await next()
        context.status = 200
        context.body = 'overruled'
      })
      router.get('/users/:userId', answer(spec, 'wrong'))
    })
    const { response, ran } = await send({ target: '/users/me' })
    expect(ran).toEqual([])
    expect(response.status).toBe(500)
    expect(JSON.parse(response.body)).toMatchObject({ code: 'ERR_DISPATCH_MISMATCH' })
  })

  it('answers its refusal where a handler throws on the way back, or took the response over', async () => {
    const { send } = await start((router, spec) => {
      router.get('/users/me', async (_context, next) => {
        await next()
        throw new Error('down')
      })
      router.get('/files/:fileId', (context, next) => {
        context.respond = false
        return next()
      })
      router.get('/:any/:rest', answer(spec, 'wrong'))
    })
    for (const target of ['/users/me', '/files/report']) {
      const { response, ran } = await send({ target })
      expect(ran).toEqual([])
      expect(JSON.parse(response.body)).toMatchObject({ status: 500, code: 'ERR_DISPATCH_MISMATCH' })
    }
  })

  it('runs several routes of one operation, and routes for every method', async () => {
    const { send } = await start((router, spec) => {
      router.all('/users/:userId/keys/:keyId', (_context, next) => next())
      router.get('/users/:user/keys/:key', answer(spec, 'keys'))
    })
    expect(await send({ target: '/users/rita/keys/k1' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
  })

  it('P14 refuses when middleware changes the method after the decision', async () => {
    const { send } = await startApp(Koa, (app, spec) => {
      useAuthorize(app, spec)
      app.use((context, next) => {
        context.method = 'DELETE'
        return next()
      })
      const router = new Router()
      router.delete('/files/:fileId', answer(spec, 'wrong'))
      app.use(mount(new Koa().use(router.routes())))
    })
    const exchange = await send({ target: '/files/report' })
    expect(exchange).toMatchObject({ response: { status: 500 }, decisions: [{ allowed: true }], ran: [] })
  })

  it('refuses when router.param changed a value between decision and handler', async () => {
    const { send } = await start((router, spec) => {
      router.param('fileId', (_value: string, context: { params: Record<string, string> }, next: Next) => {
        if (context.params['fileId'] === 'report') context.params['fileId'] = 'secret'
        return next()
      })
      router.get('/files/:fileId', answer(spec, 'files'))
    })
    expect(await send({ target: '/files/report' })).toMatchObject({ response: { status: 500 }, ran: [] })
    expect(await send({ target: '/files/other' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
  })

  it('refuses when a router is told another path than the one decided', async () => {
    const { send } = await startApp(Koa, (app, spec) => {
      const path = /^\/(?:admin|files)\/.+$/
      useAuthorize(app, spec, { declaredRoutes: [{ path, operations: ['GET:/files/{fileId}'] }] })
      app.use((context, next) => {
        context['newRouterPath'] = context.get('x-path')
        return next()
      })
      const router = new Router()
      router.get(path, answer(spec, 'any'))
      app.use(mount(new Koa().use(router.routes())))
    })
    const told = (path: string) => send({ target: '/files/report', headers: [['X-Path', path]] })
    expect(await told('/admin/users/42')).toMatchObject({ response: { status: 500 }, ran: [] })
    expect(await told('/files/report')).toMatchObject({ response: { status: 200 }, ran: [{}] })
    expect(await told('')).toMatchObject({ response: { status: 200 }, ran: [{}] })
  })

  const wildcard = name.endsWith('15') ? '/files/*rest' : '/files/(.*)'

  it.each([
    ['a regular expression', /^\/files\/(\w+)$/],
    ['a wildcard', wildcard],
  ])('P16 refuses everything while %s is not declared', async (_name, path) => {
    const { send, events } = await startApp(Koa, (app, spec) => {
      useAuthorize(app, spec)
      const router = new Router()
      router.get(path, answer(spec, 'files'))
      app.use(router.routes())
    })
    expect(await send({ target: '/files/report' })).toMatchObject({ response: { status: 503 }, ran: [] })
    expect(events).toContainEqual({ type: 'routes-ambiguous', problems: [expect.stringContaining('declaredRoutes')] })
  })

  it.each([
    ['a regular expression', /^\/(?:files|admin)\/(.+)$/],
    ['a wildcard', wildcard],
  ])('runs %s for the operations it is declared for, and for no other', async (_name, path) => {
    const { send } = await startApp(Koa, (app, spec) => {
      useAuthorize(app, spec, { declaredRoutes: [{ path, operations: ['GET:/files/{fileId}'] }] })
      app.use((context, next) => {
        if (context.get('x-rewrite') !== '') context.url = '/files/other'
        return next()
      })
      const router = new Router()
      router.get(path, answer(spec, 'files'))
      app.use(mount(new Koa().use(router.routes())))
    })
    expect(await send({ target: '/files/report' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
    expect((await send({ target: '/admin/users/42', headers: [['X-As', 'admin']] })).ran).toEqual([])
    const rewritten = await send({ target: '/files/report', headers: [['X-Rewrite', '1']] })
    expect(rewritten).toMatchObject({ response: { status: 500 }, ran: [] })
  })

  it('lets a path below an allowed prefix through undecided, and nothing else by it', async () => {
    const { send } = await startApp(Koa, (app, spec) => {
      useAuthorize(app, spec, { unlistedRoutes: { allow: ['/legacy'] } })
      app.use((context, next) => {
        if (context.path === '/legacy/rewritten') context.path = '/admin/users/42'
        return next()
      })
      const router = new Router()
      router.get('/legacy/:page', answer(spec, 'legacy'))
      router.get('/admin/users/:userId', answer(spec, 'admin'))
      app.use(router.routes())
    })
    expect(await send({ target: '/legacy/home' })).toMatchObject({
      response: { status: 200 },
      decisions: [],
      ran: [{}],
    })
    expect(await send({ target: '/legacyx/home' })).toMatchObject({ response: { status: 404 }, ran: [] })
    expect(await send({ target: '/legacy/rewritten' })).toMatchObject({ response: { status: 500 }, ran: [] })
  })

  it('compares the only route that an exclusive router runs', async () => {
    const { send } = await startApp(Koa, (app, spec) => {
      useAuthorize(app, spec)
      const router = new Router({ exclusive: true })
      router.get('/users/:userId', answer(spec, 'wrong'))
      router.get('/users/me', answer(spec, 'me'))
      router.get('/users/search', answer(spec, 'search'))
      app.use(router.routes())
    })
    expect(await send({ target: '/users/me' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
  })
})
