/** A route whose path nobody can compare with a document, and the operations it may serve. */
export interface DeclaredRoute {
  /** The path exactly as the route was registered with it. */
  readonly path: string | RegExp
  /** Operation ids, as the document writes them: `GET:/files/{name}`. */
  readonly operations: readonly string[]
}

/** The operations that a route's path was declared for. */
export interface DeclaredRoutes {
  /** Every operation named, for checking against the documents. */
  readonly operations: ReadonlySet<string>
  /** @param path as it stands in the route; undefined is answered for one that was not declared */
  find(path: unknown): ReadonlySet<string> | undefined
}

/**
 * @param owner whose option it is, as the caller wrote it
 * @throws TypeError naming the entry that is wrong
 */
export function readDeclaredRoutes(owner: string, routes: readonly DeclaredRoute[]): DeclaredRoutes {
  if (!Array.isArray(routes)) throw new TypeError(`${owner}: \`declaredRoutes\` is a list of { path, operations }`)
  const byPath = new Map<string, ReadonlySet<string>>()
  for (const [index, { path, operations }] of (routes as readonly DeclaredRoute[]).entries()) {
    if (!(typeof path === 'string' || path instanceof RegExp) || !Array.isArray(operations)) {
      throw new TypeError(`${owner}: \`declaredRoutes[${index}]\` needs a path and a list of operations`)
    }
    byPath.set(printPath(path), new Set(operations))
  }
  return {
    operations: new Set([...byPath.values()].flatMap((operations) => [...operations])),
    find: (path) => (typeof path === 'string' || path instanceof RegExp ? byPath.get(printPath(path)) : undefined),
  }
}

/** A route's path as a person would recognise it. */
export function printPath(path: unknown): string {
  return Array.isArray(path) ? `[${path.map(printPath).join(', ')}]` : String(path)
}
