import type { Decision } from '../decision/decision.ts'
import type { ErrorCode } from '../errors/index.ts'
import type { Principal } from '../model/principal.ts'
import type { Operation } from '../model/service.ts'

/** Why a request is not let through, before it is put into words for a caller. */
export interface Refusal {
  readonly code: ErrorCode
  /** What is wrong with this request; shown to the caller where the code allows it. */
  readonly detail?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly operation?: Operation
  readonly principal?: Principal
  readonly decision?: Decision
  /** What failed, for the operator's eyes. */
  readonly cause?: unknown
}

/** Turns a refused decision into its answer: what belongs to another tenant looks like what does not exist. */
export function refusalOf(decision: Decision, principal: Principal, operation: Operation): Refusal {
  return { code: codeOf(decision), operation, principal, decision }
}

function codeOf(decision: Decision): ErrorCode {
  switch (decision.reason) {
    case 'other-tenant':
      return 'ERR_NOT_FOUND'
    case 'unavailable':
      return 'ERR_UNAVAILABLE'
    default:
      return 'ERR_FORBIDDEN'
  }
}
