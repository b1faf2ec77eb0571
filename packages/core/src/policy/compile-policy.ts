import type { Operation, Service } from '../model/service.ts'
import type { OperationPattern, Policy, SelectionPattern, Statement } from './ast.ts'
import { compileCondition } from './condition/compile-condition.ts'
import type { CompiledStatement, FieldList } from './compiled.ts'
import { areTagKeysBeneath } from './condition/request-path.ts'
import { anyFieldList, compileFieldList } from './fields/field-list.ts'
import type { HoldsTags } from './fields/field-tree.ts'
import { compileSelectionList } from './fields/selection-list.ts'
import { createOperationMatcher, matchOperations, operationNames, type OperationName } from './match-operations.ts'
import { findUnknownSelection, isSelectionOf } from './match-selections.ts'
import { printOperationPattern, printSelectionPattern } from './print/print-policy.ts'

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

/** An operation pattern that matches no operation, or a selection that no schema has. */
export interface UnresolvedPattern {
  readonly effect: 'allow' | 'deny'
  readonly statement: Statement
  /** Position of the statement in its policy, from 0. */
  readonly index: number
  /** As the policy spells it; a selection with its root: `query:cluster.name`. */
  readonly name: string
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
  return policy.statements.flatMap((statement, index) => {
    const { effect, operations, selections } = statement
    const names = [
      ...operations
        .filter((pattern) => matchOperations(pattern, effect, services).length === 0)
        .map((pattern) => printOperationPattern(pattern)),
      ...selections
        .filter((selection) => findUnknownSelection(selection, services) !== undefined)
        .map((selection) => printSelectionPattern(selection)),
    ]
    return names.map((name) => ({ effect, statement, index, name }))
  })
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
    const operations = patterns
      .filter(({ matches }) => names[statement.effect].some(matches))
      .map(({ pattern }) => pattern)
    const selections = statement.selections.filter((selection) => isSelectionOf(selection, operation))
    if (operations.length === 0 && selections.length === 0) return []
    return compileStatement(statement, index, { operations, selections }, operation, service)
  })
}

/** What of a statement reaches one operation. */
interface Reaching {
  readonly operations: readonly OperationPattern[]
  readonly selections: readonly SelectionPattern[]
}

function compileStatement(
  statement: Statement,
  index: number,
  reaching: Reaching,
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
    fields: fieldsOf(reaching, effect, (names) => areTagKeysBeneath(names, operation, service.shapes)),
    filter: filter === undefined ? null : { patterns: filter },
  }
}

/** The field list of a statement for one operation: none where one of its patterns limits nothing. Dotted paths make one list together. */
function fieldsOf(
  { operations, selections }: Reaching,
  effect: Statement['effect'],
  holdsTags: HoldsTags,
): FieldList | null {
  if (selections.length > 0) {
    const paths = selections.map(({ path }) => path.slice(1))
    return paths.some((path) => path.length === 0) ? null : compileSelectionList(paths, effect)
  }
  const lists: FieldList[] = []
  for (const { fields } of operations) {
    if (fields === undefined) return null
    lists.push(compileFieldList(fields, holdsTags))
  }
  const [only] = lists
  return lists.length === 1 && only !== undefined ? only : anyFieldList(lists)
}
