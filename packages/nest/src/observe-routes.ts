import { RequestMethod } from '@nestjs/common'
import { METHOD_METADATA } from '@nestjs/common/constants.js'
import type { AbstractHttpAdapter } from '@nestjs/core'
import { templatesOf, type RegisteredRoute } from '@wardkit/core/http'
import { readDeclaration } from './authorize.decorator.ts'

/** The routes of an application's controllers, as Nest registers them: prefixes and versions are in their paths. */
export interface ObservedRoutes {
  /** In the order registered. */
  readonly routes: readonly RegisteredRoute[]
  /** Whether a function is what Nest registered for a handler. */
  has(handler: unknown): boolean
  /** Whether a route is just being registered. */
  isRegistering(): boolean
}

/**
 * Watches an adapter for the routes of controllers. Nest registers them by the adapter's methods, and leaves on each the metadata of its handler, which
 * nothing else has that is registered so.
 */
export function observeRoutes(adapter: AbstractHttpAdapter): ObservedRoutes {
  const routes: RegisteredRoute[] = []
  const handlers = new WeakSet()
  let registering = false
  const methods = adapter as unknown as Record<string, ((...given: unknown[]) => unknown) | undefined>
  for (const method of Object.keys(RequestMethod).filter((key) => !/^\d+$/.test(key))) {
    const name = method.toLowerCase()
    const register = methods[name]
    if (typeof register !== 'function') continue
    methods[name] = (...given) => {
      const [path, handler] = given
      if (!isNestHandler(handler)) return register.apply(adapter, given)
      routes.push(toRegisteredRoute(method, path, handler))
      handlers.add(handler)
      registering = true
      try {
        return register.apply(adapter, given)
      } finally {
        registering = false
      }
    }
  }
  return { routes, has: (handler) => handlers.has(handler as object), isRegistering: () => registering }
}

function isNestHandler(handler: unknown): handler is object {
  return typeof handler === 'function' && Reflect.hasMetadata(METHOD_METADATA, handler)
}

function toRegisteredRoute(method: string, path: unknown, handler: object): RegisteredRoute {
  const declares = readDeclaration(handler)
  return {
    path,
    shown: String(path),
    methods: [method === 'ALL' ? '*' : method],
    templates: templatesOf(path),
    ...(declares === undefined ? {} : { declares }),
  }
}
