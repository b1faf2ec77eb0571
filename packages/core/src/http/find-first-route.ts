import { foldLiteral } from '../openapi/path-template.ts'
import type { FoundRoute, RegisteredRoute } from './check-routes.ts'
import type { RouteTemplate } from './route-template.ts'

/**
 * The route that a router which tries its routes in order would run, told from the routes alone. Routes that cannot be compared are passed over, and text
 * is compared without regard to case: who asks wants to hear of every route that might be in the way.
 *
 * @param routes in the order registered
 */
export function findFirstRoute(
  routes: readonly RegisteredRoute[],
  method: string,
  path: string,
): FoundRoute | undefined {
  const segments = path.slice(1).split('/').map(decodeURIComponent)
  for (const route of routes) {
    if (route.templates === 'opaque' || !(route.methods.includes(method) || route.methods.includes('*'))) continue
    for (const template of route.templates) {
      const params = bindTemplate(template, segments)
      if (params !== undefined) return { ...route, baseUrl: '', params }
    }
  }
  return undefined
}

/** Routes as a router tries them that finds them in a tree of segments: at each segment text before parameters. */
export function concreteFirst(routes: readonly RegisteredRoute[]): readonly RegisteredRoute[] {
  return routes
    .flatMap((route) =>
      route.templates === 'opaque' ? [] : route.templates.map((template) => ({ ...route, templates: [template] })),
    )
    .toSorted((a, b) => rankOf(a.templates[0]).localeCompare(rankOf(b.templates[0])))
}

/** `a` for text, `b` for text with parameters, `c` for a parameter alone. */
function rankOf(template: RouteTemplate = []): string {
  return template
    .map(({ literals, parameters }) => (parameters.length === 0 ? 'a' : literals.join('') === '' ? 'c' : 'b'))
    .join('')
}

function bindTemplate(template: RouteTemplate, segments: readonly string[]): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined
  const params = Object.create(null) as Record<string, string>
  for (const [index, { literals, parameters }] of template.entries()) {
    const text = segments[index] as string
    const [before = '', after = ''] = literals
    if (parameters.length === 0) {
      if (foldLiteral(before) !== foldLiteral(text)) return undefined
      continue
    }
    // Several parameters in one segment can be bound in several ways: such a route is compared when it is reached.
    if (parameters.length > 1) return undefined
    const end = text.length - after.length
    const isBound = foldLiteral(text.slice(0, before.length)) === foldLiteral(before) && end > before.length
    if (!isBound || foldLiteral(text.slice(end)) !== foldLiteral(after)) return undefined
    params[parameters[0] as string] = text.slice(before.length, end)
  }
  return params
}
