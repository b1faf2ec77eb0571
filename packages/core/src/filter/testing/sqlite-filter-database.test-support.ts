import Database from 'better-sqlite3'
import { installFilterFunctions } from '../sqlite-functions.ts'
import type { FilterDatabase } from './fuzz-filter.test-support.ts'
import type { Cell, TestRow } from './random-rows.test-support.ts'

/** A table whose columns have collations that would make different things equal. */
const TABLE = `CREATE TABLE parts (
  n INTEGER PRIMARY KEY, id COLLATE NOCASE, tenant TEXT COLLATE NOCASE, owner COLLATE RTRIM, tags TEXT, t1 COLLATE NOCASE, t3
)`

/** SQLite in memory, with the functions of filters. */
export function createSqliteFilterDatabase(): FilterDatabase & { close(): void } {
  const database = new Database(':memory:')
  installFilterFunctions(database)
  database.exec(TABLE)
  const insert = database.prepare('INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)')
  return {
    dialect: 'sqlite',
    async fill(rows) {
      database.transaction(() => {
        database.exec('DELETE FROM parts')
        for (const { n, id, tenant, owner, tags, t1, t3 } of rows)
          insert.run([n, id, tenant, owner, tags, t1, t3].map(toCell))
      })()
      return database.prepare('SELECT * FROM parts').all() as TestRow[]
    },
    async select(filters) {
      return filters.map(({ text, values }) => {
        const listed = database
          .prepare(`SELECT n FROM parts WHERE ${text}`)
          .pluck()
          .all(...values)
        return new Set(listed as number[])
      })
    },
    close: () => database.close(),
  }
}

/** better-sqlite3 writes a number as a floating one. */
function toCell(cell: Cell): Cell | bigint {
  return Number.isInteger(cell) ? BigInt(cell as number) : cell
}
