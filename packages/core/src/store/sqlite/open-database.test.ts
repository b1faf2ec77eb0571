import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { WardkitError } from '../../errors/index.ts'
import { aResource, aTenant, change, seed } from '../../testing/store-fixtures.ts'
import { createSqliteStore } from './index.ts'
import { openDatabase } from './open-database.ts'
import { temporaryFiles } from './temporary-files.test-support.ts'

const newFile = temporaryFiles()

/** A database with a few pages of content, and no log beside it. */
async function filledFile(): Promise<string> {
  const file = newFile()
  const store = await createSqliteStore({ file })
  await seed(store, 'acme')
  await change(store, 'acme', async (acme) => {
    for (let i = 0; i < 300; i++) await acme.putResource(aResource('patient', `patient-${i}`))
  })
  await store.close()
  return file
}

/** What can be read, as JSON, or the code of the refusal. */
async function contentsOf(file: string): Promise<string> {
  try {
    const store = await createSqliteStore({ file })
    try {
      const resources = await store.tenant('acme').listResources('patient', { limit: 1_000 })
      const ids = resources.map(({ id, tags }) => [id, tags.size])
      return JSON.stringify([
        await store.findTenantRecord('acme'),
        await store.findPersonByEmail('ada@example.com'),
        ids,
      ])
    } finally {
      await store.close()
    }
  } catch (error) {
    return error instanceof WardkitError ? error.code : String(error)
  }
}

describe('every connection', () => {
  it('syncs each commit of a write-ahead log, also when the database is opened again', async () => {
    const file = newFile()
    for (let i = 0; i < 2; i++) {
      const { writer, reader } = await openDatabase(file)
      for (const connection of [writer, reader]) {
        expect(connection.pragma('journal_mode', { simple: true })).toBe('wal')
        expect(connection.pragma('synchronous', { simple: true })).toBe(2)
        expect(connection.pragma('foreign_keys', { simple: true })).toBe(1)
        expect(connection.pragma('busy_timeout', { simple: true })).toBe(0)
      }
      expect(() => reader.exec("UPDATE store SET identity = 'x'")).toThrow('readonly')
      writer.close()
      reader.close()
    }
  })
})

describe('opening', () => {
  it('gives every store an identity of its own', async () => {
    const identities = new Set<unknown>()
    for (let i = 0; i < 2; i++) {
      const { writer, reader } = await openDatabase(newFile())
      identities.add(reader.prepare('SELECT identity FROM store').pluck().get())
      writer.close()
      reader.close()
    }
    expect(identities.size).toBe(2)
  })

  it('names a directory that is not there, and makes none', async () => {
    const file = join(newFile(), 'nested', 'wardkit.db')
    await expect(openDatabase(file)).rejects.toMatchObject({
      code: 'ERR_CONFIGURATION',
      message: expect.stringContaining(dirname(file)) as string,
      help: expect.stringContaining('create the directory') as string,
    })
    expect(existsSync(dirname(file))).toBe(false)
  })

  it('refuses a directory in place of a file', async () => {
    const file = newFile()
    mkdirSync(file)
    await expect(openDatabase(file)).rejects.toMatchObject({ code: 'ERR_CONFIGURATION' })
  })

  it('refuses a file that cannot be made', async () => {
    await expect(openDatabase('/dev/null/wardkit.db')).rejects.toMatchObject({ code: 'ERR_CONFIGURATION' })
  })

  it('refuses the database of another application, and changes nothing in it', async () => {
    const file = newFile()
    const other = new Database(file)
    other.exec('CREATE TABLE theirs (x)')
    other.close()
    const before = readFileSync(file)
    await expect(openDatabase(file)).rejects.toMatchObject({
      code: 'ERR_CONFIGURATION',
      message: expect.stringContaining('another application') as string,
    })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it.each([
    ['text', 'not a database\n'.repeat(1_000)],
    ['an empty file', ''],
    ['a few bytes', 'SQLite format 3\0'],
  ])('refuses %s, and leaves it as it is', async (_, content) => {
    const file = newFile()
    writeFileSync(file, content)
    await expect(openDatabase(file)).rejects.toMatchObject({
      code: 'ERR_STORE_CORRUPT',
      message: expect.stringContaining(file) as string,
    })
    expect(readFileSync(file, 'utf8')).toBe(content)
  })

  it('refuses a newer database', async () => {
    const file = await filledFile()
    const database = new Database(file)
    database.exec("INSERT INTO migrations VALUES (99, 'from the future', '', 0)")
    database.close()
    await expect(openDatabase(file)).rejects.toMatchObject({ code: 'ERR_STORE_NEWER' })
  })
})

const PAGE_ONE_OFFSETS = [
  0, 1, 15, 16, 17, 18, 19, 20, 21, 24, 28, 32, 36, 40, 44, 52, 56, 60, 68, 92, 96, 100, 101, 103, 105,
]

describe('F06 a damaged file', () => {
  it('is refused wherever it was cut, and never read as an empty store', async () => {
    const whole = await filledFile()
    const { size } = statSync(whole)
    expect(size).toBeGreaterThan(40 * 1024)
    for (const length of [0, 1, 99, 100, 511, 512, 4_095, 4_096, 8_192, size / 2, size - 4_096, size - 1]) {
      const file = newFile()
      copyFileSync(whole, file)
      truncateSync(file, length)
      expect.soft([length, (await contentsOf(file)).slice(0, 100)]).toEqual([length, 'ERR_STORE_CORRUPT'])
    }
  }, 30_000)

  it('is refused, or read as it was, with any byte of a page header flipped', async () => {
    const whole = await filledFile()
    const intact = await contentsOf(whole)
    const bytes = readFileSync(whole)
    const file = newFile()
    let refused = 0
    let variants = 0
    for (let page = 0; page * 4_096 < bytes.length; page++) {
      for (const offset of page === 0 ? PAGE_ONE_OFFSETS : [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
        const damaged = Buffer.from(bytes)
        const at = page * 4_096 + offset
        damaged[at] = (damaged[at] ?? 0) ^ 0xff
        for (const suffix of ['-wal', '-shm']) if (existsSync(file + suffix)) truncateSync(file + suffix)
        writeFileSync(file, damaged)
        const contents = await contentsOf(file)
        variants++
        if (contents.startsWith('ERR_')) refused++
        else if (contents !== intact) expect.soft([at, contents.slice(0, 300)]).toEqual([at, 'ERR_… or intact'])
      }
    }
    expect(variants).toBeGreaterThanOrEqual(200)
    expect(refused).toBeGreaterThan(variants / 2)
  }, 60_000)

  it('is not opened where the files beside it cannot be made', async () => {
    const file = await filledFile()
    for (const suffix of ['-wal', '-shm']) {
      const copy = newFile()
      copyFileSync(file, copy)
      mkdirSync(copy + suffix)
      await expect(openDatabase(copy)).rejects.toMatchObject({
        code: 'ERR_CONFIGURATION',
        message: expect.stringContaining(copy) as string,
        help: expect.stringContaining('may write the file and its directory') as string,
      })
    }
  })

  it('whose shared memory is gone is read as it was', async () => {
    const { writer, reader } = await openDatabase(newFile())
    writer.exec(
      "INSERT INTO tenants (id, slug, name, status, created_at) VALUES ('acme', 'slug-of-acme', 'Tenant acme', 'active', 0)",
    )
    const copy = newFile()
    copyFileSync(writer.name, copy)
    copyFileSync(`${writer.name}-wal`, `${copy}-wal`)
    const store = await createSqliteStore({ file: copy })
    expect(await store.findTenant('acme')).toEqual(aTenant('acme', { createdAt: 0 }))
    await store.close()
    writer.close()
    reader.close()
  })
})
