import type { Engine } from '@wardkit/core/http'
import type { DeclaredRoutes } from './declared-routes.ts'

/** An `authorize()` of an application, as `verifyRoutes` finds it. */
export interface Authorizer {
  readonly started: Promise<Engine>
  readonly declared: DeclaredRoutes
  readonly allowedPrefixes: readonly (readonly string[])[]
}

const authorizers = new WeakMap<object, Authorizer>()

/** Remembers what stands behind a middleware. */
export function registerAuthorizer(handler: object, authorizer: Authorizer): void {
  authorizers.set(handler, authorizer)
}

/** The authorizer behind a middleware, or undefined where it is something else. */
export function findAuthorizer(handler: unknown): Authorizer | undefined {
  return typeof handler === 'function' ? authorizers.get(handler) : undefined
}
