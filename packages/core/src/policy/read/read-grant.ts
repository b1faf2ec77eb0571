import type { OperationPattern, SelectionPattern } from '../ast.ts'
import { POLICY_LIMITS } from '../policy-limits.ts'
import { quoteInput } from './diagnostic-log.ts'
import { explainText } from './explain-text.ts'
import { isMethod, parseOperationPattern } from './parse-operation-pattern.ts'
import type { Grant, StatementContext } from './statement-context.ts'
import { reportUnknownKey } from './report-unknown-key.ts'
import { describeNode, type YamlMap, type YamlNode, type YamlText } from './yaml-node.ts'

const ROOTS = ['query', 'mutation', 'subscription'] as const
const GRAPHQL_NAME = /^[_A-Za-z][_0-9A-Za-z]*$/

/** Reads what stands under `allow`, `deny`, `api` or `apis` (`key`); answers null where it reports why not. */
export function readGrant(key: YamlText, node: YamlNode, context: StatementContext): Grant | null {
  const { type, log } = context
  if (node.kind === 'other' && node.value === null) {
    const hint =
      type === 'openAPI' ? 'list at least one operation beneath it' : 'name at least one root field beneath it'
    log.error('operations-empty', key.span, `\`${key.value}\` names no operations`, hint)
    return null
  }
  if (node.kind === 'text' && explainIfJoined(node, context)) return null
  return type === 'openAPI' ? readOperations(key, node, context) : readSelections(key, node, context)
}

/** Whether an item of a list names an operation: text, or a map of one key that is an HTTP method. */
export function isOperationItem(node: YamlNode): boolean {
  if (node.kind === 'text') return true
  return node.kind === 'map' && node.entries.length === 1 && isMethodKey(node.entries[0]?.key.value ?? '')
}

/** Reads one item of a list of operations. */
export function readOperation(node: YamlNode, context: StatementContext): OperationPattern | null {
  const { log } = context
  if (node.kind === 'text') {
    return explainIfJoined(node, context) ? null : parseOperationPattern(node.value, node.locate, log)
  }
  if (node.kind === 'map') return readOperationMap(node, context)
  log.error('operation-syntax', node.span, `${describeNode(node)} stands where an operation is needed`)
  return null
}

function readOperations(key: YamlText, node: YamlNode, context: StatementContext): Grant | null {
  const { log } = context
  if (node.kind === 'map' && node.entries.some((entry) => ROOTS.some((root) => root === entry.key.value))) {
    log.error(
      'type-mismatch',
      key.span,
      `\`${key.value}\` names GraphQL roots in an openAPI policy`,
      'write `type: graphQL` at the top',
    )
    return null
  }
  if (node.kind !== 'list') {
    const hint = node.kind === 'text' ? `write \`${key.value}: ['${node.value}']\`` : 'begin each operation with `- `'
    log.error(
      'list-expected',
      node.span,
      `\`${key.value}\` needs a list of operations, not ${describeNode(node)}`,
      hint,
    )
    return null
  }
  if (node.items.length === 0) {
    log.error('operations-empty', node.span, `\`${key.value}\` names no operations`, 'list at least one operation')
    return null
  }
  const operations = node.items.map((item) => readOperation(item, context))
  return { operations: operations.filter((operation) => operation !== null), selections: [] }
}

/** `- PUT: /path`: the space after the colon makes it a map. */
function readOperationMap(node: YamlMap, { log }: StatementContext): OperationPattern | null {
  const [entry, second] = node.entries
  if (entry === undefined || !isMethodKey(entry.key.value) || second !== undefined) {
    const stray = second ?? entry
    const message =
      stray === undefined ? 'an empty map is no operation' : `${quoteInput(stray.key.value)} stands inside an operation`
    const hint = 'an operation is `METHOD:/path`; `where` and other keys stand under `allow`, as deep as it'
    log.error('operation-syntax', stray?.key.span ?? node.span, message, hint)
    return null
  }
  const { key, value } = entry
  if (value.kind !== 'text') {
    log.error(
      'operation-syntax',
      key.span,
      `${quoteInput(key.value)} is followed by ${describeNode(value)}, not by a path`,
    )
    return null
  }
  const prefix = `${key.value}:`
  const locate = (from: number, to: number) => {
    const end =
      to <= prefix.length ? key.locate(0, Math.min(to, key.value.length)) : value.locate(0, to - prefix.length)
    const first =
      from < prefix.length
        ? key.locate(Math.min(from, key.value.length), key.value.length)
        : value.locate(from - prefix.length, from - prefix.length)
    return { ...first, length: Math.max(0, end.offset + end.length - first.offset) }
  }
  return parseOperationPattern(prefix + value.value, locate, log)
}

function readSelections(key: YamlText, node: YamlNode, context: StatementContext): Grant | null {
  const { log } = context
  if (node.kind !== 'map') {
    const message = `\`${key.value}\` of a graphQL policy needs \`query\`, \`mutation\` or \`subscription\`, not ${describeNode(node)}`
    log.error('type-mismatch', node.span, message, `write \`${key.value}: { query: [field] }\``)
    return null
  }
  const selections: SelectionPattern[] = []
  const seen = new Set<string>()
  for (const entry of node.entries) {
    const root = ROOTS.find((name) => name === entry.key.value)
    if (root === undefined) reportUnknownKey(entry.key, ROOTS, log)
    else if (seen.has(root))
      log.error('key-duplicate', entry.key.span, `\`${root}\` stands twice`, 'join the two lists')
    else selections.push(...readRoot(root, entry.key, entry.value, context))
    seen.add(entry.key.value)
  }
  if (node.entries.length === 0) log.error('operations-empty', node.span, `\`${key.value}\` names no selections`)
  return { operations: [], selections }
}

function readRoot(
  root: SelectionPattern['root'],
  key: YamlText,
  node: YamlNode,
  { log }: StatementContext,
): readonly SelectionPattern[] {
  if (node.kind !== 'list' || node.items.length === 0) {
    const what = node.kind === 'list' ? 'an empty one' : describeNode(node)
    const code =
      node.kind === 'list' || (node.kind === 'other' && node.value === null) ? 'operations-empty' : 'list-expected'
    log.error(
      code,
      node.kind === 'other' ? key.span : node.span,
      `\`${root}\` needs a list of fields, not ${what}`,
      `write \`${root}: [field]\``,
    )
    return []
  }
  return node.items.flatMap((item) => {
    const path = item.kind === 'text' ? item.value.split('.') : []
    if (path.length > POLICY_LIMITS.selectionNames) {
      log.error('limit-exceeded', item.span, `a selection has at most ${POLICY_LIMITS.selectionNames} names`)
      return []
    }
    if (path.length > 0 && path.every((name) => GRAPHQL_NAME.test(name))) return [{ root, path, span: item.span }]
    const what = item.kind === 'text' ? quoteInput(item.value) : describeNode(item)
    log.error(
      'selection-syntax',
      item.span,
      `${what} is no selection`,
      'write field names with dots between: `cluster.nodes.name`',
    )
    return []
  })
}

/** Text over several lines, or that begins with a dash or a key, is never an operation: most often YAML joined lines that were meant as a list. */
function explainIfJoined(node: YamlText, context: StatementContext): boolean {
  const isJoined = context.source.slice(node.span.offset, node.span.offset + node.span.length).includes('\n')
  return (isJoined || /^(?:[–—−•·]|(?:allow|deny|where)\b)/.test(node.value)) && explainText(node, context)
}

function isMethodKey(key: string): boolean {
  return key === '*' || isMethod(key)
}
