import type { ListFilter, RowMapping } from '@wardkit/core'
import { installFilterFunctions } from '@wardkit/core/filter'
import Database from 'better-sqlite3'

/** What a company keeps. */
export interface Document {
  readonly document_id: string
  readonly document_name: string
  /** The user who added it. */
  readonly owner: string
  readonly folder_id: string | null
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS documents (
    tenant TEXT NOT NULL,
    document_id TEXT NOT NULL,
    document_name TEXT NOT NULL,
    owner TEXT NOT NULL,
    folder_id TEXT,
    PRIMARY KEY (tenant, document_id)
  ) STRICT;
`
const COLUMNS = 'document_id, document_name, owner, folder_id'

/** What a filter needs to know of the table: owner and tags of a document are registered with Wardkit, beside it. */
export const DOCUMENT_ROWS: RowMapping = {
  dialect: 'sqlite',
  id: 'documents.document_id',
  tenant: 'documents.tenant',
  registered: 'wardkit.resources',
}

/** The documents of every company. Each is reached through its tenant, so that no query can forget one. */
export class Documents {
  readonly #database: Database.Database

  /** @param wardkitFile the database of Wardkit, which is there already */
  constructor(file: string, wardkitFile: string) {
    this.#database = new Database(file)
    this.#database.pragma('journal_mode = WAL')
    this.#database.pragma('synchronous = FULL')
    this.#database.exec(SCHEMA)
    this.#database.prepare('ATTACH ? AS wardkit').run(wardkitFile)
    installFilterFunctions(this.#database)
  }

  find(tenant: string, documentId: string): Document | undefined {
    return this.#database
      .prepare<[string, string], Document>(`SELECT ${COLUMNS} FROM documents WHERE tenant = ? AND document_id = ?`)
      .get(tenant, documentId)
  }

  /** The first hundred that a filter lets through, which knows the tenant. */
  list(filter: ListFilter): readonly Document[] {
    const { text, values } = filter.sql()
    return this.#database
      .prepare<unknown[], Document>(`SELECT ${COLUMNS} FROM documents WHERE ${text} ORDER BY document_id LIMIT 100`)
      .all(...values)
  }

  /** Adds a document, or replaces it. */
  put(tenant: string, document: Document): void {
    this.#database
      .prepare(
        `INSERT OR REPLACE INTO documents (tenant, ${COLUMNS})
         VALUES (@tenant, @document_id, @document_name, @owner, @folder_id)`,
      )
      .run({ tenant, ...document })
  }

  delete(tenant: string, documentId: string): void {
    this.#database.prepare('DELETE FROM documents WHERE tenant = ? AND document_id = ?').run(tenant, documentId)
  }

  close(): void {
    this.#database.close()
  }
}
