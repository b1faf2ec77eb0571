// Compares the evaluator of `where` with its reference model and SQLite: `pnpm fuzz:where --cases 5000000 --seed 7`.
import { parseArgs } from 'node:util'
import { fuzzWhere } from '../packages/core/src/policy/testing/fuzz-where.test-support.ts'

const BATCH = 100_000

const { values } = parseArgs({ options: { cases: { type: 'string' }, seed: { type: 'string' } } })
const cases = readCount('cases', values.cases ?? '1000000')
const seed = readCount('seed', values.seed ?? String(Math.floor(Math.random() * 2 ** 31)))
console.log(`${cases} random clauses, seed ${seed}`)

let clauses = 0
let bySqlite = 0
for (let batch = 0; clauses < cases; batch++) {
  const result = fuzzWhere({ cases: Math.min(BATCH, cases - clauses), seed: seed + batch })
  if (result.differences.length > 0) {
    console.error(`${result.differences.join('\n')}\nrepeat with --cases ${BATCH} --seed ${seed + batch}`)
    process.exit(1)
  }
  clauses += result.clauses
  bySqlite += result.bySqlite
}
console.log(`0 differences in ${clauses} clauses, ${bySqlite} of them answered by SQLite too`)

function readCount(name, text) {
  const count = Number(text)
  if (Number.isSafeInteger(count) && count >= 0) return count
  console.error(`--${name} takes a whole number, not \`${text}\``)
  process.exit(2)
}
