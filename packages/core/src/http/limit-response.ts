import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { isJsonMediaType } from '../model/media-type.ts'
import type { Json } from '../model/json.ts'
import { filterResponse } from '../policy/fields/filter-response.ts'
import type { ResponseFilter } from '../policy/compiled.ts'
import type { ProblemResponse } from './problem.ts'

export interface ResponseLimit {
  readonly filters: readonly ResponseFilter[]
  /** What a field that is not kept is replaced by; absent: it is dropped. */
  readonly mask: string | undefined
  /** The answer in place of a response that cannot be filtered. */
  readonly replacement: (cause: string) => ProblemResponse
}

type End = (chunk?: unknown, encoding?: unknown, callback?: unknown) => ServerResponse

/** What describes the unfiltered body, and would tell of what was taken out. */
export const DESCRIBES_BODY = [
  'content-length',
  'etag',
  'content-md5',
  'digest',
  'content-digest',
  'repr-digest',
] as const

/**
 * Limits what a handler sends through `response` to the fields that the decision keeps.
 *
 * The whole body must come in one `end` (as `res.json` and `res.send` give it), be JSON by its `Content-Type`, and have no
 * `Content-Encoding`: mount compression before authorization, so that it works on what is left. Anything else is replaced: a success by
 * `replacement`, a redirect or an error by its bare status, since bodies of errors repeat data too. JSON bodies of errors are filtered like
 * any other. Headers that describe the unfiltered body go or are made anew; a `HEAD` response loses them.
 *
 * @param method of the request
 * @returns a function that ends the limit, for answers of the guard's own
 * @see POLICY.md, section 7
 */
export function limitResponse(response: ServerResponse, method: string, limit: ResponseLimit): () => void {
  const original = pick(response)
  const end = original.end.bind(response) as End
  let answered = false

  response.flushHeaders = () => undefined
  response.writeHead = (status: number, ...rest: unknown[]) => {
    response.statusCode = status
    if (typeof rest[0] === 'string') response.statusMessage = rest.shift() as string
    setHeaders(response, rest[0])
    return response
  }
  response.write = ((_chunk: unknown, encoding: unknown, callback: unknown) => {
    answer(undefined, 'the body was written in parts')
    done(encoding, callback)
    return true
  }) as ServerResponse['write']
  response.end = ((chunk: unknown, encoding: unknown, callback: unknown) => {
    if (typeof chunk === 'function') answer(undefined)
    else answer(toBuffer(chunk, encoding))
    done(chunk, encoding, callback)
    return response
  }) as ServerResponse['end']

  function answer(body: Buffer | undefined, fault?: string): void {
    if (answered) return
    answered = true
    Object.assign(response, { writeHead: original.writeHead })
    const hadTag = response.hasHeader('etag')
    if (response.headersSent) {
      // Headers got past this capture; what follows them must not.
      response.destroy()
      return
    }
    for (const name of DESCRIBES_BODY) response.removeHeader(name)
    if (method === 'HEAD' || ((body === undefined || body.length === 0) && fault === undefined)) {
      end()
      return
    }
    const kept = fault ?? filterBody(response, body as Buffer, limit)
    if (typeof kept === 'string') replace(kept)
    else {
      if (hadTag) response.setHeader('etag', tagOf(kept))
      send(kept)
    }
  }

  function replace(cause: string): void {
    const problem = limit.replacement(cause)
    if (response.statusCode >= 300) {
      response.removeHeader('content-type')
      response.removeHeader('content-encoding')
      send(Buffer.alloc(0))
      return
    }
    for (const name of response.getHeaderNames()) response.removeHeader(name)
    response.statusCode = problem.status
    response.statusMessage = ''
    setHeaders(response, problem.headers)
    send(Buffer.from(problem.body))
  }

  function send(body: Buffer): void {
    response.setHeader('content-length', body.length)
    end(body)
  }

  return () => {
    if (!answered) Object.assign(response, original)
  }
}

function pick({
  flushHeaders,
  writeHead,
  write,
  end,
}: ServerResponse): Pick<ServerResponse, 'flushHeaders' | 'writeHead' | 'write' | 'end'> {
  return { flushHeaders, writeHead, write, end }
}

/** The body that a response is about to send, as far as it is kept, or why none can be. Its headers say what it is. */
export function filterBody(
  response: Pick<ServerResponse, 'getHeader'>,
  body: Buffer,
  limit: ResponseLimit,
): Buffer | string {
  const encoding = response.getHeader('content-encoding') ?? 'identity'
  if (encoding !== 'identity')
    return 'the body was compressed before it could be filtered: mount compression before authorize()'
  const [essence = ''] = String(response.getHeader('content-type') ?? '').split(';')
  if (!isJsonMediaType(essence.trim().toLowerCase())) return 'the body is not JSON'
  let value: Json
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as Json
  } catch {
    return 'the body says that it is JSON and is not'
  }
  return Buffer.from(JSON.stringify(filterResponse(limit.filters, value, limit.mask)))
}

/** The `ETag` of a filtered body. Weak, since compression may still follow. */
export function tagOf(body: Buffer): string {
  return `W/"${createHash('sha256').update(body).digest('base64url')}"`
}

function toBuffer(chunk: unknown, encoding: unknown): Buffer | undefined {
  if (chunk === undefined || chunk === null) return undefined
  if (typeof chunk === 'string')
    return Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
  if (chunk instanceof Uint8Array) return Buffer.from(chunk)
  throw new TypeError('a response body is text or bytes')
}

/** The three forms that `writeHead` takes headers in. */
function setHeaders(response: ServerResponse, headers: unknown): void {
  if (Array.isArray(headers)) {
    const pairs = headers.every((item) => Array.isArray(item))
      ? (headers as [string, string][])
      : toPairs(headers as string[])
    for (const [name, value] of pairs) response.setHeader(name, value)
  } else if (typeof headers === 'object' && headers !== null) {
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) response.setHeader(name, value as string)
    }
  }
}

function toPairs(flat: readonly string[]): [string, string][] {
  const pairs: [string, string][] = []
  for (let index = 0; index + 1 < flat.length; index += 2)
    pairs.push([flat[index] as string, flat[index + 1] as string])
  return pairs
}

/** Calls the callback of `write` and `end`, which is their last argument. */
function done(...given: unknown[]): void {
  const callback = given.find((item) => typeof item === 'function') as (() => void) | undefined
  if (callback !== undefined) queueMicrotask(callback)
}
