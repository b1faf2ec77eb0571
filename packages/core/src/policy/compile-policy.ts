import type { Operation, Service } from '../model/service.ts'
import type { OperationPattern, Policy, Statement } from './ast.ts'
import { compileCondition } from './condition/compile-condition.ts'
import type { CompiledStatement, FieldList } from './compiled.ts'
import { anyFieldList, compileFieldList } from './fields/field-list.ts'
import { createOperationMatcher, matchOperations, operationNames, type OperationName } from './match-operations.ts'

/** A policy ready to be asked by operation; whose policy it is, its holder knows. */
export interface CompiledPolicyBody {
  /**
   * The statements that reach an operation, in the order of the policy. A statement is compiled when first asked for: a tenant has many
   * roles, and few of them meet most operations.
   *
   * @throws TypeError for an operation that is not of the services the policy was compiled for
   */
  statementsFor(operation: Operation): readonly CompiledStatement[]
}

/** An operation pattern that matches no operation. */
export interface UnresolvedPattern {
  readonly effect: 'allow' | 'deny'
  readonly statement: Statement
  /** Position of the statement in its policy, from 0. */
  readonly index: number
  readonly pattern: OperationPattern
}

/** Compiles a policy for the services of a process. A pattern that no longer resolves matches nothing: see `unresolvedPatterns`. */
export function compilePolicy(policy: Policy, services: readonly Service[]): CompiledPolicyBody {
  const compiled = new Map<Operation, readonly CompiledStatement[]>()
  let matchable: readonly MatchableStatement[] | undefined
  return {
    statementsFor(operation) {
      let statements = compiled.get(operation)
      if (statements === undefined) {
        matchable ??= policy.statements.map(toMatchable)
        statements = compileFor(operation, matchable, services)
        compiled.set(operation, statements)
      }
      return statements
    },
  }
}

/**
 * The patterns of a policy that match nothing, as when a document has changed under it. Start-up refuses to go on without the operation of a
 * `deny`, unless another one says that it replaces it.
 *
 * @see POLICY.md, section 3
 */
export function unresolvedPatterns(policy: Policy, services: readonly Service[]): readonly UnresolvedPattern[] {
  return policy.statements.flatMap((statement, index) =>
    statement.operations
      .filter((pattern) => matchOperations(pattern, statement.effect, services).length === 0)
      .map((pattern) => ({ effect: statement.effect, statement, index, pattern })),
  )
}

interface MatchableStatement {
  readonly statement: Statement
  readonly patterns: readonly {
    readonly pattern: OperationPattern
    readonly matches: (name: OperationName) => boolean
  }[]
}

function toMatchable(statement: Statement): MatchableStatement {
  return {
    statement,
    patterns: statement.operations.map((pattern) => ({ pattern, matches: createOperationMatcher(pattern) })),
  }
}

function compileFor(
  operation: Operation,
  statements: readonly MatchableStatement[],
  services: readonly Service[],
): readonly CompiledStatement[] {
  const service = services.find(({ id }) => id === operation.service)
  if (service === undefined)
    throw new TypeError(`operation \`${operation.id}\` is of no service the policy was compiled for`)
  const names = { allow: operationNames(operation, 'allow'), deny: operationNames(operation, 'deny') }
  return statements.flatMap(({ statement, patterns }, index) => {
    const reaching = patterns
      .filter(({ matches }) => names[statement.effect].some(matches))
      .map(({ pattern }) => pattern)
    return reaching.length === 0 ? [] : compileStatement(statement, index, reaching, operation, service)
  })
}

function compileStatement(
  statement: Statement,
  index: number,
  patterns: readonly OperationPattern[],
  operation: Operation,
  service: Service,
): CompiledStatement {
  const { effect, where, filter } = statement
  return {
    effect,
    index,
    statement,
    operation,
    condition: where === undefined ? null : compileCondition(where, operation, service),
    fields: fieldsOf(patterns),
    filter: filter === undefined ? null : { patterns: filter },
  }
}

/** The field list of a statement for one operation: none where one of its patterns limits nothing. */
function fieldsOf(patterns: readonly OperationPattern[]): FieldList | null {
  const lists: FieldList[] = []
  for (const { fields } of patterns) {
    if (fields === undefined) return null
    lists.push(compileFieldList(fields))
  }
  const [only] = lists
  return lists.length === 1 && only !== undefined ? only : anyFieldList(lists)
}
