import { DESCRIBES_BODY, filterBody, tagOf, type ProblemResponse, type ResponseLimit } from '@wardkit/core/http'
import type { Context } from 'koa'

/**
 * Limits what `ctx.body` holds to the fields that the decision keeps, before earlier middleware (compression, tags, envelopes) goes on with it.
 *
 * Objects, text and bytes stay what they are; a stream and whatever is not JSON is replaced, as `limitResponse` replaces it.
 *
 * @see POLICY.md, section 7
 */
export function limitBody(context: Context, limit: ResponseLimit): void {
  const { res } = context
  const body: unknown = context.body
  const type = res.getHeader('content-type')
  const hadTag = res.hasHeader('etag')
  for (const name of DESCRIBES_BODY) res.removeHeader(name)
  if (body === undefined || body === null) return
  const bytes = toBytes(body)
  const kept = bytes === undefined ? 'the body is a stream' : filterBody(res, bytes, limit)
  if (typeof kept === 'string') {
    replace(context, limit.replacement(kept))
    return
  }
  context.body = likeBefore(body, kept)
  // Koa 2 takes every object for `application/json`.
  if (type !== undefined) res.setHeader('content-type', type)
  if (hadTag) context.set('etag', tagOf(kept))
}

/** Answers with a problem, in the place of whatever was to be sent. */
export function answerProblem(context: Context, { status, headers, body }: ProblemResponse): void {
  context.status = status
  context.set(headers)
  context.body = body
}

/** What Koa would send; undefined for what it would send in parts. */
function toBytes(body: unknown): Buffer | undefined {
  if (typeof body === 'string') return Buffer.from(body)
  if (Buffer.isBuffer(body)) return body
  const isStream = typeof body === 'object' && body !== null && 'pipe' in body
  if (isStream || body instanceof Blob || body instanceof ReadableStream || body instanceof Response) return undefined
  return Buffer.from(JSON.stringify(body) ?? '')
}

function likeBefore(body: unknown, kept: Buffer): unknown {
  if (Buffer.isBuffer(body)) return kept
  const text = kept.toString()
  // `null` would be no body to Koa.
  return typeof body === 'string' || text === 'null' ? text : (JSON.parse(text) as unknown)
}

/** Bodies of errors repeat data too: of them, and of redirects, the bare status stays. */
function replace(context: Context, problem: ProblemResponse): void {
  const { res, status } = context
  if (status >= 300) {
    context.body = ''
    context.status = status
    context.remove('content-type')
    context.remove('content-encoding')
    return
  }
  for (const name of res.getHeaderNames()) res.removeHeader(name)
  answerProblem(context, problem)
}
