import { describe, expect, it } from 'vitest'
import type { AdapterTraits } from './adapter-traits.ts'
import { CONTRACT_ROUTES } from './contract-document.ts'
import { startContractServer, type MakeServer, type ServerChoice } from './contract-server.ts'
import { expectHostileRequestsDecided } from './expect-hostile-decided.ts'

const REVERSED = CONTRACT_ROUTES.toReversed()

/** A router that turns elsewhere than the decision, by its order, its options or a rewritten URL, runs nothing. */
export function routerContract(name: string, makeServer: MakeServer, traits: AdapterTraits): void {
  const { router, decidesAfterRouting = false, extent } = traits
  describe(`${name} when its router and the document part ways`, () => {
    const loose = { strict: false, caseSensitive: false, extendedQuery: false }
    const strict = { strict: true, caseSensitive: true, extendedQuery: true }
    const shadowing: [string, ServerChoice][] = [
      ['mounted in shadowing order, loose', { layout: 'mounted', routes: REVERSED, router: loose }],
      ['mounted in shadowing order, strict', { layout: 'mounted', routes: REVERSED, router: strict }],
    ]
    const choices: [string, ServerChoice][] = [
      ['flat, strict', { router: strict }],
      // Nothing hides routes from whoever decides after routing: shadowing ones refuse everything.
      ...(router === 'ordered' && decidesAfterRouting ? [] : shadowing),
      [
        'mounted with a rewriting middleware',
        { layout: 'mounted', rewrite: (url) => url.replace('/files/report', '/admin/users/42') },
      ],
    ]
    it.each(extent === 'brief' ? choices.slice(0, 1) : choices)(
      'P01 P02 P03 P04 P05 P06 P07 P08 P09 P10 P11 P12 P13 P14 P15 every request has one decision for what ran, or nothing ran: %s',
      (_name, choice) => expectHostileRequestsDecided(makeServer, choice, traits),
      60_000,
    )

    const ifOrdered = router === 'ordered' ? it : () => undefined
    ifOrdered('P03 refuses everything while a route shadows another, and lists it', async () => {
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

    it('P02 P03 answers 500 when the route reached is not the operation decided', async () => {
      const server = await startContractServer(
        makeServer,
        decidesAfterRouting
          ? { rewrite: (url) => url.replace('/users/search', '/users/me') }
          : { layout: 'mounted', routes: REVERSED },
      )
      try {
        const exchange = await server.send({ target: decidesAfterRouting ? '/users/search' : '/users/me' })
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
      const [sent, shown] = decidesAfterRouting ? ['k2', 'k1'] : ['k1', 'k2']
      const rewriting = await startContractServer(makeServer, {
        layout: 'mounted',
        rewrite: (url) => url.replace(`/keys/${sent}`, `/keys/${shown}`),
      })
      try {
        const exchange = await rewriting.send({ target: `/users/rita/keys/${sent}` })
        expect(exchange).toMatchObject({ response: { status: 500 }, decisions: [{ allowed: true }], ran: [] })
      } finally {
        await rewriting.close()
      }
    })
  })
}
