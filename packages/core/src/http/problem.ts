import { ERROR_CATALOG, retryHeaders, type ErrorCode, type WardkitError } from '../errors/index.ts'
import { createRequestId } from './request-id.ts'

/** A refusal as it goes over the wire, for any HTTP library to send. */
export interface ProblemResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** JSON text. */
  readonly body: string
}

export interface ProblemOptions {
  readonly requestId: string
  /** What is wrong with this one request. Shown only where the catalog lets the code's message be shown. */
  readonly detail?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Further members of the body, such as the reason of a refusal. */
  readonly members?: Readonly<Record<string, unknown>>
}

/**
 * Builds the problem body for a code of the catalog, with its status. It is never cached, and one that may pass says when to try again.
 *
 * @see RFC 9457
 */
export function createProblem(code: ErrorCode, options: ProblemOptions): ProblemResponse {
  const { status, title, exposed } = ERROR_CATALOG[code]
  const detail = exposed && options.detail !== undefined ? { detail: options.detail } : {}
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...retryHeaders(status),
      ...options.headers,
    },
    body: JSON.stringify({ title, status, code, ...detail, ...options.members, requestId: options.requestId }),
  }
}

/** The answer to a request that an error of Wardkit's ended. @param requestId of the request, where it was decided about */
export function problemOf({ code, message }: WardkitError, requestId: string = createRequestId()): ProblemResponse {
  return createProblem(code, { requestId, detail: message })
}
