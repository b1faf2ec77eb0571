import { spawnSync } from 'node:child_process'
import { startVitest } from 'vitest/node'
import { countTests } from './count-tests.ts'

// Runs everything that guards a change, goes on after a failure so that one run names them all, and ends with `N passed, N failed`.

const checks = [
  ['tsc', '-b'],
  ['eslint', '.', '--max-warnings', '0'],
  ['prettier', '--check', '--log-level', 'warn', '.'],
  ['node', 'scripts/check-packages.ts'],
  ['node', 'scripts/smoke-packed.ts', '--quick'],
  // Links in doc comments lead somewhere, and every entry can be documented.
  ['typedoc', '--emit', 'none'],
] as const

const counts = { passed: 0, failed: 0 }

for (const [command, ...parameters] of checks) {
  const isGood = spawnSync(command, parameters, { stdio: 'inherit' }).status === 0
  counts[isGood ? 'passed' : 'failed']++
  console.log(`${isGood ? 'passed' : 'FAILED'}: ${command} ${parameters.join(' ')}`)
}

// Focused tests fail the run: a suite that ran in part has not passed.
const vitest = await startVitest([], { run: true, allowOnly: false, reporters: ['default', countTests(counts)] })
await vitest.close()

console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 ? process.exitCode : 1
