import Database from 'better-sqlite3'
import { Kysely, sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import type { Connection } from './connection.ts'
import { createDialect } from './dialect.ts'
import { temporaryFiles } from './temporary-files.test-support.ts'

const newFile = temporaryFiles()
const open: Connection[] = []

afterEach(() => {
  for (const connection of open.splice(0)) connection.close()
})

function openWith(setUp: string): { readonly connection: Connection; readonly db: Kysely<unknown> } {
  const connection = new Database(newFile(), { timeout: 0 })
  open.push(connection)
  connection.exec(setUp)
  return { connection, db: new Kysely({ dialect: createDialect(() => connection) }) }
}

describe('a transaction', () => {
  it('holds the write lock from its beginning', async () => {
    const { connection, db } = openWith('CREATE TABLE t (x TEXT) STRICT')
    const second = new Database(connection.name, { timeout: 0 })
    open.push(second)
    await db.transaction().execute(async () => {
      expect(() => second.exec('BEGIN IMMEDIATE')).toThrow('locked')
    })
    second.exec('BEGIN IMMEDIATE; COMMIT')
  })

  it('F04 in which the disk was full can do nothing more, and leaves nothing, even when its work goes on', async () => {
    const { connection, db } = openWith('CREATE TABLE t (x TEXT) STRICT; PRAGMA max_page_count = 8')
    const work = db.transaction().execute(async (transaction) => {
      await sql`INSERT INTO t VALUES ('before')`.execute(transaction)
      const large = sql`INSERT INTO t VALUES (${'x'.repeat(100_000)})`.execute(transaction)
      await expect(large).rejects.toMatchObject({ code: 'ERR_STORE_FULL', status: 507 })
      const after = sql`INSERT INTO t VALUES ('after')`.execute(transaction)
      await expect(after).rejects.toMatchObject({ code: 'ERR_STORE_FULL' })
    })
    await expect(work).rejects.toMatchObject({ code: 'ERR_STORE_FULL' })
    expect(connection.prepare('SELECT count(*) FROM t').pluck().get()).toBe(0)
    expect(connection.inTransaction).toBe(false)
    await db.transaction().execute((transaction) => sql`INSERT INTO t VALUES ('later')`.execute(transaction))
    expect(connection.prepare('SELECT x FROM t').pluck().all()).toEqual(['later'])
  })

  it('survives a refused row', async () => {
    const { connection, db } = openWith("CREATE TABLE t (x TEXT UNIQUE) STRICT; INSERT INTO t VALUES ('a')")
    await db.transaction().execute(async (transaction) => {
      await expect(sql`INSERT INTO t VALUES ('a')`.execute(transaction)).rejects.toThrow('UNIQUE')
      await sql`INSERT INTO t VALUES ('b')`.execute(transaction)
    })
    expect(connection.prepare('SELECT count(*) FROM t').pluck().get()).toBe(2)
  })
})
