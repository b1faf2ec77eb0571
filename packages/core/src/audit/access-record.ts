import type { PolicySource, Reason } from '../decision/decision.ts'
import type { ErrorCode } from '../errors/index.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { SlotValue } from '../model/link.ts'
import type { AssumedBy, PrincipalType } from '../model/principal.ts'
import type { ResourceRef } from '../model/resource.ts'

/**
 * What became of a request.
 *
 * - `allowed`: policies allowed it
 * - `refused`: it was answered with `code`
 * - `would-refuse`: report mode let it pass
 * - `public`: the operation is public, and no policy was asked
 * - `unlisted`: no document has the path, and the application lets it pass
 */
export type AccessOutcome = 'allowed' | 'refused' | 'would-refuse' | 'public' | 'unlisted'

/** One record of the access log: a decision, or that some could not be kept. */
export type AccessRecord = DecisionRecord | DroppedRecord

/** A record before it has its place in the log. */
export type UnplacedRecord = Omit<DecisionRecord, 'sequence'> | Omit<DroppedRecord, 'sequence'>

interface Placed {
  /** Position in the log, from 1, without gaps. This, and not the time, is the order. */
  readonly sequence: number
  /** Milliseconds since 1970, by the clock of the process that decided. */
  readonly time: number
  /** Whose record it is: the principal's tenant, or null where there was no principal. */
  readonly tenant: string | null
}

/** One decision. Text of a caller's is cut, and then ends in `…(+n)`, `n` being what is missing, in UTF-16 units. */
export interface DecisionRecord extends Placed {
  readonly kind: 'decision'
  /** The same as in the answer's problem body and in events. */
  readonly requestId: string
  readonly principal: { readonly type: PrincipalType; readonly id: string; readonly assumedBy?: AssumedBy } | null
  /** Null for what happened to a request after its decision. */
  readonly method: string | null
  /** The path as sent, never the query; what looks like credentials is `***`. */
  readonly target: string
  readonly operation: string | null
  readonly resource: ResourceRef | null
  readonly outcome: AccessOutcome
  readonly code: ErrorCode | null
  readonly reason: Reason | null
  /** The statements that determined the answer, at most 50. */
  readonly statements: readonly { readonly source: PolicySource; readonly index: number }[]
  /** The revision of the tenant's policies it was decided at. */
  readonly revision: number | null
  /** What it was decided on; null where no policy was asked, or where it is more than 16 KiB. */
  readonly facts: DecisionFacts | null
}

/** Decisions that could not be kept: there was no room, or the log could not be written. */
export interface DroppedRecord extends Placed {
  readonly kind: 'dropped'
  readonly dropped: number
  /** When the first and the last of them were made, milliseconds since 1970. */
  readonly from: number
  readonly to: number
}

/** What a decision was made of, so that another policy can be asked the same question later. */
export interface DecisionFacts {
  readonly roles: readonly string[]
  readonly tags: TagFacts
  /** Kept only where a statement reads it. */
  readonly email?: string
  readonly resource: ResourceFacts
  /** The same for each path parameter, in order. */
  readonly parameterResources: readonly ResourceFacts[]
  /** The links that bore on it; absent where there were none. */
  readonly links?: readonly LinkFacts[]
  /** Null where values are not kept, or where they were too large. */
  readonly request: RequestFacts | null
}

/** A link to the principal, on the decision's resource or on none. */
export interface LinkFacts {
  readonly id: string
  readonly template: string
  readonly onResource: boolean
  readonly slots: readonly (readonly [name: string, value: SlotValue])[]
}

/** What was known of a resource when it was decided about. */
export interface ResourceFacts {
  readonly ref: ResourceRef | null
  /** `foreign`: another tenant's, of which no more is kept, as the record is for the tenant that asked. */
  readonly status: 'known' | 'foreign' | 'unknown' | 'unavailable'
  /** This and what follows: where it is known. */
  readonly owner?: string
  readonly tags?: TagFacts
}

/** Values by key, as written. */
export type TagFacts = Readonly<Record<string, readonly string[]>>

/** The request values that the statements of the operation read, and no others. */
export interface RequestFacts {
  /** Decoded path parameters, in order; null where the parameter's name sounds like a secret's. */
  readonly path: readonly (string | null)[]
  readonly query: Readonly<Record<string, readonly string[]>>
  readonly body:
    | { readonly status: 'json'; readonly mediaType?: string; readonly value: Json }
    | { readonly status: 'absent' | 'other' | 'unavailable' | 'open' }
  /** What is selected beneath a root field of GraphQL, where dotted paths ask for it. */
  readonly selection?: JsonObject
  /**
   * What of query and body is kept, as `where` spells it. `$body` and `$query` alone: the names of all fields, without values; `$selection`: the
   * selection.
   */
  readonly read: readonly string[]
}
