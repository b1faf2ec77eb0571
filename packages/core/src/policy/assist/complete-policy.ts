import type { Operation } from '../../model/service.ts'
import { printScalar } from '../print/print-scalar.ts'
import { matchOperations } from '../match-operations.ts'
import { readPolicy } from '../read/read-policy.ts'
import { completeCondition, type Completion, type Completions } from './complete-condition.ts'
import { knownVariables, type AssistScope } from './known-variables.ts'

const WHERE = /^(\s*(?:- +)?where: +)(?![>|"'])/
const ITEM = /^(\s*- +)["']?([^\s"']*)$/
const KEY = /^(\s*)(- +)?([a-z]*)$/
const LIST_OPENER = /^\s*(?:- +)?(?:allow|deny):\s*$/
const KEYS = ['allow:', 'where: ', 'filter: ', 'id: ', 'description: ']

/**
 * What may stand at a place of a policy's YAML text: an operation in a list beneath `allow:` or `deny:`, a part of a `where` on one line, or a key of
 * a statement. The variables are those of the operations that the statement around it names, while the rest of the policy can be read.
 *
 * @param offset of the cursor, in UTF-16 units
 */
export function completePolicy(source: string, offset: number, scope: AssistScope): Completions {
  const start = source.lastIndexOf('\n', offset - 1) + 1
  const before = source.slice(start, offset)
  const where = WHERE.exec(before)
  if (where !== null) {
    const from = start + (where[1] as string).length
    const end = endOfLine(source, offset)
    const operations = operationsAround(source, start, end, scope)
    const variables = knownVariables({ ...scope, operations })
    return shift(completeCondition(source.slice(from, end), offset - from, variables), from)
  }
  const item = ITEM.exec(before)
  if (item !== null && isInList(source, start)) {
    const [, head = ''] = item
    const from = start + head.length
    return { from, to: offset, options: operationOptions(source.slice(from, offset), scope.operations) }
  }
  const key = KEY.exec(before)
  if (key !== null) {
    const [, , dash, typed = ''] = key
    const keys = dash === undefined ? KEYS : KEYS.slice(0, 1)
    const options = keys.filter((text) => text.startsWith(typed)).map((text): Completion => ({ text, kind: 'key' }))
    return { from: offset - typed.length, to: offset, options }
  }
  return { from: offset, to: offset, options: [] }
}

/** The operations of the statement that a line stands in, as the policy says without that line; else all. */
function operationsAround(
  source: string,
  start: number,
  end: number,
  { operations, services }: AssistScope,
): readonly Operation[] {
  const without = source.slice(0, start) + ' '.repeat(end - start) + source.slice(end)
  const statements = readPolicy(without).policy?.statements ?? []
  const around = statements.findLast(({ span }) => span.offset <= start)
  if (around === undefined) return operations
  const named = around.operations.flatMap((pattern) => matchOperations(pattern, around.effect, services))
  return named.length === 0 ? operations : [...new Set(named)]
}

function operationOptions(typed: string, operations: readonly Operation[]): readonly Completion[] {
  const needle = typed.replace(/^["']/, '').toLowerCase()
  return operations
    .filter(({ id, graphql }) => graphql === undefined && id.toLowerCase().includes(needle))
    .map(({ id }) => ({ text: printScalar(id), kind: 'operation' }))
}

/** Whether the lines above, items aside, open a list of operations. */
function isInList(source: string, start: number): boolean {
  const above = source.slice(0, start).split('\n').slice(0, -1)
  const opener = above.findLast((line) => !/^\s*- +[^\s:]+:\S/.test(line) && !/^\s*- +["'*]/.test(line))
  return opener !== undefined && LIST_OPENER.test(opener)
}

function endOfLine(source: string, offset: number): number {
  const end = source.indexOf('\n', offset)
  return end === -1 ? source.length : end
}

function shift({ from, to, options }: Completions, by: number): Completions {
  return { from: from + by, to: to + by, options }
}
