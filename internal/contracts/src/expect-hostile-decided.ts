import { expect } from 'vitest'
import type { AdapterTraits } from './adapter-traits.ts'
import { startContractServer, type ContractServer, type MakeServer, type ServerChoice } from './contract-server.ts'
import { expectDecided } from './expect-decided.ts'
import { hostileRequests } from './hostile-targets.ts'
import type { RawRequest, RawResponse } from './raw-request.ts'

/**
 * Sends every hostile request, as a reader and as an admin. What ran was decided; and what the guard by itself refuses, this server refuses in the same words,
 * whatever its HTTP library.
 */
export async function expectHostileRequestsDecided(
  makeServer: MakeServer,
  choice: ServerChoice,
  traits: AdapterTraits,
): Promise<void> {
  const server = await startContractServer(makeServer, choice)
  try {
    let reached = 0
    for (const hostile of hostileRequests()) {
      for (const role of ['reader', 'admin']) {
        const request: RawRequest = { ...hostile, headers: [...(hostile.headers ?? []), ['X-As', role]] }
        const context = `${role} ${request.method ?? 'GET'} ${request.target}`
        const exchange = await server.send(request)
        expectDecided(exchange, context)
        await expectSameRefusal(server, request, exchange.response, context, traits)
        reached += exchange.ran.length
      }
    }
    expect(reached).toBeGreaterThan(10)
  } finally {
    await server.close()
  }
}

async function expectSameRefusal(
  server: ContractServer,
  request: RawRequest,
  response: RawResponse,
  context: string,
  { refusesUnreadable = false }: AdapterTraits,
): Promise<void> {
  // Node itself refuses what is no HTTP, before any server hears of it.
  if (response.status === 400 && !response.headers.has('content-type')) return
  if (response.status === 400 && refusesUnreadable) return
  const outcome = await server.judge(request)
  if (outcome.kind !== 'refuse') return
  const { status, headers, body } = outcome.response
  expect(response.status, context).toBe(status)
  for (const name of ['content-type', 'cache-control', 'www-authenticate', 'retry-after']) {
    expect(response.headers.get(name), `${context}: ${name}`).toBe(headers[name])
  }
  if (request.method !== 'HEAD') expect(withoutId(response.body), context).toEqual(withoutId(body))
}

function withoutId(body: string): unknown {
  return { ...(JSON.parse(body) as object), requestId: '' }
}
