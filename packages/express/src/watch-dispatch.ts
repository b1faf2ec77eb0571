import { printPath, templatesOf, type ProblemResponse, type RouteTemplate, type Watch } from '@wardkit/core/http'
import type { Request } from 'express'
import type { RouterRoute } from './express-router.ts'

/** What the router may dispatch a request to, and what is done where it turns elsewhere. */
interface RequestWatch {
  readonly watch: Watch
  readonly answer: (problem: ProblemResponse) => void
}

const WATCHES = Symbol('wardkit watches')
const ROUTE = Symbol('wardkit route')

type WatchedRequest = Request & { [WATCHES]?: RequestWatch[]; [ROUTE]?: RouterRoute }

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
export function watchDispatch(request: Request, watch: Watch, answer: RequestWatch['answer']): void {
  const watched = request as WatchedRequest
  const others = watched[WATCHES]
  if (others !== undefined) {
    others.push({ watch, answer })
    return
  }
  watched[WATCHES] = [{ watch, answer }]
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
  const failed = request[WATCHES]?.find(({ watch }) => !isExpected(request, route, watch))
  if (failed === undefined) next()
  else failed.answer(failed.watch.refuse(`${request.method}:${request.baseUrl}${printPath(route.path)}`))
}

function isExpected(request: Request, route: RouterRoute, watch: Watch): boolean {
  return watch.isExpected({
    path: route.path,
    templates: routeTemplates(route),
    method: request.method,
    target: targetOf(request),
    baseUrl: request.baseUrl,
    params: request.params,
    caseSensitive: request.app.enabled('case sensitive routing'),
  })
}

const templates = new WeakMap<RouterRoute, readonly RouteTemplate[] | 'opaque'>()

function routeTemplates(route: RouterRoute): readonly RouteTemplate[] | 'opaque' {
  let known = templates.get(route)
  if (known === undefined) templates.set(route, (known = templatesOf(route.path)))
  return known
}
