import { createWardkitClient, type WardkitClient } from '../client/wardkit-client.ts'
import type { FakeHandler, FakeHandlers } from './fake-handlers.ts'
import type { FakeOperation } from './fake-operation.ts'
import { FakeProblem } from './fake-problem.ts'
import { createFakeState, FAKE_HANDLERS, type FakeState } from './fake-state.ts'

/** What is answered in place of a handler: a problem, nothing ever, a connection that drops, or another handler. */
export type FakeOverride = FakeProblem | 'never' | 'drop' | FakeHandler<never>

export interface FakeServerOptions {
  /** Sets what the server knows before the first request. */
  readonly seed?: ((state: FakeState) => void) | undefined
  readonly overrides?: { readonly [Operation in FakeOperation]?: FakeOverride } | undefined
  /** Sees every answer before it is sent. */
  readonly rewrite?: ((answer: unknown) => unknown) | undefined
}

/** A request that a fake server got. */
export interface SeenRequest {
  readonly operation: FakeOperation
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
  readonly headers: Headers
}

/** An admin API in memory, for tests and stories. */
export interface FakeServer {
  readonly state: FakeState
  /** What was asked, in order. */
  readonly requests: readonly SeenRequest[]
  /** Answers a request under any path that ends in the admin API's. */
  readonly fetch: (request: Request) => Promise<Response>
  /** A client that asks this server and no network. */
  readonly client: WardkitClient
  /** From now on, answers this in place of a handler. */
  readonly override: (operation: FakeOperation, answer: FakeOverride | undefined) => void
}

const BASE = '/wardkit'

/**
 * Makes an admin API in memory, typed by the same document as the real one.
 *
 * @example
 * const server = createFakeServer({ seed: (state) => { state.apiKeys = [] } })
 * render(<WardkitProvider client={server.client}><ApiKeys /></WardkitProvider>)
 */
export function createFakeServer({
  seed,
  overrides = {},
  rewrite = (answer) => answer,
}: FakeServerOptions = {}): FakeServer {
  const state = createFakeState()
  seed?.(state)
  const overridden = new Map(Object.entries(overrides) as [FakeOperation, FakeOverride][])
  const requests: SeenRequest[] = []
  let revision = 1

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const found = findOperation(request.method, url.pathname.slice(url.pathname.indexOf(BASE) + BASE.length))
    if (found === undefined) return toProblem(new FakeProblem(404, 'ERR_NOT_FOUND'))
    const text = await request.text()
    const seen = { ...found, query: url.searchParams, body: text === '' ? undefined : (JSON.parse(text) as unknown) }
    requests.push({ ...seen, headers: request.headers })
    const handler = overridden.get(found.operation) ?? found.handler
    if (handler === 'never') return waitForAbort(request.signal)
    if (handler === 'drop') throw new TypeError('Failed to fetch')
    if (handler instanceof FakeProblem) return toProblem(handler)
    try {
      const body: unknown = await handler({ ...seen, state, body: seen.body })
      if (body instanceof Response) return body
      const headers = { 'wardkit-revision': String(request.method === 'GET' ? revision : ++revision) }
      return body === undefined
        ? new Response(null, { status: 204, headers })
        : Response.json(rewrite(structuredClone(body)), { headers })
    } catch (error) {
      if (error instanceof FakeProblem) return toProblem(error)
      throw error
    }
  }

  return {
    state,
    requests,
    fetch: answer,
    client: createWardkitClient({
      baseUrl: typeof location === 'undefined' ? `http://localhost${BASE}` : BASE,
      fetch: answer,
    }),
    override(operation, override) {
      if (override === undefined) overridden.delete(operation)
      else overridden.set(operation, override)
    },
  }
}

interface FoundOperation {
  readonly operation: FakeOperation
  readonly params: Readonly<Record<string, string>>
  readonly handler: FakeHandler<never>
}

/** Concrete paths come before templated ones. */
const OPERATIONS = Object.entries(FAKE_HANDLERS as Readonly<Record<string, FakeHandlers[FakeOperation]>>)
  .map(([name, handler]) => ({ name, segments: name.split('/'), handler }))
  .sort((a, b) => a.name.split('{').length - b.name.split('{').length)

function findOperation(method: string, path: string): FoundOperation | undefined {
  const asked = `${method} ${path}`.split('/')
  for (const { name, segments, handler } of OPERATIONS) {
    if (segments.length !== asked.length || handler === undefined) continue
    const params: Record<string, string> = {}
    const matches = segments.every((segment, index) => {
      const value = asked[index] ?? ''
      if (!segment.startsWith('{')) return segment === value
      params[segment.slice(1, -1)] = decodeURIComponent(value)
      return true
    })
    if (matches) return { operation: name as FakeOperation, params, handler: handler }
  }
  return undefined
}

function toProblem({ status, code, members }: FakeProblem): Response {
  const body = { title: code, status, code, requestId: 'f3b9a1c4-52d7-4e0b-9a86-1d7c3e5f2b90', ...members }
  return Response.json(body, { status, headers: { 'content-type': 'application/problem+json' } })
}

function waitForAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
  })
}
