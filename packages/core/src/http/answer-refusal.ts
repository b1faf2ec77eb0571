import type { Decision } from '../decision/decision.ts'
import { describeDecision } from '../decision/describe-decision.ts'
import { explain } from '../decision/explain.ts'
import { traceLines } from '../decision/explain-text.ts'
import { ERROR_CATALOG, WardkitError, type ErrorCode } from '../errors/index.ts'
import type { Considered } from '../tenancy/decisions.ts'
import type { Engine } from './engine.ts'
import { createProblem, type ProblemResponse } from './problem.ts'
import type { Refusal } from './refusal.ts'
import { REVISION_HEADER } from './revision-header.ts'

/** Puts a refusal into the answer to its request. @param why what was decided on, where the caller is to be told */
export function answerRefusal(
  engine: Engine,
  { code, detail, headers, decision }: Refusal,
  requestId: string,
  why: { readonly considered: Considered | null } | null,
): ProblemResponse {
  return createProblem(code, {
    requestId,
    ...(detail === undefined ? {} : { detail }),
    headers: { ...headers, ...(decision === undefined ? {} : revisionHeaders(engine)) },
    members: why !== null && decision !== undefined ? tellWhy(decision, why.considered) : {},
  })
}

/** The code that something thrown while a request was examined is answered with. */
export function codeOfFailure(cause: unknown): ErrorCode {
  return cause instanceof WardkitError && isAnswer(cause) ? cause.code : 'ERR_UNAVAILABLE'
}

/** The answer to a request that could not be examined: whatever went wrong, it does not pass. */
export function answerFailure(cause: unknown, requestId: string): ProblemResponse {
  const detail = cause instanceof WardkitError ? { detail: cause.message } : {}
  return createProblem(codeOfFailure(cause), { requestId, ...detail })
}

/** The revision that a decision was made at or after, for the response. */
export function revisionHeaders(engine: Engine): Record<string, string> {
  return { [REVISION_HEADER]: String(engine.revision) }
}

/** Only what the catalog answers with 400 or 503 is an answer to this request; the rest is a fault of the set-up that 503 covers. */
function isAnswer(error: WardkitError): boolean {
  const { status } = ERROR_CATALOG[error.code]
  return status === 503 || error.code === 'ERR_REVISION_AHEAD'
}

function tellWhy(decision: Decision, considered: Considered | null): Record<string, unknown> {
  const { reason, revision } = decision
  const explanation = considered && explain(considered.policies, revision, considered.question, { changes: false })
  return {
    reason,
    explanation: describeDecision(decision),
    trace: explanation === null ? [] : traceLines(explanation, 'caller'),
  }
}
