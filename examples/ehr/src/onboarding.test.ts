import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runOnboarding } from './run-onboarding.ts'
import { startEhr, type Ehr } from './start-ehr.ts'

let directory: string
let ehr: Ehr

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'wardkit-onboarding-'))
  ehr = await startEhr({ directory, port: 0 })
}, 60_000)

afterAll(async () => {
  await ehr.close()
  rmSync(directory, { recursive: true })
})

it('begins a tenant whose people are all made over HTTP', async () => {
  const results = await runOnboarding(ehr.urls.patient, '1')
  expect(results.filter(({ agrees }) => !agrees)).toEqual([])
  expect(results).toHaveLength(9)
})
