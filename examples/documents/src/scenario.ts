import { runScenario } from './run-scenario.ts'

// Runs the scenario on a fresh store: a line per step, and exit code 0 only if every step came out as expected.

let disagreements = 0
for (const { step, status, agrees } of await runScenario()) {
  if (!agrees) disagreements++
  console.log(`${agrees ? 'ok    ' : 'WRONG '} expected ${step.expected}, got ${status}  ${step.title}`)
}
console.log(disagreements === 0 ? 'every step came out as expected' : `${disagreements} steps came out wrong`)
process.exitCode = disagreements === 0 ? 0 : 1
