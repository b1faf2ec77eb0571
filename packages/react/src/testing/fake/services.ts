import type { Operation, Service } from '@wardkit/core'
import type { FakeHandlers } from '../fake-handlers.ts'

const OBJECT = { properties: [], additional: null, items: null, branches: [] }

/** A small clinic, as its OpenAPI document would be read. */
export const SERVICES: readonly Service[] = [
  service('clinic', [
    ['GET:/patient', 'List patients'],
    ['POST:/patient', 'Create a patient', 1],
    ['GET:/patient/{patientId}', 'Read a patient'],
    ['PUT:/patient/{patientId}', 'Update a patient', 1],
    ['GET:/appointment', 'List appointments'],
    ['POST:/appointment', 'Make an appointment', 1],
    ['GET:/diagnostic/{diagnosticId}', 'Read a report'],
    ['PUT:/diagnostic/{diagnosticId}', 'Update a report', 1],
  ]),
  service('wardkit', [
    ['GET:/wardkit/users', 'The users of the tenant'],
    ['PATCH:/wardkit/users/{userId}', 'Change a user'],
    ['GET:/wardkit/roles', 'The roles of the tenant'],
  ]),
]

export const serviceHandlers: FakeHandlers = {
  'GET /services': () => ({ services: SERVICES as never }),
}

type Sketch = readonly [id: string, summary: string, body?: number]

function service(id: string, operations: readonly Sketch[]): Service {
  return {
    id,
    title: id,
    version: '1',
    basePath: '',
    operations: operations.map((sketch) => operation(id, sketch)),
    shapes: [
      { ...OBJECT, types: ['string'] },
      {
        ...OBJECT,
        types: ['object'],
        properties: [
          ['name', 0],
          ['notes', 0],
          ['lastVisitDate', 2],
          ['visits', 3],
        ],
      },
      { ...OBJECT, types: ['string'], format: 'date-time' },
      { ...OBJECT, types: ['integer'] },
    ],
    roles: [],
    resourceTagMatch: 'where-only',
  }
}

function operation(service: string, [id, summary, body]: Sketch): Operation {
  const [method = '', path = ''] = id.split(/:(.*)/)
  const segments = path
    .split('/')
    .slice(1)
    .map((text) => {
      const name = /^\{(.*)\}$/.exec(text)?.[1]
      return name === undefined ? { literals: [text], parameters: [] } : { literals: ['', ''], parameters: [name] }
    })
  const type = segments.findLast(({ parameters }) => parameters.length === 0)?.literals[0] ?? null
  const parameters = segments.flatMap(({ parameters: [name] }) => name ?? [])
  const [parameter] = parameters
  return {
    id,
    service,
    method,
    path,
    segments,
    summary,
    public: false,
    pathParameters: parameters.map((name) => ({ name, shape: 0, resourceType: type })),
    queryParameters: [],
    body: body === undefined ? null : { mediaTypes: ['application/json'], shape: body },
    resource: parameter === undefined || type === null ? null : { type, from: 'path', path: [parameter] },
    replaces: [],
  }
}
