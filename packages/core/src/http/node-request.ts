import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Json } from '../model/json.ts'
import type { SentBody } from './classify-body.ts'
import type { ProblemResponse } from './problem.ts'

/** Every header field of a name in a Node request, as sent; `IncomingMessage.headers` drops or joins repeated ones. */
export function headerFields(request: IncomingMessage, name: string): readonly string[] {
  const { rawHeaders } = request
  const fields: string[] = []
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const field = rawHeaders[index] as string
    if (field.length === name.length && field.toLowerCase() === name) fields.push(rawHeaders[index + 1] as string)
  }
  return fields
}

/**
 * What is known of a Node request's body. A parser's result counts only once the stream has ended: until then a later parser could give the
 * handler something else.
 *
 * @param parsed what stands where parsers leave their result (`req.body`)
 */
export function sentBody(request: IncomingMessage, parsed: unknown): SentBody {
  const { 'transfer-encoding': coding, 'content-length': length = '0' } = request.headers
  const present = coding !== undefined || !/^0+$/.test(length)
  return present && request.readableEnded && parsed !== undefined
    ? { present, parsed: { value: parsed as Json } }
    : { present }
}

/** Sends a refusal; headers that earlier middleware set, such as CORS, stay. */
export function sendProblem(response: ServerResponse, problem: ProblemResponse): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.statusCode = problem.status
  for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value)
  response.setHeader('content-length', Buffer.byteLength(problem.body))
  response.end(problem.body)
}
