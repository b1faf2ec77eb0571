import type { Operation, Service } from '../model/service.ts'
import type { Condition, OperationPattern, Policy, Statement } from '../policy/ast.ts'
import { checkPolicy } from '../policy/check-policy.ts'
import { createOperationMatcher, operationNames } from '../policy/match-operations.ts'
import { isSelectionOf } from '../policy/match-selections.ts'
import { printCondition, printPolicy } from '../policy/print/print-policy.ts'
import { readPolicy } from '../policy/read/read-policy.ts'
import { narrowCondition } from './narrow-condition.ts'
import type { SharedTags } from './shared-tags.ts'

/** What was done through one statement on one operation. */
export interface Use {
  /** Position of the statement in the policy, from 0. */
  readonly index: number
  readonly operation: Operation
  readonly count: number
  readonly shared: SharedTags
}

export interface TightenInput {
  readonly policy: Policy
  readonly uses: readonly Use[]
  readonly principalsOf: (operation: Operation) => number
  readonly services: readonly Service[]
}

/** Fewest uses that say anything about tags: of one or two nearly everything is shared by chance. */
export const FEWEST_USES = 3

interface Tightened {
  readonly statement: Statement
  readonly comments: readonly string[]
}

/**
 * The text of a policy that allows what was done through the statements of another, and nothing that these do not: the operations used, each
 * under its statement's own condition, field list and filter, narrowed by the tags that all of at least `FEWEST_USES` uses shared.
 *
 * It reads and checks without errors. Where a part cannot be tightened it stays as it was written, and its comment says why.
 */
export function tightenPolicy({ policy, uses, principalsOf, services }: TightenInput): string {
  const order = new Map(services.flatMap((service) => service.operations).map(({ id }, index) => [id, index]))
  const placeOf = ({ operation }: Use) => order.get(operation.id) ?? 0
  const inOrder = [...uses].sort((a, b) => a.index - b.index || placeOf(a) - placeOf(b))
  const groups = new Map<string, Tightened>()
  for (const use of inOrder) {
    const original = policy.statements[use.index]
    if (original === undefined) continue
    const { statement, comments } = tightenStatement(original, use, principalsOf(use.operation), services)
    const key = `${use.index} ${statement.where === undefined ? '' : printCondition(statement.where)}`
    const group = groups.get(key)
    groups.set(key, {
      statement:
        group === undefined
          ? statement
          : {
              ...statement,
              operations: mergePatterns(group.statement.operations, statement.operations),
              selections: mergePatterns(group.statement.selections, statement.selections),
            },
      comments: [...(group?.comments ?? []), ...comments],
    })
  }
  return printWithComments(policy.type, [...groups.values()])
}

function tightenStatement(original: Statement, use: Use, principals: number, services: readonly Service[]): Tightened {
  const { operation, count, shared } = use
  // An id names one statement, and here one may become several.
  const { id: _, where, ...rest } = original
  const written = original.operations.filter((pattern) => reaches(pattern, operation))
  const exact = exactPatterns(written, operation)
  const seen = `${operation.id}: ${times(count)} by ${principals} ${principals === 1 ? 'principal' : 'principals'}`
  const selections = original.selections.filter((selection) => isSelectionOf(selection, operation))
  const build = (operations: readonly OperationPattern[], condition: Condition | undefined): Statement => ({
    ...rest,
    operations,
    selections,
    ...(condition === undefined ? {} : { where: condition }),
  })
  // INVARIANT: where a service requires tags to match, that is asked of an `allow` without a condition only: to add one would loosen it.
  const mayNarrow = where !== undefined || matchesByCondition(operation, services)
  if (count >= FEWEST_USES && mayNarrow) {
    const narrowed = build(exact, narrowCondition(where, shared, original.span))
    if (isUsable(narrowed, services)) return { statement: narrowed, comments: [seen] }
  }
  const unnarrowed = build(exact, where)
  if (isUsable(unnarrowed, services)) return { statement: unnarrowed, comments: [seen] }
  const why = 'as it was written: its condition reads what this operation does not have'
  return { statement: build(written, where), comments: [`${seen}, ${why}`] }
}

function matchesByCondition(operation: Operation, services: readonly Service[]): boolean {
  return services.find(({ id }) => id === operation.service)?.resourceTagMatch === 'where-only'
}

function reaches(pattern: OperationPattern, operation: Operation): boolean {
  return operationNames(operation, 'allow').some(createOperationMatcher(pattern))
}

/** The operation by its own name, with the field lists under which it was reached; one pattern without a list limits nothing. */
function exactPatterns(written: readonly OperationPattern[], operation: Operation): readonly OperationPattern[] {
  const { method, path } = operation
  const exact = written.map(({ fields, span }) => ({ method, path, span, ...(fields === undefined ? {} : { fields }) }))
  const unlimited = exact.find(({ fields }) => fields === undefined)
  return unlimited === undefined ? exact : [unlimited]
}

function mergePatterns<Pattern>(a: readonly Pattern[], b: readonly Pattern[]): readonly Pattern[] {
  return [...a, ...b.filter((pattern) => !a.includes(pattern))]
}

/** Whether a statement may stand in a role: within every limit, and about what its operations have. */
function isUsable(statement: Statement, services: readonly Service[]): boolean {
  const type = statement.selections.length > 0 ? 'graphQL' : 'openAPI'
  const { policy } = readPolicy(printPolicy({ type, statements: [statement] }))
  return (
    policy !== null && checkPolicy(policy, { services, kind: 'role' }).every(({ severity }) => severity !== 'error')
  )
}

function times(count: number): string {
  return count === 1 ? 'used once' : `used ${count} times`
}

/** The canonical text of each statement, with its comments above. */
function printWithComments(type: Policy['type'], tightened: readonly Tightened[]): string {
  const comments = tightened.map((each) => each.comments)
  const lines = printPolicy({ type, statements: tightened.map(({ statement }) => statement) }).split('\n')
  // INVARIANT of the printer: two spaces and a dash begin a statement and nothing else; operations stand deeper.
  return lines
    .flatMap((line) =>
      line.startsWith('  - ') ? [...(comments.shift() ?? []).map((comment) => `  # ${comment}`), line] : [line],
    )
    .join('\n')
}
