import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Decision } from '@wardkit/core'
import type { Engine, GuardOptions, HostPrincipal, WardkitEvent, WardkitRequest } from '@wardkit/core/http'
import { CONTRACT_ROUTES, type ContractRoute } from './contract-document.ts'
import { createContractEngine } from './contract-engine.ts'
import { sendRaw, type RawRequest, type RawResponse } from './raw-request.ts'

/** What an adapter is asked to build: a server of its own kind with these routes behind authorization. */
export interface ServerSpec {
  readonly engine: Engine
  readonly options: GuardOptions<{ readonly headers: IncomingHttpHeaders }>
  /** In the order in which they are registered. */
  readonly routes: readonly ContractRoute[]
  /** `mounted`: behind whatever hides routes from a look at them beforehand. */
  readonly layout: 'flat' | 'mounted'
  readonly router: { readonly strict: boolean; readonly caseSensitive: boolean; readonly extendedQuery: boolean }
  /** Middleware between authorization and the routes that rewrites the URL. */
  readonly rewrite?: (url: string) => string
  /** Whether JSON bodies are parsed before authorization. */
  readonly parseBody: boolean
  /** What every handler calls first; its answer is sent as JSON. */
  handle(route: ContractRoute, seen: SeenRequest): unknown
}

/** What a handler sees. */
export interface SeenRequest {
  readonly params: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly wardkit: WardkitRequest | undefined
}

/** Builds a server of one HTTP library. */
export type MakeServer = (spec: ServerSpec) => RequestListener | Promise<RequestListener>

/** One request with all that came of it. */
export interface Exchange {
  readonly response: RawResponse
  readonly decisions: readonly Decision[]
  readonly ran: readonly { readonly route: ContractRoute; readonly seen: SeenRequest }[]
}

export interface ContractServer {
  readonly events: readonly WardkitEvent[]
  /** Sends a request as `reader`, unless it says otherwise by `x-as`. */
  send(request: RawRequest): Promise<Exchange>
  close(): Promise<void>
}

/** What of a `ServerSpec` a test chooses. */
export type ServerChoice = Partial<Omit<ServerSpec, 'engine' | 'handle'>> & {
  readonly engine?: (engine: Engine) => Engine
  readonly answer?: (route: ContractRoute) => unknown
}

/** Starts a server that records each decision and each handler that ran. */
export async function startContractServer(makeServer: MakeServer, choice: ServerChoice = {}): Promise<ContractServer> {
  const { engine: change = (engine) => engine, answer = () => ({ done: true }), ...rest } = choice
  const decisions: Decision[] = []
  const ran: Exchange['ran'][number][] = []
  const events: WardkitEvent[] = []
  const { wardkit: real, tenant } = await createContractEngine((event) => events.push(event))
  const engine = change({
    ...real,
    services: real.services,
    get revision() {
      return real.revision
    },
    async decide(question) {
      const decision = await real.decide(question)
      decisions.push(decision)
      return decision
    },
  })
  const listener = await makeServer({
    routes: CONTRACT_ROUTES,
    layout: 'flat',
    router: { strict: false, caseSensitive: false, extendedQuery: false },
    parseBody: true,
    ...rest,
    options: { principal: (request) => principalOf(request, tenant), ...rest.options },
    engine,
    handle(route, seen) {
      ran.push({ route, seen })
      return answer(route)
    },
  })
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    events,
    async send(request) {
      decisions.length = 0
      ran.length = 0
      const response = await sendRaw(port, request)
      return { response, decisions: [...decisions], ran: [...ran] }
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await real.close()
    },
  }
}

function principalOf({ headers }: { readonly headers: IncomingHttpHeaders }, tenant: string): HostPrincipal | null {
  const role = headers['x-as'] ?? 'reader'
  return role === 'nobody' ? null : { id: 'usr_contract', tenant, roles: [String(role)] }
}
