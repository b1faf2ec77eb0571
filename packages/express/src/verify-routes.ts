import { WardkitError } from '@wardkit/core/errors'
import { findAuthorizer } from './authorizer.ts'
import { layersOf, type RouterLayer } from './express-router.ts'
import { inspectRoutes } from './inspect-routes.ts'

/**
 * Checks an application's routes against the documents once they are all registered, before it listens.
 *
 * Without this call the same check runs at the first request, and while routes are ambiguous every request is answered 503.
 *
 * @returns the paths of mounted handlers that are decided by URL, because nobody can look into them
 * @throws WardkitError `ERR_ROUTES_AMBIGUOUS` listing every route that is ambiguous, shadows another, or is in no document
 * @throws TypeError where `authorize()` was not mounted
 */
export async function verifyRoutes(app: unknown): Promise<readonly string[]> {
  const handlers = [...findHandlers(layersOf(app) ?? [])]
  if (handlers.length === 0)
    throw new TypeError('verifyRoutes() found no authorize() in the application: mount it first')
  const faults: string[] = []
  const opaque: string[] = []
  for (const handler of handlers) {
    const authorizer = findAuthorizer(handler)
    if (authorizer === undefined) continue
    const report = inspectRoutes(app, handler, await authorizer.started, authorizer)
    opaque.push(...report.opaque)
    faults.push(...report.problems)
    for (const { method, path } of report.unlisted) faults.push(`the route \`${method} ${path}\` is in no document`)
  }
  if (faults.length > 0) {
    throw new WardkitError(
      'ERR_ROUTES_AMBIGUOUS',
      `the routes do not agree with the OpenAPI document: ${faults.join('; ')}`,
      {
        help: 'register concrete paths before templated ones, document every route after authorize(), or allow its path in `unlistedRoutes`',
      },
    )
  }
  return opaque
}

function* findHandlers(layers: readonly RouterLayer[]): Generator {
  for (const layer of layers) {
    if (findAuthorizer(layer.handle) !== undefined) yield layer.handle
    else if (layer.route === undefined) yield* findHandlers(layersOf(layer.handle) ?? [])
  }
}
