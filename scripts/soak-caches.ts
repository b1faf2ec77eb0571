// Compares answers from memory with answers anew: `pnpm soak:caches --cases 1000000 --seed 7`.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compareCaches } from '../packages/core/src/compare-caches.test-support.ts'

const BATCH = 50_000
const openapi = fileURLToPath(new URL('../packages/core/src/decision/testdata/clinic.openapi.json', import.meta.url))

const { values } = parseArgs({ options: { cases: { type: 'string' }, seed: { type: 'string' } } })
const cases = readCount('cases', values.cases ?? '1000000')
const seed = readCount('seed', values.seed ?? String(Math.floor(Math.random() * 2 ** 31)))
console.log(`${cases} questions, seed ${seed}`)

let allowed = 0
for (let asked = 0, batch = 0; asked < cases; asked += BATCH, batch++) {
  const result = await compareCaches({ cases: Math.min(BATCH, cases - asked), seed: seed + batch, openapi })
  if (result.differences.length > 0) {
    console.error(`${result.differences.join('\n')}\nrepeat with --cases ${BATCH} --seed ${seed + batch}`)
    process.exit(1)
  }
  allowed += result.allowed
}
console.log(`0 differences in ${cases} questions, ${allowed} of them allowed`)

function readCount(name: string, text: string): number {
  const count = Number(text)
  if (Number.isSafeInteger(count) && count >= 1) return count
  console.error(`--${name} takes a whole number from 1, not \`${text}\``)
  process.exit(2)
}
