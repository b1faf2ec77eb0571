import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Group } from '../groups/group.ts'
import type { LoadAnswer, LoadRequest } from './client-message.ts'
import type { ServerKind, ServerMessage } from './server-message.ts'

/** What is measured of the EHR. */
export const EHR = {
  bare: 'requests per second without authorize()',
  byHand: 'requests per second with a middleware by hand',
  unlogged: 'requests per second with authorize(), access log off',
  guarded: 'requests per second with authorize()',
  timeBare: 'processor time of a request without authorize()',
  timeByHand: 'processor time of a request with a middleware by hand',
  timeUnlogged: 'processor time of a request with authorize(), access log off',
  timeGuarded: 'processor time of a request with authorize()',
  p99: 'authorize(), p99',
} as const

/** Loading a server takes longer than a moment: it is done once for so many rounds of other subjects. */
const ROUNDS_FOR_ONE = 10

/** How long one round loads each server, in seconds: the client counts whole ones. */
const SECONDS = 2

/**
 * How many processes of each kind are measured, one set after the other. Of two processes that run the same code, one may spend a fifth more on
 * each request than the other for as long as it lives, as the compiler chose otherwise.
 *
 * @see docs/decisions/0013-gates-in-floors.md
 */
const SETS = { full: 3, small: 1 }

/**
 * Requests to each server before any counts. The compiler takes long over a whole server: after 3,000 requests the guarded one spends twice the
 * processor time on a request that it comes to after 25,000, and one that stays up has served millions.
 *
 * @see docs/decisions/0013-gates-in-floors.md
 */
const WARM_UP = { full: 30_000, small: 2_000 }

/** Reads of one patient over HTTP from the EHR of each kind in turns: each server a process, the client another. */
export const ehrGroup: Group = {
  name: 'EHR',
  async measure({ rounds, small }) {
    const samples = new Map<string, number[]>(Object.values(EHR).map((name) => [name, []]))
    const take = (name: string, value: number): void => void samples.get(name)?.push(value)
    const client = fork(fileURLToPath(new URL('./client.ts', import.meta.url)))
    try {
      const effort = { rounds: Math.ceil(rounds / ROUNDS_FOR_ONE), small, take }
      for (let set = 0; set < (small ? SETS.small : SETS.full); set++) await measureSet(client, effort)
    } finally {
      client.disconnect()
    }
    return samples
  },
}

interface SetEffort {
  /** Of each set. */
  readonly rounds: number
  readonly small: boolean
  readonly take: (name: string, value: number) => void
}

/** Starts a server of each kind, lets each serve until it is fast, and loads them in turns. */
async function measureSet(client: ChildProcess, { rounds, small, take }: SetEffort): Promise<void> {
  const servers: Server[] = []
  try {
    for (const { kind } of KINDS) servers.push(await startServer(kind))
    for (const server of servers) {
      await load(client, server, { amount: small ? WARM_UP.small : WARM_UP.full })
      await report(server)
    }
    for (let round = 0; round < rounds; round++) {
      for (const [index, { rate, time }] of KINDS.entries()) {
        const server = servers[index] as Server
        const { requests, seconds } = await load(client, server, { duration: SECONDS })
        const { p99, processorTime } = await report(server)
        take(rate, requests / seconds)
        take(time, processorTime / requests)
        if (rate === EHR.guarded) take(EHR.p99, p99)
      }
    }
  } finally {
    for (const server of servers) server.process.disconnect()
  }
}

const KINDS: readonly { readonly kind: ServerKind; readonly rate: string; readonly time: string }[] = [
  { kind: 'bare', rate: EHR.bare, time: EHR.timeBare },
  { kind: 'byHand', rate: EHR.byHand, time: EHR.timeByHand },
  { kind: 'unlogged', rate: EHR.unlogged, time: EHR.timeUnlogged },
  { kind: 'guarded', rate: EHR.guarded, time: EHR.timeGuarded },
]

interface Server {
  readonly process: ChildProcess
  readonly url: string
  readonly token: string
}

async function startServer(kind: ServerKind): Promise<Server> {
  const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), [kind])
  const message = await nextMessage<ServerMessage>(child)
  if (message.kind !== 'ready') throw new Error(`the ${kind} EHR did not start`)
  const { url, token } = message
  return { process: child, url, token }
}

/** @throws Error where a request failed or was refused */
async function load(
  client: ChildProcess,
  { url, token }: Server,
  span: LoadRequest['span'],
): Promise<Extract<LoadAnswer, { readonly kind: 'loaded' }>> {
  client.send({ url, token, span } satisfies LoadRequest)
  const answer = await nextMessage<LoadAnswer>(client)
  if (answer.kind === 'failed') throw new Error(answer.reason)
  return answer
}

async function report({ process: child }: Server): Promise<Extract<ServerMessage, { readonly kind: 'report' }>> {
  child.send('report')
  const message = await nextMessage<ServerMessage>(child)
  if (message.kind !== 'report') throw new Error('the EHR did not report')
  // A log that keeps a part is quicker than one that keeps all.
  if (message.dropped > 0) throw new Error(`the access log dropped ${message.dropped} records`)
  return message
}

/** @throws Error when the process ends first */
function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`a process of the benchmark ended with ${code}`))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.off('exit', ended)
      resolve(message as Message)
    })
  })
}
