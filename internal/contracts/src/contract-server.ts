import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Decision } from '@wardkit/core'
import {
  createGuard,
  type Engine,
  type GuardOptions,
  type GuardOutcome,
  type HostPrincipal,
  type WardkitEvent,
  type WardkitRequest,
} from '@wardkit/core/http'
import { CONTRACT_ROUTES, type ContractRoute } from './contract-document.ts'
import { createContractEngine, type ContractEngine } from './contract-engine.ts'
import { sendRaw, type RawRequest, type RawResponse } from './raw-request.ts'

/** What an adapter is asked to build: a server of its own kind with these routes behind authorization. */
export interface ServerSpec {
  readonly engine: Engine
  readonly options: GuardOptions<Host>
  /** In the order in which they are registered. */
  readonly routes: readonly ContractRoute[]
  /** `mounted`: behind whatever hides routes from a look at them beforehand. */
  readonly layout: 'flat' | 'mounted'
  readonly router: { readonly strict: boolean; readonly caseSensitive: boolean; readonly extendedQuery: boolean }
  /** Rewrites the URL between authorization and the routes, or between the routes and authorization where that comes after them. */
  readonly rewrite?: (url: string) => string
  /** Whether JSON bodies are parsed before authorization. */
  readonly parseBody: boolean
  /** What every handler calls first; its answer is sent as JSON. */
  handle(route: ContractRoute, seen: SeenRequest): unknown
}

/** What the requests of every HTTP library have. */
interface Host {
  readonly headers: IncomingHttpHeaders
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
  /** What the guard by itself makes of a request without a body: what every server is to answer where it is refused. */
  judge(request: RawRequest): Promise<GuardOutcome>
  /** Sends a request as `reader`, unless it says otherwise by `x-as`. */
  send(request: RawRequest): Promise<Exchange>
  close(): Promise<void>
}

/** What of a `ServerSpec` a test chooses. */
export type ServerChoice = Partial<Omit<ServerSpec, 'engine' | 'handle'>> & {
  /** Opens the instance; by default the contract's own. */
  readonly open?: (onEvent: (event: WardkitEvent) => void) => Promise<ContractEngine>
  /** Names the principal of every request; by default the role is what `x-as` says. */
  readonly principal?: (tenant: string) => HostPrincipal
  readonly engine?: (engine: Engine) => Engine
  readonly answer?: (route: ContractRoute) => unknown
}

/** Starts a server that records each decision and each handler that ran. */
export async function startContractServer(makeServer: MakeServer, choice: ServerChoice = {}): Promise<ContractServer> {
  const { open = createContractEngine, principal, ...others } = choice
  const { engine: change = (engine) => engine, answer = () => ({ done: true }), ...rest } = others
  const decisions: Decision[] = []
  const ran: Exchange['ran'][number][] = []
  const events: WardkitEvent[] = []
  const note = (decision: Decision): Decision => {
    decisions.push(decision)
    return decision
  }
  const { wardkit: real, tenant } = await open((event) => events.push(event))
  const engine = change({
    ...real,
    services: real.services,
    get revision() {
      return real.revision
    },
    // As the instance does: at once where it can, so that both ways through the guard are taken.
    decideSoon(question) {
      const decided = real.decideSoon(question)
      if (decided instanceof Promise) return decided.then(note)
      return note(decided)
    },
  })
  const identify = ({ headers }: Host): HostPrincipal | null => principal?.(tenant) ?? principalOf(headers, tenant)
  const options = { principal: identify, ...rest.options }
  const reference = createGuard<Host>({ ...engine, onEvent: () => undefined }, { options })
  const listener = await makeServer({
    routes: CONTRACT_ROUTES,
    layout: 'flat',
    router: { strict: false, caseSensitive: false, extendedQuery: false },
    parseBody: true,
    ...rest,
    options,
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
    async judge({ method = 'GET', target, headers = [] }) {
      const fields = (name: string): string[] =>
        headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value)
      const host = { headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])) }
      return reference.check({ method, target, fields, host, body: { present: false }, setHeader: () => undefined })
    },
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

function principalOf(headers: IncomingHttpHeaders, tenant: string): HostPrincipal | null {
  const role = headers['x-as'] ?? 'reader'
  return role === 'nobody' ? null : { id: 'usr_contract', tenant, roles: [String(role)] }
}
