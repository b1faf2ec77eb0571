import { createTags } from '../../model/tags.ts'
import type { Json } from '../../model/json.ts'
import type { PrincipalType } from '../../model/principal.ts'
import type { BodyValue } from '../../model/request-values.ts'
import type { JsonType, Operation, QueryParameter, Service, Shape, ShapeIndex } from '../../model/service.ts'
import type { TagInput } from '../../model/tags.ts'
import type { EvaluationInput, ResourceInput } from '../compiled.ts'

/** The little of JSON Schema that tests declare values with. */
export interface TestSchema {
  readonly type?: JsonType | readonly JsonType[]
  readonly format?: string
  readonly properties?: Readonly<Record<string, TestSchema>>
  readonly additionalProperties?: TestSchema
  readonly items?: TestSchema
  readonly anyOf?: readonly TestSchema[]
}

/** An operation in a few words: `PUT:/patient/{patientId}`, with a schema for each parameter and for the body. */
export interface TestOperation {
  readonly id: string
  /** Path parameters that are no plain strings. */
  readonly path?: Readonly<Record<string, TestSchema>>
  /** A name that ends in `[]` is a `deepObject`. */
  readonly query?: Readonly<Record<string, TestSchema>>
  readonly body?: TestSchema
}

/** What is known of a resource, or why nothing is. */
export type TestResource =
  { readonly tenant?: string; readonly owner?: string; readonly tags?: TagInput } | 'unknown' | 'unavailable'

/** Everything a condition may read, as plain data. What is left out is empty. */
export interface TestFacts {
  readonly principal?: {
    readonly type?: PrincipalType
    readonly id?: string
    readonly tenant?: string
    readonly roles?: readonly string[]
    readonly email?: string
  }
  readonly principalTags?: TagInput
  /** Tags of the operation's own resource: short for `resource: { tags }`. */
  readonly resourceTags?: TagInput
  readonly resource?: TestResource
  /** By path parameter. */
  readonly parameterResources?: Readonly<Record<string, TestResource>>
  /** By path parameter; what is left out is `p1`. */
  readonly path?: Readonly<Record<string, string | null>>
  readonly query?: Readonly<Record<string, string | readonly string[]>> | null
  /** A JSON body; `bodyStatus` for all others. */
  readonly body?: Json
  readonly bodyStatus?: Exclude<BodyValue['status'], 'json'>
  /** RFC 3339. */
  readonly now?: string
}

/** Builds a service of one operation. */
export function createTestService(operation: TestOperation): {
  readonly service: Service
  readonly operation: Operation
} {
  const shapes: Shape[] = []
  const [method = '', path = ''] = splitOnce(operation.id, ':')
  const parts = path.split('/').slice(1)
  const pathParameters = parts.flatMap((part, position) => {
    if (!part.startsWith('{')) return []
    const name = part.slice(1, -1)
    const resourceType = parts.slice(0, position).findLast((before) => !before.startsWith('{')) ?? null
    return [{ name, shape: addShape(operation.path?.[name] ?? { type: 'string' }, shapes), resourceType }]
  })
  const last = pathParameters.at(-1)
  const built: Operation = {
    id: operation.id,
    service: 'test',
    method,
    path,
    segments: parts.map((part) =>
      part.startsWith('{')
        ? { literals: ['', ''], parameters: [part.slice(1, -1)] }
        : { literals: [part], parameters: [] },
    ),
    public: false,
    pathParameters,
    queryParameters: Object.entries(operation.query ?? {}).map(([name, schema]): QueryParameter => {
      const deep = name.endsWith('[]')
      return {
        name: deep ? name.slice(0, -2) : name,
        shape: addShape(schema, shapes),
        style: deep ? 'deepObject' : 'form',
      }
    }),
    body:
      operation.body === undefined
        ? null
        : { mediaTypes: ['application/json'], shape: addShape(operation.body, shapes) },
    resource: last?.resourceType ? { type: last.resourceType, from: 'path', path: [last.name] } : null,
    replaces: [],
  }
  const service: Service = {
    id: 'test',
    title: 'Test',
    version: '1',
    basePath: '',
    operations: [built],
    shapes,
    roles: [],
    resourceTagMatch: 'where-only',
  }
  return { service, operation: built }
}

/** Builds the input of a condition from plain data. */
export function createEvaluationInput(operation: Operation, facts: TestFacts = {}): EvaluationInput {
  const path = operation.pathParameters.map(({ name }) => {
    const value = facts.path?.[name]
    return value === undefined ? 'p1' : value
  })
  const parameterResources = operation.pathParameters.map((parameter, index) =>
    toResourceInput(parameter.resourceType, path[index] ?? null, facts.parameterResources?.[parameter.name]),
  )
  const own = facts.resource ?? (facts.resourceTags === undefined ? undefined : { tags: facts.resourceTags })
  return {
    principal: {
      type: facts.principal?.type ?? 'user',
      id: facts.principal?.id ?? 'u1',
      tenant: facts.principal?.tenant ?? 't1',
      roles: facts.principal?.roles ?? [],
      tags: createTags(facts.principalTags ?? {}),
      ...(facts.principal?.email === undefined ? {} : { email: facts.principal.email }),
    },
    operation,
    request: {
      path,
      query: facts.query === null ? null : new Map(Object.entries(facts.query ?? {}).map(([k, v]) => [k, [v].flat()])),
      body: toBody(facts),
    },
    resource: toResourceInput(operation.resource?.type ?? null, path.at(-1) ?? null, own),
    parameterResources,
    now: Date.parse(facts.now ?? '2026-01-01T00:00:00Z'),
    missed: false,
    open: new Set(),
  }
}

function toBody(facts: TestFacts): BodyValue {
  if (facts.body !== undefined) return { status: 'json', value: facts.body }
  return { status: facts.bodyStatus ?? 'absent' }
}

function toResourceInput(type: string | null, id: string | null, resource: TestResource = 'unknown'): ResourceInput {
  const ref = type === null || id === null ? null : { type, id }
  if (ref === null) return { ref, lookup: { status: 'unknown' } }
  if (typeof resource === 'string') return { ref, lookup: { status: resource } }
  const owner = resource.owner === undefined ? {} : { owner: resource.owner }
  const known = { ...ref, tenant: resource.tenant ?? 't1', tags: createTags(resource.tags ?? {}), ...owner }
  return { ref, lookup: { status: 'known', resource: known } }
}

function addShape(schema: TestSchema, shapes: Shape[]): ShapeIndex {
  const index = shapes.length
  const types = schema.type === undefined ? [] : [schema.type].flat()
  const empty = { types, properties: [], additional: null, items: null, branches: [] }
  shapes.push(empty)
  shapes[index] = {
    ...empty,
    ...(schema.format === undefined ? {} : { format: schema.format }),
    properties: Object.entries(schema.properties ?? {}).map(([name, each]) => [name, addShape(each, shapes)] as const),
    additional: schema.additionalProperties === undefined ? null : addShape(schema.additionalProperties, shapes),
    items: schema.items === undefined ? null : addShape(schema.items, shapes),
    branches: (schema.anyOf ?? []).map((branch) => addShape(branch, shapes)),
  }
  return index
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator)
  return [text.slice(0, at), text.slice(at + 1)]
}
