import type { ServerResponse } from 'node:http'
import { DESCRIBES_BODY, filterBody, type ResponseLimit } from '@wardkit/core/http'

/** What is used of a reply of Fastify 5. */
export interface FastifyReply {
  readonly raw: ServerResponse
  readonly sent: boolean
  readonly statusCode: number
  code(status: number): FastifyReply
  header(name: string, value: string): FastifyReply
  headers(headers: Readonly<Record<string, string>>): FastifyReply
  getHeader(name: string): number | string | string[] | undefined
  getHeaders(): Readonly<Record<string, unknown>>
  removeHeader(name: string): FastifyReply
  send(payload: Buffer): FastifyReply
  hijack(): FastifyReply
}

/** What is kept of a reply, and the end of the limit on the response behind it. */
export interface ReplyLimit {
  readonly limit: ResponseLimit
  readonly release: () => void
}

/**
 * Limits what Fastify is about to send to the fields that the decision keeps. A stream, and whatever is not JSON, is replaced as `limitResponse` replaces it.
 *
 * @returns what to send in its place
 * @see POLICY.md, section 7
 */
export function limitPayload(reply: FastifyReply, payload: unknown, { limit, release }: ReplyLimit): unknown {
  release()
  for (const name of DESCRIBES_BODY) reply.removeHeader(name)
  if (payload === undefined || payload === null || payload === '') return payload
  const kept =
    typeof payload === 'string' || Buffer.isBuffer(payload)
      ? filterBody(reply, Buffer.from(payload as string), limit)
      : 'the body is a stream'
  return typeof kept === 'string' ? replace(reply, kept, limit) : kept
}

/** Bodies of errors repeat data too: of them, and of redirects, the bare status stays. */
function replace(reply: FastifyReply, cause: string, limit: ResponseLimit): string {
  const problem = limit.replacement(cause)
  if (reply.statusCode >= 300) {
    reply.removeHeader('content-type').removeHeader('content-encoding')
    return ''
  }
  for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name)
  reply.code(problem.status).headers(problem.headers)
  return problem.body
}
