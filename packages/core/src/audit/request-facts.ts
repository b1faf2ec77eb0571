import type { Json, JsonObject } from '../model/json.ts'
import type { RequestValues } from '../model/request-values.ts'
import type { Operation } from '../model/service.ts'
import type { RequestFacts } from './access-record.ts'
import type { RequestReads } from './request-reads.ts'
import { soundsSecret } from './sounds-secret.ts'

/** Most that is kept of one request: names and text in UTF-16 units, each value counting one more. */
export const REQUEST_LIMIT = 4096

/**
 * Copies what the statements read of a request: at once, for its body is the very object that the handler may change. Null where that is more
 * than `REQUEST_LIMIT`.
 */
export function collectRequestFacts(
  operation: Operation,
  request: RequestValues,
  reads: RequestReads,
): RequestFacts | null {
  const wanted = [...reads.values].filter(([, { path }]) => !path.some(soundsSecret))
  const ofBody = operation.body !== null
  const budget = { left: REQUEST_LIMIT }
  const path = request.path.map((value, index) => {
    const name = operation.pathParameters[index]?.name ?? ''
    return value === null || soundsSecret(name) ? null : spend(budget, value)
  })
  const query = copyQuery(
    request.query ?? new Map<string, readonly string[]>(),
    new Set(
      wanted
        .filter(([, { source }]) => source === 'query')
        .map(
          ([
            ,
            {
              path: [name = ''],
            },
          ]) => name,
        ),
    ),
    reads.fields && !ofBody,
    budget,
  )
  const tree = toTree(wanted.filter(([, { source }]) => source === 'body').map(([, { path: names }]) => names))
  const body = copyBody(request.body, tree, reads.fields && ofBody, budget)
  const { selection } = request
  const selected = selection == null || !reads.fields ? {} : { selection: copySelection(selection, budget) }
  if (budget.left < 0) return null
  const fields = reads.fields ? [ofBody ? '$body' : '$query'] : []
  const kept = 'selection' in selected ? [...fields, '$selection'] : fields
  return { path, query, body, ...selected, read: [...wanted.map(([name]) => name), ...kept] }
}

interface Budget {
  left: number
}

function spend(budget: Budget, text: string): string {
  budget.left -= text.length + 1
  return text
}

/** A `deepObject` is sent as `name[field]`, and its names alone may decide. */
function copyQuery(
  query: NonNullable<RequestValues['query']>,
  wanted: ReadonlySet<string>,
  names: boolean,
  budget: Budget,
): RequestFacts['query'] {
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
