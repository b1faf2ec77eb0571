import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { startVitest } from 'vitest/node'
import { countTests } from './count-tests.ts'

// Runs everything that guards a change, goes on after a failure so that one run names them all, and ends with `N passed, N failed`.

type Check = readonly [command: string, ...parameters: string[]]

const counts = { passed: 0, failed: 0 }

await runChecks([
  ['tsc', '-b'],
  // Before anything runs in it.
  ['node', 'scripts/install-chromium.ts'],
])
// Beside each other, as ESLint takes as long as all the rest.
await Promise.all([
  // The types of all packages at once take more than the 4 GB that Node gives itself.
  runChecks([['node', '--max-old-space-size=8192', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']]),
  runChecks([
    ['prettier', '--check', '--log-level', 'warn', '.'],
    ['node', 'scripts/check-packages.ts'],
    ['node', 'scripts/smoke-packed.ts', '--quick'],
    ['pnpm', '--dir', 'packages/react', 'exec', 'storybook', 'build', '--quiet', '--output-dir', 'storybook-static'],
    // Links in doc comments lead somewhere, and every entry can be documented.
    ['typedoc', '--emit', 'none'],
  ]),
])

// Focused tests fail the run: a suite that ran in part has not passed.
const vitest = await startVitest([], { run: true, allowOnly: false, reporters: ['default', countTests(counts)] })
await vitest.close()

console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 ? process.exitCode : 1

/** Runs one after the other, and shows what each has printed when it has ended. */
async function runChecks(checks: readonly Check[]): Promise<void> {
  for (const [command, ...parameters] of checks) {
    const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'pipe'] })
    const printed: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk))
    const [code] = (await once(child, 'close')) as [number | null]
    counts[code === 0 ? 'passed' : 'failed']++
    process.stdout.write(Buffer.concat(printed))
    console.log(`${code === 0 ? 'passed' : 'FAILED'}: ${command} ${parameters.join(' ')}`)
  }
}
