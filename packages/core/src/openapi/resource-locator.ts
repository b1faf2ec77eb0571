import type { PathParameter, PathSegment, RequestBody, ResourceLocator, Shape, ShapeIndex } from '../model/service.ts'
import { documentError, rawChild, rawChildren, type DocumentNode, type LoadedDocument } from './loaded-document.ts'
import type { Parameters } from './read-parameters.ts'

/** What a resource locator may point to. */
export interface LocatorScope {
  readonly parameters: Parameters
  readonly body: RequestBody | null
  readonly shapes: readonly Shape[]
}

/**
 * Reads `x-wardkit-resource`: `{ type, id }` with `id` being `$path:name`, `$query:name` or `$body:field.field`, and `type` a name, or a value of
 * the request that stands beside the id.
 *
 * @throws WardkitError `ERR_SERVICE_DOCUMENT` when it is written otherwise, or names what the operation does not declare
 * @see POLICY.md, section 4, The resource
 */
export function readResourceLocator(
  document: LoadedDocument,
  node: DocumentNode,
  scope: LocatorScope,
): ResourceLocator {
  const fail = (fault: string, help: string) => documentError(document, node.pointer, fault, help)
  const type = rawChild(node, 'type')?.value
  const id = rawChild(node, 'id')?.value
  const unknown = rawChildren(node).find(([key]) => key !== 'type' && key !== 'id')
  if (typeof type !== 'string' || type === '' || typeof id !== 'string' || unknown !== undefined) {
    throw fail(
      '`x-wardkit-resource` is not understood',
      'write `{ type: document, id: $path:documentId }` and nothing more',
    )
  }
  const { from, path } = readPlace(id)
  if (!type.startsWith('$')) return { type, from, path }
  const { from: beside, path: typePath } = readPlace(type)
  if (beside !== from) throw fail(`\`${type}\` and \`${id}\` are not in one place`, `write \`$${from}:…\` for both`)
  return { type, from, path, typePath }

  function readPlace(text: string): Pick<ResourceLocator, 'from' | 'path'> {
    const match = /^\$(path|query|body):(.+)$/s.exec(text)
    if (match === null) {
      throw fail(`\`${text}\` names no value`, 'write `$path:name`, `$query:name` or `$body:field.field`')
    }
    const from = match[1] as ResourceLocator['from']
    const name = match[2] as string
    const path = from === 'body' ? name.split(/[:.]/) : [name]
    if (!isDeclared(from, path, scope))
      throw fail(`the operation declares no \`${text}\``, 'declare it, or name what is declared')
    return { from, path }
  }
}

/**
 * The resource of an operation whose document says nothing of it: its last path parameter, typed by the last literal segment before it.
 *
 * @param place where the path is written, for the error
 * @throws WardkitError `ERR_SERVICE_DOCUMENT` where that is not one parameter, or nothing types it
 */
export function defaultResourceLocator(
  document: LoadedDocument,
  place: DocumentNode,
  segments: readonly PathSegment[],
  parameters: readonly PathParameter[],
): ResourceLocator | null {
  const last = parameters.at(-1)
  if (last === undefined) return null
  const help = `say it: \`x-wardkit-resource: { type: …, id: $path:${last.name} }\``
  const segment = segments.findLast(({ parameters: names }) => names.length > 0)
  if (segment !== undefined && segment.parameters.length > 1) {
    throw documentError(
      document,
      place.pointer,
      'a segment with several parameters does not say which resource is meant',
      help,
    )
  }
  if (last.resourceType === null) {
    throw documentError(
      document,
      place.pointer,
      `no segment before \`{${last.name}}\` says what type of resource it is`,
      help,
    )
  }
  return { type: last.resourceType, from: 'path', path: [last.name] }
}

/** What to warn of where a parameter such as `{promoId}` follows a segment that is neither `promo` nor `promos`. */
export function mistypedParameter(parameter: PathParameter): string | undefined {
  const { name, resourceType } = parameter
  if (resourceType === null || baseOfId(name) === undefined || isNamedFor(name, resourceType)) return undefined
  return `\`{${name}}\` names a resource of type \`${resourceType}\`: if that is not what is meant, say \`x-wardkit-resource\``
}

/** Whether a parameter is called as the id of a type of resource: `patientId` for `patient` and for `patients`. */
export function isNamedFor(parameter: string, resourceType: string): boolean {
  const base = baseOfId(parameter)
  if (base === undefined) return false
  const singular = normalize(base)
  const plurals = [`${singular}s`, `${singular}es`, singular.replace(/y$/, 'ies')]
  return [singular, ...plurals].includes(normalize(resourceType))
}

function baseOfId(parameter: string): string | undefined {
  return /^(.+?)(?:Id|ID|[-_]id)$/.exec(parameter)?.[1]
}

function normalize(name: string): string {
  return name.replace(/[-_]/g, '').toLowerCase()
}

function isDeclared(from: ResourceLocator['from'], path: readonly string[], scope: LocatorScope): boolean {
  if (from === 'path') return scope.parameters.path.some(({ name }) => name === path[0])
  if (from === 'query') return scope.parameters.query.some(({ name }) => name === path[0])
  const shape = scope.body?.shape ?? null
  return shape !== null && hasField(scope.shapes, shape, path)
}

/** Whether a body declares a field, arrays aside: an id is one value. */
export function hasField(shapes: readonly Shape[], start: ShapeIndex, path: readonly string[]): boolean {
  let current = new Set([start])
  for (const name of path) {
    for (const index of current) for (const branch of shapes[index]?.branches ?? []) current.add(branch)
    const next = new Set<ShapeIndex>()
    for (const index of current) {
      const shape = shapes[index]
      const field = shape?.properties.find(([key]) => key === name)?.[1] ?? shape?.additional ?? undefined
      if (field !== undefined) next.add(field)
    }
    if (next.size === 0) return false
    current = next
  }
  return true
}
