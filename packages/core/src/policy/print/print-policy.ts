import type { FieldPart, FieldPattern, OperationPattern, Policy, SelectionPattern, Statement } from '../ast.ts'
import { printCondition, printOperand } from './print-condition.ts'
import { printScalar } from './print-scalar.ts'

export { printCondition } from './print-condition.ts'

const BARE_NAME = /^[^\s,."*[\]]+$/

/**
 * Prints a policy in its canonical form, YAML with every line end a single `\n`: `version`, `type`, `template`, `policy`, in that order; each statement
 * an item of the list, its keys in the order `id`, `description`, `allow` or `deny`, `principal`, `resource`, `where`, `filter`; operations one to a line; selections by root
 * and filters in `[…]`; values quoted only where YAML needs it. Comments are not kept: a store keeps the source beside it.
 *
 * Law: reading what was printed gives the same policy, and printing that gives the same text.
 *
 * @see POLICY.md, section 1
 */
export function printPolicy(policy: Policy): string {
  const template = policy.template === undefined ? '' : `template: ${printScalar(policy.template.name)}\n`
  const head = `version: 1\ntype: ${policy.type}\n${template}`
  if (policy.statements.length === 0) return `${head}policy: []\n`
  return `${head}policy:\n${policy.statements.map((statement) => printStatement(statement, policy.type)).join('')}`
}

/** Prints an operation as it stands in a policy, before YAML quotes it: `PUT:/cluster/{clusterId}:[metadata, nodeGroups.maxSize]`. */
export function printOperationPattern({ method, path, fields }: OperationPattern): string {
  const pattern = path !== null ? `${method}:${path}` : method === '*' ? '*' : `${method}:*`
  return fields === undefined ? pattern : `${pattern}:[${fields.map(printFieldPattern).join(', ')}]`
}

/** Prints a selection with its root, as messages name it: `query:cluster.nodes.name`. */
export function printSelectionPattern({ root, path }: SelectionPattern): string {
  return `${root}:${path.join('.')}`
}

/** Prints a field, its parts joined by dots; names that hold other characters stand in double quotes. */
export function printFieldPattern({ parts }: Pick<FieldPattern, 'parts'>): string {
  return parts.map(printFieldPart).join('.')
}

function printFieldPart(part: FieldPart): string {
  if (part.kind === 'any') return '*'
  const name = part.kind === 'name' ? part.name : part.prefix
  const printed = BARE_NAME.test(name) ? name : `"${name.replaceAll('"', '""')}"`
  return part.kind === 'name' ? printed : `${printed}*`
}

function printStatement(statement: Statement, type: Policy['type']): string {
  const lines: string[] = []
  if (statement.id !== undefined) lines.push(`id: ${printScalar(statement.id)}`)
  if (statement.description !== undefined) lines.push(`description: ${printScalar(statement.description)}`)
  lines.push(`${statement.effect}:`)
  if (type === 'openAPI') {
    lines.push(...statement.operations.map((operation) => `  - ${printScalar(printOperationPattern(operation))}`))
  } else lines.push(...printSelections(statement.selections))
  for (const slot of [statement.principal, statement.resource]) {
    if (slot !== undefined) lines.push(`${slot.name}: ${printOperand(slot)}`)
  }
  if (statement.where !== undefined) lines.push(`where: ${printScalar(printCondition(statement.where))}`)
  if (statement.filter !== undefined) lines.push(`filter: ${printFlow(statement.filter.map(printFieldPattern))}`)
  return lines.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}\n`).join('')
}

/** Roots in the order in which each first stands. */
function printSelections(selections: readonly SelectionPattern[]): readonly string[] {
  const byRoot = Map.groupBy(selections, (selection) => selection.root)
  return [...byRoot].map(([root, list]) => `  ${root}: ${printFlow(list.map(({ path }) => path.join('.')))}`)
}

function printFlow(items: readonly string[]): string {
  return `[${items.map((item) => printScalar(item, true)).join(', ')}]`
}
