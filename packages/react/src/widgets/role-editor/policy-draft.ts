import type { Operation } from '@wardkit/core'
import {
  parseCondition,
  printCondition,
  printConditionRows,
  printPolicy,
  readPolicy,
  toConditionRows,
  type ConditionRows,
  type OperationPattern,
  type Statement,
} from '@wardkit/core/policy'

/** A policy on its way: by a form, or as text. What is shown of it otherwise follows from it. */
export type PolicyDraft =
  { readonly kind: 'form'; readonly rules: readonly RuleDraft[] } | { readonly kind: 'text'; readonly source: string }

/** One `allow` as a form has it. */
export interface RuleDraft {
  /** For React: rules move. */
  readonly key: number
  readonly operations: readonly OperationPattern[]
  readonly condition: ConditionDraft
  readonly description: string
  /** What the form shows no field for, and keeps. */
  readonly kept: Pick<Statement, 'id' | 'filter'>
}

/** When a rule applies. */
export type ConditionDraft =
  | { readonly kind: 'always' }
  | ({ readonly kind: 'rows' } & ConditionRows)
  | { readonly kind: 'text'; readonly text: string }

const NOWHERE = { line: 1, column: 1, offset: 0, length: 0 }
let keys = 0

/** A policy as a form shows it, or undefined for one that a form cannot show: it cannot be read, denies, is a template, or is about GraphQL. */
export function toForm(source: string): Extract<PolicyDraft, { kind: 'form' }> | undefined {
  const { policy } = readPolicy(source)
  if (policy === null || policy.type !== 'openAPI' || policy.template !== undefined) return undefined
  if (policy.statements.some(({ effect }) => effect === 'deny')) return undefined
  return { kind: 'form', rules: policy.statements.map(toRule) }
}

/** A rule that allows nothing yet. */
export function newRule(): RuleDraft {
  return { key: keys++, operations: [], condition: { kind: 'always' }, description: '', kept: {} }
}

/**
 * The policy's text, in canonical form where a form made it; undefined while a rule is not whole. INVARIANT: a condition that is not whole never
 * becomes a policy without one.
 */
export function sourceOf(draft: PolicyDraft): string | undefined {
  if (draft.kind === 'text') return draft.source
  const statements = draft.rules.map(toStatement)
  const whole = statements.filter((statement) => statement !== undefined)
  return whole.length < statements.length ? undefined : printPolicy({ type: 'openAPI', statements: whole })
}

/** Whether a rule says something that can be checked: it names an operation, and its condition is one. */
export function isWhole(rule: RuleDraft): boolean {
  return toStatement(rule) !== undefined
}

/** A condition as it stands in a `where`, `''` for none; undefined while it is not whole. */
export function conditionText(condition: ConditionDraft): string | undefined {
  switch (condition.kind) {
    case 'always':
      return ''
    case 'rows':
      return printConditionRows(condition)
    case 'text':
      return parseCondition(condition.text).condition === null ? undefined : condition.text
  }
}

/** The text of a condition as rows, where it can be shown so. */
export function toRowsDraft(text: string): Extract<ConditionDraft, { kind: 'rows' }> | undefined {
  const { condition } = parseCondition(text)
  const rows = condition === null ? undefined : toConditionRows(condition)
  return rows === undefined ? undefined : { kind: 'rows', ...rows }
}

/** Names an operation in a rule, or takes it out. What else the rule names stays, field lists included. */
export function toggleOperation(rule: RuleDraft, pattern: Pick<OperationPattern, 'method' | 'path'>): RuleDraft {
  const operations = rule.operations.filter((one) => !isSame(one, pattern))
  return operations.length < rule.operations.length
    ? { ...rule, operations }
    : { ...rule, operations: [...rule.operations, { ...pattern, span: NOWHERE }] }
}

/** Whether a rule names an operation by itself, and not by a wildcard. */
export function names({ operations }: RuleDraft, pattern: Pick<OperationPattern, 'method' | 'path'>): boolean {
  return operations.some((one) => isSame(one, pattern))
}

/** An operation as a pattern that names it alone. */
export function patternOf({
  method,
  path,
}: Pick<Operation, 'method' | 'path'>): Pick<OperationPattern, 'method' | 'path'> {
  return { method, path }
}

/** Whether a text has comments, which a form does not keep. */
export function hasComments(source: string): boolean {
  return /^\s*#|\s#/m.test(source.replace(/'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"/g, ''))
}

function toRule({ operations, where, description = '', id, filter }: Statement): RuleDraft {
  const text = where === undefined ? '' : printCondition(where)
  return {
    key: keys++,
    operations,
    condition: text === '' ? { kind: 'always' } : (toRowsDraft(text) ?? { kind: 'text', text }),
    description,
    kept: { ...(id === undefined ? {} : { id }), ...(filter === undefined ? {} : { filter }) },
  }
}

function toStatement({ operations, condition, description, kept }: RuleDraft): Statement | undefined {
  const text = conditionText(condition)
  if (operations.length === 0 || text === undefined) return undefined
  const where = text === '' ? null : parseCondition(text).condition
  return {
    effect: 'allow',
    operations,
    selections: [],
    span: NOWHERE,
    ...kept,
    ...(description === '' ? {} : { description }),
    ...(where === null ? {} : { where }),
  }
}

/** Path parameters match by position. */
function isSame(a: Pick<OperationPattern, 'method' | 'path'>, b: Pick<OperationPattern, 'method' | 'path'>): boolean {
  return a.method === b.method && a.path?.replace(/\{[^{}]*\}/g, '{}') === b.path?.replace(/\{[^{}]*\}/g, '{}')
}
