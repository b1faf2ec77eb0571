import { copyFileSync, existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations.ts'
import { openDatabase } from './open-database.ts'
import { temporaryFiles } from './temporary-files.test-support.ts'

const newFile = temporaryFiles()

const ROW = "INSERT INTO tenants (id, slug, name, status, created_at) VALUES ('acme', 'acme', '', 'active', 0)"

/** Tables and indexes, and the row that was there before the last steps. */
function describeDatabase(file: string): unknown[] {
  const database = new Database(file, { readonly: true })
  try {
    return [
      database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all(),
      database.prepare('SELECT id FROM tenants').pluck().all(),
      database.prepare('SELECT number, name, checksum FROM migrations').all(),
    ]
  } finally {
    database.close()
  }
}

/** What a process leaves that is killed after a statement is what its files hold just then: its memory is gone, and so are its locks. */
test.each(MIGRATIONS.map((migration) => [migration.number, migration] as const))(
  'F21 a process killed after any statement of step %i leaves a database that the next one completes',
  async (number, migration) => {
    const file = newFile()
    const connection = new Database(file, { timeout: 0 })
    connection.pragma('journal_mode = WAL')
    connection.pragma('synchronous = FULL')
    await migrate(connection, MIGRATIONS.slice(0, number - 1))
    if (number > 1) {
      connection.exec(ROW)
    }
    const copies: string[] = []
    connection.function('leave', () => {
      const copy = newFile()
      for (const suffix of ['', '-wal']) if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix)
      copies.push(copy)
      return 0
    })
    const interrupted = { ...migration, sql: migration.sql.replaceAll(/;(?=\s*$)/gm, '; SELECT leave();') }
    await migrate(connection, [...MIGRATIONS.slice(0, number - 1), interrupted])
    connection.close()
    expect(copies.length).toBeGreaterThan(0)

    const whole = newFile()
    const made = await openDatabase(whole)
    if (number > 1) made.writer.exec(ROW)
    made.writer.close()
    made.reader.close()
    for (const copy of copies) {
      const { writer, reader } = await openDatabase(copy)
      writer.close()
      reader.close()
      expect(describeDatabase(copy)).toEqual(describeDatabase(whole))
    }
    expect(describeDatabase(whole)[1]).toEqual(number > 1 ? ['acme'] : [])
    expect(describeDatabase(whole)[2]).toHaveLength(MIGRATIONS.length)
  },
)
