import { TAG_FORMAT } from '../../model/fold.ts'
import type { JsonType, Operation, Service, Shape, ShapeIndex } from '../../model/service.ts'
import type { Variable } from '../ast.ts'

/** A variable that names a value of the request: `$request:`, `$path:`, `$query:` or `$body:`. */
export type RequestVariable = Extract<Variable, { kind: 'request' }>

/** Where one operation carries the value of a request variable, and what its document declares about it. */
export interface RequestLocation {
  readonly source: 'path' | 'query' | 'body'
  /** The parameter's name (and the fields of a `deepObject`), or the names of nested body fields. */
  readonly path: readonly string[]
  /** Types declared for a single value, over all branches and through arrays; empty where the schema names none. */
  readonly types: ReadonlySet<JsonType>
  /** Formats declared for a single value, over all branches and through arrays. */
  readonly formats: ReadonlySet<string>
  /** Whether the document declares an array at the value or on the way to it. At run time a query parameter may repeat without one. */
  readonly array: boolean
  /** Which names of the path are keys of tags, which any letter case spells. Absent where none is. */
  readonly tagKeys?: ReadonlySet<number>
}

/** Why a request variable names nothing in an operation: no such field, or the same name in several places. */
export type UnresolvedRequestVariable = 'no-such-field' | 'ambiguous'

/**
 * Finds what a request variable means in an operation. A field exists if any branch of allOf, oneOf or anyOf declares it, or under explicit
 * `additionalProperties`; arrays on the way are walked through. Of a root field of GraphQL, `$request:` names an argument, and the explicit
 * forms name nothing.
 *
 * @see POLICY.md, sections 4 and 8
 */
export function resolveRequestVariable(
  variable: RequestVariable,
  operation: Operation,
  service: Service,
): RequestLocation | UnresolvedRequestVariable {
  const { source, path } = variable
  if (operation.graphql !== undefined && source !== 'any') return 'no-such-field'
  const sources = source === 'any' ? (['path', 'query', 'body'] as const) : [source]
  const locations = sources
    .map((each) => locateRequestValue(each, path, operation, service.shapes))
    .filter((location) => location !== undefined)
  const [location] = locations
  if (location === undefined) return 'no-such-field'
  return locations.length === 1 ? location : 'ambiguous'
}

/** Finds a value of the request by the explicit form of its name, or undefined where the operation declares none. */
export function locateRequestValue(
  source: RequestLocation['source'],
  path: readonly string[],
  operation: Operation,
  shapes: readonly Shape[],
): RequestLocation | undefined {
  const start = startOf(source, path, operation)
  if (start === undefined) return undefined
  let reached = reach([start.shape], shapes)
  let array = reached.array
  const tagKeys = new Set<number>()
  for (const [at, name] of path.entries()) {
    if (at < start.consumed) continue
    if (reached.shapes.some((shape) => holdsTags(shape, shapes))) tagKeys.add(at)
    const next = reached.shapes.flatMap((shape) => fieldShapes(shape, name))
    if (next.length === 0) return undefined
    reached = reach(next, shapes)
    array ||= reached.array
  }
  const types = new Set(reached.shapes.flatMap((shape) => shape.types))
  types.delete('array')
  const formats = new Set(reached.shapes.flatMap((shape) => shape.format ?? []))
  return { source, path, types, formats, array, ...(tagKeys.size === 0 ? {} : { tagKeys }) }
}

/** Whether the names right beneath a field of the body are keys of tags. */
export function areTagKeysBeneath(names: readonly string[], operation: Operation, shapes: readonly Shape[]): boolean {
  // Any name is a key there.
  return locateRequestValue('body', [...names, ''], operation, shapes)?.tagKeys?.has(names.length) === true
}

/** The declared shape a path begins at, and how many of its segments name the parameter itself. */
function startOf(
  source: RequestLocation['source'],
  path: readonly string[],
  operation: Operation,
): { readonly shape: ShapeIndex; readonly consumed: number } | undefined {
  switch (source) {
    case 'path': {
      const parameter = operation.pathParameters.find(({ name }) => name === path[0])
      return parameter === undefined || path.length > 1 ? undefined : { shape: parameter.shape, consumed: 1 }
    }
    case 'query': {
      const parameter = operation.queryParameters.find(({ name }) => name === path[0])
      if (parameter === undefined || (path.length > 1 && parameter.style !== 'deepObject')) return undefined
      return { shape: parameter.shape, consumed: 1 }
    }
    case 'body': {
      const shape = operation.body?.shape ?? null
      return shape === null || path.length === 0 ? undefined : { shape, consumed: 0 }
    }
  }
}

/** Every shape a single value may have: the given ones, their branches and, through arrays, their items. Shapes may be recursive. */
function reach(
  start: readonly ShapeIndex[],
  shapes: readonly Shape[],
): { readonly shapes: readonly Shape[]; readonly array: boolean } {
  const seen = new Set(start)
  const found: Shape[] = []
  let array = false
  // A set iterates over what is added to it on the way.
  for (const index of seen) {
    const shape = shapes[index]
    if (shape === undefined) throw new TypeError(`the service has no shape ${index}`)
    found.push(shape)
    array ||= shape.items !== null || shape.types.includes('array')
    for (const branch of shape.branches) seen.add(branch)
    if (shape.items !== null) seen.add(shape.items)
  }
  return { shapes: found, array }
}

/** Whether what a shape has undeclared fields for is tags. */
function holdsTags({ additional }: Shape, shapes: readonly Shape[]): boolean {
  return additional !== null && reach([additional], shapes).shapes.some(({ format }) => format === TAG_FORMAT)
}

function fieldShapes(shape: Shape, name: string): readonly ShapeIndex[] {
  const declared = shape.properties.filter(([property]) => property === name).map(([, index]) => index)
  return declared.length > 0 || shape.additional === null ? declared : [shape.additional]
}
