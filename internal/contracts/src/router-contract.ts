import { describe, expect, it } from 'vitest'
import { CONTRACT_ROUTES } from './contract-document.ts'
import { startContractServer, type MakeServer, type ServerChoice } from './contract-server.ts'
import { expectHostileRequestsDecided } from './expect-hostile-decided.ts'

const REVERSED = CONTRACT_ROUTES.toReversed()

/** A router that turns elsewhere than the decision, by its order, its options or a rewritten URL, runs nothing. */
export function routerContract(name: string, makeServer: MakeServer): void {
  describe(`${name} when its router and the document part ways`, () => {
    const loose = { strict: false, caseSensitive: false, extendedQuery: false }
    const strict = { strict: true, caseSensitive: true, extendedQuery: true }
    it.each<[string, ServerChoice]>([
      ['flat, strict', { router: strict }],
      ['mounted in shadowing order, loose', { layout: 'mounted', routes: REVERSED, router: loose }],
      ['mounted in shadowing order, strict', { layout: 'mounted', routes: REVERSED, router: strict }],
      [
        'mounted with a rewriting middleware',
        { layout: 'mounted', rewrite: (url) => url.replace('/files/report', '/admin/users/42') },
      ],
    ])(
      'P01 P02 P03 P04 P05 P06 P07 P08 P09 P10 P11 P12 P13 P14 P15 every request has one decision for what ran, or nothing ran: %s',
      (_name, choice) => expectHostileRequestsDecided(makeServer, choice),
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
  })
}
