import { isDecidedRoute, readTarget, type Expected } from '@wardkit/core/http'
import type { Request } from 'express'
import { printPath, type DeclaredRoutes } from './declared-routes.ts'
import { templatesOf, type RouterRoute } from './express-router.ts'

/** What the router may dispatch a request to. */
export interface Watch {
  readonly expected: Expected
  /** The method that the decision saw. */
  readonly method: string
  /** The target that the decision saw. */
  readonly target: string
  readonly declared: DeclaredRoutes
  /** Answers the request when the router turns elsewhere. */
  refuse(dispatched: string): void
}

const WATCHES = Symbol('wardkit watches')
const ROUTE = Symbol('wardkit route')

type WatchedRequest = Request & { [WATCHES]?: Watch[]; [ROUTE]?: RouterRoute }

/** The target that the router dispatches by: mounts put back, rewriting by earlier middleware kept. */
export function targetOf(request: Request): string {
  return request.baseUrl + request.url
}

/**
 * Lets the request reach no route but the one decided.
 *
 * The router assigns `request.route` just before it runs a route. An accessor in its place puts a guard first among the route's own handlers
 * (once for each route), so that the comparison comes after every rewriting and every `router.param`, and before any handler. The accessor
 * is the request's own: one on an application's prototype is lost where a mounted application hands the request back to its parent.
 */
export function watchDispatch(request: Request, watch: Watch): void {
  const watched = request as WatchedRequest
  const others = watched[WATCHES]
  if (others !== undefined) {
    others.push(watch)
    return
  }
  watched[WATCHES] = [watch]
  if (watched.route !== undefined) watched[ROUTE] = watched.route as RouterRoute
  Object.defineProperty(watched, 'route', ROUTE_ACCESSOR)
}

const ROUTE_ACCESSOR: PropertyDescriptor & ThisType<WatchedRequest> = {
  configurable: true,
  enumerable: true,
  get() {
    return this[ROUTE]
  },
  set(route: RouterRoute) {
    putGuardFirst(route)
    this[ROUTE] = route
  },
}

const guards = new WeakMap<RouterRoute, unknown>()

function putGuardFirst(route: RouterRoute): void {
  const known = guards.get(route)
  if (known !== undefined && route.stack[0] === known) return
  const others = route.stack.filter((layer) => layer !== known)
  const guard = known ?? createGuardLayer(route)
  guards.set(route, guard)
  // A new array: a dispatch under way goes on in the old one, at the place where it was.
  route.stack = [guard, ...others]
}

/** Only the route itself can make a layer of the router's own kind. */
function createGuardLayer(route: RouterRoute): unknown {
  const { methods, stack } = route
  const hadAll = methods['_all']
  route.stack = []
  route.all(guardRoute)
  const [layer] = route.stack
  route.stack = stack
  if (hadAll === undefined) delete methods['_all']
  return layer
}

function guardRoute(request: WatchedRequest, _response: unknown, next: () => void): void {
  const route = request[ROUTE] as RouterRoute
  const failed = request[WATCHES]?.find((watch) => !isExpected(request, route, watch))
  if (failed === undefined) next()
  else failed.refuse(`${request.method}:${request.baseUrl}${printPath(route.path)}`)
}

function isExpected(request: Request, route: RouterRoute, watch: Watch): boolean {
  const { expected } = watch
  if (expected.kind === 'unlisted') return isSamePath(request, watch)
  const declared = watch.declared.find(route.path)
  if (declared !== undefined) {
    return declared.has(expected.operation.id) && request.method === watch.method && isSamePath(request, watch)
  }
  const templates = templatesOf(route)
  if (templates === 'opaque') return false
  return isDecidedRoute(expected, watch.method, {
    method: request.method,
    baseUrl: request.baseUrl,
    templates,
    params: request.params,
    caseSensitive: request.app.enabled('case sensitive routing'),
  })
}

/** Whether nothing rewrote the path since it was decided. */
function isSamePath(request: Request, watch: Watch): boolean {
  const now = readTarget(targetOf(request))
  const then = readTarget(watch.target)
  return now.ok && then.ok && now.pathname === then.pathname
}
