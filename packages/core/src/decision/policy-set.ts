import type { Operation, Service } from '../model/service.ts'
import type { CompiledStatement } from '../policy/compiled.ts'
import type { PolicySource } from './decision.ts'

/** A tenant's policies, ready to be asked by operation. */
export interface PolicySet {
  /** What applies to everybody: global policies and the guardrail. */
  readonly shared: readonly CompiledPolicy[]
  findRole(id: string): CompiledPolicy | undefined
  serviceOf(operation: Operation): Service | undefined
}

/** One policy, with its statements by operation. */
export interface CompiledPolicy {
  readonly source: PolicySource
  statementsFor(operation: Operation): readonly CompiledStatement[]
}
