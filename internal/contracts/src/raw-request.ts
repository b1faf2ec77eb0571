import { connect } from 'node:net'

export interface RawRequest {
  readonly method?: string
  /** Sent as it is, byte for byte: Latin-1. */
  readonly target: string
  readonly headers?: readonly (readonly [string, string])[]
  readonly body?: string | Buffer
}

export interface RawResponse {
  /** 0 when the server closed the connection without an answer. */
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Sends one request over a socket of its own, since HTTP clients repair targets on the way. */
export function sendRaw(port: number, request: RawRequest): Promise<RawResponse> {
  const { method = 'GET', target, headers = [], body } = request
  const payload = body === undefined ? undefined : Buffer.from(body)
  const length: [string, string][] = payload === undefined ? [] : [['Content-Length', String(payload.length)]]
  const fields = [['Host', 'localhost'], ['Connection', 'close'], ...headers, ...length]
  const head = `${method} ${target} HTTP/1.1\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(Buffer.from(head, 'latin1'))
      if (payload !== undefined) socket.write(payload)
    })
    socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer to ${method} ${target}`)))
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(parseResponse(Buffer.concat(chunks)))
      else reject(error)
    })
    socket.on('end', () => {
      resolve(parseResponse(Buffer.concat(chunks)))
    })
  })
}

function parseResponse(bytes: Buffer): RawResponse {
  const text = bytes.toString('utf8')
  const split = text.indexOf('\r\n\r\n')
  if (split === -1) return { status: 0, headers: new Map(), body: '' }
  const [statusLine = '', ...lines] = text.slice(0, split).split('\r\n')
  const headers = new Map(
    lines.map(
      (line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const,
    ),
  )
  const body = text.slice(split + 4)
  const chunked = headers.get('transfer-encoding') === 'chunked'
  return { status: Number(statusLine.split(' ')[1]), headers, body: chunked ? joinChunks(body) : body }
}

function joinChunks(text: string): string {
  let joined = ''
  let rest = text
  for (;;) {
    const line = rest.indexOf('\r\n')
    const size = Number.parseInt(rest.slice(0, line), 16)
    if (line === -1 || !(size > 0)) return joined
    joined += rest.slice(line + 2, line + 2 + size)
    rest = rest.slice(line + 4 + size)
  }
}
