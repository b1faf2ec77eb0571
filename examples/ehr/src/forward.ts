import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'

/** What speaks of one connection, and so ends with it (RFC 9110, section 7.6.1). */
const OF_A_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Hands a request to a service behind this server, and its answer back, both as they are and as they come. */
export function forward(origin: string, request: IncomingMessage, response: ServerResponse): void {
  const { hostname, port } = new URL(origin)
  const upstream = ask({
    hostname,
    port,
    method: request.method,
    path: request.url,
    // The service is told to believe one proxy, which is this one: it takes the last of these.
    headers: [...passedOn(request.rawHeaders), 'X-Forwarded-For', request.socket.remoteAddress ?? ''],
  })
  upstream.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, passedOn(answer.rawHeaders))
    pipeline(answer, response, () => undefined)
  })
  upstream.once('error', () => {
    if (!response.headersSent) response.writeHead(502, { 'content-type': 'application/problem+json' })
    response.end(JSON.stringify({ status: 502, detail: 'the service does not answer' }))
  })
  request.pipe(upstream)
  // Whether the answer has ended or the browser has left.
  response.once('close', () => upstream.destroy())
}

function passedOn(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, at) => !OF_A_CONNECTION.has((rawHeaders[at - (at % 2)] ?? '').toLowerCase()))
}
