import { copyFileSync, renameSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import type { Store } from '../../identity/identity-store.ts'
import { aResource, aTenant, change, seed } from '../../testing/store-fixtures.ts'
import { openDatabase, type OpenDatabase } from './open-database.ts'
import { createStoreOn } from './sqlite-store.ts'
import { temporaryFiles } from './temporary-files.test-support.ts'
import { makeLogUnflushable } from './unflushable-log.test-support.ts'

const newFile = temporaryFiles()
const stores: Store[] = []

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close()
})

async function open(file: string): Promise<{ readonly store: Store; readonly database: OpenDatabase }> {
  const database = await openDatabase(file)
  const store = createStoreOn(database)
  stores.push(store)
  return { store, database }
}

const addTenant = (store: Store, id: string) => store.write((writer) => writer.insertTenant(aTenant(id)))

describe('a flush that fails', () => {
  it('F03 is the error of its write, and the next write goes through connections that are new', async () => {
    const file = newFile()
    const { store, database } = await open(file)
    await seed(store, 'acme')
    const hint = store.changeHint()
    expect(makeLogUnflushable(file)).toBe(2)
    await expect(addTenant(store, 'birch')).rejects.toMatchObject({
      code: 'ERR_STORE_UNAVAILABLE',
      cause: { code: 'SQLITE_IOERR_FSYNC' },
    })
    expect(database.writer.open).toBe(true)

    expect(await addTenant(store, 'birch')).toMatchObject({ revision: 2 })
    expect([database.writer.open, database.reader.open]).toEqual([false, false])
    expect(store.changeHint()).not.toBe(hint)
    expect(await store.findTenant('birch')).toEqual(aTenant('birch'))

    const copy = newFile()
    copyFileSync(file, copy)
    copyFileSync(`${file}-wal`, `${copy}-wal`)
    const reopened = await open(copy)
    expect(await reopened.store.findTenant('birch')).toEqual(aTenant('birch'))
    expect(await reopened.store.currentRevision()).toBe(2)
  })

  it('F03 writes again, into the main file, all that the log held before anything more is acknowledged', async () => {
    const file = newFile()
    const { store } = await open(file)
    await seed(store, 'acme')
    makeLogUnflushable(file)
    await expect(addTenant(store, 'birch')).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' })
    await store.write(async () => undefined)
    const mainFileAlone = newFile()
    copyFileSync(file, mainFileAlone)
    const { store: copied } = await open(mainFileAlone)
    expect(await copied.findTenant('acme')).toEqual(aTenant('acme'))
  })

  it('F03 refuses writes for as long as the file cannot be had again, and never makes another in its place', async () => {
    const file = newFile()
    const { store } = await open(file)
    await seed(store, 'acme')
    makeLogUnflushable(file)
    await expect(addTenant(store, 'birch')).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' })
    renameSync(file, `${file}-away`)
    for (const replacement of [undefined, '', 'x'.repeat(4_096)]) {
      if (replacement !== undefined) writeFileSync(file, replacement)
      await expect(addTenant(store, 'birch')).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' })
    }
    renameSync(`${file}-away`, file)
    expect(await addTenant(store, 'birch')).toMatchObject({ revision: 2 })
  })
})

describe('a full disk', () => {
  it('F04 refuses writes whole while reads go on, and takes them again when there is room, without a restart', async () => {
    const { store, database } = await open(newFile())
    await seed(store, 'acme')
    const pages = database.writer.pragma('page_count', { simple: true }) as number
    database.writer.pragma(`max_page_count = ${pages + 4}`)
    const fill = () =>
      change(store, 'acme', async (acme) => {
        for (let i = 0; i < 300; i++) await acme.putResource(aResource('patient', `patient-${i}`))
      })
    for (let i = 0; i < 2; i++) {
      await expect(fill()).rejects.toMatchObject({ code: 'ERR_STORE_FULL', status: 507 })
      expect(await store.tenant('acme').listResources('patient')).toEqual([])
      expect(await store.currentRevision()).toBe(1)
      expect((await store.findTenantRecord('acme'))?.revisions).toEqual({ policies: 1, resources: 1, links: 0 })
    }
    database.writer.pragma('max_page_count = 1000000')
    expect(await fill()).toBe(2)
    expect(await store.tenant('acme').listResources('patient', { limit: 1_000 })).toHaveLength(300)
  })
})
