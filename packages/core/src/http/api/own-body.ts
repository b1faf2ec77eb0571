import type { Context, MiddlewareHandler } from 'hono'
import type { Json } from '../../model/json.ts'
import { isJsonMediaType } from '../../model/media-type.ts'
import type { Operation } from '../../model/service.ts'
import { parseStrictJson } from '../../util/strict-json.ts'
import type { SentBody } from '../classify-body.ts'
import { answerProblem } from './answer-problem.ts'

/** Largest body that the API takes: a policy of the greatest length, as JSON writes it. */
export const MAX_BODY_BYTES = 512 * 1024

/** Refuses larger bodies: before they are read where their length is told, else as soon as they are too long. */
export const boundedBody: MiddlewareHandler = async ({ req }, next) => {
  const { body, headers, method, url, signal } = req.raw
  const length = headers.has('transfer-encoding') ? null : headers.get('content-length')
  if (length !== null && Number(length) > MAX_BODY_BYTES) return tooLarge()
  if (body === null || length !== null) return next()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body.values() as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > MAX_BODY_BYTES) return tooLarge()
    chunks.push(chunk)
  }
  // Made anew of its parts: a request of the server's own making is none that `Request` would copy.
  req.raw = new Request(url, { method, headers, signal, body: size === 0 ? null : Buffer.concat(chunks) })
  return next()
}

function tooLarge(): Response {
  return answerProblem('ERR_BODY_TOO_LARGE', { detail: `the body may have at most ${MAX_BODY_BYTES} bytes` })
}

const JSON_TYPE = /^application\/json(?:[ \t]*;[ \t]*charset="?utf-8"?)?$/i

/**
 * Reads the body of a request to Wardkit's own API, before it is decided about; or answers what is wrong with it.
 *
 * Where the operation takes JSON, only JSON gets through: declared as such, in UTF-8, saying no key twice. A form or `text/plain` never gets
 * there, so no page of another origin can send one without a preflight.
 *
 * @param operation null where there is none: nothing is read then
 */
export async function readOwnBody({ req }: Context, operation: Operation | null): Promise<SentBody | Response> {
  if (operation?.body == null) return { present: req.raw.body !== null }
  if (!operation.body.mediaTypes.some(isJsonMediaType)) return { present: (await req.arrayBuffer()).byteLength > 0 }
  if (!JSON_TYPE.test(req.header('content-type') ?? '')) {
    return answerProblem('ERR_MEDIA_TYPE', { detail: 'send JSON, with `content-type: application/json`' })
  }
  try {
    // What is read once stays with the request: validators and handlers get these very bytes.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await req.arrayBuffer())
    return { present: true, parsed: { value: parseStrictJson(text) as Json } }
  } catch (error) {
    if (error instanceof SyntaxError) return answerProblem('ERR_INVALID_INPUT', { detail: error.message })
    if (error instanceof TypeError) return answerProblem('ERR_INVALID_INPUT', { detail: 'the body is not UTF-8' })
    throw error
  }
}
