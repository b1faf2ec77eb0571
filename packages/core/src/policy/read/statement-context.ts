import type { OperationPattern, Policy, SelectionPattern } from '../ast.ts'
import type { DiagnosticLog } from './diagnostic-log.ts'
import type { Locate } from './source-text.ts'

/** What reading statements needs to know of the policy around them. */
export interface StatementContext {
  readonly type: Policy['type']
  readonly source: string
  /** Over `source`. */
  readonly locate: Locate
  readonly log: DiagnosticLog
}

/** The operations or selections that one `allow` or `deny` names. */
export interface Grant {
  readonly operations: readonly OperationPattern[]
  readonly selections: readonly SelectionPattern[]
}
