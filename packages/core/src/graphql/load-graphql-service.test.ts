import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { WardkitError } from '../errors/index.ts'
import { createServiceSet } from '../openapi/service-set.ts'
import type { LoadGraphQLServiceInput } from './load-graphql-service-input.ts'
import { loadGraphQLService } from './load-graphql-service.ts'
import { CLINIC_RESOURCES, CLINIC_SDL, clinicSchema, loadClinicSchema } from './testdata/clinic-schema.ts'

async function fault(input: LoadGraphQLServiceInput): Promise<Partial<WardkitError>> {
  const error: unknown = await loadGraphQLService(input).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  const { code, message, help } = error as WardkitError
  return { code, message, help: help ?? '' }
}

test('a schema has an operation for each root field, and two about itself', async () => {
  const service = await loadClinicSchema()
  expect(service.operations.map(({ id, method }) => `${method} ${id}`)).toEqual([
    'QUERY query:patient',
    'QUERY query:patients',
    'QUERY query:diagnostic',
    'QUERY query:search',
    'QUERY query:record',
    'QUERY query:version',
    'MUTATION mutation:updatePatient',
    'MUTATION mutation:createDiagnostic',
    'MUTATION mutation:discharge',
    'MUTATION mutation:logIn',
    'SUBSCRIPTION subscription:patientChanged',
    'QUERY query:__schema',
    'QUERY query:__type',
  ])
})

test('a service survives a round trip through JSON, recursive types included', async () => {
  const service = await loadClinicSchema()
  expect(JSON.parse(JSON.stringify(service))).toEqual(service)
})

test('file, text and schema come to the same service', async () => {
  const file = fileURLToPath(new URL('testdata/clinic.graphql', import.meta.url))
  const service = await loadClinicSchema()
  expect((await loadGraphQLService({ file, resources: CLINIC_RESOURCES })).service).toEqual(service)
  expect((await loadGraphQLService({ schema: clinicSchema, resources: CLINIC_RESOURCES })).service).toEqual(service)
})

test('a resource is named by `id`, by the argument called for its type, or where it is said', async () => {
  const service = await loadClinicSchema()
  const located = service.operations.flatMap(({ id, resource }) =>
    resource === null ? [] : [`${id} ${resource.type} ${resource.path.join('.')}`],
  )
  expect(located).toEqual([
    'query:patient patient id',
    'query:diagnostic diagnostic diagnosticId',
    'mutation:updatePatient patient id',
    'mutation:createDiagnostic patient input.patientId',
    'mutation:discharge patient input.id',
    'subscription:patientChanged patient id',
  ])
})

test('T01 an id that nobody told the type of is warned of, as its tenant is not looked at', async () => {
  const { warnings } = await loadGraphQLService({ schema: CLINIC_SDL, resources: CLINIC_RESOURCES })
  expect(warnings).toEqual([
    '`resources` tells no type of the id that `query:record` take: neither tags nor tenant of what it names are looked at',
  ])
})

test('what an option names must be there', async () => {
  expect(await fault({ schema: CLINIC_SDL, resources: { 'query:patiens': 'patient' } })).toEqual({
    code: 'ERR_SERVICE_DOCUMENT',
    message: 'the GraphQL schema: there is no root field `query:patiens`',
    help: 'did you mean `query:patient`?',
  })
  expect(await fault({ schema: CLINIC_SDL, public: ['query:versio'] })).toMatchObject({
    message: 'the GraphQL schema: there is no root field `query:versio`',
  })
  expect(await fault({ schema: CLINIC_SDL, resources: { 'query:search': 'patient' } })).toMatchObject({
    message: 'the GraphQL schema: `query:search` has no argument that names a resource of type `patient`',
  })
  const elsewhere = { 'mutation:discharge': { type: 'patient', id: 'input.who' } }
  expect(await fault({ schema: CLINIC_SDL, resources: elsewhere })).toMatchObject({
    message: 'the GraphQL schema: `mutation:discharge` has no argument `input.who`',
  })
})

test('a schema that cannot be used is refused with its place', async () => {
  expect(await fault({ schema: 'type Query {\n  patient(id: ID!: Patient\n}' })).toMatchObject({
    code: 'ERR_SERVICE_DOCUMENT',
    message: 'the GraphQL schema, line 2, column 18: Syntax Error: Expected Name, found ":".',
  })
  expect(await fault({ schema: 'type Query { patient: Patient }' })).toMatchObject({
    code: 'ERR_SERVICE_DOCUMENT',
    message: 'the GraphQL schema: Unknown type "Patient".',
  })
  expect(await fault({ file: 'missing.graphql' })).toMatchObject({ code: 'ERR_CONFIGURATION' })
  await expect(loadGraphQLService({})).rejects.toThrow('takes either `file` or `schema`')
})

test('two services may not declare one root field, but each may be asked about itself', async () => {
  const clinic = await loadClinicSchema()
  const { service: other } = await loadGraphQLService({ schema: 'type Query { bed: String }', id: 'beds' })
  const set = createServiceSet([clinic, other])
  expect(set.findOperation('query:bed')?.service).toBe('beds')
  const { service: same } = await loadGraphQLService({ schema: 'type Query { version: String }', id: 'same' })
  expect(() => createServiceSet([clinic, same])).toThrow('`query:version` is declared by two services')
})

test('P16 a root field has no URL, whatever the method', async () => {
  const set = createServiceSet([await loadClinicSchema()])
  for (const method of ['QUERY', 'GET', 'POST']) {
    for (const segments of [[], [''], ['patient'], ['query:patient']]) {
      expect(set.find(method, segments)).toBe('unknown-path')
    }
  }
})
