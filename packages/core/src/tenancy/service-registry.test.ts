import { describe, expect, it } from 'vitest'
import { loadClinic } from '../decision/testdata/decision-case.ts'
import { loadService } from '../openapi/load-service.ts'
import { openServiceRegistry, type ServiceRecord } from './service-registry.ts'

const storeWith = (services: readonly ServiceRecord[], guardrails: Record<string, string> = {}) => ({
  listServices: async () => services,
  listGuardrails: async () => Object.entries(guardrails).map(([tenant, policy]) => ({ tenant, policy })),
})

async function loadOther(paths: Record<string, unknown>) {
  const document = { openapi: '3.1.0', info: { title: 'Other', version: '1' }, paths }
  return (await loadService({ document })).service
}
const GET = { get: { responses: { 200: { description: 'ok' } } } }

describe('the service registry', () => {
  it('names the services that the store does not keep yet, or keeps otherwise', async () => {
    const clinic = await loadClinic()
    const { unregistered } = await openServiceRegistry(storeWith([]), [clinic])
    expect(unregistered.map(({ id }) => id)).toEqual([clinic.id])
    expect((await openServiceRegistry(storeWith(unregistered), [clinic])).unregistered).toEqual([])
    const changed = await loadClinic('required')
    expect((await openServiceRegistry(storeWith(unregistered), [changed])).unregistered).toHaveLength(1)
  })

  it('knows the services of other processes too, and its own as this process has it', async () => {
    const other = await loadOther({ '/other': GET })
    const { unregistered: records } = await openServiceRegistry(storeWith([]), [other, await loadClinic('required')])
    const registry = await openServiceRegistry(storeWith(records), [await loadClinic()])
    const known = await registry.findKnown()
    expect(known.map(({ id, resourceTagMatch }) => [id, resourceTagMatch])).toEqual([
      ['clinic', 'where-only'],
      ['other', 'where-only'],
    ])
  })

  it('refuses an operation that another process’s service declares', async () => {
    const { unregistered } = await openServiceRegistry(storeWith([]), [await loadOther({ '/patient': GET })])
    await expect(openServiceRegistry(storeWith(unregistered), [await loadClinic()])).rejects.toMatchObject({
      code: 'ERR_SERVICE_DOCUMENT',
    })
  })

  it('refuses to start when a guardrail denies an operation that no document declares any longer', async () => {
    const store = storeWith([], { tnt_a: "- deny: ['DELETE:/patient/{patientId}/chart']\n  id: charts" })
    await expect(openServiceRegistry(store, [await loadClinic()])).rejects.toMatchObject({
      code: 'ERR_POLICY_INVALID',
      message:
        'statement `charts` of the guardrail of tenant `tnt_a` denies `DELETE:/patient/{patientId}/chart`, which no document declares',
      help: expect.stringContaining('x-wardkit-replaces: DELETE:/patient/{patientId}/chart'),
    })
  })

  it('starts when another operation takes the place of the one denied', async () => {
    const renamed = await loadOther({
      '/chart/{chartId}': {
        parameters: [{ name: 'chartId', in: 'path', required: true, schema: { type: 'string' } }],
        get: { ...GET.get, 'x-wardkit-replaces': ['GET:/old'] },
      },
    })
    await expect(openServiceRegistry(storeWith([], { tnt_a: '- deny: [GET:/old]' }), [renamed])).resolves.toBeDefined()
  })

  it('refuses to start on a guardrail that cannot be read', async () => {
    await expect(
      openServiceRegistry(storeWith([], { tnt_a: '- deny: [' }), [await loadClinic()]),
    ).rejects.toMatchObject({ code: 'ERR_POLICY_INVALID' })
  })
})
