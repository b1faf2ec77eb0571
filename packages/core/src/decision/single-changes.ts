import { foldTag } from '../model/fold.ts'
import type { ResourceRef } from '../model/resource.ts'
import { isSystemTag, readTags, tagsToJson, type Tag, type Tags } from '../model/tags.ts'
import type { Comparison, Literal, Operand, Variable } from '../policy/ast.ts'
import type { ResourceInput } from '../policy/compiled.ts'
import { comparisonsIn, type ExplainedComparison } from '../policy/condition/explain-condition.ts'
import { isVariable } from '../policy/condition/condition-variables.ts'
import { isLiteralList } from '../policy/print/print-condition.ts'
import type { ConsideredStatement } from './consider-statements.ts'
import { decide } from './decide.ts'
import type { Question } from './decision.ts'
import type { SingleChange, TagAction } from './explanation.ts'
import type { PolicySet } from './policy-set.ts'

/**
 * How far the search for single changes goes: how many roles are read to see whether they cover the operation, and how many changes of tags
 * are tried. Each try is one decision.
 */
export const SINGLE_CHANGE_LIMITS = { roles: 200, tagChanges: 500 } as const

/** A value that no clause is likely to name: stands for "any other value" where a comparison asks for a difference. */
const OTHER_VALUE = 'other'

type TagChange = Exclude<SingleChange, { readonly kind: 'role' }>

/**
 * Finds the single changes that would have allowed a refused request: one role given, or one tag value of the principal or of a resource
 * added, removed or replaced. Each is verified by deciding again with the change made.
 *
 * What is tried comes from the question and the policies alone: the roles of the tenant that cover the operation, and as values the literals of
 * the comparisons that a tag stands in, the first values that their other side met, and `other`. A LIKE is tried with its pattern's fixed text, a number also one less
 * and one more.
 */
export function findSingleChanges(
  policies: PolicySet,
  question: Question,
  considered: readonly ConsideredStatement[],
): { readonly changes: readonly SingleChange[]; readonly cutShort: boolean } {
  const isAllowed = (changed: Question): boolean => decide(policies, 0, changed).allowed
  // An assumed role is one role, and is given no other.
  const isFixed = question.principal.type === 'assumedRole'
  const roles: Found = isFixed ? { changes: [], cutShort: false } : findRoles(policies, question, isAllowed)
  const tags = findTagChanges(considered, question, isAllowed)
  return { changes: [...roles.changes, ...tags.changes], cutShort: roles.cutShort || tags.cutShort }
}

/** The question as it would be asked after a change. */
export function withChange(question: Question, change: SingleChange): Question {
  const { principal } = question
  switch (change.kind) {
    case 'role':
      return { ...question, principal: { ...principal, roles: [...principal.roles, change.id] } }
    case 'principal-tag':
      return { ...question, principal: { ...principal, tags: changeTags(principal.tags, change) } }
    case 'resource-tag': {
      const changeInput = (input: ResourceInput): ResourceInput => changeResource(input, change)
      return {
        ...question,
        resource: changeInput(question.resource),
        parameterResources: question.parameterResources.map(changeInput),
      }
    }
  }
}

interface Found {
  readonly changes: readonly SingleChange[]
  readonly cutShort: boolean
}

function findRoles(policies: PolicySet, question: Question, isAllowed: (changed: Question) => boolean): Found {
  const changes: SingleChange[] = []
  const held = new Set(question.principal.roles)
  let read = 0
  for (const id of policies.roleIds()) {
    if (held.has(id)) continue
    if (read === SINGLE_CHANGE_LIMITS.roles) return { changes, cutShort: true }
    read++
    const policy = policies.findRole(id)
    if (policy?.source.kind !== 'role' || policy.statementsFor(question.operation).length === 0) continue
    const change: SingleChange = { kind: 'role', id, name: policy.source.name }
    if (isAllowed(withChange(question, change))) changes.push(change)
  }
  return { changes, cutShort: false }
}

function findTagChanges(
  considered: readonly ConsideredStatement[],
  question: Question,
  isAllowed: (changed: Question) => boolean,
): Found {
  const candidates = new Map(
    considered.flatMap((each) => candidatesOf(each, question)).map((change) => [nameOf(change), change]),
  )
  const found = new Map<string, TagChange>()
  for (const [name, change] of [...candidates].slice(0, SINGLE_CHANGE_LIMITS.tagChanges)) {
    // To put a value in the place of another does more than to add it, which was tried before.
    if (change.action === 'replace' && found.has(nameOf({ ...change, action: 'add' }))) continue
    if (isAllowed(withChange(question, change))) found.set(name, change)
  }
  return { changes: [...found.values()], cutShort: candidates.size > SINGLE_CHANGE_LIMITS.tagChanges }
}

/** The same for changes that come to the same. */
function nameOf(change: TagChange): string {
  const resource = change.kind === 'resource-tag' ? change.resource : null
  return JSON.stringify([resource?.type, resource?.id, change.action, foldTag(change.key), foldTag(change.value)])
}

function candidatesOf(considered: ConsideredStatement, question: Question): readonly TagChange[] {
  const resource = question.resource.ref
  const matching = considered.unmatched.flatMap((tag): readonly TagChange[] => {
    const own = question.principal.tags.get(foldTag(tag.key))
    return [
      ...changesOf({ kind: 'principal-tag' }, tag.key, own, tag.values),
      ...(resource === null ? [] : changesOf({ kind: 'resource-tag', resource }, tag.key, tag, own?.values ?? [])),
    ]
  })
  const comparisons = considered.condition === null ? [] : comparisonsIn(considered.condition)
  return [...matching, ...comparisons.flatMap((comparison) => candidatesFor(comparison, question))]
}

function candidatesFor(explained: ExplainedComparison, question: Question): readonly TagChange[] {
  return explained.operands.flatMap(({ variable }) => {
    const holder = holderOf(variable, question)
    if (holder === null) return []
    const others = explained.operands.filter((operand) => operand.variable !== variable)
    const met = others.flatMap(({ values }) => values)
    const values = [...literalsOf(explained.comparison), ...met.map(textOf)].filter((value) => value !== undefined)
    return changesOf(holder.of, holder.key, holder.tags.get(foldTag(holder.key)), [...values, OTHER_VALUE])
  })
}

/** Whose tag it is. */
type TagHolder = { readonly kind: 'principal-tag' } | { readonly kind: 'resource-tag'; readonly resource: ResourceRef }

/** Whose tag a variable names, or null where it is no tag that could be changed. */
function holderOf(
  variable: Variable,
  { principal, resource, parameterResources, operation }: Question,
): { readonly of: TagHolder; readonly key: string; readonly tags: Tags } | null {
  switch (variable.kind) {
    case 'principal-tag':
      return isSystemTag(variable.key)
        ? null
        : { of: { kind: 'principal-tag' }, key: variable.key, tags: principal.tags }
    case 'resource-tag': {
      const { key, parameter } = variable
      const named =
        parameter === undefined
          ? resource
          : parameterResources[operation.pathParameters.findIndex(({ name }) => name === parameter)]
      if (isSystemTag(key) || named?.ref == null || named.lookup.status !== 'known') return null
      return { of: { kind: 'resource-tag', resource: named.ref }, key, tags: named.lookup.resource.tags }
    }
    default:
      return null
  }
}

/** What can be done to one key: each value added, those there removed, an only one replaced. */
function changesOf(of: TagHolder, key: string, tag: Tag | undefined, values: readonly string[]): readonly TagChange[] {
  const change = (action: TagAction) => (value: string) => ({ ...of, action, key, value })
  return [
    ...values.map(change('add')),
    ...(tag?.values ?? []).map(change('remove')),
    ...(tag?.values.length === 1 ? values.map(change('replace')) : []),
  ]
}

function changeResource(input: ResourceInput, change: Extract<TagChange, { kind: 'resource-tag' }>): ResourceInput {
  const { ref, lookup } = input
  if (lookup.status !== 'known' || ref?.type !== change.resource.type || ref.id !== change.resource.id) return input
  return {
    ref,
    lookup: { status: 'known', resource: { ...lookup.resource, tags: changeTags(lookup.resource.tags, change) } },
  }
}

/** The tags after a change; as they were where no such tag can be. */
function changeTags(tags: Tags, { action, key, value }: TagChange): Tags {
  const folded = foldTag(key)
  const own = tags.get(folded)
  const values = changeValues(own?.values ?? [], action, value)
  const written = own?.key ?? key
  const changed = readTags({ ...tagsToJson(tags), [written]: values })
  return changed.problems.length === 0 ? changed.tags : tags
}

function changeValues(values: readonly string[], action: TagAction, value: string): readonly string[] {
  switch (action) {
    case 'add':
      return [...values, value]
    case 'remove':
      return values.filter((each) => foldTag(each) !== foldTag(value))
    case 'replace':
      return [value]
  }
}

function literalsOf(comparison: Comparison): readonly string[] {
  switch (comparison.kind) {
    case 'compare':
      return [comparison.left, comparison.right].flatMap(textsOf)
    case 'in':
      return (isLiteralList(comparison.right) ? comparison.right : [comparison.left]).flatMap(textsOf)
    case 'all':
      return (isLiteralList(comparison.right) ? comparison.right : [comparison.right]).flatMap(textsOf)
    case 'between':
      return [comparison.low, comparison.high].flatMap(textsOf)
    case 'like':
      return [comparison.pattern.value.replaceAll('%', '').replaceAll('_', 'x')]
    case 'is-null':
      return []
  }
}

/** The values that a literal suggests for a tag: a number also those beside it, for an order that leaves the number itself out. */
function textsOf(operand: Operand | Literal): readonly string[] {
  if (isVariable(operand)) return []
  switch (operand.kind) {
    case 'string':
      return [operand.value]
    case 'number':
      return [operand.value, operand.value - 1, operand.value + 1].map(String)
    default:
      return []
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
