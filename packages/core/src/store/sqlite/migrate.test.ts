import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import type { Connection } from './connection.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS, type Migration } from './migrations.ts'
import { openDatabase } from './open-database.ts'
import { temporaryFiles } from './temporary-files.test-support.ts'

const newFile = temporaryFiles()
const open: Connection[] = []

afterEach(() => {
  for (const connection of open.splice(0)) connection.close()
})

function connect(file: string): Connection {
  const connection = new Database(file, { timeout: 0 })
  open.push(connection)
  return connection
}

const FIRST: Migration = {
  number: 1,
  name: 'first',
  sql: "CREATE TABLE a (x TEXT) STRICT; INSERT INTO a VALUES ('kept')",
}
const SECOND: Migration = {
  number: 2,
  name: 'second',
  sql: 'CREATE TABLE b (x TEXT) STRICT; INSERT INTO b SELECT x FROM a',
}

describe('migrate', () => {
  it('applies each step once, in order', async () => {
    const file = newFile()
    await migrate(connect(file), [FIRST])
    await migrate(connect(file), [FIRST, SECOND])
    await migrate(connect(file), [FIRST, SECOND])
    const connection = connect(file)
    expect(connection.prepare('SELECT number, name FROM migrations').all()).toEqual([
      { number: 1, name: 'first' },
      { number: 2, name: 'second' },
    ])
    expect(connection.prepare('SELECT x FROM b').pluck().all()).toEqual(['kept'])
  })

  it('leaves nothing of a step that broke off, and takes it up again', async () => {
    const file = newFile()
    const broken: Migration = { ...SECOND, sql: `${SECOND.sql}; SELECT no_such_function()` }
    await expect(migrate(connect(file), [FIRST, broken])).rejects.toThrow('no_such_function')
    expect(connect(file).prepare('SELECT count(*) FROM migrations').pluck().get()).toBe(1)
    await migrate(connect(file), [FIRST, SECOND])
    expect(connect(file).prepare('SELECT x FROM b').pluck().all()).toEqual(['kept'])
  })

  it('is done once when several begin at once', async () => {
    const file = newFile()
    await Promise.all([migrate(connect(file), [FIRST, SECOND]), migrate(connect(file), [FIRST, SECOND])])
    expect(connect(file).prepare('SELECT count(*) FROM b').pluck().get()).toBe(1)
  })

  it('F06 F21 refuses a database from a newer version, and leaves it as it is', async () => {
    const file = newFile()
    await migrate(connect(file), [FIRST, SECOND])
    await expect(migrate(connect(file), [FIRST])).rejects.toMatchObject({
      code: 'ERR_STORE_NEWER',
      message: expect.stringMatching(/schema 2.*up to 1.*\.db/) as string,
      help: expect.stringContaining('newer version') as string,
    })
    expect(connect(file).prepare('SELECT count(*) FROM migrations').pluck().get()).toBe(2)
  })

  it('refuses a database whose steps were others', async () => {
    const file = newFile()
    await migrate(connect(file), [FIRST])
    const edited = [{ ...FIRST, sql: `${FIRST.sql} ` }, SECOND]
    await expect(migrate(connect(file), edited)).rejects.toMatchObject({ code: 'ERR_STORE_CORRUPT' })
  })
})

describe('the steps', () => {
  it('are numbered from 1 without a gap', () => {
    expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, index) => index + 1))
  })

  it('make strict tables only, and begin tenant-scoped keys with the tenant', async () => {
    const { writer, reader } = await openDatabase(newFile())
    open.push(writer, reader)
    const tables = writer.prepare<[], { name: string; strict: number }>('PRAGMA table_list').all()
    const own = tables.filter(({ name }) => !name.startsWith('sqlite_'))
    expect(own.filter(({ strict }) => strict !== 1)).toEqual([])
    for (const { name } of own) {
      const columns = writer
        .prepare<[string], { name: string; pk: number }>('SELECT name, pk FROM pragma_table_info(?)')
        .all(name)
      if (columns.some((column) => column.name === 'tenant')) {
        expect([name, columns.find(({ pk }) => pk === 1)?.name]).toEqual([name, 'tenant'])
      }
    }
  })
})
