import { setPriority } from 'node:os'
import autocannon from 'autocannon'
import type { LoadAnswer, LoadRequest } from './client-message.ts'

// The client of a benchmark in a process of its own, with a heap that no other measurement has filled. It gives way to the servers: on a
// machine of its own it would take nothing from them.

/**
 * Enough that a server always has a request to go on with while the client waits for its turn of a processor, which it shares with the threads
 * of the server but for the one that serves requests.
 */
const CONNECTIONS = 50
const LOWER_PRIORITY = 10

setPriority(LOWER_PRIORITY)
process.on('message', (request: LoadRequest) => {
  load(request).then(send, (error: unknown) => {
    send({ kind: 'failed', reason: String(error) })
  })
})
process.once('disconnect', () => process.exit())

async function load({ url, token, span }: LoadRequest): Promise<LoadAnswer> {
  const headers = { authorization: `Bearer ${token}` }
  const { errors, non2xx, requests, duration } = await autocannon({ url, headers, connections: CONNECTIONS, ...span })
  if (errors > 0 || non2xx > 0) return { kind: 'failed', reason: `${errors} errors, ${non2xx} refusals from ${url}` }
  return { kind: 'loaded', requests: requests.total, seconds: duration }
}

function send(answer: LoadAnswer): void {
  process.send?.(answer)
}
