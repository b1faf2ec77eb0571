import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { NOW } from '../../testing/store-fixtures.ts'
import { GONE, GONE_PERSON, KEPT, writeWholeTenant } from '../whole-tenant.test-support.ts'
import { createSqliteStore } from './index.ts'
import { temporaryFiles } from './temporary-files.test-support.ts'

const newFile = temporaryFiles()

/** The record of what was done outlives the tenant. */
const KEPT_ALL = new Set(['audit'])

/** The columns of every table that are tenants', by their names or by what they refer to. */
function tenantColumns(database: Database.Database) {
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[]
  const own = tables.filter((table) => !KEPT_ALL.has(table) && !table.startsWith('sqlite_'))
  return own.flatMap((table) => {
    const columns = database.prepare('SELECT name FROM pragma_table_xinfo(?)').pluck().all(table) as string[]
    return columns.map((column) => ({ table, column }))
  })
}

const isTenantColumn = ({ table, column }: { readonly table: string; readonly column: string }) =>
  /(?:^|_)tenant$|^trusted$/.test(column) || (table === 'tenants' && column === 'id')

function countRows(database: Database.Database, { table, column }: { table: string; column: string }, text: string) {
  const rows = database.prepare(`SELECT count(*) FROM "${table}" WHERE instr(CAST("${column}" AS TEXT), ?) > 0`)
  return rows.pluck().get(text)
}

it('T12 leaves no row of a tenant that is deleted in any table, and all of another’s', async () => {
  const file = newFile()
  const store = await createSqliteStore({ file })
  await store.write(writeWholeTenant)
  const database = new Database(file, { readonly: true })
  const columns = tenantColumns(database)
  const ofTenants = columns.filter((place) => isTenantColumn(place) && place.table !== 'tenant_removals')
  expect(ofTenants.length).toBeGreaterThan(20)
  // A table that is new has no row here until `writeWholeTenant` writes one.
  for (const place of ofTenants) expect(countRows(database, place, GONE), JSON.stringify(place)).toBeGreaterThan(0)
  const kept = ofTenants.map((place) => countRows(database, place, KEPT))

  await store.write((writer) => writer.deleteTenant(GONE, NOW))
  while (await store.sweepTenants(1));

  for (const place of columns) {
    for (const text of [GONE, GONE_PERSON]) {
      expect(countRows(database, place, text), `${JSON.stringify(place)} names ${text}`).toBe(0)
    }
  }
  // Of the other tenant only what reached into this one is gone: a link of each to the other, and what each trusted of the other.
  const lost = (at: number) => Number(kept[at]) - Number(countRows(database, ofTenants[at] ?? raise(), KEPT))
  const losses = ofTenants.map(({ table, column }, at) => [`${table}.${column}`, lost(at)] as const)
  expect(Object.fromEntries(losses.filter(([, count]) => count !== 0))).toEqual({
    'links.tenant': 1,
    'links.principal_tenant': 1,
    'role_trust_tenants.tenant': 1,
    'role_trust_tenants.trusted': 1,
  })
  database.close()
  await store.close()
})

function raise(): never {
  throw new TypeError('unreachable: as many counts as columns')
}
