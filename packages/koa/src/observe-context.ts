import type { RouterLayer } from './koa-router.ts'

/** A context of Koa with what routers and koa-mount leave on it. */
export interface RoutedContext {
  readonly request: { path: string }
  path: string
  readonly method: string
  readonly url: string
  readonly req: object
  readonly params?: Record<string, unknown>
  /** Layers whose path matched, of every router so far. */
  readonly matched?: readonly RouterLayer[]
  readonly router?: { readonly opts?: { readonly routerPath?: string } }
  /** Read by routers in the place of `path`. */
  readonly newRouterPath?: string
  [ROUTER]?: unknown
  [MOUNT_PATH]?: unknown
  [MOUNTS]?: Mount[]
}

/** A prefix that koa-mount took off the path. */
interface Mount {
  readonly prefix: string
  /** The path before. */
  readonly path: string
}

const ROUTER = Symbol('wardkit router')
const MOUNT_PATH = Symbol('wardkit mount path')
const MOUNTS = Symbol('wardkit mounts')

const observed = new WeakSet()

/**
 * Watches what routers and koa-mount write on the contexts of an application.
 *
 * A router of Koa assigns `ctx.router` when it has matched and just before it gathers the handlers it runs, so that a setter there comes in time to put a
 * guard among them. koa-mount assigns `ctx.mountPath` just before it takes the prefix off the path, and puts the path back itself.
 *
 * @param prototype `app.context`
 * @param onRouter told of each router that is about to run
 * @returns whether the application was observed before
 */
export function observeContext(prototype: object, onRouter: (context: RoutedContext) => void): boolean {
  if (observed.has(prototype)) return true
  const accessors: Record<string, PropertyDescriptor & ThisType<RoutedContext>> = {
    router: {
      get() {
        return this[ROUTER]
      },
      set(router: unknown) {
        this[ROUTER] = router
        onRouter(this)
      },
    },
    mountPath: {
      get() {
        return this[MOUNT_PATH]
      },
      set(prefix: string) {
        this[MOUNT_PATH] = prefix
        ;(this[MOUNTS] ??= []).push({ prefix, path: this.request.path })
      },
    },
    path: {
      get() {
        return this.request.path
      },
      set(path: string) {
        const mounts = this[MOUNTS]
        if (mounts?.at(-1)?.path === path) mounts.pop()
        this.request.path = path
      },
    },
  }
  for (const [name, accessor] of Object.entries(accessors)) {
    Object.defineProperty(prototype, name, { ...accessor, configurable: true, enumerable: true })
  }
  observed.add(prototype)
  return false
}

/** How many mounts a request is in. */
export function mountDepth(context: RoutedContext): number {
  return context[MOUNTS]?.length ?? 0
}

/** The prefixes that were taken off the path since a request was `depth` mounts deep. */
export function baseUrlOf(context: RoutedContext, depth: number): string {
  const mounts = context[MOUNTS]?.slice(depth) ?? []
  return mounts.map(({ prefix }) => prefix.replace(/\/$/, '')).join('')
}
