import type { Operation, Service } from '@wardkit/core'

/** A path that is a request to the operation, its parameters filled with values that it takes. */
export function sampleTarget(service: Service, operation: Operation): string {
  const values = new Map(operation.pathParameters.map(({ name, shape }) => [name, sampleValue(service, shape)]))
  const segments = operation.segments.map(({ literals, parameters }) =>
    literals
      .map((literal, index) => `${encodeURIComponent(literal)}${values.get(parameters[index] ?? '') ?? ''}`)
      .join(''),
  )
  return `${service.basePath}/${segments.join('/')}`
}

function sampleValue({ shapes }: Service, index: number): string {
  const shape = shapes[index]
  const [first] = shape?.enum ?? []
  if (typeof first === 'string' && /^[\w-]+$/.test(first)) return first
  if (shape?.format === 'uuid') return '00000000-0000-4000-8000-000000000001'
  return shape?.types.some((type) => type === 'integer' || type === 'number') === true ? '1' : 'example-1'
}
