import { METHODS } from 'node:http'
import { printPath, type RegisteredRoute, type RouteTable } from '@wardkit/core/http'
import { findChain, isRoute, paramsOf, routerOf, type LayerHandler, type RouterLayer } from './koa-router.ts'
import { layerTemplates } from './layer-templates.ts'

/**
 * Reads the routes after an `authorize()`, which stands in the application or in a router.
 *
 * Routers behind koa-mount, and those for one host only, are compared when they are reached.
 *
 * @param middleware the application's, in order
 * @param handler the middleware that `authorize()` answered
 */
export function readRoutes(middleware: readonly unknown[], handler: unknown): RouteTable {
  const routes: RegisteredRoute[] = []
  const opaque: string[] = []
  let guarded = false
  for (const [index, each] of middleware.entries()) {
    const router = routerOf(each)
    if (each === handler) guarded = true
    else if (router !== undefined) {
      for (const layer of router.stack) {
        if (holds(layer, handler)) guarded = true
        else if (guarded && isRoute(layer)) routes.push(toRegisteredRoute(layer))
      }
    } else if (guarded) opaque.push(nameOf(each, index))
  }
  return { routes, opaque, find: (method, path) => findRoute(middleware, handler, method, path) }
}

/** Whether a layer of a router runs the handler itself. */
export function holds(layer: RouterLayer, handler: unknown): boolean {
  return layer.stack.includes(handler as LayerHandler)
}

function findRoute(
  middleware: readonly unknown[],
  handler: unknown,
  method: string,
  path: string,
): ReturnType<RouteTable['find']> {
  let guarded = false
  for (const each of middleware) {
    const router = routerOf(each)
    if (each === handler) guarded = true
    if (router === undefined || router.host != null) continue
    for (const layer of findChain(router, method, path)) {
      if (holds(layer, handler)) guarded = true
      else if (isRoute(layer)) {
        if (!guarded) return undefined
        return { ...toRegisteredRoute(layer), baseUrl: '', params: paramsOf(layer, path) }
      }
    }
  }
  return undefined
}

function toRegisteredRoute(layer: RouterLayer): RegisteredRoute {
  const { path } = layer
  return { path, shown: printPath(path), methods: methodsOf(layer), templates: layerTemplates(layer) }
}

function methodsOf({ methods }: RouterLayer): readonly string[] {
  if (methods.length >= METHODS.length) return ['*']
  // The router adds HEAD to every GET.
  return methods.includes('GET') ? methods.filter((method) => method !== 'HEAD') : methods
}

function nameOf(middleware: unknown, index: number): string {
  const name = typeof middleware === 'function' ? middleware.name : ''
  return `middleware ${index + 1}${name === '' ? '' : ` (${name})`}`
}
