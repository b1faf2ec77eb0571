import { isAuthorizer, verifyRouteTables } from '@wardkit/core/http'
import { layersOf, type RouterLayer } from './express-router.ts'
import { readRoutes } from './read-routes.ts'

/**
 * Checks an application's routes against the documents once they are all registered, before it listens.
 *
 * Without this call the same check runs at the first request, and while routes are ambiguous every request is answered 503.
 *
 * @returns the paths of mounted handlers that are decided by URL, because nobody can look into them
 * @throws WardkitError `ERR_ROUTES_AMBIGUOUS` listing every route that is ambiguous, shadows another, or is in no document
 * @throws TypeError where `authorize()` was not mounted
 */
export function verifyRoutes(app: unknown): Promise<readonly string[]> {
  return verifyRouteTables([...findAuthorizers(layersOf(app) ?? [])], (handler) => readRoutes(app, handler))
}

function* findAuthorizers(layers: readonly RouterLayer[]): Generator<object> {
  for (const layer of layers) {
    if (isAuthorizer(layer.handle)) yield layer.handle
    else if (layer.route === undefined) yield* findAuthorizers(layersOf(layer.handle) ?? [])
  }
}
