import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import type { Group } from '../groups/group.ts'
import type { ServerMessage } from './server-message.ts'

/** What is measured of the EHR. */
export const EHR = {
  bare: 'EHR: requests per second without authorize()',
  guarded: 'EHR: requests per second with authorize()',
  p99: 'EHR: authorize(), p99',
} as const

/** How long one round loads each server, in seconds: the client counts whole ones. */
const SECONDS = 2
const CONNECTIONS = 10

/** Reads of one patient over HTTP, from the EHR with `authorize()` and without, in turns: each server a process, the client another. */
export const ehrGroup: Group = {
  name: 'EHR',
  async measure({ rounds }) {
    const bare = await startServer('bare')
    const guarded = await startServer('guarded')
    const samples = { [EHR.bare]: [] as number[], [EHR.guarded]: [] as number[], [EHR.p99]: [] as number[] }
    try {
      for (const server of [bare, guarded]) await load(server)
      await report(guarded)
      for (let round = 0; round < rounds; round++) {
        samples[EHR.bare].push(await load(bare))
        samples[EHR.guarded].push(await load(guarded))
        samples[EHR.p99].push(await report(guarded))
      }
    } finally {
      bare.process.disconnect()
      guarded.process.disconnect()
    }
    return new Map(Object.entries(samples))
  },
}

interface Server {
  readonly process: ChildProcess
  readonly url: string
  readonly token: string
}

async function startServer(kind: 'bare' | 'guarded'): Promise<Server> {
  const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), [kind])
  const message = await nextMessage(child)
  if (message.kind !== 'ready') throw new Error(`the ${kind} EHR did not start`)
  const { url, token } = message
  return { process: child, url, token }
}

/** Requests per second, over one round. */
async function load({ url, token }: Server): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  const done = await autocannon({ url, headers, duration: SECONDS, connections: CONNECTIONS })
  if (done.errors > 0 || done.non2xx > 0)
    throw new Error(`${done.errors} errors and ${done.non2xx} refusals from ${url}`)
  return done.requests.total / done.duration
}

async function report({ process: child }: Server): Promise<number> {
  child.send('report')
  const message = await nextMessage(child)
  if (message.kind !== 'report') throw new Error('the EHR did not report')
  return message.p99
}

/** @throws Error when the server ends first */
function nextMessage(child: ChildProcess): Promise<ServerMessage> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`a server of the benchmark ended with ${code}`))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.off('exit', ended)
      resolve(message as ServerMessage)
    })
  })
}
