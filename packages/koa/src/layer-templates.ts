import { templatesOf, type RouteTemplate } from '@wardkit/core/http'
import type { RouterLayer } from './koa-router.ts'

interface Read {
  readonly path: unknown
  readonly templates: readonly RouteTemplate[] | 'opaque'
}

const known = new WeakMap<RouterLayer, Read>()

/** Every path a layer stands for, or `opaque` where one of them cannot be compared with a document. A prefix may change it. */
export function layerTemplates(layer: RouterLayer): readonly RouteTemplate[] | 'opaque' {
  const { path } = layer
  let read = known.get(layer)
  if (read === undefined || read.path !== path) {
    read = { path, templates: layer.opts.pathAsRegExp === true ? 'opaque' : templatesOf(path) }
    known.set(layer, read)
  }
  return read.templates
}
