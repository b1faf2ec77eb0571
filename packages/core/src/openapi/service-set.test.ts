import { describe, expect, it } from 'vitest'
import { loadService } from './load-service.ts'
import { createServiceSet } from './service-set.ts'

async function service(id: string, path: string, basePath: string) {
  const parameters = [...path.matchAll(/\{(.*?)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const document = {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: { [path]: { get: { parameters, responses: { 200: { description: 'ok' } } } } },
  }
  return (await loadService({ document, id, basePath })).service
}

describe('createServiceSet', () => {
  it('finds operations of every service by id and by URL', async () => {
    const ehr = await service('ehr', '/patient/{patientId}', '/ehr')
    const lab = await service('lab', '/sample/{sampleId}', '/lab')
    const set = createServiceSet([ehr, lab])
    const operation = set.findOperation('GET:/sample/{sampleId}')
    expect(operation).toBe(lab.operations[0])
    expect(operation && set.serviceOf(operation)).toBe(lab)
    expect(set.findService('ehr')).toBe(ehr)
    expect(set.findService('__proto__')).toBeUndefined()
    expect(set.find('GET', ['lab', 'sample', '7'])).toEqual({ operation, service: lab, path: ['7'] })
  })

  it('refuses two services that declare one operation, whatever their base paths', async () => {
    const services = [
      await service('ehr', '/patient/{patientId}', '/ehr'),
      await service('lab', '/Patient/{id}', '/lab'),
    ]
    expect(() => createServiceSet(services)).toThrow(
      expect.objectContaining({
        code: 'ERR_SERVICE_DOCUMENT',
        message: '`GET:/Patient/{id}` is declared by two services, `ehr` and `lab`',
      }),
    )
  })

  it('refuses two services of one id', async () => {
    const services = [await service('ehr', '/a', '/x'), await service('ehr', '/b', '/y')]
    expect(() => createServiceSet(services)).toThrow(expect.objectContaining({ code: 'ERR_SERVICE_DOCUMENT' }))
  })
})
