import { lookup as systemLookup } from 'node:dns/promises'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { OutboundError } from './outbound-error.ts'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'

/** Every address of a host name, as `lookup` of `node:dns/promises` answers with `all`. */
export type ResolveHost = (host: string) => Promise<readonly ResolvedAddress[]>

export interface ResolvedAddress {
  readonly address: string
  readonly family: number
}

export interface SafeFetchOptions {
  /** By default the system's. */
  readonly resolveHost?: ResolveHost
  /** Whether this machine itself may be asked, over http too: for a provider that runs beside the application in development. */
  readonly allowLoopback?: boolean
  /** Whether every address and port may be asked over https: for URLs of the application's own developer, and of nobody else. */
  readonly allowPrivate?: boolean
  readonly timeoutMilliseconds?: number
  readonly maxBytes?: number
}

export interface SafeRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>> | Headers
  readonly body?: unknown
}

/**
 * Asks a server whose address somebody else chose.
 *
 * INVARIANT: the addresses that were checked are those that are connected to: the name is resolved once. A private, loopback or link-local address,
 * a redirect, another scheme than https, an answer that takes longer than 5 s or has more than 1 MB is refused.
 */
export interface SafeFetch {
  /** @throws OutboundError */
  fetch(url: string, request?: SafeRequest): Promise<Response>
  /** Refuses what `fetch` would refuse of a URL before it connects. @throws OutboundError */
  check(url: string): Promise<void>
}

const TIMEOUT_MILLISECONDS = 5_000
const MAX_BYTES = 1024 * 1024

/** Below this only 443: other services listen there, and would read a request in their own way. */
const FIRST_FREE_PORT = 1_024

export function createSafeFetch(options: SafeFetchOptions = {}): SafeFetch {
  const { allowLoopback = false, allowPrivate = false } = options
  const { timeoutMilliseconds = TIMEOUT_MILLISECONDS, maxBytes = MAX_BYTES } = options
  const resolveHost = options.resolveHost ?? ((host) => systemLookup(host, { all: true, order: 'verbatim' }))

  /** The URL, and the addresses that it may be connected to. */
  async function aim(text: string, signal: AbortSignal) {
    const url = readUrl(text, { allowLoopback, allowPrivate })
    const addresses = await unlessAborted(findAddresses(url.hostname, resolveHost), signal, url)
    const isAllowed = ({ address }: ResolvedAddress) =>
      url.protocol === 'https:'
        ? allowPrivate || isPublicAddress(address) || (allowLoopback && isLoopbackAddress(address))
        : isLoopbackAddress(address)
    // One address that is not allowed is enough: which of several is connected to is not ours to choose.
    if (!addresses.every(isAllowed)) {
      throw new OutboundError('address', `\`${url.host}\` is not a public address`)
    }
    return { url, addresses }
  }

  return {
    async check(text) {
      await aim(text, AbortSignal.timeout(timeoutMilliseconds))
    },
    async fetch(text, { method = 'GET', headers = {}, body } = {}) {
      const signal = AbortSignal.timeout(timeoutMilliseconds)
      const { url, addresses } = await aim(text, signal)
      const sent = toBody(body)
      const fields = new Headers(headers)
      // What is compressed has no size that could be bounded before it is unpacked.
      fields.set('accept-encoding', 'identity')
      if (sent !== undefined) {
        fields.set('content-length', String(sent.byteLength))
        if (body instanceof URLSearchParams && !fields.has('content-type')) {
          fields.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8')
        }
      }
      const open = url.protocol === 'https:' ? requestHttps : requestHttp
      const request = open(url, {
        method,
        headers: Object.fromEntries(fields),
        signal,
        lookup: pinnedTo(addresses),
        // A socket kept from another time was aimed at another time's addresses.
        agent: false,
      })
      try {
        const response = await new Promise<IncomingMessage>((resolve, reject) => {
          request.on('response', resolve).on('error', reject).end(sent)
        })
        return await toResponse(response, maxBytes, url)
      } catch (error) {
        request.destroy()
        throw toOutboundError(error, signal, url)
      }
    },
  }
}

function readUrl(
  text: string,
  { allowLoopback, allowPrivate }: { readonly allowLoopback: boolean; readonly allowPrivate: boolean },
): URL {
  if (!URL.canParse(text)) throw new OutboundError('url', 'this is no URL')
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') {
    throw new OutboundError('url', `the URL of \`${url.host}\` holds credentials`)
  }
  if (url.protocol !== 'https:' && !(allowLoopback && url.protocol === 'http:')) {
    throw new OutboundError('scheme', `\`${url.host}\` must be asked over https`)
  }
  const port = Number(url.port === '' ? { 'https:': 443, 'http:': 80 }[url.protocol] : url.port)
  if (!(allowPrivate || port === 443 || port >= FIRST_FREE_PORT)) {
    throw new OutboundError('port', `port ${port} of \`${url.hostname}\` is not a port for this`)
  }
  return url
}

async function findAddresses(hostname: string, resolveHost: ResolveHost): Promise<readonly ResolvedAddress[]> {
  // `URL` has made one of every spelling of an IPv4 address already: 0x7f.1, 2130706433, fullwidth digits.
  const literal = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  const family = isIP(literal)
  if (family !== 0) return [{ address: literal, family }]
  const addresses = await resolveHost(hostname).catch((cause: unknown) => {
    throw new OutboundError('unresolved', `the name \`${hostname}\` could not be resolved`, cause)
  })
  if (addresses.length === 0) throw new OutboundError('unresolved', `the name \`${hostname}\` has no address`)
  return addresses
}

/** Answers the connection with the addresses that were checked, and never asks again. */
function pinnedTo(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_host, { all, family }, done) => {
    const wanted = addresses.filter((found) => family === undefined || family === 0 || found.family === Number(family))
    const [first] = wanted
    if (first === undefined) done(Object.assign(new Error('no address of this family'), { code: 'ENOTFOUND' }), '')
    else if (all === true) done(null, [...wanted])
    else done(null, first.address, first.family)
  }
}

function toBody(body: unknown): Buffer | undefined {
  if (body === undefined || body === null) return undefined
  if (typeof body === 'string' || body instanceof URLSearchParams) return Buffer.from(body.toString())
  throw new TypeError('only text and forms are sent')
}

async function toResponse(response: IncomingMessage, maxBytes: number, url: URL): Promise<Response> {
  const { statusCode: status = 0, headers } = response
  if (status >= 300 && status < 400) throw new OutboundError('redirect', `\`${url.host}\` answered with a redirect`)
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') throw new OutboundError('encoding', `\`${url.host}\` answered compressed, unasked`)
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new OutboundError('too-large', `\`${url.host}\` answered more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  const fields = new Headers()
  for (let index = 0; index + 1 < response.rawHeaders.length; index += 2) {
    fields.append(response.rawHeaders[index] ?? '', response.rawHeaders[index + 1] ?? '')
  }
  const hasBody = status !== 204 && status !== 205
  return new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers: fields })
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal, url: URL): Promise<T> {
  let abort: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      reject(new OutboundError('timeout', `\`${url.host}\` could not be resolved in time`))
    }
    signal.addEventListener('abort', abort, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    if (abort !== undefined) signal.removeEventListener('abort', abort)
  }
}

function toOutboundError(error: unknown, signal: AbortSignal, url: URL): OutboundError {
  if (error instanceof OutboundError) return error
  if (signal.aborted) return new OutboundError('timeout', `\`${url.host}\` took too long to answer`, error)
  return new OutboundError('unreachable', `\`${url.host}\` could not be reached`, error)
}
