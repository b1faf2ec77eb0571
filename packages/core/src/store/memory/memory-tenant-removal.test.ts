import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { NOW } from '../../testing/store-fixtures.ts'
import { runWrite } from '../store-writer.ts'
import { GONE, GONE_PERSON, KEPT, writeWholeTenant } from '../whole-tenant.test-support.ts'
import { createMemoryData, overlayMemoryData } from './memory-data.ts'
import { createMemoryTables } from './memory-tables.ts'

const WHOLE = { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity }
const tableNames = (tables: object) =>
  Object.entries(tables as Record<string, { entries(): Iterable<unknown> }>).map(
    ([name, table]) => [name, [...table.entries()]] as const,
  )

it('T12 leaves no row of a tenant that is deleted in any table, and all of another’s', async () => {
  const data = createMemoryData()
  const write = async (revision: number, work: Parameters<typeof runWrite>[2]) => {
    const overlay = overlayMemoryData(data)
    await runWrite(createMemoryTables(overlay), revision, work)
    overlay.commit()
  }
  await write(1, writeWholeTenant)
  for (const [name, rows] of tableNames(data.tenant(GONE))) expect(rows, name).not.toEqual([])
  const kept = new Map(tableNames(data.tenant(KEPT)))

  await write(2, (writer) => writer.deleteTenant(GONE, NOW))

  for (const [name, rows] of tableNames(data.tenant(GONE))) expect(rows, name).toEqual([])
  for (const [name, rows] of tableNames(data.shared)) {
    for (const text of [GONE, GONE_PERSON, 'gone@example.com']) {
      expect(inspect(rows, WHOLE).includes(text), `${name} names ${text}`).toBe(false)
    }
  }
  for (const [name, rows] of tableNames(data.tenant(KEPT))) {
    expect(inspect(rows, WHOLE).includes(GONE), name).toBe(false)
    if (name === 'links') expect(rows).toHaveLength(1)
    else if (name !== 'trusts') expect(rows, name).toEqual(kept.get(name))
  }
})
