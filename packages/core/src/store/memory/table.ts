/** Rows by key. A `Map` is one. */
export interface Table<V> {
  get(key: string): V | undefined
  set(key: string, row: V): void
  delete(key: string): boolean
  entries(): Iterable<readonly [string, V]>
}

/** A table's changes, kept apart from it until they are committed. */
export interface Overlay<V> extends Table<V> {
  commit(): void
}

/** Sees a table with changes of its own laid over it; the table itself stays as it is. */
export function createOverlay<V>(base: Table<V>): Overlay<V> {
  const changes = new Map<string, { readonly row: V } | 'deleted'>()

  function get(key: string): V | undefined {
    const change = changes.get(key)
    if (change === undefined) return base.get(key)
    return change === 'deleted' ? undefined : change.row
  }

  return {
    get,
    set(key, row) {
      changes.set(key, { row })
    },
    delete(key) {
      const existed = get(key) !== undefined
      if (existed) changes.set(key, 'deleted')
      return existed
    },
    *entries() {
      for (const entry of base.entries()) if (!changes.has(entry[0])) yield entry
      for (const [key, change] of changes) if (change !== 'deleted') yield [key, change.row]
    },
    commit() {
      for (const [key, change] of changes) {
        if (change === 'deleted') base.delete(key)
        else base.set(key, change.row)
      }
    },
  }
}
