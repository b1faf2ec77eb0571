import type { Json, JsonObject } from '../model/json.ts'
import type { RequestValues } from '../model/request-values.ts'
import type { Operation } from '../model/service.ts'
import type { RequestFacts } from './access-record.ts'
import type { RequestReads } from './request-reads.ts'
import { secretPathParameters, soundsSecret } from './sounds-secret.ts'

/** Most that is kept of one request: names and text in UTF-16 units, each value counting one more. */
export const REQUEST_LIMIT = 4096

/**
 * Copies what the statements read of a request, and nothing else of it. Null where that is more than `REQUEST_LIMIT`.
 */
export function collectRequestFacts(
  operation: Operation,
  request: RequestValues,
  reads: RequestReads,
): RequestFacts | null {
  const { names, query: wantedQuery, body: wantedBody } = wantedOf(reads)
  const ofBody = operation.body !== null
  const budget = { left: REQUEST_LIMIT }
  const isSecret = secretPathParameters(operation)
  const path = request.path.map((value, index) =>
    value === null || isSecret[index] !== false ? null : spend(budget, value),
  )
  const query = copyQuery(request.query, wantedQuery, reads.fields && !ofBody, budget)
  const body = copyBody(request.body, wantedBody, reads.fields && ofBody, budget)
  const { selection } = request
  const selected = selection == null || !reads.fields ? undefined : copySelection(selection, budget)
  if (budget.left < 0) return null
  if (!reads.fields) return { path, query, body, read: names }
  const read = [...names, ofBody ? '$body' : '$query']
  return selected === undefined
    ? { path, query, body, read }
    : { path, query, body, selection: selected, read: [...read, '$selection'] }
}

/** What is kept of the values that statements read: those whose names sound like a secret's are not. */
interface Wanted {
  /** As `where` spells them. */
  readonly names: readonly string[]
  /** Names of query parameters. */
  readonly query: ReadonlySet<string>
  readonly body: Tree
}

const known = new WeakMap<RequestReads, Wanted>()

/** What most requests are decided by reads the same. */
function wantedOf(reads: RequestReads): Wanted {
  let wanted = known.get(reads)
  if (wanted === undefined) {
    const kept = [...reads.values].filter(([, { path }]) => !path.some(soundsSecret))
    const pathsIn = (source: 'query' | 'body') =>
      kept.flatMap(([, each]) => (each.source === source ? [each.path] : []))
    wanted = {
      names: kept.map(([name]) => name),
      query: new Set(pathsIn('query').map(([name = '']) => name)),
      body: toTree(pathsIn('body')),
    }
    known.set(reads, wanted)
  }
  return wanted
}

const NO_QUERY: RequestFacts['query'] = {}

interface Budget {
  left: number
}

function spend(budget: Budget, text: string): string {
  budget.left -= text.length + 1
  return text
}

/** A `deepObject` is sent as `name[field]`, and its names alone may decide. */
function copyQuery(
  query: RequestValues['query'],
  wanted: ReadonlySet<string>,
  names: boolean,
  budget: Budget,
): RequestFacts['query'] {
  if (query === null || query.size === 0 || (wanted.size === 0 && !names)) return NO_QUERY
  const copy: Record<string, readonly string[]> = Object.create(null) as Record<string, readonly string[]>
  for (const [name, values] of query) {
    const isWanted = wanted.has(name.split('[', 1)[0] ?? '') && !soundsSecret(name)
    if (!isWanted && !names) continue
    copy[spend(budget, name)] = isWanted ? values.map((value) => spend(budget, value)) : ['']
    if (budget.left < 0) break
  }
  return copy
}

/** Names that lead to the fields wanted; a field itself is an empty map. */
type Tree = ReadonlyMap<string, Tree>

const LEAF: Tree = new Map()

function toTree(paths: readonly (readonly string[])[]): Tree {
  const byName = Map.groupBy(
    paths.filter((path) => path.length > 0),
    ([name = '']) => name,
  )
  return new Map([...byName].map(([name, below]) => [name, toTree(below.map((path) => path.slice(1)))]))
}

/** The names of what is selected, which hold no values. */
function copySelection(selection: JsonObject, budget: Budget): JsonObject {
  return copyValue(selection, LEAF, false, true, budget) as JsonObject
}

function copyBody(body: RequestValues['body'], tree: Tree, names: boolean, budget: Budget): RequestFacts['body'] {
  if (body.status !== 'json') return { status: body.status }
  const value = copyValue(body.value, tree, false, names, budget)
  return body.mediaType === undefined ? { status: 'json', value } : { status: 'json', value, mediaType: body.mediaType }
}

/**
 * Copies the fields wanted, and of what stands beside them nothing, or the names: then each value that was not asked for is `true`, but an
 * empty list, an empty object and null stay what they are, as field lists tell them apart.
 *
 * @param wanted whether the value itself was asked for
 */
function copyValue(value: Json, tree: Tree, wanted: boolean, names: boolean, budget: Budget): Json {
  budget.left--
  if (budget.left < 0) return null
  if (Array.isArray(value))
    return (value as readonly Json[]).map((each) => copyValue(each, tree, wanted, names, budget))
  if (typeof value === 'object' && value !== null) {
    const copy = Object.create(null) as Record<string, Json>
    for (const [name, field] of Object.entries(value)) {
      const below = tree.get(name)
      if (below === undefined && !names) continue
      copy[spend(budget, name)] = copyValue(field, below ?? LEAF, below?.size === 0, names, budget)
      if (budget.left < 0) break
    }
    return copy
  }
  if (value === null) return null
  if (!wanted) return true
  return typeof value === 'string' ? spend(budget, value) : value
}
