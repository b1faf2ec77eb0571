import {
  DECISION_CASES,
  hostileRequests,
  startContractServer,
  startDecisionCase,
  toRawRequest,
  type Exchange,
} from '@wardkit/contracts'
import { describe, expect, it } from 'vitest'
import { makeGateway, type ApiKind } from './test-gateway.test-support.ts'

const KINDS: readonly ApiKind[] = ['REST', 'HTTP 1.0', 'HTTP 2.0', 'HTTP 2.0, simple responses']
/** Simple responses read events as the others of 2.0 do. */
const READINGS = KINDS.slice(0, 3)
const PUBLIC = ['GET:/health', 'GET:/public/{page}']

/** The oracle: the integration ran for what one decision allowed, with its values, or for what is public; or it did not run. */
function expectDecided({ ran, decisions, response }: Exchange, context: string): void {
  const [run] = ran
  if (run === undefined) return
  const operation = `${run.route.method}:${run.route.path}`
  expect(response.status, context).toBe(200)
  expect(ran, context).toHaveLength(1)
  if (PUBLIC.includes(operation)) return
  expect(decisions, context).toMatchObject([{ allowed: true, operation }])
  const resource = decisions[0]?.resource
  if (resource) expect(Object.values(run.seen.params), context).toContain(resource.id)
}

describe.each(READINGS)('a gateway of kind %s', (kind) => {
  it('P01 P02 P04 P05 P06 P07 P08 P09 P10 P11 P12 P13 P14 P15 runs what was decided, or nothing, for every hostile request', async () => {
    const server = await startContractServer(makeGateway(kind))
    try {
      let reached = 0
      for (const request of hostileRequests()) {
        for (const role of ['reader', 'admin']) {
          const headers = [...(request.headers ?? []), ['X-As', role] as const]
          const exchange = await server.send({ ...request, headers })
          expectDecided(exchange, `${role} ${request.method ?? 'GET'} ${request.target}`)
          reached += exchange.ran.length
        }
      }
      expect(reached).toBeGreaterThan(10)
    } finally {
      await server.close()
    }
  }, 60_000)
})

describe.each(KINDS)('a gateway of kind %s', (kind) => {
  it('P08 gives decision and integration the same value, or refuses', async () => {
    const server = await startContractServer(makeGateway(kind))
    try {
      const { ran, decisions } = await server.send({ target: '/files/a%2fb' })
      // What decodes the path first takes this for another one, which nobody declares.
      expect(ran.map(({ seen }) => seen.params)).toEqual(kind === 'REST' ? [{ fileId: 'a/b' }] : [])
      expect(decisions).toHaveLength(ran.length)
    } finally {
      await server.close()
    }
  })

  it.each([
    ['/users?status=open', 200],
    ['/users?status=open&status=closed', 403],
    ['/users?status=closed&status=open', 403],
    ['/users?status[]=open', 403],
    ['/users', 403],
  ])('B05 reads the query of %s in one way: %i', async (target, status) => {
    const server = await startContractServer(makeGateway(kind))
    try {
      expect((await server.send({ target })).response.status).toBe(status)
    } finally {
      await server.close()
    }
  })

  it('B01 refuses whatever depends on a body, announced or not', async () => {
    const server = await startContractServer(makeGateway(kind))
    try {
      const body = '{"status":"draft","amount":5}'
      const headers = [['Content-Type', 'application/json']] as const
      for (const sent of [{ headers, body }, { headers }, {}]) {
        const { ran, response } = await server.send({ method: 'POST', target: '/notes', ...sent })
        expect([response.status, ran]).toEqual([403, []])
      }
      expect(server.events.filter(({ type }) => type === 'body-not-parsed')).toEqual([])
    } finally {
      await server.close()
    }
  })

  it('refuses what is allowed in part only: nobody here can limit a response', async () => {
    const server = await startContractServer(makeGateway(kind))
    try {
      expect(await server.send({ target: '/records/1' })).toMatchObject({ response: { status: 403 }, ran: [] })
      expect(server.events).toContainEqual(expect.objectContaining({ type: 'response-not-filtered' }))
      const whole = await server.send({ target: '/records/1', headers: [['X-As', 'admin']] })
      expect(whole).toMatchObject({ response: { status: 200 } })
    } finally {
      await server.close()
    }
  })
})

describe('a gateway answers the decision corpus', () => {
  // What reads a body is refused here, and tested above; the filters of responses are other servers' business.
  const cases = DECISION_CASES.filter(({ body, bodyStatus }) => body === undefined && bodyStatus === undefined)
  const isBodyless = ({ request }: { readonly request: string }): boolean => /^(?:GET|HEAD|DELETE) /.test(request)

  it('with most cases', () => {
    expect(cases.filter(isBodyless).length).toBeGreaterThan(DECISION_CASES.length * 0.6)
  })

  it.each(cases.map((example) => [example.name, example] as const))('%s', async (_name, example) => {
    const server = await startDecisionCase(makeGateway('HTTP 2.0'), example)
    try {
      const { ran, decisions } = await server.send(toRawRequest(example))
      const isAllowed = example.expected[0] === 'yes' && (decisions[0]?.filters ?? null) === null
      if (isBodyless(example)) expect(ran).toHaveLength(isAllowed ? 1 : 0)
      else expect(ran.length).toBeLessThanOrEqual(isAllowed ? 1 : 0)
    } finally {
      await server.close()
    }
  })
})
