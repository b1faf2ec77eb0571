import { WardkitError, type ErrorCode } from '../../errors/index.ts'
import { PolicyInvalidError } from '../../identity/policy-invalid-error.ts'
import { StepUpNeededError } from '../../identity/step-up-needed-error.ts'
import { VersionConflictError } from '../../identity/version-conflict-error.ts'
import { createProblem, type ProblemOptions } from '../problem.ts'
import { createRequestId } from '../request-id.ts'

/** Told of what went wrong on our side, for the operator's eyes. */
export type OnFailure = (cause: unknown, requestId: string) => void

/** A refusal as a response of the API. */
export function answerProblem(code: ErrorCode, options: Partial<ProblemOptions> = {}): Response {
  const { status, headers, body } = createProblem(code, {
    requestId: createRequestId(),
    ...options,
    // RFC 9110, section 15.5.2: a 401 says how to do better.
    ...(code === 'ERR_LOGIN_REFUSED' ? { headers: { 'www-authenticate': 'Bearer' } } : {}),
  })
  return new Response(body, { status, headers })
}

/** Anything thrown while a request was answered. What has no code of its own is our failure, and says nothing of itself to the caller. */
export function answerError(error: unknown, onFailure: OnFailure, requestId: string = createRequestId()): Response {
  const response =
    error instanceof WardkitError
      ? answerProblem(error.code, { requestId, detail: error.message, members: membersOf(error) })
      : answerProblem('ERR_UNAVAILABLE', { requestId })
  if (response.status >= 500) onFailure(error, requestId)
  return response
}

/** What some errors tell beyond their message, for a program to act on. */
function membersOf(error: WardkitError): Readonly<Record<string, unknown>> {
  if (error instanceof VersionConflictError) return { version: error.version }
  if (error instanceof PolicyInvalidError) return { diagnostics: error.diagnostics }
  return error instanceof StepUpNeededError ? { methods: error.methods } : {}
}
