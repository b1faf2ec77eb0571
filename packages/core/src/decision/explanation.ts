import type { ResourceRef } from '../model/resource.ts'
import type { Decision, Reason, StatementRef } from './decision.ts'

/** A decision and how it came about. But for the decision itself it is plain data: it travels as JSON. */
export interface Explanation {
  readonly decision: Decision
  /**
   * Every statement that covers the operation, those of the shared policies before those of the roles held and of links. None where no policy was asked: a
   * public operation, another tenant's resource, a suspended tenant.
   */
  readonly statements: readonly ExplainedStatement[]
  /** Of a refusal, the changes each of which would have allowed the request alone; each was tried by deciding again. */
  readonly changes: readonly SingleChange[]
  /** Whether there was more to try than the bounds let: then `changes` may lack some. */
  readonly changesCutShort: boolean
}

/** One statement as it was weighed. */
export interface ExplainedStatement extends StatementRef {
  /** `depends` only where part of the request was open. */
  readonly applies: 'yes' | 'no' | 'depends'
  /** Why an `allow` does not apply, or that a `deny` does; null where the statement stands in nobody's way. */
  readonly reason: Reason | null
  /** Of an `allow`, the comparisons that were not TRUE; of a `deny` that applies, those that were not FALSE. */
  readonly comparisons: readonly TracedComparison[]
  /** What each comparison of the condition came to, in the order of the clause, with the NOT that stands over it: what tests of policies count. */
  readonly truths: readonly TracedComparison['truth'][]
  /** Leaves of the request that the statement's field list does not cover, printed as in a list; at most ten. */
  readonly uncoveredFields: readonly string[]
  /** Tags of the resource that the service requires the principal to share a value of, and it does not. */
  readonly unmatchedTags: readonly UnmatchedTag[]
}

/** A comparison with what it met. */
export interface TracedComparison {
  /** As it stands in the `where`, with the NOT that stands over it. */
  readonly comparison: string
  readonly truth: 'TRUE' | 'FALSE' | 'UNKNOWN' | 'DEPENDS'
  /** Its variables, in the order of the clause. */
  readonly operands: readonly TracedOperand[]
}

/** What a variable had. */
export interface TracedOperand {
  /** As `where` spells it. */
  readonly variable: string
  /** Whose value it is: what is told of a resource depends on who asks. */
  readonly of: 'principal' | 'resource' | 'request' | 'context'
  /**
   * - `present`: it had values
   * - `missing`: nothing was sent or set
   * - `none`: there is no value: it does not apply to the operation, `null` was sent, or the resource is neither registered nor loaded
   * - `unavailable`: the store, the loader or the body it comes from could not be had
   * - `open`: this part of the request was not asked about
   */
  readonly status: 'present' | 'missing' | 'none' | 'unavailable' | 'open'
  /** Its values printed, each cut after 200 characters; at most ten. */
  readonly values: readonly string[]
  /** How many values more it has. */
  readonly more: number
}

/** A tag of the resource of which the principal has no value. */
export interface UnmatchedTag {
  readonly key: string
  /** The resource's values. */
  readonly resource: readonly string[]
  /** The principal's. */
  readonly principal: readonly string[]
}

/**
 * One change that would have allowed a request.
 *
 * A tag value is added beside those that are there, removed, or put in the place of the key's only one.
 */
export type SingleChange =
  | { readonly kind: 'role'; readonly id: string; readonly name: string }
  | {
      readonly kind: 'principal-tag'
      readonly action: TagAction
      readonly key: string
      readonly value: string
    }
  | {
      readonly kind: 'resource-tag'
      readonly resource: ResourceRef
      readonly action: TagAction
      readonly key: string
      readonly value: string
    }

export type TagAction = 'add' | 'remove' | 'replace'
