import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openManagement } from '@wardkit/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { login } from './login.ts'
import { runScenario, type StepResult } from './run-scenario.ts'
import { startEhr, type Ehr } from './start-ehr.ts'
import { createSteps } from './steps.ts'

const directory = mkdtempSync(join(tmpdir(), 'wardkit-ehr-'))
let ehr: Ehr
let results: readonly StepResult[]

beforeAll(async () => {
  ehr = await startEhr({ directory, port: 0 })
  results = await runScenario(ehr.urls, '1')
})

afterAll(async () => {
  await ehr.close()
  rmSync(directory, { recursive: true })
})

describe('the EHR', () => {
  it.each(createSteps('1', { doctor: '', birch: '' }).map((step, index) => ({ ...step, index })))(
    '$title: $expected',
    ({ index, expected }) => {
      expect(results[index]).toMatchObject({ status: expected, agrees: true })
    },
  )

  it('C01 C02 enforces in both services, with their next requests, a role that a third process changed', async () => {
    const authorization = `Bearer ${await login(ehr.urls.patient, 'doctor')}`
    const read = async (service: 'patient' | 'diagnostic', path: string, headers = {}): Promise<number> =>
      (await fetch(ehr.urls[service] + path, { headers: { authorization, ...headers } })).status
    const management = await openManagement({ database: `sqlite:${join(directory, 'wardkit.db')}` })
    try {
      const tenant = (await management.tenants.list()).find(({ slug }) => slug === 'acmehealth')!.id
      const { id, policy } = (await management.roles.list(tenant)).find(({ name }) => name === 'doctor access')!
      expect([await read('patient', '/patient/patient-1'), await read('diagnostic', '/diagnostic/report-1')]).toEqual([
        200, 200,
      ])
      const { revision } = await management.roles.update({ tenant, id, policy: '- allow: [POST:/diagnostic]' })
      expect(await read('diagnostic', '/diagnostic/report-1')).toBe(403)
      expect(await read('patient', '/patient/patient-1', { 'wardkit-revision': String(revision) })).toBe(403)
      const restored = await management.roles.update({ tenant, id, policy })
      expect(await read('diagnostic', '/diagnostic/report-1', { 'wardkit-revision': String(restored.revision) })).toBe(
        200,
      )
      expect(await read('diagnostic', '/diagnostic/report-1', { 'wardkit-revision': '999999' })).toBe(400)
    } finally {
      await management.close()
    }
  })

  it('keeps what it has over a restart, and runs the scenario again', async () => {
    await ehr.close()
    ehr = await startEhr({ directory, port: 0 })
    const again = await runScenario(ehr.urls, '2')
    expect(again.filter(({ agrees }) => !agrees)).toEqual([])
  })
})
