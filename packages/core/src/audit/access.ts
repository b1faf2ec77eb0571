import type { Decision } from '../decision/decision.ts'
import type { ErrorCode } from '../errors/index.ts'
import type { Principal } from '../model/principal.ts'
import type { Operation } from '../model/service.ts'
import type { Considered } from '../tenancy/decisions.ts'
import type { AccessOutcome } from './access-record.ts'

/** One request and what became of it, as the guard hands it to the access log: nothing is copied, so the hand-over costs next to nothing. */
export interface Access {
  readonly requestId: string
  /** As sent; null where the request itself is no longer at hand. */
  readonly method: string | null
  /** As sent, its query included: what may be kept of it the log decides. */
  readonly target: string
  readonly outcome: AccessOutcome
  /** The code that a refusal was answered with. */
  readonly code: ErrorCode | null
  readonly operation: Operation | null
  readonly principal: Principal | null
  readonly decision: Decision | null
  /** What the decision was made of; null where none was made. */
  readonly considered: Considered | null
}
