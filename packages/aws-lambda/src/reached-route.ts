import { templatesOf, type ReachedRoute } from '@wardkit/core/http'
import type { GatewayRequest, GatewayRoute } from './read-event.ts'

/** The route of a gateway, as one that can be compared with the operation decided. A greedy one (`/{proxy+}`) cannot be. */
export function toReachedRoute(route: GatewayRoute, { method, target }: GatewayRequest): ReachedRoute {
  return {
    path: route.path,
    templates: templatesOf(route.path.startsWith('/') && !route.path.includes('+}') ? toRoutePath(route.path) : null),
    params: route.params,
    method,
    target,
    baseUrl: '',
    caseSensitive: true,
  }
}

/** `/patient/{patientId}` as routers write it: `/patient/:"patientId"`. */
function toRoutePath(path: string): string {
  return path
    .split(/(\{[^{}]+\})/)
    .map((part, index) => (index % 2 === 1 ? `:"${part.slice(1, -1)}"` : part.replace(/[^\w/]/g, '\\$&')))
    .join('')
}
