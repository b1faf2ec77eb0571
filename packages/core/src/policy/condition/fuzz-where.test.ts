import { expect, it } from 'vitest'
import { fuzzWhere } from '../testing/fuzz-where.test-support.ts'

const CASES = 100_000

it('L03 evaluator, reference model and SQLite agree on random clauses over random facts', { timeout: 120_000 }, () => {
  const seed = Number(process.env['WARDKIT_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  console.info(`${CASES} random clauses, WARDKIT_SEED=${seed}`)
  const { clauses, bySqlite, results, differences } = fuzzWhere({ cases: CASES, seed })
  console.info(`${bySqlite} of them by SQLite too; ${JSON.stringify(results)}`)

  expect(differences).toEqual([])
  expect(clauses).toBeGreaterThanOrEqual(100_000)
  // A run that hardly asked SQLite, or hardly got a definite answer, would prove little.
  expect(bySqlite).toBeGreaterThan(CASES / 4)
  expect(Math.min(...Object.values(results))).toBeGreaterThan(CASES / 20)
})
