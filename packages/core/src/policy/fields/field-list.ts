import { isJsonObject, type Json } from '../../model/json.ts'
import type { RequestValues } from '../../model/request-values.ts'
import type { Operation } from '../../model/service.ts'
import { assertNever } from '../../util/assert-never.ts'
import type { FieldPattern } from '../ast.ts'
import type { FieldList } from '../compiled.ts'
import { createFieldTree, findField, type FieldNode, type HoldsTags } from './field-tree.ts'
import { printFieldPattern } from '../print/print-policy.ts'
import { ANY, FALSE, or, TRUE, UNKNOWN, type Truth } from '../truth.ts'

/** How many uncovered leaves are named, and by how many names each. */
const LEAVES_NAMED = 10
const NAMES_PER_LEAF = 20

/**
 * Compiles a field list. It limits the JSON body of an operation that declares a body, and the query of one that declares none.
 *
 * What it cannot read (no JSON of a declared media type, a JSON Patch, a body where none is declared) is covered by nothing, and whether a
 * `deny` touches it is UNKNOWN.
 *
 * @param holdsTags which fields of the body carry tags, whose keys compare as tags do
 * @see POLICY.md, sections 5 and 6
 */
export function compileFieldList(patterns: readonly FieldPattern[], holdsTags?: HoldsTags): FieldList {
  return limitBy(createFieldTree(patterns, holdsTags), limitedPart)
}

/**
 * A field list over one part of a request.
 *
 * @param limitedPart the values that the list limits, or why there are none to look at
 */
export function limitBy(
  tree: FieldNode,
  limitedPart: (request: RequestValues, operation: Operation) => readonly LimitedValue[] | WithoutValue,
): FieldList {
  return {
    covers(request, operation) {
      const limited = limitedPart(request, operation)
      if (typeof limited === 'string') return COVERS_WITHOUT_VALUE[limited]
      return limited.every((part) => isCovered(part, tree)) ? TRUE : FALSE
    },
    touches(request, operation) {
      const limited = limitedPart(request, operation)
      if (typeof limited === 'string') return TOUCHES_WITHOUT_VALUE[limited]
      return limited.some((part) => isTouched(part, tree)) ? TRUE : FALSE
    },
    uncovered(request, operation) {
      const limited = limitedPart(request, operation)
      return typeof limited === 'string' ? [] : findUncovered(limited, tree)
    },
  }
}

/** Several field lists that one statement has for one operation: each may cover a request alone. */
export function anyFieldList(lists: readonly FieldList[]): FieldList {
  return {
    covers: (request, operation) => lists.reduce((truth, list) => or(truth, list.covers(request, operation)), FALSE),
    touches: (request, operation) => lists.reduce((truth, list) => or(truth, list.touches(request, operation)), FALSE),
    uncovered(request, operation) {
      const leaves = lists.map((list) => list.uncovered(request, operation))
      return leaves.reduce((least, each) => (each.length < least.length ? each : least))
    },
  }
}

/** A value that a list limits, and the names that lead to it. */
export interface LimitedValue {
  readonly names: readonly string[]
  readonly value: Json
}

export type WithoutValue = 'open' | 'unavailable' | 'unreadable'

const COVERS_WITHOUT_VALUE: Record<WithoutValue, Truth> = { open: ANY, unavailable: UNKNOWN, unreadable: FALSE }
// A form-encoded body may well hold the field that a `deny` is about, so it is not known to be untouched.
const TOUCHES_WITHOUT_VALUE: Record<WithoutValue, Truth> = { open: ANY, unavailable: UNKNOWN, unreadable: UNKNOWN }

function limitedPart({ body, query }: RequestValues, operation: Operation): readonly LimitedValue[] | WithoutValue {
  if (body.status === 'open') return 'open'
  if (operation.body === null) {
    if (body.status !== 'absent') return 'unreadable'
    if (query === null) return 'open'
    return Array.from(query.keys(), (name) => ({ names: queryNames(name, operation), value: null }))
  }
  switch (body.status) {
    case 'absent':
      return []
    case 'other':
      return 'unreadable'
    case 'unavailable':
      return 'unavailable'
    case 'json': {
      const mediaTypes = body.mediaType === undefined ? operation.body.mediaTypes : [body.mediaType]
      return mediaTypes.some(mayBeJsonPatch) ? 'unreadable' : [{ names: [], value: body.value }]
    }
    default:
      return assertNever(body)
  }
}

/** A JSON Patch names fields in its values, where no list looks. */
function mayBeJsonPatch(mediaType: string): boolean {
  return mediaType === 'application/json-patch+json' || mediaType.includes('*')
}

/** `name[a][b]` of a `deepObject` parameter is the field `name.a.b`; any other query name is one name, whatever it holds. */
function queryNames(name: string, operation: Operation): readonly string[] {
  const [, parameter, brackets] = /^([^[]+)((?:\[[^[\]]*\])+)$/.exec(name) ?? []
  if (parameter === undefined || brackets === undefined) return [name]
  const declared = operation.queryParameters.find((candidate) => candidate.name === parameter)
  return declared?.style === 'deepObject' ? [parameter, ...brackets.slice(1, -1).split('][')] : [name]
}

/** Whether every leaf of a value is covered. Walked with a list of work and no recursion, as arrays nest as deep as the caller likes. */
function isCovered({ names, value }: LimitedValue, tree: FieldNode): boolean {
  const start = findNested(tree, names)
  if (start === undefined) return false
  const pending = [{ value, node: start }]
  for (let work = pending.pop(); work !== undefined; work = pending.pop()) {
    const { node } = work
    if (node.listed) continue
    if (isLeaf(work.value)) return false
    for (const [name, child] of contents(work.value)) {
      const next = name === null ? node : findField(node, name)
      if (next === undefined) return false
      pending.push({ value: child, node: next })
    }
  }
  return true
}

/** Whether some leaf of a value is covered by, or is an ancestor of, a listed field. */
function isTouched({ names, value }: LimitedValue, tree: FieldNode): boolean {
  const start = findNested(tree, names)
  if (start === undefined) return false
  const pending = [{ value, node: start }]
  for (let work = pending.pop(); work !== undefined; work = pending.pop()) {
    const { node } = work
    // INVARIANT: every node leads to a listed field, so a leaf that reaches one is covered by it or an ancestor of it.
    if (node.listed || isLeaf(work.value)) return true
    for (const [name, child] of contents(work.value)) {
      const next = name === null ? node : findField(node, name)
      if (next !== undefined) pending.push({ value: child, node: next })
    }
  }
  return false
}

/** The uncovered leaves in the order of the request, each once. A leaf below very many names is named by its first ones. */
function findUncovered(limited: readonly LimitedValue[], tree: FieldNode): readonly string[] {
  const found = new Set<string>()
  const pending: (LimitedValue & { readonly node: FieldNode | undefined })[] = limited
    .map((part) => ({ ...part, node: findNested(tree, part.names) }))
    .reverse()
  for (let work = pending.pop(); work !== undefined && found.size < LEAVES_NAMED; work = pending.pop()) {
    const { names, value, node } = work
    if (node?.listed === true) continue
    if (isLeaf(value) || names.length === NAMES_PER_LEAF) {
      found.add(printNames(names))
      continue
    }
    for (const [name, child] of contents(value).reverse()) {
      if (name === null) pending.push({ names, value: child, node })
      else pending.push({ names: [...names, name], value: child, node: node && findField(node, name) })
    }
  }
  return [...found]
}

function findNested(tree: FieldNode, names: readonly string[]): FieldNode | undefined {
  return names.reduce<FieldNode | undefined>((node, name) => node && findField(node, name), tree)
}

function isLeaf(value: Json): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0
}

/** The fields of an object by name, or the elements of an array, which have none. */
function contents(value: Json): (readonly [name: string | null, value: Json])[] {
  if (Array.isArray(value)) return (value as readonly Json[]).map((element) => [null, element])
  return isJsonObject(value) ? Object.keys(value).map((name) => [name, value[name] as Json]) : []
}

function printNames(names: readonly string[]): string {
  if (names.length === 0) return printFieldPattern({ parts: [{ kind: 'any' }] })
  return printFieldPattern({ parts: names.map((name) => ({ kind: 'name', name })) })
}
