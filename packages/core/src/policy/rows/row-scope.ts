import type { Truth } from '../truth.ts'
import type { EvaluationInput } from '../compiled.ts'
import type { Scope } from '../condition/compile-operand.ts'

/** Which facts about a resource differ from row to row; all others are the same for every row, or missing in every row. */
export interface RowFacts {
  /**
   * - `known`: every row is a resource that Wardkit knows
   * - `unknown`: no row is: owner and tags cannot be asked for
   */
  readonly resource: 'known' | 'unknown'
  readonly owner: boolean
  /** The folded keys of the tags that rows may have; `any`: whatever stands in the row. */
  readonly tags: ReadonlySet<string> | 'any'
}

/** What a comparison is asked for all rows at once. */
export interface RowScope extends Scope {
  readonly facts: RowFacts
  /** Everything that is the same for every row. Its resource has the type, the tenant and no more; the place of its id in the request holds a stand-in. */
  readonly input: EvaluationInput
  /** The statement, named for a reader of obstacles. */
  readonly statement: string
}

/** The truth value a test asks for. */
export type Wanted = Truth
