import { describe, expect, it } from 'vitest'
import { loadClinic } from '../decision/testdata/decision-case.ts'
import { loadService } from '../openapi/load-service.ts'
import { assertGuardrailsEnforceable } from './assert-guardrails-enforceable.ts'

const source = (policy: string) => ({ listGuardrails: async () => [{ tenant: 'tnt_a', policy }] })

describe('guardrails at the start', () => {
  it('keep it from going on when one denies an operation that no document declares any longer', async () => {
    const guardrail = source("- deny: ['DELETE:/patient/{patientId}/chart']\n  id: charts")
    await expect(assertGuardrailsEnforceable(guardrail, [await loadClinic()])).rejects.toMatchObject({
      code: 'ERR_POLICY_INVALID',
      message:
        'statement `charts` of the guardrail of tenant `tnt_a` denies `DELETE:/patient/{patientId}/chart`, which no document declares',
      help: expect.stringContaining('x-wardkit-replaces: DELETE:/patient/{patientId}/chart'),
    })
  })

  it('let it go on when another operation takes the place of the one denied', async () => {
    const chart = {
      parameters: [{ name: 'chartId', in: 'path', required: true, schema: { type: 'string' } }],
      get: { responses: { 200: { description: 'ok' } }, 'x-wardkit-replaces': ['GET:/old'] },
    }
    const document = { openapi: '3.1.0', info: { title: 'Other', version: '1' }, paths: { '/chart/{chartId}': chart } }
    const { service } = await loadService({ document })
    await expect(assertGuardrailsEnforceable(source('- deny: [GET:/old]'), [service])).resolves.toBeUndefined()
    await expect(assertGuardrailsEnforceable(source('- deny: [GET:/older]'), [service])).rejects.toThrow('GET:/older')
  })

  it('keep it from going on when one cannot be read', async () => {
    await expect(assertGuardrailsEnforceable(source('- deny: ['), [await loadClinic()])).rejects.toMatchObject({
      code: 'ERR_POLICY_INVALID',
    })
  })
})
