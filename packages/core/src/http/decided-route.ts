import type { Operation, PathSegment, Service } from '../model/service.ts'
import { foldLiteral, parsePathTemplate } from '../openapi/path-template.ts'
import type { Expected } from './guard.ts'
import type { RouteTemplate } from './route-template.ts'

/** What a router is about to run. */
export interface DispatchedRoute {
  readonly method: string
  /** The part of the URL that mounted routers took off, as it stands in the URL. */
  readonly baseUrl: string
  /** Every path that the route stands for. */
  readonly templates: readonly RouteTemplate[]
  /** Decoded values, as the handler sees them. */
  readonly params: Readonly<Record<string, unknown>>
  /** Whether the router tells `/Users` from `/users`. */
  readonly caseSensitive: boolean
}

type ExpectedOperation = Extract<Expected, { readonly kind: 'operation' }>

/**
 * Whether the route that a router dispatches to is the operation decided: the same method, the same path part by part, and in every
 * parameter the value that the decision saw.
 *
 * The comparison is of the route as registered, not of the URL: `/users/me` is not `/users/{id}`, though the URL fits both.
 *
 * @param method the method that the decision saw, in the case it was sent in
 * @see docs/decisions/0006-dispatch-guard-in-express.md
 */
export function isDecidedRoute(expected: ExpectedOperation, method: string, route: DispatchedRoute): boolean {
  if (route.method !== method) return false
  const path = wholePathOf(expected.service, expected.operation)
  const base = baseSegments(route.baseUrl)
  if (base === undefined || base.length > path.length) return false
  let next = 0
  for (const [index, text] of base.entries()) {
    const segment = path[index] as PathSegment
    const from = next
    next += segment.parameters.length
    if (!isRendered(segment, expected.values.slice(from, next), text, route.caseSensitive)) return false
  }
  const rest = path.slice(base.length)
  const values = expected.values.slice(next)
  const names = route.templates.length === 1 ? NO_NAMES : new Set(route.templates.flatMap(parameterNames))
  return route.templates.some((template) => isTemplateOf(template, rest, values, route.params, names))
}

/** A route with one path has no parameters but that path's. */
const NO_NAMES: ReadonlySet<string> = new Set()

const wholePaths = new WeakMap<Operation, readonly PathSegment[]>()

/** The operation's path with its service's base before it, read once. */
function wholePathOf({ basePath }: Service, operation: Operation): readonly PathSegment[] {
  let path = wholePaths.get(operation)
  if (path === undefined) {
    const base = basePath === '' ? undefined : parsePathTemplate(basePath)
    path = base?.ok === true ? [...base.segments, ...operation.segments] : operation.segments
    wholePaths.set(operation, path)
  }
  return path
}

function baseSegments(baseUrl: string): readonly string[] | undefined {
  if (baseUrl === '') return []
  try {
    return baseUrl.slice(1).split('/').map(decodeURIComponent)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

/** Whether a segment of the URL is what the decided segment comes to with its values. */
function isRendered(
  { literals }: PathSegment,
  values: readonly string[],
  text: string,
  caseSensitive: boolean,
): boolean {
  const rendered = literals.map((literal, index) => literal + (values[index] ?? '')).join('')
  if (text === rendered) return true
  return !caseSensitive && values.length === 0 && foldLiteral(text) === foldLiteral(rendered)
}

/**
 * @param values of all parameters of `decided`, in order
 * @param names of the parameters of all the route's paths: those that this one lacks must be without value, or another path was meant
 */
function isTemplateOf(
  template: RouteTemplate,
  decided: readonly PathSegment[],
  values: readonly string[],
  params: DispatchedRoute['params'],
  names: ReadonlySet<string>,
): boolean {
  if (template.length !== decided.length) return false
  if (names.size > 0) {
    const own = new Set(parameterNames(template))
    for (const name of names) if (!own.has(name) && valueOf(params, name) !== undefined) return false
  }
  let next = 0
  return template.every(({ literals, parameters }, index) => {
    const segment = decided[index] as PathSegment
    return (
      literals.length === segment.literals.length &&
      literals.every((literal, part) => isLiteral(literal, segment.literals[part] as string)) &&
      parameters.every((name) => valueOf(params, name) === values[next++])
    )
  })
}

function parameterNames(template: RouteTemplate): readonly string[] {
  return template.flatMap((segment: PathSegment) => segment.parameters)
}

function valueOf(params: DispatchedRoute['params'], name: string): unknown {
  return Object.hasOwn(params, name) ? params[name] : undefined
}

/** Documents' literals are decoded; a router's may be written either way. */
function isLiteral(written: string, decided: string): boolean {
  if (written === decided) return true
  try {
    return decodeURIComponent(written) === decided
  } catch (error) {
    if (error instanceof URIError) return false
    throw error
  }
}
