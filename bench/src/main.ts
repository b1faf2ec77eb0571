import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { GATES } from './gates.ts'
import type { Effort, Group } from './groups/group.ts'
import { GROUPS } from './groups/groups.ts'
import { judge, type Verdict } from './judge.ts'
import { describeMachine } from './machine.ts'
import { measureMemory } from './memory.ts'
import { printBound, printMemory, printReport, printValue } from './report.ts'
import { replaceGenerated } from './replace-generated.ts'

// `bench` measures and prints; `--check` fails where a gate does; `--write` puts the numbers into docs/performance.md; `--quick` is for looking
// while one works; `--memory` measures memory alone.

const PAGE = fileURLToPath(new URL('../../docs/performance.md', import.meta.url))
const FULL: Effort = { rounds: 30, milliseconds: 12, small: false }
const QUICK: Effort = { rounds: 6, milliseconds: 6, small: true }
const AGAIN: Effort = { rounds: 60, milliseconds: 12, small: false }

const { values: options } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    memory: { type: 'boolean', default: false },
  },
})
if (options.quick && (options.check || options.write)) {
  console.error('--quick leaves out what --check and --write need')
  process.exit(2)
}

const machine = `${describeMachine()}; ${new Date().toISOString().slice(0, 10)}`
console.log(`${machine}\n`)
if (options.memory) console.log(printMemory(await measureMemory()))
else await run()

async function run(): Promise<void> {
  // Memory goes first, while the heap is small.
  const memory = options.write ? printMemory(await measureMemory()) : ''
  const samples = new Map<string, readonly number[]>()
  const measure = async (group: Group, effort: Effort): Promise<void> => {
    console.log(`measuring ${group.name} …`)
    for (const [subject, taken] of await group.measure(effort)) samples.set(subject, taken)
  }
  for (const group of GROUPS) await measure(group, options.quick ? QUICK : FULL)

  // Somebody else may have used the machine just then: what fails is measured once more, longer, and then it counts.
  const failing = new Set(judgeAll().flatMap(({ gate, passed }) => (passed ? [] : [gate.group])))
  if (!options.quick) for (const group of GROUPS) if (failing.has(group.name)) await measure(group, AGAIN)

  const verdicts = judgeAll()
  const report = printReport(samples, verdicts)
  console.log(`\n${report}\n`)
  if (options.write) {
    const generated = [`Taken on ${machine}.`, report, memory].join('\n\n')
    writeFileSync(PAGE, replaceGenerated(readFileSync(PAGE, 'utf8'), generated))
    execFileSync('prettier', ['--write', '--log-level', 'warn', PAGE], { stdio: 'inherit' })
  }
  const failed = verdicts.filter(({ passed }) => !passed)
  for (const verdict of failed) {
    console.error(
      `gate ${verdict.gate.id}: ${verdict.gate.claim}: ${printValue(verdict)}, must be ${printBound(verdict)}`,
    )
  }
  if (options.check && failed.length > 0) process.exitCode = 1

  function judgeAll(): readonly Verdict[] {
    return GATES.map((gate) => judge(gate, samples))
  }
}
