// Kills processes that administer at random moments, and looks at what they leave and at the record of each change: `pnpm soak:kill --runs 1000 --seed 7`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { killWriters, type KillReport } from '../packages/core/src/store/sqlite/kill-writers.test-support.ts'

const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } })
const runs = readCount('runs', values.runs ?? '1000')
const seed = readCount('seed', values.seed ?? String(Math.floor(Math.random() * 2 ** 31)))
const directory = mkdtempSync(join(tmpdir(), 'wardkit-kill-'))
console.log(`${runs} processes to kill, seed ${seed}`)
try {
  const begun = performance.now()
  let told = 0
  const onRun = (sofar: KillReport): void => {
    for (const fault of sofar.faults.slice(told)) console.error(fault)
    told = sofar.faults.length
    if (sofar.runs % 100 === 0 && sofar.runs < runs) console.log(`${sofar.runs} killed, ${told} faults`)
  }
  const report = await killWriters({ runs, seed, directory, onRun })
  console.log(
    `${report.acknowledged} writes acknowledged, ${told} runs with something lost, half there or unrecorded; ` +
      `${report.unansweredKept} unanswered writes kept whole, ${report.unmade} databases not yet made; ` +
      `${Math.round((performance.now() - begun) / runs)} ms for each`,
  )
  process.exitCode = told === 0 ? 0 : 1
} finally {
  rmSync(directory, { recursive: true })
}

function readCount(name: string, text: string): number {
  const count = Number(text)
  if (Number.isSafeInteger(count) && count >= 1) return count
  console.error(`--${name} takes a whole number from 1, not \`${text}\``)
  process.exit(2)
}
