import type { Store } from './identity/identity-store.ts'

/** Opens the store in a file, or a new one in memory for `:memory:`. */
export async function openStore({ file }: { readonly file: string }): Promise<Store> {
  // Loaded only where it is used: better-sqlite3 is native code.
  if (file === ':memory:') return (await import('./store/memory/index.ts')).createMemoryStore()
  return (await import('./store/sqlite/index.ts')).createSqliteStore({ file })
}
