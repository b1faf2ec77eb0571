import { printPath, type ProblemResponse, type Watch } from '@wardkit/core/http'
import { isRoute, paramsOf, type LayerHandler, type RouterLayer } from './koa-router.ts'
import { layerTemplates } from './layer-templates.ts'
import { baseUrlOf, mountDepth, observeContext, type RoutedContext } from './observe-context.ts'

/** What routers may dispatch a request to, and what is done where one turns elsewhere. */
interface RequestWatch {
  readonly watch: Watch
  /** How many mounts the request was in when it was decided. */
  readonly depth: number
  readonly answer: (problem: ProblemResponse) => void
}

/** By the request of Node: middleware may hand on a context of its own. */
const watches = new WeakMap<object, RequestWatch[]>()

/**
 * Lets the request reach no route but the one decided, whichever router turns to it.
 *
 * @param answer called where a router turns elsewhere; no handler of that route runs
 * @returns whether the request may go on at all
 */
export function watchDispatch(
  context: RoutedContext,
  prototype: object,
  watch: Watch,
  answer: RequestWatch['answer'],
): boolean {
  const wasObserved = observeApplication(prototype)
  const own = { watch, depth: mountDepth(context), answer }
  const others = watches.get(context.req)
  if (others === undefined) watches.set(context.req, [own])
  else others.push(own)
  return wasObserved || isExpectedUnderway(context, own)
}

/** Puts guards into the routers of an application from now on. @returns whether they were there before */
export function observeApplication(prototype: object): boolean {
  return observeContext(prototype, ({ matched = [] }) => {
    for (const layer of matched) if (isRoute(layer)) putGuardBeforeHandlers(layer)
  })
}

/**
 * The first request of an application may already be in a router, which gathered its handlers unobserved (`router.use(authorize())`): whatever of them could
 * still run is compared at once.
 */
function isExpectedUnderway(context: RoutedContext, own: RequestWatch): boolean {
  const underway = context.matched?.filter((layer) => layer.methods.includes(context.method)) ?? []
  const other = underway.find((layer) => !isExpected(context, layer, own, paramsOf(layer, routedPath(context))))
  if (other === undefined) return true
  refuse(context, other, own)
  return false
}

const guards = new WeakMap<RouterLayer, LayerHandler>()
const allGuards = new WeakSet<LayerHandler>()

/**
 * After the functions of `router.param`, which may still change what the handler sees. Always in a new array: copies of a layer may share one, and a dispatch
 * under way goes on with its own.
 */
function putGuardBeforeHandlers(layer: RouterLayer): void {
  const guard = guards.get(layer) ?? createGuard(layer)
  if (layer.stack.find(isHandler) === guard) return
  const others = layer.stack.filter((handler) => !allGuards.has(handler))
  const first = others.findIndex(isHandler)
  layer.stack = others.toSpliced(first === -1 ? others.length : first, 0, guard)
}

function isHandler(handler: LayerHandler): boolean {
  return handler.param === undefined
}

function createGuard(layer: RouterLayer): LayerHandler {
  const guard = (context: RoutedContext, next: () => unknown): unknown => {
    const failed = watches.get(context.req)?.find((own) => !isExpected(context, layer, own, context.params ?? {}))
    if (failed === undefined) return next()
    refuse(context, layer, failed)
    return undefined
  }
  guards.set(layer, guard)
  allGuards.add(guard)
  return guard
}

function isExpected(
  context: RoutedContext,
  layer: RouterLayer,
  { watch, depth }: RequestWatch,
  params: Record<string, unknown>,
): boolean {
  const baseUrl = baseUrlOf(context, depth)
  return watch.isExpected({
    path: layer.path,
    templates: layerTemplates(layer),
    method: context.method,
    target: baseUrl + routedPath(context),
    baseUrl,
    params,
    // koa-mount takes off only a prefix in its own case.
    caseSensitive: true,
  })
}

/** The path that a router matches, found as @koa/router finds it: an empty one does not count. */
function routedPath({ router, newRouterPath, path }: RoutedContext): string {
  return router?.opts?.routerPath || newRouterPath || path
}

function refuse(context: RoutedContext, layer: RouterLayer, { watch, depth, answer }: RequestWatch): void {
  answer(watch.refuse(`${context.method}:${baseUrlOf(context, depth)}${printPath(layer.path)}`))
}
