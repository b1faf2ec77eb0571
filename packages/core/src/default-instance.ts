import { resolveOptions } from './wardkit-options.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'

/** The process's one default instance: what `authorize()` and `wardkitRoutes()` use when they are given none. */
export interface DefaultInstance {
  /** Settles when it has started. A start that fails ends the process with the error. */
  readonly ready: Promise<Wardkit>
  /** Ends it once it has started. The next call of `defaultWardkit()` starts another. */
  close(): Promise<void>
}

/** Registered, so that two copies of this package in one process share the instance. */
const KEY = Symbol.for('@wardkit/core default instance')

/**
 * The default instance, started at the first call from the environment and the working directory.
 *
 * @throws WardkitError `ERR_CONFIGURATION` at once for a document, URL or Node version that will not do
 */
export function defaultWardkit(): DefaultInstance {
  const holder = globalThis as { [KEY]?: DefaultInstance }
  const existing = holder[KEY]
  if (existing !== undefined) return existing
  resolveOptions({})
  const ready = createWardkit()
  ready.catch((error: unknown) => {
    // Nobody can catch this for the application: a server that runs on without its guard is the worse end.
    console.error(error)
    process.exit(1)
  })
  const instance: DefaultInstance = {
    ready,
    async close() {
      if (holder[KEY] === instance) Reflect.deleteProperty(holder, KEY)
      await (await ready).close()
    },
  }
  holder[KEY] = instance
  return instance
}
