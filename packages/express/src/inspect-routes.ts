import { isDecidedRoute, type Engine, type Expected, type RouteTemplate } from '@wardkit/core/http'
import type { Authorizer } from './authorizer.ts'
import { printPath } from './declared-routes.ts'
import { layersOf, templatesOf, type RouterLayer, type RouterRoute } from './express-router.ts'
import { findRoute } from './find-route.ts'

/** What is wrong, or worth knowing, about an application's routes. */
export interface RouteReport {
  /** Routes that would run for an operation they are not, and routes that cannot be compared. */
  readonly problems: readonly string[]
  /** Routes after `authorize()` that no document declares: no request reaches them. */
  readonly unlisted: readonly { readonly method: string; readonly path: string }[]
  /** Mounted handlers that are no routers: decided by URL. */
  readonly opaque: readonly string[]
}

type ExpectedOperation = Extract<Expected, { readonly kind: 'operation' }>

/**
 * Compares the routes after an `authorize()` with the documents: each route by its path, and for each operation the route that the
 * application's own matching would run.
 *
 * Mounted applications cannot be looked into; their routes are compared when they are reached.
 *
 * @param handler the middleware that `authorize()` answered
 */
export function inspectRoutes(app: unknown, handler: unknown, engine: Engine, authorizer: Authorizer): RouteReport {
  const problems = new Set<string>()
  const unlisted: { method: string; path: string }[] = []
  const opaque: string[] = []

  for (const { layer, base } of guardedLayers(layersOf(app) ?? [], handler)) {
    if (layer.route !== undefined) inspectRoute(layer.route, base)
    else if (base !== '/') opaque.push(base)
  }
  for (const expected of sampleRequests(engine)) inspectDispatch(expected)
  for (const id of authorizer.declared.operations) {
    if (!engine.services.some(({ operations }) => operations.some((operation) => operation.id === id))) {
      problems.add(`\`declaredRoutes\` names \`${id}\`, which no document declares`)
    }
  }
  return { problems: [...problems], unlisted, opaque }

  function inspectRoute(route: RouterRoute, base: string): void {
    if (authorizer.declared.find(route.path) !== undefined) return
    const templates = templatesOf(route)
    const shown = base + printPath(route.path)
    if (templates === 'opaque') {
      problems.add(
        `the path of the route \`${shown}\` cannot be compared with a document: list it in \`declaredRoutes\``,
      )
      return
    }
    const prefix = base === '' ? [[]] : templatesOf({ path: base, methods: {}, stack: [], all: () => undefined })
    if (prefix === 'opaque') return
    for (const method of methodsOf(route)) {
      const declared = templates.some((template) => {
        const whole = [...(prefix[0] ?? []), ...template]
        return isListed(engine, method, whole) || isBelowPrefix(authorizer.allowedPrefixes, whole)
      })
      if (!declared) unlisted.push({ method, path: shown })
    }
  }

  function inspectDispatch(expected: ExpectedOperation): void {
    const { operation } = expected
    const url = renderUrl(expected)
    const found = findRoute(layersOf(app) ?? [], url, operation.method, '', { guarded: false, handler })
    if (found === undefined || !found.guarded) return
    const { route, baseUrl, params } = found
    const shown = `\`${baseUrl}${printPath(route.path)}\``
    const declared = authorizer.declared.find(route.path)
    if (declared !== undefined) {
      if (!declared.has(operation.id))
        problems.add(`\`${operation.id}\` would run the route ${shown}, which is not declared for it`)
      return
    }
    const templates = templatesOf(route)
    const dispatched = { method: operation.method, baseUrl, params, caseSensitive: false }
    if (templates === 'opaque' || isDecidedRoute(expected, operation.method, { ...dispatched, templates })) return
    problems.add(`\`${operation.id}\` would run the route ${shown}: register the operation's own route before it`)
  }
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

/** Whether some operation has the method and the path, parameter names aside. */
function isListed(engine: Engine, method: string, template: RouteTemplate): boolean {
  return engine.services.some((service) =>
    service.operations.some((operation) => {
      if (method !== '*' && method !== operation.method) return false
      const values = operation.pathParameters.map((_, index) => `value${index}`)
      const names = template.flatMap(({ parameters }) => parameters)
      const params = Object.fromEntries(names.map((name, index) => [name, values[index]]))
      const dispatched = { method: operation.method, baseUrl: '', params, caseSensitive: false, templates: [template] }
      return isDecidedRoute({ kind: 'operation', service, operation, values }, operation.method, dispatched)
    }),
  )
}

function isBelowPrefix(prefixes: readonly (readonly string[])[], template: RouteTemplate): boolean {
  return prefixes.some((prefix) =>
    prefix.every((text, index) => template[index]?.parameters.length === 0 && template[index].literals[0] === text),
  )
}

/** Requests as they may come for every operation: routes may take only some forms of a value. */
function* sampleRequests(engine: Engine): Generator<ExpectedOperation> {
  const samples = [
    (index: number) => `sample${index}`,
    (index: number) => `${index + 1}`,
    (index: number) => `${UUID}${index % 10}`,
  ]
  for (const service of engine.services) {
    for (const operation of service.operations) {
      for (const sample of operation.pathParameters.length === 0 ? samples.slice(0, 1) : samples) {
        yield {
          kind: 'operation',
          service,
          operation,
          values: operation.pathParameters.map((_, index) => sample(index)),
        }
      }
    }
  }
}

const UUID = '3f2504e0-4f89-41d3-9a0c-0305e82c330'

function renderUrl({ service, operation, values }: ExpectedOperation): string {
  let next = 0
  const segments = operation.segments.map(({ literals, parameters }) =>
    literals
      .map((literal, index) => encodeURIComponent(literal) + (index < parameters.length ? (values[next++] ?? '') : ''))
      .join(''),
  )
  return `${service.basePath}/${segments.join('/')}`
}
