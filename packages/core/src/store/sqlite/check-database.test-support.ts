import Database from 'better-sqlite3'

/** What SQLite finds wrong with a database, in words. */
export function checkDatabase(file: string): string | undefined {
  const database = new Database(file, { readonly: true })
  try {
    const integrity = database.pragma('integrity_check', { simple: true })
    if (integrity !== 'ok') return `integrity_check answers ${String(integrity)}`
    const dangling = database.pragma('foreign_key_check') as readonly unknown[]
    return dangling.length === 0 ? undefined : `${dangling.length} rows refer to none`
  } finally {
    database.close()
  }
}
