import type { FieldPattern, Slot, Statement } from '../ast.ts'
import { quoteInput } from './diagnostic-log.ts'
import type { Span } from '../diagnostic.ts'
import { parseFieldPattern } from './parse-field-pattern.ts'
import { POLICY_LIMITS } from '../policy-limits.ts'
import { readGrant } from './read-grant.ts'
import { readWhere } from './read-where.ts'
import { reportUnknownKey } from './report-unknown-key.ts'
import type { Grant, StatementContext } from './statement-context.ts'
import { explainText } from './explain-text.ts'
import { describeNode, type YamlEntry, type YamlNode, type YamlText } from './yaml-node.ts'

type Attribute = (typeof ATTRIBUTES)[number]

const ATTRIBUTES = ['where', 'filter', 'id', 'description', 'principal', 'resource'] as const

/** One step in reading a map: an `allow` or `deny` is opened, or something is said about one. */
type Step =
  | { readonly kind: 'open'; readonly effect: 'allow' | 'deny'; readonly key: YamlText; readonly grant: Grant | null }
  | { readonly kind: 'attribute'; readonly name: Attribute; readonly key: YamlText; readonly value: YamlNode }

/** A statement while its map is read. */
interface Draft {
  readonly effect: 'allow' | 'deny'
  readonly key: YamlText
  readonly grant: Grant | null
  readonly attributes: Map<Attribute, YamlNode>
}

const STATEMENT_KEYS = ['allow', 'deny', ...ATTRIBUTES] as const
const ROOTS = ['query', 'mutation', 'subscription']
const NESTED = ['api', 'apis']

/** Whether a key belongs to statements, or is read as nested in one. */
export function isStatementKey(key: string): boolean {
  return STATEMENT_KEYS.some((known) => known === key) || ROOTS.includes(key) || NESTED.includes(key)
}

/** Reads a list of statements. */
export function readStatements(items: readonly YamlNode[], context: StatementContext): readonly Statement[] {
  const statements: Statement[] = []
  for (const item of items) {
    if (item.kind === 'map') statements.push(...readStatementMap(item.entries, item.span, context))
    else if (item.kind !== 'text' || !explainText(item, context)) {
      const hint = 'a statement is a map that begins `- allow:`; operations stand in the list beneath it'
      context.log.error(
        'statement-expected',
        item.span,
        `${describeNode(item)} stands where a statement is needed`,
        hint,
      )
    }
  }
  return finishStatements(statements, context)
}

/** Reads one map, which opens one statement or, by repeated keys, several. */
export function readStatementMap(
  entries: readonly YamlEntry[],
  span: Span,
  context: StatementContext,
): readonly Statement[] {
  const steps = toSteps(entries, context)
  const drafts = assignAttributes(steps, context)
  if (drafts.length === 0 && (steps.length > 0 || entries.length === 0)) {
    context.log.error('statement-expected', span, 'the map holds neither `allow` nor `deny`')
  }
  return drafts.map((draft) => toStatement(draft, context))
}

/** Holds the policy to its number of statements, and their ids to be different. */
export function finishStatements(statements: readonly Statement[], { log }: StatementContext): readonly Statement[] {
  const excess = statements[POLICY_LIMITS.statements]
  if (excess !== undefined) {
    const message = `${statements.length} statements: a policy has at most ${POLICY_LIMITS.statements}`
    log.error('limit-exceeded', excess.span, message)
  }
  const ids = new Set<string>()
  for (const { id, span } of statements) {
    if (id === undefined) continue
    if (ids.has(id)) log.error('id-duplicate', span, `another statement has the id ${quoteInput(id)} already`)
    ids.add(id)
  }
  return statements
}

function toSteps(entries: readonly YamlEntry[], context: StatementContext): readonly Step[] {
  const steps: Step[] = []
  for (let index = 0; index < entries.length; index++) {
    const { key, value } = entries[index] as YamlEntry
    const name = key.value
    if (name === 'allow' || name === 'deny') {
      const inner = isEmpty(value) ? takeNested(entries, index + 1) : []
      index += inner.length
      const node: YamlNode = inner.length > 0 ? { kind: 'map', entries: inner, span: key.span } : value
      steps.push(...readOpening(name, key, node, context))
    } else if (isAttribute(name)) {
      steps.push({ kind: 'attribute', name, key, value })
    } else if (NESTED.includes(name)) {
      const effect = lastEffect(entries, index)
      if (effect !== null) steps.push({ kind: 'open', effect, key, grant: readGrant(key, value, context) })
      else context.log.error('key-misplaced', key.span, `\`${name}\` stands in no \`allow\` or \`deny\``)
    } else if (ROOTS.includes(name)) {
      context.log.error(
        'key-misplaced',
        key.span,
        `\`${name}\` stands in no \`allow\` or \`deny\``,
        `indent it under \`allow:\``,
      )
    } else reportUnknownKey(key, STATEMENT_KEYS, context.log)
  }
  return steps
}

/** The `query:`, `api:` and so on that directly follow an `allow:` without a value, as deep as it. */
function takeNested(entries: readonly YamlEntry[], from: number): readonly YamlEntry[] {
  let end = from
  while (end < entries.length && [...ROOTS, ...NESTED].includes((entries[end] as YamlEntry).key.value)) end++
  return entries.slice(from, end)
}

/** The effect that a further `api:` goes on with: that of the `allow:` or `deny:` above it, if that has no value of its own. */
function lastEffect(entries: readonly YamlEntry[], before: number): 'allow' | 'deny' | null {
  const opening = entries.slice(0, before).findLast(({ key }) => key.value === 'allow' || key.value === 'deny')
  return opening !== undefined && isEmpty(opening.value) ? (opening.key.value as 'allow' | 'deny') : null
}

/** An `allow` or `deny` with all that is nested in it. */
function readOpening(
  effect: 'allow' | 'deny',
  key: YamlText,
  value: YamlNode,
  context: StatementContext,
): readonly Step[] {
  if (value.kind !== 'map' || !value.entries.some((entry) => NESTED.includes(entry.key.value))) {
    return [{ kind: 'open', effect, key, grant: readGrant(key, value, context) }]
  }
  return value.entries.flatMap((entry): readonly Step[] => {
    const name = entry.key.value
    if (NESTED.includes(name)) {
      return [{ kind: 'open', effect, key: entry.key, grant: readGrant(entry.key, entry.value, context) }]
    }
    if (isAttribute(name)) return [{ kind: 'attribute', name, key: entry.key, value: entry.value }]
    reportUnknownKey(entry.key, [...NESTED, ...ATTRIBUTES], context.log)
    return []
  })
}

/** INVARIANT: a condition is never dropped and never moved: it belongs to the only statement, or to the one last opened, or is an error. */
function assignAttributes(steps: readonly Step[], { log }: StatementContext): readonly Draft[] {
  const openings = steps.filter((step) => step.kind === 'open')
  const drafts: Draft[] = openings.map(({ effect, key, grant }) => ({ effect, key, grant, attributes: new Map() }))
  let opened = 0
  for (const step of steps) {
    if (step.kind === 'open') {
      opened++
      continue
    }
    const draft = drafts.length === 1 ? drafts[0] : drafts[opened - 1]
    if (draft === undefined) {
      if (drafts.length > 0)
        log.error('key-misplaced', step.key.span, `\`${step.name}\` stands before any \`allow\` or \`deny\``)
    } else if (draft.attributes.has(step.name)) {
      log.error(
        'key-duplicate',
        step.key.span,
        `the statement has a second \`${step.name}\``,
        'join conditions with AND',
      )
    } else draft.attributes.set(step.name, step.value)
  }
  if (drafts.length > 1) {
    for (const draft of drafts.filter(({ attributes }) => !attributes.has('where'))) {
      const message = `one of ${drafts.length} statements in one map has no \`where\`, so it is not clear which it shares`
      log.error('where-ambiguous', draft.key.span, message, 'begin each statement with its own `-`')
    }
  }
  return drafts
}

function toStatement({ effect, key, grant, attributes }: Draft, context: StatementContext): Statement {
  const where = attributes.get('where')
  const filter = attributes.get('filter')
  const id = readText('id', attributes.get('id'), context)
  const description = readText('description', attributes.get('description'), context)
  const condition = where === undefined ? null : readWhere(where, context)
  if (filter !== undefined && effect === 'deny') {
    context.log.error('filter-on-deny', filter.span, 'a `deny` has no `filter`: it refuses the whole request')
  }
  if (filter !== undefined && context.type === 'graphQL') {
    const hint = 'allow the fields themselves: `query: [cluster.name, cluster.nodes.name]`'
    context.log.error('filter-on-selection', filter.span, 'a graphQL policy has no `filter`', hint)
  }
  const fields = filter === undefined ? null : readFilter(filter, context)
  const principal = readSlot('principal', attributes.get('principal'), context)
  const resource = readSlot('resource', attributes.get('resource'), context)
  return {
    effect,
    ...(id === null ? {} : { id }),
    ...(description === null ? {} : { description }),
    operations: grant?.operations ?? [],
    selections: grant?.selections ?? [],
    ...(condition === null ? {} : { where: condition }),
    ...(fields === null ? {} : { filter: fields }),
    ...(principal === null ? {} : { principal }),
    ...(resource === null ? {} : { resource }),
    span: key.span,
  }
}

function readText(name: string, node: YamlNode | undefined, { log }: StatementContext): string | null {
  if (node === undefined) return null
  if (node.kind === 'text' && node.value.trim() !== '') return node.value
  const hint = node.kind === 'other' && node.value !== null ? 'put it in quotes' : undefined
  log.error(
    'text-expected',
    node.span,
    `\`${name}\` needs text, not ${node.kind === 'text' ? 'empty text' : describeNode(node)}`,
    hint,
  )
  return null
}

/** Templates name whom and what they allow only by the two slots that every link fills. */
function readSlot(name: 'principal' | 'resource', node: YamlNode | undefined, { log }: StatementContext): Slot | null {
  if (node === undefined) return null
  if (node.kind === 'text' && node.value === `?${name}`) return { kind: 'slot', name, span: node.span }
  const found = node.kind === 'text' ? quoteInput(node.value) : describeNode(node)
  const message = `\`${name}\` is given by each link, so here stands its slot \`?${name}\`, not ${found}`
  log.error('slot-unbound', node.span, message, `write \`${name}: ?${name}\``)
  return null
}

function readFilter(node: YamlNode, { log }: StatementContext): readonly FieldPattern[] | null {
  if (node.kind !== 'list' || node.items.length === 0) {
    const message = `\`filter\` needs a list of fields, not ${node.kind === 'list' ? 'an empty one' : describeNode(node)}`
    log.error('list-expected', node.span, message, 'write `filter: [name, address.*]`')
    return null
  }
  const fields = node.items.map((item) => {
    if (item.kind === 'text') return parseFieldPattern(item.value, item.locate, log)
    log.error('text-expected', item.span, `a field needs text, not ${describeNode(item)}`, 'put it in quotes')
    return null
  })
  return fields.filter((field) => field !== null)
}

function isAttribute(name: string): name is Attribute {
  return ATTRIBUTES.some((attribute) => attribute === name)
}

function isEmpty(node: YamlNode): boolean {
  return node.kind === 'other' && node.value === null
}
