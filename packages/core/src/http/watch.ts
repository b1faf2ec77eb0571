import { readTarget } from './canonical-target.ts'
import { isDecidedRoute, type DispatchedRoute } from './decided-route.ts'
import type { DeclaredRoutes } from './declared-routes.ts'
import type { Expected } from './guard.ts'
import type { ProblemResponse } from './problem.ts'
import type { RouteTemplate } from './route-template.ts'

/** A route that a router turned to, as an adapter finds it. */
export interface ReachedRoute extends Omit<DispatchedRoute, 'templates'> {
  /** As the route was registered with it. */
  readonly path: unknown
  readonly templates: readonly RouteTemplate[] | 'opaque'
  /** The request target as it now stands, mounts put back. */
  readonly target: string
}

/** What a router may dispatch an admitted request to. */
export interface Watch {
  /** Whether a route is the one decided. */
  isExpected(route: ReachedRoute): boolean
  /** Tells the operator of a route that is not. @returns the answer to the request */
  refuse(dispatched: string): ProblemResponse
}

/** What the decision saw. */
export interface Watched {
  readonly expected: Expected
  readonly method: string
  readonly target: string
  readonly declared: DeclaredRoutes
}

/** Whether a route may run: it is the operation decided, or nothing can tell it by but the URL, which is the one decided. */
export function isExpectedRoute({ expected, method, target, declared }: Watched, route: ReachedRoute): boolean {
  if (expected.kind === 'unlisted') return isSamePath(route.target, target)
  const operations = declared.find(route.path)
  if (operations !== undefined) {
    return operations.has(expected.operation.id) && route.method === method && isSamePath(route.target, target)
  }
  const { templates } = route
  return templates !== 'opaque' && isDecidedRoute(expected, method, { ...route, templates })
}

/** Whether nothing rewrote the path since it was decided. */
function isSamePath(now: string, then: string): boolean {
  const [reached, decided] = [readTarget(now), readTarget(then)]
  return reached.ok && decided.ok && reached.pathname === decided.pathname
}
