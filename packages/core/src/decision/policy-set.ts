import type { Operation, Service } from '../model/service.ts'
import type { CompiledStatement } from '../policy/compiled.ts'
import type { PolicySource } from './decision.ts'

/** A tenant's policies, ready to be asked by operation. Finding what bears on a request costs the same with one role and with a million. */
export interface PolicySet {
  /** What applies to everybody: global policies and the guardrail. */
  readonly shared: readonly CompiledPolicy[]
  /** A role by id: the tenant's own, a global one, or one the service defines. */
  findRole(id: string): CompiledPolicy | undefined
  /** The ids of all these roles, global ones first. */
  roleIds(): Iterable<string>
  serviceOf(operation: Operation): Service | undefined
}

/** One policy, with its statements by operation. */
export interface CompiledPolicy {
  readonly source: PolicySource
  statementsFor(operation: Operation): readonly CompiledStatement[]
}
