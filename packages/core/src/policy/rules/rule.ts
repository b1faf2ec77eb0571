import type { Operation, Service } from '../../model/service.ts'
import type { Comparison, OperationPattern, Policy, SelectionPattern, Statement } from '../ast.ts'
import type { DiagnosticLog } from '../read/diagnostic-log.ts'
import type { RequestLocation, RequestVariable, UnresolvedRequestVariable } from '../condition/request-path.ts'

/** Where a policy stands: written for a role, as a tenant's guardrail, or by the application's developer: for every tenant, or to make links from. */
export type PolicyKind = 'role' | 'guardrail' | 'global' | 'template'

/** One thing that is checked: what it looks at in a policy, and reports. */
export type Rule = (context: RuleContext) => RuleVisitor

/** What every rule may use. */
export interface RuleContext {
  readonly kind: PolicyKind
  readonly services: readonly Service[]
  readonly log: DiagnosticLog
}

/** What a rule is called for, in the order of the source. */
export interface RuleVisitor {
  policy?(policy: Policy): void
  statement?(scope: StatementScope): void
  pattern?(pattern: OperationPattern, scope: StatementScope): void
  selection?(selection: SelectionPattern, scope: StatementScope): void
  comparison?(comparison: Comparison, scope: StatementScope): void
}

/** A statement with the operations that it reaches. */
export interface StatementScope {
  readonly statement: Statement
  readonly targets: readonly Target[]
  /** What a request variable of the statement means in each of its targets. */
  resolve(variable: RequestVariable): readonly Resolution[]
}

/** An operation that a statement reaches. */
export interface Target {
  readonly operation: Operation
  readonly service: Service
  /** Spelled out by a pattern, not only reached by a wildcard. */
  readonly named: boolean
}

export interface Resolution {
  readonly target: Target
  readonly found: RequestLocation | UnresolvedRequestVariable
}
