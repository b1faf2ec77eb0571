import { startContractServer, type ContractServer, type MakeServer, type ServerSpec } from '@wardkit/contracts'
import { gzipSync } from 'node:zlib'
import express5, { type Express } from 'express'
import express4 from 'express4'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { authorize, type AuthorizeOptions } from './authorize.ts'
import { verifyRoutes } from './verify-routes.ts'
import { wardkitRoutes } from './wardkit-routes.ts'

let server: ContractServer | undefined
afterEach(() => server?.close())

describe.each([
  ['Express 4', express4],
  ['Express 5', express5],
])('authorize() on %s', (name, express) => {
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

  describe('refusals', () => {
    it('are problem bodies that nobody caches, with a code and the id of the request', async () => {
      const { send } = await start(() => undefined)
      const { response } = await send({ target: '/admin/users/42' })
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(JSON.parse(response.body)).toEqual({
        title: 'this is not allowed',
        status: 403,
        code: 'ERR_FORBIDDEN',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      })
    })

    it('say why only when told to explain', async () => {
      const { send } = await start(() => undefined, { explain: true })
      expect(JSON.parse((await send({ target: '/admin/users/42' })).response.body)).toMatchObject({
        reason: 'no-statement',
        explanation: expect.stringContaining('GET:/admin/users/{userId}') as string,
      })
    })

    it('are told to onRefused before they are answered', async () => {
      const told: string[] = []
      const { send } = await start(() => undefined, {
        onRefused: ({ code, target }) => void told.push(`${code} ${target}`),
      })
      await send({ target: '/admin/users/42' })
      expect(told).toEqual(['ERR_FORBIDDEN /admin/users/42'])
    })
  })

  describe('Wardkit-Revision', () => {
    it('is answered with each decision and taken back', async () => {
      const { send } = await start((app) => app.get('/users/me', (_request, response) => response.json({})))
      const revision = (await send({ target: '/users/me' })).response.headers.get('wardkit-revision')
      expect(revision).toMatch(/^\d+$/)
      expect(
        (await send({ target: '/users/me', headers: [['Wardkit-Revision', revision as string]] })).response.status,
      ).toBe(200)
    })

    it.each([['-1'], ['01'], ['1.0'], ['1e3'], ['9'.repeat(17)], ['x'], ['999999']])(
      'is refused as %s with 400',
      async (revision) => {
        const { send } = await start((app) => app.get('/users/me', (_request, response) => response.json({})))
        expect((await send({ target: '/users/me', headers: [['Wardkit-Revision', revision]] })).response.status).toBe(
          400,
        )
      },
    )
  })

  describe('report mode', () => {
    it('lets everything pass and tells what it would have refused', async () => {
      const { send, events } = await start(
        (app) => app.get('/admin/users/:userId', (_request, response) => response.json({ done: true })),
        { mode: 'report' },
      )
      expect((await send({ target: '/admin/users/42' })).response.status).toBe(200)
      expect(events[0]).toEqual({ type: 'report-mode' })
      expect(events).toContainEqual(expect.objectContaining({ type: 'would-refuse', status: 403 }))
    })

    it('is refused in production unless it is spelled out', () => {
      const before = process.env['NODE_ENV']
      process.env['NODE_ENV'] = 'production'
      try {
        expect(() => authorize({ mode: 'report', wardkit: new Promise(() => undefined) })).toThrow(
          "say 'report-in-production'",
        )
        expect(() => authorize({ mode: 'report-in-production', wardkit: new Promise(() => undefined) })).not.toThrow()
      } finally {
        process.env['NODE_ENV'] = before
      }
    })
  })

  describe('verifyRoutes()', () => {
    async function verify(
      build: (app: Express, spec: ServerSpec) => void,
      options: AuthorizeOptions = {},
    ): Promise<readonly string[]> {
      let verified: Promise<readonly string[]> | undefined
      await start((app, spec) => {
        build(app, spec)
        verified = verifyRoutes(app)
        verified.catch(() => undefined)
      }, options)
      return verified ?? []
    }
    const done = (_request: unknown, response: { end(): void }): void => {
      response.end()
    }

    it('answers with the handlers that are decided by URL', async () => {
      await expect(
        verify((app) => {
          app.use('/files', express.static('.'))
          app.get('/users/me', done)
        }),
      ).resolves.toEqual(['/files'])
    })

    it.each<[string, (app: Express) => void, string]>([
      [
        'a shadowed route',
        (app) => {
          app.get('/users/:id', done)
          app.get('/users/me', done)
        },
        '`GET:/users/me` would run the route `/users/:id`',
      ],
      [
        'a shadowed route of a router',
        (app) => {
          const router = express5.Router()
          router.get('/:id', done)
          app.use('/users', router)
          app.get('/users/search', done)
        },
        '`GET:/users/search` would run the route `/users/:id`',
      ],
      ['an unlisted route', (app) => app.get('/metrics', done), '`GET /metrics` is in no document'],
      [
        'an unlisted route of a router',
        (app) => {
          const router = express5.Router()
          router.post('/x', done)
          app.use('/admin', router)
        },
        '`POST /admin/x` is in no document',
      ],
      ['an undeclared method', (app) => app.patch('/users/:id', done), '`PATCH /users/:id` is in no document'],
      [
        'a concrete route that the document has only as a template',
        (app) => app.get('/files/latest', done),
        '`GET /files/latest` is in no document',
      ],
      ['a regular expression', (app) => app.get(/x/, done), 'list it in `declaredRoutes`'],
    ])('lists %s', async (_name, build, message) => {
      await expect(verify(build)).rejects.toMatchObject({
        code: 'ERR_ROUTES_AMBIGUOUS',
        message: expect.stringContaining(message) as string,
      })
    })

    it('takes routes below an allowed prefix, and routes before authorize(), as they are', async () => {
      await expect(
        verify((app) => app.get('/legacy/:page', done), { unlistedRoutes: { allow: ['/legacy'] } }),
      ).resolves.toEqual([])
    })

    it('refuses an application without authorize()', async () => {
      await expect(verifyRoutes(express())).rejects.toThrow('mount it first')
    })

    it('lists a declared operation that no document has', async () => {
      await expect(
        verify(() => undefined, { declaredRoutes: [{ path: /x/, operations: ['GET:/nowhere'] }] }),
      ).rejects.toThrow('GET:/nowhere')
    })
  })

  it('F22 goes no further where somebody answered while the decision was made', async () => {
    const make: MakeServer = (spec) => {
      const app = express()
      app.use((_request, response, next) => {
        next()
        response.send('too late')
      })
      app.use(authorize({ ...spec.options, wardkit: spec.engine }))
      app.get('/users/me', () => spec.handle({ method: 'GET', path: '/users/me' }, {} as never))
      return app
    }
    server = await startContractServer(make)
    const { response, ran } = await server.send({ target: '/users/me' })
    expect({ body: response.body, ran }).toEqual({ body: 'too late', ran: [] })
  })

  describe('an instance that has not started', () => {
    it('F22 is answered 503 when the start fails', async () => {
      const failing = Promise.reject(new Error('down'))
      // Handled here too: the server is made a moment later.
      failing.catch(() => undefined)
      const make: MakeServer = () => express().use(authorize({ wardkit: failing }))
      server = await startContractServer(make)
      expect(await server.send({ target: '/users/me' })).toMatchObject({ response: { status: 503 }, ran: [] })
    })

    it.each([
      ['authorize()', () => authorize({ wardkit: new Promise(() => undefined) }), '/users/me'],
      ['wardkitRoutes()', () => wardkitRoutes({ wardkit: new Promise(() => undefined) }), '/wardkit/login'],
    ])('F22 is waited for by %s for ten seconds and then answered 503', async (_name, middleware, target) => {
      server = await startContractServer(() => express().use(middleware()))
      // Only what the guard waits by is faked; sockets have timers of their own.
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      try {
        let answered = false
        const sent = server.send({ target }).finally(() => (answered = true))
        await vi.waitUntil(() => vi.getTimerCount() > 0)
        vi.advanceTimersByTime(9_999)
        await new Promise((resolve) => setImmediate(resolve))
        expect(answered).toBe(false)
        vi.advanceTimersByTime(1)
        expect(await sent).toMatchObject({ response: { status: 503 }, ran: [] })
      } finally {
        vi.useRealTimers()
      }
    })
  })

  describe('responses that are limited', () => {
    const record = { name: 'x', secret: 's' }
    const reply = (build: Parameters<Express['get']>[1]) => start((app) => app.get('/records/:id', build as never))

    it.each<[string, Parameters<typeof reply>[0]]>([
      [
        'is no JSON',
        ((_: unknown, response: { type(t: string): { send(b: string): void } }) =>
          response.type('text').send('s')) as never,
      ],
      [
        'is streamed',
        ((_: unknown, response: { write(b: string): void; end(b: string): void }) => {
          response.write('{"secret":')
          response.end('"s"}')
        }) as never,
      ],
      [
        'is sent as a file',
        ((_: unknown, response: { sendFile(p: string): void }) => {
          response.sendFile(import.meta.filename)
        }) as never,
      ],
      [
        'claims to be JSON',
        ((_: unknown, response: { type(t: string): { send(b: string): void } }) =>
          response.type('json').send('secret')) as never,
      ],
      [
        'is JSONP',
        ((_: unknown, response: { jsonp(b: object): void }) => {
          response.jsonp(record)
        }) as never,
      ],
    ])('are replaced by a 500 when the body %s', async (_name, handler) => {
      const { send, events } = await reply(handler)
      const { response } = await send({ target: '/records/1?callback=f' })
      if (response.status !== 500) expect(response.body).not.toContain('"s"')
      else expect(JSON.parse(response.body)).toMatchObject({ code: 'ERR_RESPONSE_NOT_FILTERED' })
      expect(response.body).not.toContain('secret')
      expect(events.some(({ type }) => type === 'response-not-filtered') || response.body === '{"name":"x"}').toBe(true)
    })

    it('are replaced when compression stands after authorize(), and filtered when it stands before', async () => {
      const { send, events } = await reply(((
        _: unknown,
        response: { set(n: string, v: string): void; type(t: string): { send(b: Buffer): void } },
      ) => {
        response.set('content-encoding', 'gzip')
        response.type('json').send(gzipSync(JSON.stringify(record)))
      }) as never)
      expect((await send({ target: '/records/1' })).response.status).toBe(500)
      expect(events).toContainEqual(
        expect.objectContaining({ cause: expect.stringContaining('mount compression before') as string }),
      )
    })

    it('keep the status of an error, and no part of a body that is no JSON', async () => {
      const { send } = await reply(((_: unknown, response: { status(s: number): { send(b: string): void } }) =>
        response.status(404).send('no secret here')) as never)
      expect((await send({ target: '/records/1' })).response).toMatchObject({ status: 404, body: '' })
    })

    it('filter the JSON body of an error like any other', async () => {
      const { send } = await reply(((_: unknown, response: { status(s: number): { json(b: object): void } }) =>
        response.status(409).json(record)) as never)
      expect((await send({ target: '/records/1' })).response).toMatchObject({ status: 409, body: '{"name":"x"}' })
    })

    it('pass without a body as they are', async () => {
      const { send } = await reply(((_: unknown, response: { status(s: number): { end(): void } }) =>
        response.status(204).end()) as never)
      expect((await send({ target: '/records/1' })).response).toMatchObject({ status: 204, body: '' })
    })

    it('survive writeHead with headers', async () => {
      const { send } = await reply(((
        _: unknown,
        response: { writeHead(s: number, h: object): { end(b: string): void } },
      ) => {
        response.writeHead(200, { 'content-type': 'application/json', 'x-mine': '1' }).end(JSON.stringify(record))
      }) as never)
      const { response } = await send({ target: '/records/1' })
      expect(response).toMatchObject({ status: 200, body: '{"name":"x"}' })
      expect(response.headers.get('x-mine')).toBe('1')
    })

    it('do not stand in the way of the guard’s own refusals', async () => {
      const { send } = await start((app) => {
        const inner = express()
        inner.get('/:wrong/:id', (_request, response) => response.json(record))
        app.use(inner)
      })
      expect(JSON.parse((await send({ target: '/records/1' })).response.body)).toMatchObject({
        code: 'ERR_DISPATCH_MISMATCH',
        requestId: expect.any(String) as string,
      })
    })
  })

  it('gives handlers the principal, tenant, operation and decision', async () => {
    const { send } = await start((app) => {
      app.get('/users/me', (request, response) => {
        const { principal, tenant, operation, decision } = request.wardkit
        response.json({ id: principal?.id, tenant, operation: operation?.id, reason: decision?.reason })
      })
    })
    expect(JSON.parse((await send({ target: '/users/me' })).response.body)).toEqual({
      id: 'usr_contract',
      tenant: expect.stringMatching(/^tnt_/) as string,
      operation: 'GET:/users/me',
      reason: 'allowed',
    })
  })

  it('names the option that is wrong, at once', () => {
    expect(() => authorize({ unlistedRoute: 'refuse' } as never)).toThrow('did you mean `unlistedRoutes`?')
    expect(() => authorize({ declaredRoutes: [{ path: 7 }] } as never)).toThrow('`declaredRoutes[0]`')
    expect(name).toMatch(/^Express/)
  })
})
