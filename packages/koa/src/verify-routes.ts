import { isAuthorizer, verifyRouteTables } from '@wardkit/core/http'
import { routerOf } from './koa-router.ts'
import { readRoutes } from './read-routes.ts'
import { observeApplication } from './watch-dispatch.ts'

/**
 * Checks an application's routes against the documents once they are all registered, before it listens.
 *
 * Without this call the same check runs at the first request, and while routes are ambiguous every request is answered 503.
 *
 * @returns the middleware after `authorize()` that is decided by URL, because nobody can look into it
 * @throws WardkitError `ERR_ROUTES_AMBIGUOUS` listing every route that is ambiguous, shadows another, or is in no document
 * @throws TypeError where `authorize()` is not in use
 */
export function verifyRoutes(app: {
  readonly middleware: readonly unknown[]
  readonly context: object
}): Promise<readonly string[]> {
  const { middleware, context } = app
  observeApplication(context)
  const handlers = middleware.flatMap((each) => [each, ...(routerOf(each)?.stack.flatMap(({ stack }) => stack) ?? [])])
  return verifyRouteTables(handlers.filter(isAuthorizer), (handler) => readRoutes(middleware, handler))
}
