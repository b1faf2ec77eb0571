import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAuditLog } from '../../audit/audit-log.ts'
import { createAdministration } from '../../identity/administration.ts'
import type { Store } from '../../identity/identity-store.ts'
import { aTenant, NOW } from '../../testing/store-fixtures.ts'
import { createSqliteStore } from './index.ts'
import { temporaryFiles } from './temporary-files.test-support.ts'

const newFile = temporaryFiles()

let file: string
let store: Store

beforeEach(async () => {
  file = newFile()
  store = await createSqliteStore({ file })
})
afterEach(() => store.close())

const createTenant = (id: string) =>
  createAdministration({ store, clock: () => NOW })({ type: 'application' }).write(
    { action: 'tenant.create', tenant: id, target: { type: 'tenant', id } },
    (writer) => writer.insertTenant(aTenant(id)),
  )

/** Does to the file what nobody should. */
function tamper(sql: string): void {
  const database = new Database(file)
  database.exec(sql)
  database.close()
}

const verdict = async () => {
  const found = await createAuditLog(store).verify()
  return found.ok ? found.records : [found.problem, found.sequence]
}

describe('the audit log in SQLite', () => {
  it('F23 fails the change when its record cannot be written, while reads go on', async () => {
    await createTenant('acme')
    tamper("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END")
    await expect(createTenant('birch')).rejects.toThrow('no room')
    expect(await store.findTenant('birch')).toBeUndefined()
    expect((await store.findTenant('acme'))?.id).toBe('acme')
    expect(await verdict()).toBe(1)
    tamper('DROP TRIGGER full')
    await createTenant('birch')
    expect(await verdict()).toBe(2)
  })

  it.each([
    [
      'a record that was edited',
      "UPDATE audit SET record = replace(record, 't3', 't9') WHERE sequence = 3",
      ['changed', 3],
    ],
    ['a record that was taken out', 'DELETE FROM audit WHERE sequence = 2', ['missing', 2]],
    ['a first record that was taken out', 'DELETE FROM audit WHERE sequence = 1', ['missing', 1]],
    ['an end that was cut off', 'DELETE FROM audit WHERE sequence >= 4', ['missing', 4]],
    ['a hash made anew over an edited record', "UPDATE audit SET hash = 'ab' WHERE sequence = 4", ['changed', 4]],
    [
      'two records that changed places',
      `UPDATE audit SET sequence = -1 WHERE sequence = 2; UPDATE audit SET sequence = 2 WHERE sequence = 3;
       UPDATE audit SET sequence = 3 WHERE sequence = -1`,
      ['changed', 2],
    ],
  ])('G02 finds %s', async (_what, sql, fault) => {
    for (let n = 1; n <= 5; n++) await createTenant(`t${n}`)
    expect(await verdict()).toBe(5)
    tamper(sql)
    expect(await verdict()).toEqual(fault)
  })

  it('answers queries with what the record says, which no column can say otherwise', async () => {
    await createTenant('acme')
    expect(() => tamper("UPDATE audit SET tenant = 'birch'")).toThrow(/generated column/)
  })
})
