import { Client } from 'pg'
import { startPostgres } from '../../store/postgres/start-postgres.test-support.ts'
import { POSTGRES_FILTER_FUNCTIONS } from '../postgres-functions.ts'
import type { FilterDatabase } from './fuzz-filter.test-support.ts'
import type { TestRow } from './random-rows.test-support.ts'

/** A table whose columns have a collation that would make different things equal. */
const TABLE = `
  CREATE COLLATION careless (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
  CREATE TABLE parts (
    n integer PRIMARY KEY, id text COLLATE careless, tenant text COLLATE careless, owner text COLLATE careless,
    tags jsonb, t1 text COLLATE careless, t3 text
  )`

/** A real PostgreSQL, with the functions of filters. */
export async function createPostgresFilterDatabase(): Promise<FilterDatabase & { close(): Promise<void> }> {
  const server = await startPostgres()
  const client = new Client({ connectionString: server.url })
  await client.connect()
  await client.query(TABLE)
  await client.query(POSTGRES_FILTER_FUNCTIONS)
  return {
    dialect: 'postgres',
    async fill(rows) {
      await client.query('TRUNCATE parts')
      const insert = `INSERT INTO parts SELECT * FROM jsonb_to_recordset($1)
        AS row(n integer, id text, tenant text, owner text, tags jsonb, t1 text, t3 text)`
      const parsed = rows.map((row) => ({ ...row, tags: typeof row.tags === 'string' ? JSON.parse(row.tags) : null }))
      await client.query(insert, [JSON.stringify(parsed)])
      return (await client.query<TestRow>('SELECT n, id, tenant, owner, tags::text, t1, t3 FROM parts')).rows
    },
    async select(filters) {
      const listed: Set<number>[] = []
      for (const { text, values } of filters) {
        const { rows } = await client.query<{ n: number }>(`SELECT n FROM parts WHERE ${text}`, [...values])
        listed.push(new Set(rows.map(({ n }) => n)))
      }
      return listed
    },
    async close() {
      await client.end()
      await server.stop()
    },
  }
}
