import type { Decision } from '../decision/decision.ts'
import type { Diagnostic } from '../policy/diagnostic.ts'

/** A change of a role that is not made yet. */
export interface RolePreviewInput {
  readonly tenant: string
  /** Absent: a role that is new. */
  readonly id?: string
  /** What it is to say; null: it is to be deleted. */
  readonly policy: string | null
}

/** What a change of a role would do. Nothing is saved. */
export interface RolePreview {
  /** What the checker finds; where there is an error, nothing else is known. */
  readonly diagnostics: readonly Diagnostic[]
  /** What the role by itself reaches. */
  readonly operations: OperationChange<string>
  readonly holders: {
    /** Users and API keys that hold the role. */
    readonly total: number
    /** How many of those looked at may do something else than before. */
    readonly changed: number
    /** Whether there are holders that were not looked at. */
    readonly more: boolean
    /** Those that may, users first. */
    readonly items: readonly HolderChange[]
  }
}

/** Operations, by what a change does to them. */
export interface OperationChange<Named> {
  /** Not reached, or less so, before. */
  readonly gained: readonly Named[]
  /** Not reached, or less so, after. */
  readonly lost: readonly Named[]
  /** Reached before and after, under other conditions. */
  readonly conditional: readonly Named[]
}

/** What a holder may do otherwise, all their roles, the global policies and the guardrail considered; links aside. */
export interface HolderChange extends OperationChange<AnsweredOperation> {
  readonly type: 'user' | 'apiKey'
  readonly id: string
  readonly name: string
}

/** An operation, and whether the holder may perform it after the change: on any resource, with any request. */
export interface AnsweredOperation {
  readonly operation: string
  readonly answer: Decision['answer']
}

/** Works out what a change of a role would do, of at most so many holders that nobody waits for it. */
export type PreviewRole = (input: RolePreviewInput & { readonly name: string }) => Promise<RolePreview>
