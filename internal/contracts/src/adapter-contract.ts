import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTRACT_DOCUMENT, CONTRACT_ROUTES, type ContractRoute } from './contract-document.ts'
import {
  startContractServer,
  type ContractServer,
  type Exchange,
  type MakeServer,
  type ServerChoice,
} from './contract-server.ts'
import { hostileRequests, OVERRIDES } from './hostile-targets.ts'
import type { RawRequest } from './raw-request.ts'

const PUBLIC = new Set(['GET:/health', 'GET:/public/{page}'])
const REVERSED = CONTRACT_ROUTES.toReversed()

/** What an adapter owes, whatever its HTTP library. Every claim is checked by the decisions made and the handlers that ran. */
export function adapterContract(name: string, makeServer: MakeServer): void {
  describe(`${name} reaches only the operation decided`, () => {
    const server = useServer(makeServer)

    it.each([
      ['P01', '/%61dmin/users/42'],
      ['P01', '/%61%64%6d%69%6e/%75%73%65%72%73/%34%32'],
      ['P02', '/users/m%65'],
      ['P06', '//admin/users/42'],
      ['P06', '/admin//users/42'],
      ['P07', '/public/../admin/users/42'],
      ['P07', '/public/%2e%2e/admin/users/42'],
      ['P07', '/./admin/users/42'],
      ['P09', 'http://evil.example/admin/users/42'],
      ['P09', 'http://user:password@evil.example/users/me'],
      ['P09', 'HTTP://evil.example/users/me'],
      ['P12', '/users/%00'],
      ['P12', '/users/%0a'],
      ['P12', '/users/%0d%0a'],
      ['P12', '/users/%zz'],
      ['P12', '/users/%ff'],
      ['P12', '/users/%c0%af'],
      ['P12', '/users/\xe9'],
    ])('%s refuses the target %s with 400, unheard', async (_id, target) => {
      const exchange = await server().send({ target })
      expect(exchange).toMatchObject({ response: { status: 400 }, decisions: [], ran: [] })
    })

    it.each([
      ['P04', '/users/me/', 'GET:/users/me'],
      ['P05', '/USERS/Me', 'GET:/users/me'],
      ['P08', '/files/a%2fb', 'GET:/files/{fileId}'],
      ['P08', '/files/..%2fhealth', 'GET:/files/{fileId}'],
      ['P08', '/files/a%5cb', 'GET:/files/{fileId}'],
      ['P10', '/users/me?/../admin', 'GET:/users/me'],
      ['P10', '/users/me?x=/health', 'GET:/users/me'],
      ['P10', '/users/me??', 'GET:/users/me'],
      ['P11', '/files/a;x=1', 'GET:/files/{fileId}'],
    ])('%s decides %s as what it runs', async (_id, target, operation) => {
      const exchange = await server().send({ target })
      expect(exchange.response.status).toBe(200)
      expectDecided(exchange)
      expect(exchange.decisions[0]?.operation).toBe(operation)
    })

    it.each([
      ['P01', '/admin/users/42'],
      ['P04', '/admin/users/42/'],
      ['P05', '/ADMIN/Users/42'],
      ['P10', '/admin/users/42?/users/me'],
      ['P11', '/admin/users/42;x=1'],
    ])('%s refuses %s with 403 after one decision', async (_id, target) => {
      const exchange = await server().send({ target })
      expect(exchange).toMatchObject({
        response: { status: 403 },
        decisions: [{ operation: 'GET:/admin/users/{userId}' }],
        ran: [],
      })
    })

    it('P08 gives handler and decision the same decoded value, never split anew', async () => {
      const { ran } = await server().send({ target: '/files/..%2fhealth' })
      expect(ran[0]?.seen.params).toEqual({ fileId: '../health' })
    })

    it('P10 never takes a fragment for a part of the path', async () => {
      const exchange = await server().send({ target: '/admin/users/42#/health' })
      expect(exchange.ran).toEqual([])
      expect(exchange.response.status).not.toBe(200)
    })

    it('P11 keeps a parameter after a semicolon as text of its segment', async () => {
      const exchange = await server().send({ target: '/users;x=1/me' })
      expect(exchange).toMatchObject({ response: { status: 404 }, ran: [] })
    })

    it('P13 decides HEAD as GET, and refuses other methods that nobody declared', async () => {
      const head = await server().send({ method: 'HEAD', target: '/users/me' })
      expect(head).toMatchObject({ response: { status: 200, body: '' }, decisions: [{ operation: 'GET:/users/me' }] })
      const refusedHead = await server().send({ method: 'HEAD', target: '/admin/users/42' })
      expect(refusedHead).toMatchObject({ response: { status: 403 }, ran: [] })
      for (const method of ['OPTIONS', 'TRACE', 'QUERY', 'PATCH', 'get', 'Get']) {
        const exchange = await server().send({ method, target: '/users/me' })
        expect(exchange, method).toMatchObject({ decisions: [], ran: [] })
        expect(exchange.response.status, method).not.toBe(200)
      }
    })

    it('P14 P15 ignores every header and parameter that would choose method, path or outcome', async () => {
      for (const header of OVERRIDES) {
        const exchange = await server().send({ method: 'DELETE', target: '/users/42?_method=GET', headers: [header] })
        expect(exchange, header[0]).toMatchObject({
          response: { status: 403 },
          decisions: [{ operation: 'DELETE:/users/{userId}' }],
          ran: [],
        })
      }
    })

    it('P16 refuses what no document declares with 404, and tells the operator', async () => {
      const exchange = await server().send({ target: '/metrics' })
      expect(exchange).toMatchObject({ response: { status: 404 }, decisions: [], ran: [] })
      expect(server().events).toContainEqual(
        expect.objectContaining({ type: 'refused', target: '/metrics', operation: null }),
      )
    })

    it('answers a caller who names nobody with 401 and a challenge', async () => {
      const { response, ran } = await server().send({ target: '/users/me', headers: [['X-As', 'nobody']] })
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
      expect(ran).toEqual([])
    })

    it('asks nobody for a public operation', async () => {
      const exchange = await server().send({ target: '/health', headers: [['X-As', 'nobody']] })
      expect(exchange).toMatchObject({
        response: { status: 200 },
        decisions: [],
        ran: [{ route: { path: '/health' } }],
      })
    })
  })

  describe(`${name} under generated hostile targets`, () => {
    const loose = { strict: false, caseSensitive: false, extendedQuery: false }
    const strict = { strict: true, caseSensitive: true, extendedQuery: true }
    it.each<[string, ServerChoice]>([
      ['flat, loose', { router: loose }],
      ['flat, strict', { router: strict }],
      ['mounted in shadowing order, loose', { layout: 'mounted', routes: REVERSED, router: loose }],
      ['mounted in shadowing order, strict', { layout: 'mounted', routes: REVERSED, router: strict }],
      [
        'mounted with a rewriting middleware',
        { layout: 'mounted', rewrite: (url) => url.replace('/files/report', '/admin/users/42') },
      ],
    ])(
      'P01 P02 P03 P04 P05 P06 P07 P08 P09 P10 P11 P12 P13 P14 P15 every request has one decision for what ran, or nothing ran: %s',
      async (_name, choice) => {
        const server = await startContractServer(makeServer, choice)
        try {
          let reached = 0
          for (const request of hostileRequests()) {
            for (const role of ['reader', 'admin']) {
              const exchange = await server.send({ ...request, headers: [...(request.headers ?? []), ['X-As', role]] })
              expectDecided(exchange, `${role} ${request.method ?? 'GET'} ${request.target}`)
              reached += exchange.ran.length
            }
          }
          expect(reached).toBeGreaterThan(10)
        } finally {
          await server.close()
        }
      },
      60_000,
    )

    it('P03 refuses everything while a route shadows another, and lists it', async () => {
      const server = await startContractServer(makeServer, { routes: REVERSED })
      try {
        const exchange = await server.send({ target: '/health' })
        expect(exchange).toMatchObject({ response: { status: 503 }, ran: [] })
        expect(server.events).toContainEqual({
          type: 'routes-ambiguous',
          problems: expect.arrayContaining([expect.stringContaining('GET:/users/me')]) as string[],
        })
      } finally {
        await server.close()
      }
    })

    it('P02 P03 answers 500 when the router turns to another route than the one decided', async () => {
      const server = await startContractServer(makeServer, { layout: 'mounted', routes: REVERSED })
      try {
        const exchange = await server.send({ target: '/users/me' })
        expect(exchange).toMatchObject({ response: { status: 500 }, ran: [] })
        expect(JSON.parse(exchange.response.body)).toMatchObject({ code: 'ERR_DISPATCH_MISMATCH' })
        expect(server.events).toContainEqual(
          expect.objectContaining({ type: 'dispatch-mismatch', decided: 'GET:/users/me' }),
        )
      } finally {
        await server.close()
      }
    })
  })

  describe(`${name} reads bodies and parameters`, () => {
    const server = useServer(makeServer)
    const post = (body: string | Buffer, type: string | readonly string[] = 'application/json'): RawRequest => ({
      method: 'POST',
      target: '/notes',
      headers: [type].flat().map((value) => ['Content-Type', value] as const),
      body,
    })

    it('gives condition and handler the same object', async () => {
      const exchange = await server().send(post('{"status":"draft","amount":5}'))
      expect(exchange.response.status).toBe(200)
      expectDecided(exchange)
      expect(exchange.ran[0]?.seen.body).toEqual({ status: 'draft', amount: 5 })
    })

    it('B01 refuses a condition over a body that nobody parsed, with 503 and one warning', async () => {
      const unparsed = await startContractServer(makeServer, { parseBody: false })
      try {
        for (let time = 0; time < 2; time++) {
          const exchange = await unparsed.send(post('{"status":"draft","amount":5}'))
          expect(exchange).toMatchObject({ response: { status: 503 }, ran: [] })
        }
        expect(unparsed.events.filter(({ type }) => type === 'body-not-parsed')).toHaveLength(1)
      } finally {
        await unparsed.close()
      }
    })

    it.each<[string, string | readonly string[], number]>([
      ['text/plain', 'text/plain', 415],
      ['another charset', 'application/json; charset=utf-7', 415],
      ['multipart', 'multipart/form-data; boundary=x', 415],
      ['no type at all', [], 415],
      ['two types', ['application/json', 'text/plain'], 400],
    ])('B02 refuses JSON sent as %s', async (_name, type, status) => {
      const exchange = await server().send(post('{"status":"draft","amount":5}', type))
      expect(exchange.ran).toEqual([])
      // A body parser may refuse first, by its own status.
      expect([status, 400, 415]).toContain(exchange.response.status)
    })

    it('B03 lets handler and condition see the same one of two equal keys', async () => {
      const kept = await server().send(post('{"status":"open","status":"draft","amount":5}'))
      expect(kept.ran[0]?.seen.body).toEqual({ status: 'draft', amount: 5 })
      const refused = await server().send(post('{"status":"draft","status":"open","amount":5}'))
      expect(refused).toMatchObject({ response: { status: 403 }, ran: [] })
    })

    it.each(['__proto__', 'constructor', 'prototype'])('B04 finds nothing that a body hides under %s', async (key) => {
      const exchange = await server().send(post(`{"${key}":{"status":"draft","amount":5}}`))
      expect(exchange).toMatchObject({ response: { status: 403 }, ran: [] })
      expect(({} as Record<string, unknown>)['status']).toBeUndefined()
    })

    it.each([
      ['/users?status=open', 200],
      ['/users?status=open&status=closed', 403],
      ['/users?status=closed&status=open', 403],
      ['/users?status[]=open', 400],
      ['/users?status[b]=open', 400],
      ['/users?status%5B0%5D=open', 400],
      ['/users?status.b=open', 403],
      ['/users?STATUS=open', 403],
      ['/users', 403],
    ])('B05 reads %s in one way: %i', async (target, status) => {
      const exchange = await server().send({ target })
      expect(exchange.response.status).toBe(status)
      expectDecided(exchange)
    })

    it('B06 refuses bodies that are too deep or too many, and goes on serving', async () => {
      const bodies = [
        `${'['.repeat(40_000)}${']'.repeat(40_000)}`,
        `${'{"a":'.repeat(15_000)}1${'}'.repeat(15_000)}`,
        `{${Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join(',')}}`,
      ]
      for (const body of bodies) {
        const exchange = await server().send(post(body))
        expect([400, 413]).toContain(exchange.response.status)
        expect(exchange.ran).toEqual([])
      }
      expect((await server().send({ target: '/users/me' })).response.status).toBe(200)
    })

    it.each(['1e400', '"5"', 'null', '9007199254740993', '[]', '{"value":5}'])(
      'B07 takes the amount %s for no number below 100',
      async (amount) => {
        const exchange = await server().send(post(`{"status":"draft","amount":${amount}}`))
        expect(exchange).toMatchObject({ response: { status: 403 }, ran: [] })
      },
    )

    it('B07 takes -0 for zero', async () => {
      expect((await server().send(post('{"status":"draft","amount":-0}'))).response.status).toBe(200)
    })

    it('B08 keeps to the values that it decided by', async () => {
      const rewriting = await startContractServer(makeServer, {
        layout: 'mounted',
        rewrite: (url) => url.replace('/keys/k1', '/keys/k2'),
      })
      try {
        const exchange = await rewriting.send({ target: '/users/rita/keys/k1' })
        expect(exchange).toMatchObject({ response: { status: 500 }, decisions: [{ allowed: true }], ran: [] })
      } finally {
        await rewriting.close()
      }
    })

    it.each([
      [{ modes: 'enforce' }, 'did you mean `mode`?'],
      [{ mode: 'off' }, '`mode` is'],
      [{ unlistedRoutes: { allow: ['/'] } }, '`unlistedRoutes.allow`'],
      [{ explain: 'yes' }, '`explain` is'],
      [{ timeoutSeconds: 0 }, '`timeoutSeconds` is'],
    ])('B08 refuses to start with the options %j', async (options, message) => {
      await expect(startContractServer(makeServer, { options: options as object })).rejects.toThrow(message)
    })
  })

  describe(`${name} when something fails`, () => {
    const hang = new Promise<never>(() => undefined)
    it.each<[string, ServerChoice]>([
      ['the principal function throws', { options: { principal: () => fail() } }],
      ['the principal function rejects', { options: { principal: () => Promise.reject(new Error('down')) } }],
      ['the principal function answers nonsense', { options: { principal: () => ({ id: 7 }) as never } }],
      ['the hook throws', { options: { principal: () => null, onRefused: () => fail() } }],
      ['the hook rejects', { options: { principal: () => null, onRefused: () => Promise.reject(new Error('down')) } }],
      ['the decision throws', { engine: (engine) => ({ ...engine, decide: () => Promise.reject(new Error('down')) }) }],
      [
        'the event sink throws',
        { engine: (engine) => ({ ...engine, onEvent: () => fail() }), options: { principal: () => null } },
      ],
    ])('F22 answers 503 and runs nothing when %s', async (_name, choice) => {
      const server = await startContractServer(makeServer, choice)
      try {
        const exchange = await server.send({ target: '/users/me' })
        expect(exchange).toMatchObject({ response: { status: 503 }, ran: [] })
        expect(exchange.response.headers.get('retry-after')).toBe('1')
        expect(exchange.response.body).not.toContain('down')
      } finally {
        await server.close()
      }
    })

    it.each<[string, ServerChoice]>([
      ['the principal function never answers', { options: { principal: () => hang } }],
      ['the hook never answers', { options: { principal: () => null, onRefused: () => hang } }],
      ['the decision never comes', { engine: (engine) => ({ ...engine, decide: () => hang }) }],
    ])('F22 answers 503 within its time when %s', async (_name, choice) => {
      const server = await startContractServer(makeServer, {
        ...choice,
        options: { ...choice.options, timeoutSeconds: 0.2 },
      })
      try {
        expect(await server.send({ target: '/users/me' })).toMatchObject({ response: { status: 503 }, ran: [] })
      } finally {
        await server.close()
      }
    })
  })

  describe(`${name} limits responses`, () => {
    it('keeps the fields that the decision keeps, with length and tag of what is left', async () => {
      const record = { name: 'x', secret: 's', parts: [{ label: 'a', secret: 's' }] }
      const server = await startContractServer(makeServer, { answer: () => record })
      try {
        const { response } = await server.send({ target: '/records/1' })
        expect(JSON.parse(response.body)).toEqual({ name: 'x', parts: [{ label: 'a' }] })
        expect(Number(response.headers.get('content-length'))).toBe(Buffer.byteLength(response.body))
        const whole = await server.send({ target: '/records/1', headers: [['X-As', 'admin']] })
        expect(JSON.parse(whole.response.body)).toEqual(record)
        expect(whole.response.headers.get('etag')).not.toBe(response.headers.get('etag') ?? 'none')
        const head = await server.send({ method: 'HEAD', target: '/records/1' })
        expect(head.response.headers.get('etag')).toBeUndefined()
        expect(head.response.headers.get('content-length') ?? '0').toBe('0')
      } finally {
        await server.close()
      }
    })

    it('answers no question about the unfiltered body by its tag', async () => {
      const server = await startContractServer(makeServer, { answer: () => ({ name: 'x', secret: 's' }) })
      try {
        const whole = await server.send({ target: '/records/1', headers: [['X-As', 'admin']] })
        const tag = whole.response.headers.get('etag') ?? '*'
        const { response } = await server.send({ target: '/records/1', headers: [['If-None-Match', tag]] })
        expect(response.status).toBe(200)
      } finally {
        await server.close()
      }
    })
  })

  /** The oracle: what ran is what one decision allowed, with the same values, or is public. */
  function expectDecided({ decisions, ran, response }: Exchange, context = ''): void {
    const [run] = ran
    if (run === undefined) return
    const operation = operationOf(run.route)
    expect(ran, context).toHaveLength(1)
    if (PUBLIC.has(operation)) {
      expect(decisions, context).toEqual([])
      return
    }
    expect(decisions, context).toMatchObject([{ allowed: true, operation }])
    expect(run.seen.wardkit?.decision, context).toBe(decisions[0])
    expect(response.status, context).toBe(200)
  }
}

function operationOf({ method, path }: ContractRoute): string {
  return `${method}:${path}`
}

function useServer(makeServer: MakeServer): () => ContractServer {
  let server: ContractServer | undefined
  beforeAll(async () => {
    server = await startContractServer(makeServer)
  })
  afterAll(() => server?.close())
  return () => {
    if (server === undefined) throw new TypeError(`no server for ${CONTRACT_DOCUMENT.info.title}`)
    return server
  }
}

function fail(): never {
  throw new Error('down')
}
