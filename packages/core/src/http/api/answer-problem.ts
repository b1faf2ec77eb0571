import { randomUUID } from 'node:crypto'
import { WardkitError, type ErrorCode } from '../../errors/index.ts'
import { createProblem } from '../problem.ts'

/** Told of what went wrong on our side, for the operator's eyes. */
export type OnFailure = (cause: unknown, requestId: string) => void

/** A refusal as a response of the API. */
export function answerProblem(code: ErrorCode, detail?: string, requestId: string = randomUUID()): Response {
  const { status, headers, body } = createProblem(code, {
    requestId,
    ...(detail === undefined ? {} : { detail }),
    // RFC 9110, section 15.5.2: a 401 says how to do better.
    ...(code === 'ERR_LOGIN_REFUSED' ? { headers: { 'www-authenticate': 'Bearer' } } : {}),
  })
  return new Response(body, { status, headers })
}

/** Anything thrown while a request was answered. What has no code of its own is our failure, and says nothing of itself to the caller. */
export function answerError(error: unknown, onFailure: OnFailure): Response {
  const requestId = randomUUID()
  const code = error instanceof WardkitError ? error.code : 'ERR_UNAVAILABLE'
  const response = answerProblem(code, error instanceof WardkitError ? error.message : undefined, requestId)
  if (response.status >= 500) onFailure(error, requestId)
  return response
}
