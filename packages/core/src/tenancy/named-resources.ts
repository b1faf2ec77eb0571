import { isJsonObject, type Json } from '../model/json.ts'
import type { RequestValues } from '../model/request-values.ts'
import type { ResourceRef } from '../model/resource.ts'
import type { Operation } from '../model/service.ts'

/** The resources that a request names. */
export interface NamedResources {
  /** One for each path parameter, in order; null where it names none. */
  readonly parameters: readonly (ResourceRef | null)[]
  /** The operation's own, where the request names exactly one: the same object as the parameter's that names it. */
  readonly own: ResourceRef | null
}

/** Finds the names of the resources in a request. @see POLICY.md, section 4 */
export function nameResources(operation: Operation, request: RequestValues): NamedResources {
  const parameters = operation.pathParameters.map(({ resourceType }, index) => toRef(resourceType, request.path[index]))
  const own = nameOwn(operation, request)
  if (own === null) return { parameters, own }
  const same = parameters.find((ref) => ref !== null && ref.type === own.type && ref.id === own.id)
  return { parameters, own: same ?? own }
}

function nameOwn({ resource, pathParameters }: Operation, request: RequestValues): ResourceRef | null {
  if (resource === null) return null
  const [name = ''] = resource.path
  switch (resource.from) {
    case 'path':
      return toRef(resource.type, request.path[pathParameters.findIndex((parameter) => parameter.name === name)])
    case 'query': {
      const values = request.query?.get(name)
      return values?.length === 1 ? toRef(resource.type, values[0]) : null
    }
    case 'body':
      return request.body.status === 'json' ? toRef(resource.type, readId(request.body.value, resource.path)) : null
  }
}

function toRef(type: string | null, id: string | null | undefined): ResourceRef | null {
  return type === null || id === null || id === undefined || id === '' ? null : { type, id }
}

function readId(body: Json, path: readonly string[]): string | null {
  let value: Json | undefined = body
  for (const name of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return null
    value = value[name]
  }
  if (typeof value === 'string') return value
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : null
}
