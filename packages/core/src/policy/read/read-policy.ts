import type { Policy, Statement } from '../ast.ts'
import { createDiagnosticLog, quoteInput, type DiagnosticLog } from './diagnostic-log.ts'
import type { Diagnostic, Span } from '../diagnostic.ts'
import { isIdentifier } from '../../model/identifier.ts'
import { findNearest } from '../../util/nearest.ts'
import { POLICY_LIMITS } from '../policy-limits.ts'
import { printPolicy } from '../print/print-policy.ts'
import { isOperationItem, readOperation } from './read-grant.ts'
import { finishStatements, isStatementKey, readStatementMap, readStatements } from './read-statements.ts'
import type { StatementContext } from './statement-context.ts'
import { readYaml } from './read-yaml.ts'
import { reportUnknownKey } from './report-unknown-key.ts'
import { createLocate, utf8Length, type Locate } from './source-text.ts'
import { describeNode, type YamlEntry, type YamlList, type YamlMap, type YamlNode } from './yaml-node.ts'

/** A policy as read, or null where a diagnostic is an error. */
export interface ReadPolicy {
  readonly policy: Policy | null
  readonly diagnostics: readonly Diagnostic[]
}

const TYPES = ['openAPI', 'graphQL'] as const
const TOP_KEYS = ['version', 'type', 'template', 'policy']
/* What YAML does not allow as it is, and a byte order mark, which would shift every place by one. */
const UNREADABLE_CHARACTER = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]/

/**
 * Reads a policy from YAML or JSON in any accepted form. Never throws: all that is wrong with the text is reported, with its place in the
 * source. Text and canonical form take at most 256 KiB of UTF-8, with at most 1,000 statements.
 *
 * @see POLICY.md, section 1
 */
export function readPolicy(source: string): ReadPolicy {
  const log = createDiagnosticLog(source)
  const locate = createLocate(source)
  const policy = isReadableText(source, locate, log) ? readDocument(source, locate, log) : null
  if (policy !== null && !log.hasErrors() && utf8Length(printPolicy(policy)) > POLICY_LIMITS.documentBytes) {
    log.error('limit-exceeded', locate(0, 0), 'the policy is longer than 256 KiB in its canonical form')
  }
  return { policy: log.hasErrors() ? null : policy, diagnostics: log.list() }
}

function isReadableText(source: string, locate: Locate, log: DiagnosticLog): boolean {
  if (utf8Length(source) > POLICY_LIMITS.documentBytes) {
    log.error('limit-exceeded', locate(0, 0), 'the document is longer than 256 KiB', 'split it into several roles')
    return false
  }
  const at = source.search(UNREADABLE_CHARACTER)
  if (at !== -1 || !source.isWellFormed()) {
    const message = 'the document holds a control character, a byte order mark or half a surrogate pair'
    log.error('control-character', locate(Math.max(0, at), Math.max(0, at) + 1), message, 'remove it')
    return false
  }
  return true
}

function readDocument(source: string, locate: Locate, log: DiagnosticLog): Policy | null {
  const root = readYaml(source, locate, log)
  if (root === null || log.hasErrors()) return null
  if (root.kind === 'list') {
    const context: StatementContext = { type: 'openAPI', source, locate, log }
    return {
      type: 'openAPI',
      statements: isOperationList(root) ? readBareList(root, context) : readStatements(root.items, context),
    }
  }
  if (root.kind === 'map') return readTopMap(root, source, locate, log)
  const isEmpty = root.kind === 'other' && root.value === null
  const message = isEmpty ? 'the document is empty' : `${describeNode(root)} is no policy`
  log.error('document-empty', root.span, message, 'begin with `policy:` and a list of statements beneath it')
  return null
}

/** A list that holds operations and no statement: one `allow`. */
function isOperationList(list: YamlList): boolean {
  return list.items.length > 0 && list.items.every(isOperationItem)
}

function readBareList(list: YamlList, context: StatementContext): readonly Statement[] {
  const operations = list.items.map((item) => readOperation(item, context)).filter((operation) => operation !== null)
  return [{ effect: 'allow', operations, selections: [], span: list.span }]
}

function readTopMap(root: YamlMap, source: string, locate: Locate, log: DiagnosticLog): Policy {
  const tops = new Map<string, YamlEntry>()
  const others: YamlEntry[] = []
  for (const entry of root.entries) {
    const name = entry.key.value
    if (!TOP_KEYS.includes(name)) others.push(entry)
    else if (tops.has(name)) log.error('key-duplicate', entry.key.span, `\`${name}\` stands twice`)
    else tops.set(name, entry)
  }
  readVersion(tops.get('version')?.value, log)
  const type = readType(tops.get('type')?.value, log)
  const template = readTemplate(tops.get('template'), log)
  const head = { type, ...(template === null ? {} : { template }) }
  const context: StatementContext = { type, source, locate, log }
  const policy = tops.get('policy')
  if (policy === undefined) return { ...head, statements: readSibling(others, root.span, context) }
  for (const { key } of others) {
    if (isStatementKey(key.value)) {
      const hint = 'make it an item of the list under `policy:`'
      log.error('key-misplaced', key.span, `${quoteInput(key.value)} stands beside \`policy\``, hint)
    } else reportUnknownKey(key, TOP_KEYS, log)
  }
  if (policy.value.kind === 'list') return { ...head, statements: readStatements(policy.value.items, context) }
  const span = policy.value.kind === 'other' ? policy.key.span : policy.value.span
  log.error('list-expected', span, `\`policy\` needs a list of statements, not ${describeNode(policy.value)}`)
  return { ...head, statements: [] }
}

function readTemplate(entry: YamlEntry | undefined, log: DiagnosticLog): Required<Policy>['template'] | null {
  if (entry === undefined) return null
  const { value } = entry
  if (value.kind === 'text' && isIdentifier(value.value)) return { name: value.value, span: value.span }
  const found = value.kind === 'text' ? quoteInput(value.value) : describeNode(value)
  const hint = 'write `template: share-document`'
  log.error('text-expected', entry.key.span, `\`template\` needs a name, not ${found}`, hint)
  return null
}

/** Statements that stand beside `type:`, without `policy:`. */
function readSibling(entries: readonly YamlEntry[], span: Span, context: StatementContext): readonly Statement[] {
  const known: YamlEntry[] = []
  for (const entry of entries) {
    if (isStatementKey(entry.key.value)) known.push(entry)
    else
      reportUnknownKey(
        entry.key,
        [...TOP_KEYS, 'allow', 'deny', 'where', 'filter', 'id', 'description', 'principal', 'resource'],
        context.log,
      )
  }
  if (known.length === 0 && entries.length > 0) return []
  return finishStatements(readStatementMap(known, span, context), context)
}

function readVersion(node: YamlNode | undefined, log: DiagnosticLog): void {
  if (node === undefined || (node.kind === 'other' && node.value === 1)) return
  const found = node.kind === 'text' ? quoteInput(node.value) : describeNode(node)
  log.error('version-unsupported', node.span, `the version is ${found}, and only 1 is known`, 'write `version: 1`')
}

function readType(node: YamlNode | undefined, log: DiagnosticLog): Policy['type'] {
  if (node === undefined) return 'openAPI'
  const written = node.kind === 'text' ? node.value : ''
  const type = TYPES.find((known) => known === written)
  if (type !== undefined) return type
  const nearest = findNearest(written, TYPES)
  const found = node.kind === 'text' ? quoteInput(written) : describeNode(node)
  const hint = nearest === undefined ? 'write `type: openAPI` or `type: graphQL`' : `did you mean \`${nearest}\`?`
  log.error('type-unknown', node.span, `there is no policy type ${found}`, hint)
  return nearest ?? 'openAPI'
}
