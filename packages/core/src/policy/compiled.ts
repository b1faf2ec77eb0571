import type { Operation } from '../model/service.ts'
import type { Json } from '../model/json.ts'
import type { SlotValues } from '../model/link.ts'
import type { Principal } from '../model/principal.ts'
import type { RequestValues } from '../model/request-values.ts'
import type { ResourceLookup, ResourceRef } from '../model/resource.ts'
import type { Statement } from './ast.ts'
import type { Truth } from './truth.ts'

/** Everything a condition is evaluated against. Conditions read it and, but for `missed` and `open`, leave it as it is. */
export interface EvaluationInput {
  readonly principal: Principal
  readonly operation: Operation
  readonly request: RequestValues
  /** The operation's resource: its name (null: the operation has none, or its id is not known) and what could be learned of it. */
  readonly resource: ResourceInput
  /** The same for each path parameter, in order. */
  readonly parameterResources: readonly ResourceInput[]
  /** The moment of the decision, milliseconds since 1970. */
  readonly now: number
  /** Of a template: the values that the link at hand gives to its slots. Absent: there is no link, and no slot has a value. */
  slots?: SlotValues
  /** Set by a comparison that found a value *unavailable* (a store, a loader or a body that failed), and never cleared. */
  missed: boolean
  /** Names of open request values that a comparison met, as `where` spells them (`$body:discount:value`). */
  readonly open: Set<string>
}

export interface ResourceInput {
  readonly ref: ResourceRef | null
  readonly lookup: ResourceLookup
}

/** One statement made ready for one operation. */
export interface CompiledStatement {
  readonly effect: 'allow' | 'deny'
  /** Position in its policy, from 0. */
  readonly index: number
  readonly statement: Statement
  readonly operation: Operation
  /** The condition; null means always TRUE. */
  readonly condition: ((input: EvaluationInput) => Truth) | null
  /** The field list, or null where the statement limits no fields. */
  readonly fields: FieldList | null
  /** The response filter, or null where the whole response is kept. */
  readonly filter: ResponseFilter | null
}

/** A compiled field list (POLICY.md, section 6). */
export interface FieldList {
  /** Whether every leaf of the body (or every query parameter of an operation without a body) is covered. `ANY` when what it looks at is open. */
  covers(request: RequestValues, operation: Operation): Truth
  /** For a `deny`: whether some leaf is covered by, or is an ancestor of, a listed field. */
  touches(request: RequestValues, operation: Operation): Truth
  /** The leaves that are not covered, printed as in a list, at most ten: for the reason of a refusal. */
  uncovered(request: RequestValues, operation: Operation): readonly string[]
}

/** Which fields of a response are kept (POLICY.md, section 7). */
export interface ResponseFilter {
  readonly patterns: readonly import('./ast.ts').FieldPattern[]
}

/** Applies the union of the filters of the allows that applied. */
export type FilterResponse = (filters: readonly ResponseFilter[], body: Json, mask: string | undefined) => Json
