import type { Operation, Service } from '../model/service.ts'
import type { CompiledStatement } from '../policy/compiled.ts'
import type { TemplateSlot } from '../policy/template-slots.ts'
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
  /** What links are made from, by name. */
  readonly templates: ReadonlyMap<string, CompiledTemplate>
}

/** One policy, with its statements by operation. */
export interface CompiledPolicy {
  readonly source: PolicySource
  statementsFor(operation: Operation): readonly CompiledStatement[]
}

/** A template, compiled once for all the links that are made from it. */
export interface CompiledTemplate extends Pick<CompiledPolicy, 'statementsFor'> {
  readonly name: string
  /** What its author says of its statements; empty where nothing. */
  readonly description: string
  /** What every link must give a value to, by name. */
  readonly slots: ReadonlyMap<string, TemplateSlot>
  /** The types of the resources that its operations are about; empty where they are about none. */
  readonly resourceTypes: ReadonlySet<string>
  /** Every operation that it allows. */
  readonly operations: readonly Operation[]
}
