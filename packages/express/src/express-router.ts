/** What Express 4 and 5 have in common inside a router. */
export interface RouterLayer {
  readonly handle: unknown
  readonly route?: RouterRoute
  /** Of a mounted handler; Express 5 only. */
  readonly rawPath?: unknown
  /** Express 4 only. */
  readonly regexp?: RegExp
  /** Express 5.1 answers what it matched, older ones write it into the layer. */
  match(path: string): boolean | LayerMatch
  readonly params?: Record<string, unknown>
  readonly path?: string
}

export interface LayerMatch {
  readonly params: Record<string, unknown>
  readonly path: string
}

/** One path of a router with its handlers. */
export interface RouterRoute {
  readonly path: unknown
  /** In lower case; `_all` for every method. */
  readonly methods: Record<string, boolean | undefined>
  stack: unknown[]
  all(handler: (...given: never[]) => void): unknown
}

/** The layers of an application or a router, in the order they are tried, or undefined where it is neither. */
export function layersOf(handler: unknown): readonly RouterLayer[] | undefined {
  if (typeof handler !== 'function') return undefined
  const { _router: lazy, stack } = handler as { _router?: { stack: RouterLayer[] }; stack?: RouterLayer[] }
  if (stack !== undefined) return stack
  if (lazy !== undefined) return lazy.stack
  // Express 4 throws on `router`; it has made `_router` by the time anything is mounted.
  return 'lazyrouter' in handler ? [] : (handler as { router?: { stack: RouterLayer[] } }).router?.stack
}
