import { layersOf, type LayerMatch, type RouterLayer, type RouterRoute } from './express-router.ts'

/** The route that a request would come to. */
export interface FoundRoute {
  readonly route: RouterRoute
  readonly baseUrl: string
  readonly params: Record<string, unknown>
  readonly guarded: boolean
}

/** The first route that a router would run, as it looks for it itself; middleware is taken to pass everything on. */
export function findRoute(
  layers: readonly RouterLayer[],
  path: string,
  method: string,
  baseUrl: string,
  position: { guarded: boolean; readonly handler: unknown },
): FoundRoute | undefined {
  for (const layer of layers) {
    if (layer.handle === position.handler) position.guarded = true
    const match = matchLayer(layer, path)
    if (match === undefined) continue
    if (layer.route !== undefined) {
      const { methods } = layer.route
      if (methods['_all'] !== true && methods[method.toLowerCase()] !== true) continue
      return { route: layer.route, baseUrl, params: match.params, guarded: position.guarded }
    }
    const inner = layersOf(layer.handle)
    if (inner === undefined) continue
    const rest = path.slice(match.path.length)
    const base = match.path.endsWith('/') ? match.path.slice(0, -1) : match.path
    const found = findRoute(inner, rest.startsWith('/') ? rest : `/${rest}`, method, baseUrl + base, position)
    if (found !== undefined) return found
  }
  return undefined
}

function matchLayer(layer: RouterLayer, path: string): LayerMatch | undefined {
  const match = layer.match(path)
  if (match === false) return undefined
  return match === true ? { params: layer.params ?? {}, path: layer.path ?? '' } : match
}
