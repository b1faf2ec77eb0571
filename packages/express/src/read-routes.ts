import { printPath, templatesOf, type RegisteredRoute, type RouteTable } from '@wardkit/core/http'
import { layersOf, type RouterLayer, type RouterRoute } from './express-router.ts'
import { findRoute } from './find-route.ts'

/**
 * Reads the routes after an `authorize()`.
 *
 * Mounted applications cannot be looked into; their routes are compared when they are reached.
 *
 * @param handler the middleware that `authorize()` answered
 */
export function readRoutes(app: unknown, handler: unknown): RouteTable {
  const layers = layersOf(app) ?? []
  const routes: RegisteredRoute[] = []
  const opaque: string[] = []
  for (const { layer, base } of guardedLayers(layers, handler)) {
    if (layer.route === undefined) {
      if (base !== '/') opaque.push(base)
      continue
    }
    const route = toRegisteredRoute(layer.route, base)
    if (route !== undefined) routes.push(route)
  }
  return {
    routes,
    opaque,
    find(method, path) {
      const found = findRoute(layers, path, method, '', { guarded: false, handler })
      if (found === undefined || !found.guarded) return undefined
      const { route, baseUrl, params } = found
      return {
        path: route.path,
        shown: baseUrl + printPath(route.path),
        baseUrl,
        params,
        templates: templatesOf(route.path),
      }
    },
  }
}

/** Undefined below a mount path that is no plain path: such a route is compared when it is reached. */
function toRegisteredRoute(route: RouterRoute, base: string): RegisteredRoute | undefined {
  const { path } = route
  const known = { path, shown: base + printPath(path), methods: methodsOf(route) }
  const templates = templatesOf(path)
  if (templates === 'opaque') return { ...known, templates }
  const prefix = base === '' ? [[]] : templatesOf(base)
  if (prefix === 'opaque') return undefined
  return { ...known, templates: templates.map((template) => [...(prefix[0] ?? []), ...template]) }
}

/** The layers that a request may reach after the authorizer, routers unfolded, each with the path it is mounted at. */
function* guardedLayers(
  layers: readonly RouterLayer[],
  handler: unknown,
  base = '',
  position = { guarded: false },
): Generator<{ readonly layer: RouterLayer; readonly base: string }> {
  for (const layer of layers) {
    if (layer.handle === handler) {
      position.guarded = true
      continue
    }
    const inner = layer.route === undefined ? layersOf(layer.handle) : undefined
    if (inner !== undefined) yield* guardedLayers(inner, handler, joinPath(base, mountPath(layer)), position)
    else if (position.guarded)
      yield { layer, base: layer.route === undefined ? joinPath(base, mountPath(layer)) || '/' : base }
  }
}

/** Where a handler is mounted: Express 5 keeps the path, Express 4 what it made of it. */
function mountPath(layer: RouterLayer): string {
  if (layer.rawPath !== undefined) return printPath(layer.rawPath)
  if (layer.regexp === undefined) return '/*'
  if ((layer.regexp as { fast_slash?: boolean }).fast_slash === true) return '/'
  const plain = /^\^((?:\\\/[\w~-]+)+)\\\/\?\(\?=\\\/\|\$\)$/.exec(layer.regexp.source)
  return plain?.[1]?.replaceAll('\\/', '/') ?? String(layer.regexp)
}

function joinPath(base: string, path: string): string {
  return path === '/' ? base : base + path
}

function methodsOf(route: RouterRoute): readonly string[] {
  return Object.keys(route.methods).map((method) => (method === '_all' ? '*' : method.toUpperCase()))
}
