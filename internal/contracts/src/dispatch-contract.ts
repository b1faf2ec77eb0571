import { describe, expect, it } from 'vitest'
import type { AdapterTraits } from './adapter-traits.ts'
import type { MakeServer } from './contract-server.ts'
import { expectDecided } from './expect-decided.ts'
import { expectHostileRequestsDecided } from './expect-hostile-decided.ts'
import { OVERRIDES } from './hostile-targets.ts'
import { useServer } from './use-server.ts'

/** The operation decided is the operation dispatched: rows P of the threat model. */
export function dispatchContract(name: string, makeServer: MakeServer, traits: AdapterTraits): void {
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

  if (traits.extent === 'brief') return
  describe(`${name} under generated hostile targets`, () => {
    it('P01 P02 P04 P05 P06 P07 P08 P09 P10 P11 P12 P13 P14 P15 every request has one decision for what ran, or nothing ran', async () => {
      await expectHostileRequestsDecided(makeServer, {}, traits)
    }, 60_000)
  })
}
