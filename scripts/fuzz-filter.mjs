// Compares the rows that list filters list with those allowed one by one: `pnpm fuzz:filter --cases 1000000 --seed 7 --database postgres`.
import { parseArgs } from 'node:util'
import { fuzzFilter } from '../packages/core/src/filter/testing/fuzz-filter.test-support.ts'
import { createPostgresFilterDatabase } from '../packages/core/src/filter/testing/postgres-filter-database.test-support.ts'
import { createSqliteFilterDatabase } from '../packages/core/src/filter/testing/sqlite-filter-database.test-support.ts'

const BATCH = 10_000
const PROGRESS = 100_000
const DATABASES = { sqlite: createSqliteFilterDatabase, postgres: createPostgresFilterDatabase }

const { values } = parseArgs({
  options: { cases: { type: 'string' }, seed: { type: 'string' }, database: { type: 'string', default: 'sqlite' } },
})
const cases = readCount('cases', values.cases ?? '1000000')
const seed = readCount('seed', values.seed ?? String(Math.floor(Math.random() * 2 ** 31)))
if (!Object.hasOwn(DATABASES, values.database)) fail('--database takes sqlite or postgres')
console.log(`${cases} random filters in ${values.database}, seed ${seed}`)

const database = await DATABASES[values.database]()
let filters = 0
let rows = 0
let allowed = 0
try {
  for (let batch = 0; filters < cases; batch++) {
    const result = await fuzzFilter(database, { cases: Math.min(BATCH, cases - filters), seed: seed + batch })
    if (result.differences.length > 0) {
      console.error(`${result.differences.join('\n')}\nrepeat with --cases ${BATCH} --seed ${seed + batch}`)
      process.exitCode = 1
      break
    }
    filters += result.filters
    rows += result.rows
    allowed += result.allowed
    if (filters % PROGRESS === 0) console.log(`${filters} so far, 0 differences`)
  }
  if (process.exitCode !== 1) {
    console.log(`0 differences in ${filters} filters over ${rows} rows, ${allowed} of them allowed`)
  }
} finally {
  await database.close()
}

function readCount(name, text) {
  const count = Number(text)
  return Number.isSafeInteger(count) && count >= 0 ? count : fail(`--${name} takes a whole number, not \`${text}\``)
}

function fail(message) {
  console.error(message)
  process.exit(2)
}
