/** What @koa/router 12 to 15 have in common: the middleware that `routes()` answers knows its router. */
export interface Router {
  /** In the order registered; routers nested with `use` are copied into it, prefixes joined. */
  readonly stack: readonly RouterLayer[]
  readonly opts: { readonly exclusive?: boolean | 'specificity'; readonly routerPath?: string }
  readonly exclusive: boolean
  /** Only for requests to this host. */
  readonly host?: unknown
  match(path: string, method: string): { readonly route: boolean; readonly pathAndMethod: readonly RouterLayer[] }
}

/** One path of a router with its handlers. */
export interface RouterLayer {
  /** The whole path, with the router's prefix. */
  readonly path: unknown
  /** In upper case; empty for middleware. */
  readonly methods: readonly string[]
  readonly opts: { readonly pathAsRegExp?: boolean }
  readonly paramNames: readonly unknown[]
  /** Functions of `router.param` first, each with the name of its parameter in `param`. */
  stack: readonly LayerHandler[]
  captures(path: string): readonly string[]
  params(path: string, captures: readonly string[], known: object): Record<string, unknown>
}

export type LayerHandler = ((context: never, next: never) => unknown) & { readonly param?: unknown }

/** The router behind a middleware, or undefined where there is none. */
export function routerOf(middleware: unknown): Router | undefined {
  if (typeof middleware !== 'function' || !('router' in middleware)) return undefined
  const router = middleware.router as Partial<Router> | undefined
  return Array.isArray(router?.stack) && typeof router.match === 'function' ? (router as Router) : undefined
}

/** Whether a layer is a route, and no middleware of the router. */
export function isRoute(layer: RouterLayer): boolean {
  return layer.methods.length > 0
}

/** What a layer would make of a path that it matches. */
export function paramsOf(layer: RouterLayer, path: string): Record<string, unknown> {
  return layer.params(path, layer.captures(path), {})
}

/** The layers that a router would run for a request, in order; none where no route matches. */
export function findChain(router: Router, method: string, path: string): readonly RouterLayer[] {
  const { route, pathAndMethod } = router.match(path, method)
  if (!route) return []
  if (!router.exclusive) return pathAndMethod
  if (router.opts.exclusive !== 'specificity') return pathAndMethod.slice(-1)
  const least = Math.min(...pathAndMethod.map(({ paramNames }) => paramNames.length))
  return pathAndMethod.filter(({ paramNames }) => paramNames.length === least).slice(0, 1)
}
