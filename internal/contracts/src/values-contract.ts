import { describe, expect, it } from 'vitest'
import { startContractServer, type MakeServer } from './contract-server.ts'
import { expectDecided } from './expect-decided.ts'
import type { RawRequest } from './raw-request.ts'
import { useServer } from './use-server.ts'

/** Condition and handler see one reading of bodies and parameters: rows B of the threat model. */
export function valuesContract(name: string, makeServer: MakeServer): void {
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
      expect(exchange.ran).toEqual([])
      // A body parser may refuse such a key itself.
      expect([400, 403]).toContain(exchange.response.status)
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
}
