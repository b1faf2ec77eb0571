// Kills processes that administer at random moments, and looks at what they leave and at the record of each change: `pnpm soak:kill --runs 1000 --seed 7`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { killWriters } from '../packages/core/src/store/sqlite/kill-writers.test-support.ts'

const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } })
const runs = readCount('runs', values.runs ?? '1000')
const seed = readCount('seed', values.seed ?? String(Math.floor(Math.random() * 2 ** 31)))
const directory = mkdtempSync(join(tmpdir(), 'wardkit-kill-'))
console.log(`${runs} processes to kill, seed ${seed}`)
try {
  const begun = performance.now()
  const { acknowledged, unansweredKept, unmade, faults } = await killWriters({ runs, seed, directory })
  for (const fault of faults) console.error(fault)
  console.log(
    `${acknowledged} writes acknowledged, ${faults.length} runs with something lost, half there or unrecorded; ` +
      `${unansweredKept} unanswered writes kept whole, ${unmade} databases not yet made; ` +
      `${Math.round((performance.now() - begun) / runs)} ms for each`,
  )
  process.exitCode = faults.length === 0 ? 0 : 1
} finally {
  rmSync(directory, { recursive: true })
}

function readCount(name: string, text: string): number {
  const count = Number(text)
  if (Number.isSafeInteger(count) && count >= 1) return count
  console.error(`--${name} takes a whole number from 1, not \`${text}\``)
  process.exit(2)
}
