import { describe, expect, it } from 'vitest'
import { fuzzFilter, type FilterDatabase } from './testing/fuzz-filter.test-support.ts'
import { createPostgresFilterDatabase } from './testing/postgres-filter-database.test-support.ts'
import { createSqliteFilterDatabase } from './testing/sqlite-filter-database.test-support.ts'

const seed = Number(process.env['WARDKIT_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

async function expectAgreement(database: FilterDatabase, cases: number): Promise<void> {
  console.info(`${cases} random filters, WARDKIT_SEED=${seed}`)
  const { filters, rows, allowed, refused, differences } = await fuzzFilter(database, { cases, seed })
  console.info(`${rows} rows decided one by one, ${allowed} of them allowed; ${refused} filters refused`)
  expect(differences).toEqual([])
  expect(filters).toBeGreaterThanOrEqual(cases)
  // A run that hardly listed anything, or refused most filters, would prove little.
  expect(allowed / rows).toBeGreaterThan(0.05)
  expect(refused / filters).toBeLessThan(0.2)
}

describe('the rows listed by random policies are the very rows that are allowed one by one', () => {
  it('L03 in SQLite', { timeout: 120_000 }, async () => {
    const database = createSqliteFilterDatabase()
    await expectAgreement(database, 8_000)
    database.close()
  })

  it('L03 in PostgreSQL', { timeout: 180_000 }, async () => {
    const database = await createPostgresFilterDatabase()
    try {
      await expectAgreement(database, 3_000)
    } finally {
      await database.close()
    }
  })
})
