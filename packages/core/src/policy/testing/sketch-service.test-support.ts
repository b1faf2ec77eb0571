import type { JsonType, Operation, PathSegment, Service, Shape } from '../../model/service.ts'

/** A value in short: `'integer'`, `'string:date-time'`, `[items]`, or an object by its fields. */
export type Sketch = string | readonly [Sketch] | { readonly [name: string]: Sketch }

/** An operation in short. A query parameter that is an object is a `deepObject`. */
export interface OperationSketch {
  readonly query?: { readonly [name: string]: Sketch }
  readonly body?: Sketch
  readonly mediaTypes?: readonly string[]
  readonly replaces?: readonly string[]
}

/** Makes a service for a test from operations by their ids. Path parameters are strings. */
export function sketchService(operations: { readonly [id: string]: OperationSketch }, id = 'test'): Service {
  const shapes: Shape[] = []
  return {
    id,
    title: id,
    version: '1',
    basePath: '',
    operations: Object.entries(operations).map(([operation, sketch]) => toOperation(operation, sketch, id, shapes)),
    shapes,
    roles: [],
    resourceTagMatch: 'where-only',
  }
}

/** The operation of a sketched service by its id. @throws TypeError where there is none */
export function operationOf(service: Service, id: string): Operation {
  const operation = service.operations.find((candidate) => candidate.id === id)
  if (operation === undefined) throw new TypeError(`the sketch has no operation ${id}`)
  return operation
}

function toOperation(id: string, sketch: OperationSketch, service: string, shapes: Shape[]): Operation {
  const colon = id.indexOf(':')
  const path = id.slice(colon + 1)
  const segments = path.split('/').slice(1).map(toSegment)
  const pathParameters = segments.flatMap(({ parameters }) =>
    parameters.map((name) => ({ name, shape: addShape('string', shapes), resourceType: null })),
  )
  const mediaTypes = sketch.mediaTypes ?? ['application/json']
  return {
    id,
    service,
    method: id.slice(0, colon),
    path,
    segments,
    public: false,
    pathParameters,
    queryParameters: Object.entries(sketch.query ?? {}).map(([name, value]) => ({
      name,
      shape: addShape(value, shapes),
      style: typeof value === 'object' && !Array.isArray(value) ? 'deepObject' : 'form',
    })),
    body: sketch.body === undefined ? null : { mediaTypes, shape: addShape(sketch.body, shapes) },
    resource: null,
    replaces: sketch.replaces ?? [],
  }
}

function toSegment(text: string): PathSegment {
  const parts = text.split(/\{([^{}]*)\}/)
  return { literals: parts.filter((_, i) => i % 2 === 0), parameters: parts.filter((_, i) => i % 2 === 1) }
}

function addShape(sketch: Sketch, shapes: Shape[]): number {
  const base = { properties: [], additional: null, items: null, branches: [] }
  if (typeof sketch === 'string') {
    const [type = '', format] = sketch.split(':')
    return shapes.push({ ...base, types: [type as JsonType], ...(format === undefined ? {} : { format }) }) - 1
  }
  if (Array.isArray(sketch)) {
    const [items] = sketch as readonly [Sketch]
    return shapes.push({ ...base, types: ['array'], items: addShape(items, shapes) }) - 1
  }
  const properties = Object.entries(sketch).map(([name, value]) => [name, addShape(value, shapes)] as const)
  return shapes.push({ ...base, types: ['object'], properties }) - 1
}
