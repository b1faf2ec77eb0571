import { startContractServer, type ContractServer, type MakeServer, type ServerSpec } from '@wardkit/contracts'
import express5, { type Express, type NextFunction, type Request, type Response } from 'express'
import express4 from 'express4'
import { afterEach, describe, expect, it } from 'vitest'
import { authorize, type AuthorizeOptions } from './authorize.ts'

let server: ContractServer | undefined
afterEach(() => server?.close())

describe.each([
  ['Express 4', express4],
  ['Express 5', express5],
])('%s dispatches only to the operation decided', (name, express) => {
  /** An application of one's own behind `authorize()`; `ran` records what its handlers say. */
  async function start(
    build: (app: Express, spec: ServerSpec) => void,
    options: AuthorizeOptions = {},
  ): Promise<ContractServer> {
    const make: MakeServer = (spec) => {
      const app = express()
      app.use(express.json())
      app.use(authorize({ ...spec.options, ...options, wardkit: spec.engine }))
      build(app, spec)
      return app
    }
    server = await startContractServer(make)
    return server
  }

  const answer = (spec: ServerSpec, path: string) => (request: Request, response: Response) => {
    response.json(
      spec.handle(
        { method: request.method, path },
        { params: request.params, body: request.body as unknown, wardkit: request.wardkit },
      ),
    )
  }

  it('P16 compares routes of mounted routers, whose base is part of the path', async () => {
    const { send } = await start((app, spec) => {
      const router = express.Router({ mergeParams: true })
      router.get('/keys/:keyId', answer(spec, 'keys'))
      app.use('/users/:userId', router)
    })
    expect(await send({ target: '/users/rita/keys/k1' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
    expect(await send({ target: '/users/otto/keys/k1' })).toMatchObject({ response: { status: 403 }, ran: [] })
  })

  it('P16 compares routes of mounted applications', async () => {
    const { send } = await start((app, spec) => {
      const inner = express()
      inner.get('/:other', answer(spec, 'wrong'))
      app.use('/users', inner)
    })
    expect(await send({ target: '/users/me' })).toMatchObject({ response: { status: 500 }, ran: [] })
  })

  it('P16 goes on comparing where a mounted application hands the request back to its parent', async () => {
    const make: MakeServer = (spec) => {
      const app = express()
      const inner = express()
      inner.use(authorize({ ...spec.options, wardkit: spec.engine }))
      app.use(inner)
      app.get('/users/:userId', answer(spec, 'wrong'))
      return app
    }
    server = await startContractServer(make)
    expect(await server.send({ target: '/users/me' })).toMatchObject({ response: { status: 500 }, ran: [] })
  })

  it('P16 refuses a WebSocket upgrade like the operation that it would be', async () => {
    const { send } = await start(() => undefined)
    const headers = [
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
    ] as const
    expect(await send({ target: '/socket', headers })).toMatchObject({
      response: { status: 404 },
      decisions: [],
      ran: [],
    })
  })

  it('P16 decides mounted handlers, such as static files, by their URL', async () => {
    const { send } = await start((app, spec) => {
      app.use('/files', (request, response) => {
        response.json(
          spec.handle({ method: 'GET', path: 'static' }, { params: {}, body: undefined, wardkit: request.wardkit }),
        )
      })
      app.use('/assets', (_request, response) => response.send('never'))
    })
    expect(await send({ target: '/files/report' })).toMatchObject({
      response: { status: 200 },
      decisions: [{ allowed: true }],
      ran: [{}],
    })
    expect(await send({ target: '/assets/logo' })).toMatchObject({ response: { status: 404 }, decisions: [] })
  })

  it('leaves routes alone that were registered before authorize()', async () => {
    const make: MakeServer = (spec) => {
      const app = express()
      app.get('/ping', (_request, response) => response.send('pong'))
      const shared = express.Router()
      shared.get('/files/:fileId', (request, response, next) =>
        request.wardkit === undefined ? next() : response.send('guarded'),
      )
      app.use(shared)
      app.use(authorize({ ...spec.options, wardkit: spec.engine }))
      app.use(shared)
      return app
    }
    server = await startContractServer(make)
    expect((await server.send({ target: '/ping' })).response.body).toBe('pong')
    expect((await server.send({ target: '/files/report' })).response.body).toBe('guarded')
  })

  it("compares every route that next('route') comes to", async () => {
    const { send } = await start((app, spec) => {
      const inner = express()
      inner.get('/users/me', (_request: Request, _response: Response, next: NextFunction) => next('route'))
      inner.get('/users/:userId', answer(spec, 'wrong'))
      app.use(inner)
    })
    expect(await send({ target: '/users/me' })).toMatchObject({ response: { status: 500 }, ran: [] })
  })

  it('runs several routes of one operation, and handlers for every method', async () => {
    const { send } = await start((app, spec) => {
      app.all('/users/:userId/keys/:keyId', (_request, _response, next) => next())
      app.get('/users/:user/keys/:key', answer(spec, 'keys'))
    })
    expect(await send({ target: '/users/rita/keys/k1' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
  })

  it('P14 refuses when middleware changes the method after the decision', async () => {
    const { send } = await start((app, spec) => {
      app.use((request, _response, next) => {
        request.method = 'DELETE'
        next()
      })
      app.delete('/users/:userId', answer(spec, 'wrong'))
      app.delete('/files/:fileId', answer(spec, 'wrong'))
    })
    expect(await send({ target: '/files/report' })).toMatchObject({
      response: { status: 500 },
      decisions: [{ allowed: true }],
      ran: [],
    })
  })

  it('compares the values of parameters by place, whatever their names', async () => {
    const { send } = await start((app, spec) => {
      app.get('/users/:keyId/keys/:userId', answer(spec, 'keys'))
    })
    expect((await send({ target: '/users/rita/keys/k1' })).ran[0]?.seen.params).toEqual({ keyId: 'rita', userId: 'k1' })
  })

  it('refuses when a parameter was changed between decision and handler', async () => {
    const { send } = await start((app, spec) => {
      app.param('fileId', (request, _response, next) => {
        request.params['fileId'] = 'secret'
        next()
      })
      app.get('/files/:fileId', answer(spec, 'files'))
    })
    expect(await send({ target: '/files/report' })).toMatchObject({ response: { status: 500 }, ran: [] })
  })

  it('takes an array of paths for each of them', async () => {
    const { send } = await start((app, spec) => {
      app.get(['/users/me', '/files/:fileId'], answer(spec, 'both'))
    })
    expect(await send({ target: '/users/me' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
    expect(await send({ target: '/files/report' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
  })

  it('takes optional parts for both paths they stand for', async () => {
    const { send } = await start((app, spec) => {
      app.get(
        name === 'Express 4' ? '/users/:userId/keys/:keyId?' : '/users/:userId/keys{/:keyId}',
        answer(spec, 'keys'),
      )
    })
    expect(await send({ target: '/users/rita/keys/k1' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
    expect(await send({ target: '/users/rita/keys', headers: [['X-As', 'admin']] })).toMatchObject({
      response: { status: 200 },
      ran: [{}],
    })
  })

  const wildcard = name === 'Express 4' ? '/files/*' : '/files/*rest'

  it.each([
    ['a regular expression', /^\/files\/(\w+)$/],
    ['a wildcard', wildcard],
  ])('P16 refuses everything while %s is not declared', async (_name, path) => {
    const { send, events } = await start((app, spec) => {
      app.get(path, answer(spec, 'files'))
    })
    expect(await send({ target: '/files/report' })).toMatchObject({ response: { status: 503 }, ran: [] })
    expect(events).toContainEqual({ type: 'routes-ambiguous', problems: [expect.stringContaining('declaredRoutes')] })
  })

  it.each([
    ['a regular expression', /^\/(?:files|admin)\/(.+)$/],
    ['a wildcard', wildcard],
  ])('runs %s for the operations it is declared for, and for no other', async (_name, path) => {
    const { send } = await start(
      (app, spec) => {
        app.use((request, _response, next) => {
          if (request.headers['x-rewrite'] !== undefined) request.url = '/files/other'
          next()
        })
        const inner = express()
        inner.get(path, answer(spec, 'files'))
        app.use(inner)
      },
      { declaredRoutes: [{ path, operations: ['GET:/files/{fileId}'] }] },
    )
    expect(await send({ target: '/files/report' })).toMatchObject({ response: { status: 200 }, ran: [{}] })
    expect((await send({ target: '/admin/users/42', headers: [['X-As', 'admin']] })).ran).toEqual([])
    expect(await send({ target: '/files/report', headers: [['X-Rewrite', '1']] })).toMatchObject({
      response: { status: 500 },
      ran: [],
    })
  })

  it('lets a path below an allowed prefix through undecided, and nothing else by it', async () => {
    const { send } = await start(
      (app, spec) => {
        app.use((request, _response, next) => {
          if (request.url === '/legacy/rewritten') request.url = '/admin/users/42'
          next()
        })
        app.get('/legacy/:page', answer(spec, 'legacy'))
        app.get('/admin/users/:userId', answer(spec, 'admin'))
      },
      { unlistedRoutes: { allow: ['/legacy'] } },
    )
    expect(await send({ target: '/legacy/home' })).toMatchObject({
      response: { status: 200 },
      decisions: [],
      ran: [{}],
    })
    expect(await send({ target: '/legacyx/home' })).toMatchObject({ response: { status: 404 }, ran: [] })
    expect(await send({ target: '/legacy/rewritten' })).toMatchObject({ response: { status: 500 }, ran: [] })
  })

  it('keeps the router’s own view of a route as it was', async () => {
    const { send } = await start((app) => {
      app.get('/files/:fileId', (request, response) => {
        const route = request.route as { path: string; methods: object }
        response.json({ path: route.path, methods: Object.keys(route.methods) })
      })
    })
    for (let time = 0; time < 3; time++) {
      expect(JSON.parse((await send({ target: '/files/report' })).response.body)).toEqual({
        path: '/files/:fileId',
        methods: ['get'],
      })
    }
  })
})
