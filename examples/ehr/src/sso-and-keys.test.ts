import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runKeys } from './run-keys.ts'
import { runSso } from './run-sso.ts'
import { startEhr, type Ehr } from './start-ehr.ts'

let directory: string
let ehr: Ehr

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'wardkit-sso-'))
  ehr = await startEhr({ directory, port: 0 })
}, 60_000)

afterAll(async () => {
  await ehr.close()
  rmSync(directory, { recursive: true })
})

it('lets people in by the hospital’s own identity provider, with what their groups give', async () => {
  const results = await runSso(ehr.urls)
  expect(results.filter(({ agrees }) => !agrees)).toEqual([])
  expect(results).toHaveLength(25)
})

it('lets programs in by keys, and a laboratory by a role that it assumes', async () => {
  const results = await runKeys(ehr.urls)
  expect(results.filter(({ agrees }) => !agrees)).toEqual([])
  expect(results).toHaveLength(20)
})
