import type { Operation, Service } from '@wardkit/core'
import {
  compilePolicy,
  printCondition,
  printFieldPattern,
  type Condition,
  type Policy,
  type Statement,
} from '@wardkit/core/policy'

/** What two policies say differently of one operation. */
export interface OperationDifference {
  readonly operation: string
  /** `gained`: only the second policy says anything of it; `lost`: only the first does. */
  readonly change: 'gained' | 'lost' | 'changed'
  /** What only the first policy says, as `allow where …`. */
  readonly removed: readonly string[]
  /** What only the second policy says. */
  readonly added: readonly string[]
}

/**
 * Compares what two policies mean for each operation. How they are written makes no difference: order, wildcards, ids and descriptions,
 * the order of what AND and OR join, and statements that another one of the same policy makes idle.
 */
export function comparePolicies(a: Policy, b: Policy, services: readonly Service[]): readonly OperationDifference[] {
  const [before, after] = [a, b].map((policy) => compilePolicy(onePatternEach(policy), services))
  return services
    .flatMap((service) => service.operations)
    .flatMap((operation): OperationDifference[] => {
      const old = describeStatements(before, operation)
      const now = describeStatements(after, operation)
      const removed = [...old].filter((text) => !now.has(text))
      const added = [...now].filter((text) => !old.has(text))
      if (removed.length === 0 && added.length === 0) return []
      const change = old.size === 0 ? 'gained' : now.size === 0 ? 'lost' : 'changed'
      return [{ operation: operation.id, change, removed, added }]
    })
}

/**
 * A pattern has its field list to itself, so that a compiled statement has the one that reaches the operation. Selections of one statement unite, and stay.
 */
function onePatternEach(policy: Policy): Policy {
  return {
    ...policy,
    statements: policy.statements.flatMap((statement) =>
      statement.selections.length > 0
        ? [statement]
        : statement.operations.map((operation) => ({ ...statement, operations: [operation] })),
    ),
  }
}

function describeStatements(
  policy: ReturnType<typeof compilePolicy> | undefined,
  operation: Operation,
): ReadonlySet<string> {
  const texts = new Set(
    policy?.statementsFor(operation).map(({ statement }) => describeStatement(statement, operation)),
  )
  for (const effect of ['allow', 'deny']) {
    // What applies always leaves nothing to the statements that apply sometimes.
    if (!texts.has(effect)) continue
    for (const text of texts) if (text.startsWith(`${effect} `)) texts.delete(text)
  }
  return texts
}

function describeStatement(
  { effect, operations, selections, where, filter }: Statement,
  { graphql }: Operation,
): string {
  const fields = operations[0]?.fields
  const paths = selections.filter(({ root, path }) => root === graphql?.root && path[0] === graphql.field)
  const isWhole = paths.some(({ path }) => path.length === 1)
  return [
    effect,
    ...(fields === undefined ? [] : [`with the fields [${fields.map(printFieldPattern).sort().join(', ')}]`]),
    ...(isWhole || paths.length === 0
      ? []
      : [
          `with the selections [${paths
            .map(({ path }) => path.join('.'))
            .sort()
            .join(', ')}]`,
        ]),
    ...(filter === undefined ? [] : [`answering [${filter.map(printFieldPattern).sort().join(', ')}]`]),
    ...(where === undefined ? [] : [`where ${printCondition(sortOperands(where))}`]),
  ].join(' ')
}

/** AND and OR give the same in any order, and one operand twice is one. */
function sortOperands(condition: Condition): Condition {
  switch (condition.kind) {
    case 'not':
      return { ...condition, operand: sortOperands(condition.operand) }
    case 'and':
    case 'or': {
      const sorted = new Map(condition.operands.map(sortOperands).map((operand) => [printCondition(operand), operand]))
      const operands = [...sorted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, operand]) => operand)
      const [only] = operands
      return operands.length === 1 && only !== undefined ? only : { ...condition, operands }
    }
    default:
      return condition
  }
}
