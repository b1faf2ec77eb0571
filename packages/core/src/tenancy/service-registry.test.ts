import { describe, expect, it } from 'vitest'
import { loadClinic } from '../decision/testdata/decision-case.ts'
import type { Service } from '../model/service.ts'
import { loadService } from '../openapi/load-service.ts'
import { createServiceRegistry, findUnregistered, type ServiceRecord } from './service-registry.ts'

const storeWith = (services: readonly ServiceRecord[]) => ({ listServices: async () => services })

async function loadOther(
  paths: Record<string, unknown>,
  { title = 'Other', roles = {} }: { readonly title?: string; readonly roles?: object } = {},
): Promise<Service> {
  const document = { openapi: '3.1.0', info: { title, version: '1' }, paths, 'x-wardkit-roles': roles }
  return (await loadService({ document })).service
}
const GET = { get: { responses: { 200: { description: 'ok' } } } }
const REFUSED = { code: 'ERR_SERVICE_DOCUMENT' }

describe('the service registry', () => {
  it('names the services that the store does not keep yet, or keeps otherwise', async () => {
    const clinic = await loadClinic()
    const unregistered = findUnregistered([clinic], [])
    expect(unregistered.map(({ id }) => id)).toEqual([clinic.id])
    expect(findUnregistered([clinic], unregistered)).toEqual([])
    expect(findUnregistered([await loadClinic('required')], unregistered)).toHaveLength(1)
  })

  it('knows the services of other processes too, and its own as this process has it', async () => {
    const other = await loadOther({ '/other': GET })
    const records = findUnregistered([other, await loadClinic('required')], [])
    const registry = createServiceRegistry(storeWith(records), [await loadClinic()])
    const known = await registry.findKnown()
    expect(known.map(({ id, resourceTagMatch }) => [id, resourceTagMatch])).toEqual([
      ['clinic', 'where-only'],
      ['other', 'where-only'],
    ])
    expect(await registry.findOthers()).toEqual([other])
  })

  it('knows what it was told of as it was told, and whose roles are in force as they are registered', async () => {
    const [told, registered] = [
      await loadOther({ '/other': GET, '/new': GET }),
      await loadOther({ '/other': GET }, { roles: { reader: { policy: '- allow: [GET:/other]' } } }),
    ]
    const store = storeWith(findUnregistered([registered], []))
    const registry = createServiceRegistry(store, [], [told])
    expect(await registry.findKnown()).toEqual([told])
    expect(await registry.findRegistered()).toEqual([registered])
  })

  it('refuses an operation that another process’s service declares, and says how to forget that one', async () => {
    const records = findUnregistered([await loadOther({ '/patient': GET })], [])
    const clinic = await loadClinic()
    expect(() => findUnregistered([clinic], records)).toThrow(
      expect.objectContaining({ ...REFUSED, help: expect.stringContaining('npx wardkit service remove') }),
    )
  })

  it('refuses a role that two services define otherwise, and takes one that they define the same', async () => {
    const define = (title: string, policy: string, description = 'Reads') =>
      loadOther({ [`/${title}`]: GET }, { title, roles: { reader: { description, policy } } })
    const records = findUnregistered([await define('one', '- allow: [GET:/one]')], [])
    for (const other of [
      await define('two', '- allow: [GET:/two]'),
      await define('two', '- allow: [GET:/one]', 'Reads more'),
    ]) {
      expect(() => findUnregistered([other], records)).toThrow(
        expect.objectContaining({
          ...REFUSED,
          message: 'the role `reader` is defined by two services, `two` and `one`, and not the same',
          help: expect.stringContaining('`x-wardkit-roles`'),
        }),
      )
    }
    expect(findUnregistered([await define('two', '- allow: [GET:/one]')], records)).toHaveLength(1)
  })
})
