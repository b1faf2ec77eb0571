import { isJsonObject, type Json } from '../model/json.ts'
import type { RequestValues } from '../model/request-values.ts'
import type { ResourceRef } from '../model/resource.ts'
import type { Operation, ResourceLocator } from '../model/service.ts'

/** The resources that a request names. */
export interface NamedResources {
  /** One for each path parameter, in order; null where it names none. */
  readonly parameters: readonly (ResourceRef | null)[]
  /**
   * The operation's own: the same object as the parameter's that names it; null where the request names none. `unreadable` where something stands in the
   * place of its id that is not one id (a repeated parameter, a list, a body that cannot be read): a handler may still find one in it, so its tenant could
   * not be checked.
   */
  readonly own: ResourceRef | 'unreadable' | null
}

/** Finds the names of the resources in a request. @see POLICY.md, section 4 */
export function nameResources(operation: Operation, request: RequestValues): NamedResources {
  const { pathParameters, resource } = operation
  const parameters = pathParameters.map(({ resourceType }, index) => toRef(resourceType, request.path[index]))
  // As of most operations: it is what the path's one parameter names.
  if (parameters.length === 1 && resource !== null && isNamedBy(resource, pathParameters[0])) {
    return { parameters, own: parameters[0] ?? null }
  }
  const own = nameOwn(operation, request)
  if (own === null || own === 'unreadable') return { parameters, own }
  const same = parameters.find((ref) => ref !== null && ref.type === own.type && ref.id === own.id)
  return { parameters, own: same ?? own }
}

function isNamedBy(resource: ResourceLocator, parameter: Operation['pathParameters'][number] | undefined): boolean {
  const { type, typePath, from, path } = resource
  return from === 'path' && typePath === undefined && path[0] === parameter?.name && type === parameter?.resourceType
}

function nameOwn({ resource, pathParameters }: Operation, request: RequestValues): NamedResources['own'] {
  if (resource === null) return null
  const { type: named, typePath, from, path } = resource
  const id = readText(from, path)
  const type = typePath === undefined ? named : readText(from, typePath)
  return id === undefined || type === undefined ? 'unreadable' : toRef(type, id)

  /** Null where there is none; undefined where there is something else in its place. */
  function readText(from: ResourceLocator['from'], path: readonly string[]): string | null | undefined {
    const [name = ''] = path
    switch (from) {
      case 'path':
        return request.path[pathParameters.findIndex((parameter) => parameter.name === name)] ?? null
      case 'query': {
        const values = request.query?.get(name) ?? []
        return values.length > 1 ? undefined : (values[0] ?? null)
      }
      case 'body': {
        const { body } = request
        if (body.status === 'absent' || body.status === 'open') return null
        return body.status === 'json' ? readField(body.value, path) : undefined
      }
    }
  }
}

function toRef(type: string | null, id: string | null | undefined): ResourceRef | null {
  return type === null || type === '' || id === null || id === undefined || id === '' ? null : { type, id }
}

/** Null where there is none; undefined where there is something else in its place. */
function readField(body: Json, path: readonly string[]): string | null | undefined {
  let value: Json = body
  for (const name of path) {
    if (value === null) return null
    if (!isJsonObject(value)) return undefined
    if (!Object.hasOwn(value, name)) return null
    value = value[name] as Json
  }
  if (value === null || typeof value === 'string') return value
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined
}
