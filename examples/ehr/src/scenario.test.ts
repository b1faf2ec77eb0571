import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runScenario, type StepResult } from './run-scenario.ts'
import { startEhr, type Ehr } from './start-ehr.ts'
import { createSteps } from './steps.ts'

const directory = mkdtempSync(join(tmpdir(), 'wardkit-ehr-'))
let ehr: Ehr
let results: readonly StepResult[]

beforeAll(async () => {
  ehr = await startEhr({ directory, port: 0 })
  results = await runScenario(ehr.url, '1')
})

afterAll(async () => {
  await ehr.close()
  rmSync(directory, { recursive: true })
})

describe('the EHR', () => {
  it.each(createSteps('1').map((step, index) => ({ ...step, index })))('$title: $expected', ({ index, expected }) => {
    expect(results[index]).toMatchObject({ status: expected, agrees: true })
  })

  it('keeps what it has over a restart, and runs the scenario again', async () => {
    await ehr.close()
    ehr = await startEhr({ directory, port: 0 })
    const again = await runScenario(ehr.url, '2')
    expect(again.filter(({ agrees }) => !agrees)).toEqual([])
  })
})
