import type { Principal } from '../model/principal.ts'
import type { ResourceRef } from '../model/resource.ts'
import type { Statement } from '../policy/ast.ts'
import type { EvaluationInput, ResponseFilter } from '../policy/compiled.ts'
import type { LinkLookup } from './bound-link.ts'
import type { PolicySet } from './policy-set.ts'

/** Why a decision came out as it did. Stable: callers may switch on it. docs/reasons.md lists the same. */
export type Reason =
  /** An `allow` applied and no `deny` did. */
  | 'allowed'
  /** Part of the request was not asked about, and it decides. */
  | 'depends'
  /** The operation is declared public: nothing was asked. */
  | 'public'
  /** A `deny` applied, or may apply for all that is known. */
  | 'denied'
  /** No statement of the principal's covers the operation. */
  | 'no-statement'
  /** Statements cover the operation, and the condition of none was TRUE. */
  | 'condition-not-met'
  /** A statement's condition was TRUE, but its field list does not cover the request. */
  | 'field-not-allowed'
  /** The resource's tags do not match the principal's, as the service requires. */
  | 'tags-do-not-match'
  /** A resource in the path belongs to another tenant. */
  | 'other-tenant'
  /** The tenant is suspended, or there is none of that id. */
  | 'tenant-inactive'
  /** A value that could have allowed it could not be had. */
  | 'unavailable'

/** One question: may this principal perform this operation, with these values? */
export interface Question extends Omit<EvaluationInput, 'slots' | 'missed' | 'open'> {
  /** The links to the principal on the operation's resource; absent: there are none. */
  readonly links?: LinkLookup
  /** The other tenant whose resource this is, where one of the links spans the two. */
  readonly spanned?: SpannedTenant
}

/** A tenant that lets another one's principal reach a resource by a link. */
export interface SpannedTenant {
  readonly tenant: string
  /** Its denies apply beside those of the principal's tenant. */
  readonly policies: PolicySet
}

/** The answer to a question. */
export interface Decision {
  readonly allowed: boolean
  /** `depends` only where part of the request was open; then `allowed` is false. */
  readonly answer: 'yes' | 'no' | 'depends'
  /** The request values that decide, when `answer` is `depends`. */
  readonly dependsOn: readonly string[]
  readonly reason: Reason
  readonly principal: Principal
  readonly operation: string
  readonly resource: ResourceRef | null
  /** Whose resource it is, where another tenant's was allowed by a link. */
  readonly resourceTenant?: string
  /** The statements that determined the answer: those that applied or, of a refusal, those that came as far as `reason` says. */
  readonly statements: readonly StatementRef[]
  /** The revision of the tenant's policies it was decided at. */
  readonly revision: number
  /** What the response is limited to: null keeps all of it. */
  readonly filters: readonly ResponseFilter[] | null
}

/** Names one statement of one policy. */
export interface StatementRef {
  readonly source: PolicySource
  /** Position in its policy, from 0. */
  readonly index: number
  readonly statement: Statement
}

/** Whose policy it is. */
export type PolicySource =
  | { readonly kind: 'global'; readonly name: string; readonly version?: string }
  | { readonly kind: 'guardrail' }
  | { readonly kind: 'role'; readonly id: string; readonly name: string }
  | { readonly kind: 'link'; readonly id: string; readonly template: string }
