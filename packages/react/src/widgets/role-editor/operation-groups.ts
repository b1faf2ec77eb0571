import type { Operation, Service } from '@wardkit/core'

/** Operations that are about one type of resource, as an author looks for them. */
export interface OperationGroup {
  /** The type of the resource; null for operations without one. */
  readonly resource: string | null
  readonly operations: readonly Operation[]
}

const OWN_PATH = '/wardkit/'
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Whether an operation is one of the administration itself, not of the application. */
export function isOwnOperation({ path }: Operation): boolean {
  return path.startsWith(OWN_PATH)
}

/**
 * The operations that a role may name, by the resource they are about: the application's before the administration's, reading before writing. What is
 * public needs no role. An operation without a resource of its own (`POST /patient`) stands with those whose path it begins.
 */
export function groupOperations(services: readonly Service[]): readonly OperationGroup[] {
  const operations = services.flatMap((service) => service.operations).filter((operation) => !operation.public)
  const typeByStart = new Map<string, string>()
  for (const { segments, resource } of operations) {
    const start = firstLiteral(segments)
    if (start !== undefined && resource !== null && !typeByStart.has(start)) typeByStart.set(start, resource.type)
  }
  const groups = Map.groupBy(operations, (operation) => {
    const start = firstLiteral(operation.segments)
    return operation.resource?.type ?? (start === undefined ? null : (typeByStart.get(start) ?? start))
  })
  return [...groups]
    .map(([resource, members]) => ({ resource, operations: members.toSorted(compareOperations) }))
    .sort((a, b) => Number(isOwnGroup(a)) - Number(isOwnGroup(b)))
}

/** What of the groups matches a search, in the id or the summary of an operation or the name of its resource. */
export function searchGroups(groups: readonly OperationGroup[], search: string): readonly OperationGroup[] {
  const needle = search.trim().toLowerCase()
  if (needle === '') return groups
  return groups
    .map(({ resource, operations }) => ({
      resource,
      operations: operations.filter(({ id, summary = '' }) =>
        `${resource ?? ''} ${id} ${summary}`.toLowerCase().includes(needle),
      ),
    }))
    .filter(({ operations }) => operations.length > 0)
}

function firstLiteral(segments: Operation['segments']): string | undefined {
  const names = segments.filter(({ parameters }) => parameters.length === 0).map(({ literals }) => literals[0] ?? '')
  return names[0] === 'wardkit' ? names[1] : names[0]
}

function isOwnGroup({ operations }: OperationGroup): boolean {
  return operations.every(isOwnOperation)
}

function compareOperations(a: Operation, b: Operation): number {
  return (
    METHODS.indexOf(a.method) - METHODS.indexOf(b.method) || a.path.length - b.path.length || (a.id < b.id ? -1 : 1)
  )
}
