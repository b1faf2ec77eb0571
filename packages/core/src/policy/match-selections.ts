import type { Operation, Service, Shape } from '../model/service.ts'
import { withBranches } from '../model/shape-types.ts'
import { findNearest } from '../util/nearest.ts'
import type { SelectionPattern } from './ast.ts'

/** Whether a selection is of a root field, or of what is beneath it. */
export function isSelectionOf({ root, path }: SelectionPattern, { graphql }: Operation): boolean {
  return graphql !== undefined && graphql.root === root && graphql.field === path[0]
}

/** The operations that a selection is about: one, unless it asks schemas about themselves, of which every service has its own. */
export function matchSelections(selection: SelectionPattern, services: readonly Service[]): readonly Operation[] {
  return services.flatMap((service) => service.operations.filter((operation) => isSelectionOf(selection, operation)))
}

/** Where a selection leaves the schema. */
export interface UnknownSelection {
  /** Names that lead as far as the schema goes; empty where there is no such root field. */
  readonly known: readonly string[]
  /** The name in place of the first unknown one that is most like it. */
  readonly nearest?: string
}

/**
 * What a selection names that no schema has, or undefined where it names a field of one. A field exists beneath another one where any type that this may
 * answer has it.
 */
export function findUnknownSelection(
  selection: SelectionPattern,
  services: readonly Service[],
): UnknownSelection | undefined {
  const { root, path } = selection
  const operations = matchSelections(selection, services)
  if (operations.length === 0) {
    const roots = services.flatMap((service) => service.operations.map(({ graphql }) => graphql))
    return unknown(path, 0, new Set(roots.flatMap((each) => (each?.root === root ? [each.field] : []))))
  }
  const findings = operations.map((operation) => {
    const shapes = services.find(({ id }) => id === operation.service)?.shapes ?? []
    return findUnknownField(path, operation.graphql?.result ?? -1, shapes)
  })
  return findings.includes(undefined) ? undefined : findings[0]
}

function findUnknownField(
  path: readonly string[],
  result: number,
  shapes: readonly Shape[],
): UnknownSelection | undefined {
  let reached = [result]
  for (const [index, name] of path.entries()) {
    if (index === 0) continue
    const fields = reached.flatMap((shape) => withBranches(shapes, shape)).flatMap(({ properties }) => properties)
    reached = fields.filter(([field]) => field === name).map(([, shape]) => shape)
    if (reached.length === 0) return unknown(path, index, new Set(fields.map(([field]) => field)))
  }
  return undefined
}

function unknown(path: readonly string[], at: number, names: ReadonlySet<string>): UnknownSelection {
  const nearest = findNearest(path[at] ?? '', [...names])
  return { known: path.slice(0, at), ...(nearest === undefined ? {} : { nearest }) }
}
