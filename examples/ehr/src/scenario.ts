import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runKeys } from './run-keys.ts'
import { runOnboarding } from './run-onboarding.ts'
import { runScenario } from './run-scenario.ts'
import { runSso } from './run-sso.ts'
import { startEhr } from './start-ehr.ts'

// Runs the scenario against a fresh EHR: a line per step, and exit code 0 only if every step came out as expected.

const directory = mkdtempSync(join(tmpdir(), 'wardkit-ehr-'))
const ehr = await startEhr({ directory, port: 0 })
let disagreements = 0
try {
  const results = [
    ...(await runOnboarding(ehr.urls.patient, '1')),
    ...(await runScenario(ehr.urls, '1')),
    ...(await runSso(ehr.urls)),
    ...(await runKeys(ehr.urls)),
  ]
  for (const { step, status, reason, agrees } of results) {
    if (!agrees) disagreements++
    const mark = agrees ? 'ok    ' : 'WRONG '
    const why = reason === undefined ? '' : `  (${reason})`
    console.log(`${mark} expected ${step.expected}, got ${status}  ${step.title}${why}`)
  }
} finally {
  await ehr.close()
  rmSync(directory, { recursive: true })
}
console.log(disagreements === 0 ? 'every step came out as expected' : `${disagreements} steps came out wrong`)
process.exitCode = disagreements === 0 ? 0 : 1
