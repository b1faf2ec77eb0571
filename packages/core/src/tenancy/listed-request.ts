import type { Json, JsonObject } from '../model/json.ts'
import { NO_QUERY, type RequestValues } from '../model/request-values.ts'
import type { Operation, ResourceLocator } from '../model/service.ts'
import { assertKnownOptions } from '../util/known-options.ts'

/** The request that each row is asked about with. What is left out is not known, and a filter that depends on it is an error. */
export interface ListedRequest {
  /** Path parameters other than the row's id, decoded. */
  readonly path?: Readonly<Record<string, string>>
  /** Every query parameter that is sent; `{}`: none is. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>
  /** The JSON body, or the arguments of a GraphQL root field; null is the JSON value. */
  readonly body?: Json
  /** What is selected beneath a GraphQL root field: names of fields, null where a field has no selection of its own. */
  readonly selection?: JsonObject
}

/** Reads what every row's request carries. @throws TypeError for a name that the operation does not have, or that is the row's own */
export function toRequest(given: ListedRequest, operation: Operation, locator: ResourceLocator): RequestValues {
  assertKnownOptions('the `request` of a filter', given, ['path', 'query', 'body', 'selection'])
  const { pathParameters, queryParameters } = operation
  const names = pathParameters.map(({ name }) => name).filter((name) => !isOwnName(name, locator))
  if (given.path !== undefined) assertKnownOptions('the `request.path` of a filter', given.path, names)
  const path = pathParameters.map(({ name }) =>
    given.path !== undefined && Object.hasOwn(given.path, name) ? (given.path[name] ?? null) : null,
  )
  const query = given.query ?? (queryParameters.length === 0 ? {} : undefined)
  return {
    path,
    query: query === undefined ? null : toQuery(query),
    body:
      given.body !== undefined
        ? { status: 'json', value: given.body }
        : { status: operation.body === null ? 'absent' : 'open' },
    ...(operation.graphql === undefined ? {} : { selection: given.selection ?? null }),
  }
}

/** Whether a path parameter holds the row's id. */
export function isOwnName(name: string, { from, path }: ResourceLocator): boolean {
  return from === 'path' && path[0] === name
}

function toQuery(query: NonNullable<ListedRequest['query']>): ReadonlyMap<string, readonly string[]> {
  const entries = Object.entries(query)
  if (entries.length === 0) return NO_QUERY
  return new Map(entries.map(([name, values]) => [name, typeof values === 'string' ? [values] : values]))
}

/** The request for one row. */
export function withId(
  request: RequestValues,
  operation: Operation,
  locator: ResourceLocator,
  id: string,
): RequestValues {
  const [name = ''] = locator.path
  if (locator.from === 'query' && request.query !== null) {
    return { ...request, query: new Map([...request.query, [name, [id]]]) }
  }
  const path = request.path.map((value, i) =>
    isOwnName(operation.pathParameters[i]?.name ?? '', locator) ? id : value,
  )
  return { ...request, path }
}
