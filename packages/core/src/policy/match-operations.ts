import { isIntrospection } from '../model/introspection.ts'
import type { Operation, Service } from '../model/service.ts'
import { findNearest } from '../util/nearest.ts'
import type { OperationPattern } from './ast.ts'

/** Paths that begin so are Wardkit's own: a wildcard reaches them only where the pattern spells this out. */
export const OWN_PATH_PREFIX = '/wardkit/'

/** A name that patterns are matched with: the method in upper case, the path with its parameters as `{}`, since they match by position. */
export interface OperationName {
  readonly method: string
  readonly path: string
}

/**
 * The names that statements of an effect reach an operation by. A `deny` reaches it under the ids it replaces too, so that a document may
 * rename an operation without lifting what is refused.
 */
export function operationNames(operation: Operation, effect: 'allow' | 'deny'): readonly OperationName[] {
  // What a schema tells of itself is granted by its name alone, and no wildcard reaches it.
  if (effect === 'allow' && isIntrospection(operation)) return []
  const own = { method: operation.method.toUpperCase(), path: withoutParameterNames(operation.path) }
  return effect === 'allow' ? [own] : [own, ...operation.replaces.map(nameOfId)]
}

/**
 * Makes a pattern ready to be matched. Methods match in any letter case, path parameters by position, and literal text exactly.
 *
 * @see POLICY.md, section 3
 */
export function createOperationMatcher(pattern: OperationPattern): (name: OperationName) => boolean {
  const method = pattern.method.toUpperCase()
  const matchesMethod = (name: OperationName) => method === '*' || method === name.method
  const beginning = wildcardBeginning(pattern)
  if (beginning === null) {
    const path = withoutParameterNames(pattern.path ?? '')
    return (name) => name.path === path && matchesMethod(name)
  }
  const reachesOwn = beginning.startsWith(OWN_PATH_PREFIX)
  return (name) =>
    name.path.startsWith(beginning) && matchesMethod(name) && (reachesOwn || !name.path.startsWith(OWN_PATH_PREFIX))
}

/** Every operation of the services that a pattern of such a statement reaches, in the order of the services' documents. */
export function matchOperations(
  pattern: OperationPattern,
  effect: 'allow' | 'deny',
  services: readonly Service[],
): readonly Operation[] {
  const { all, byName } = namedOperations(services)[effect]
  if (isExactPattern(pattern)) {
    return byName.get(`${pattern.method.toUpperCase()}:${withoutParameterNames(pattern.path ?? '')}`) ?? []
  }
  const matches = createOperationMatcher(pattern)
  return all.filter(({ names }) => names.some(matches)).map(({ operation }) => operation)
}

/** Whether a pattern names one operation, and no class of them that grows with the document. */
export function isExactPattern(pattern: OperationPattern): boolean {
  return pattern.method !== '*' && wildcardBeginning(pattern) === null
}

/** The id of the operation that is most like a pattern, or undefined where none is like it. */
export function findNearestOperation(pattern: OperationPattern, services: readonly Service[]): string | undefined {
  const ids = services.flatMap((service) => service.operations.map((operation) => operation.id))
  return findNearest(`${pattern.method}:${pattern.path ?? '*'}`, ids)
}

/** The operations of services with their names, and by name. */
interface NamedOperations {
  readonly all: readonly { readonly operation: Operation; readonly names: readonly OperationName[] }[]
  readonly byName: ReadonlyMap<string, readonly Operation[]>
}

/** Made once for a list of services, which never changes: at start every pattern of every tenant is matched. */
const NAMED = new WeakMap<readonly Service[], Record<'allow' | 'deny', NamedOperations>>()

function namedOperations(services: readonly Service[]): Record<'allow' | 'deny', NamedOperations> {
  let named = NAMED.get(services)
  if (named === undefined) {
    named = { allow: nameOperations(services, 'allow'), deny: nameOperations(services, 'deny') }
    NAMED.set(services, named)
  }
  return named
}

function nameOperations(services: readonly Service[], effect: 'allow' | 'deny'): NamedOperations {
  const all = services
    .flatMap((service) => service.operations)
    .map((operation) => ({ operation, names: operationNames(operation, effect) }))
  const byName = new Map<string, Operation[]>()
  for (const { operation, names } of all) {
    for (const name of new Set(names.map(({ method, path }) => `${method}:${path}`))) {
      const same = byName.get(name)
      if (same === undefined) byName.set(name, [operation])
      else same.push(operation)
    }
  }
  return { all, byName }
}

/** What every path under a path wildcard begins with, or null where the pattern spells its path to the end. */
function wildcardBeginning({ path }: OperationPattern): string | null {
  if (path === null) return ''
  return path.endsWith('/*') ? withoutParameterNames(path.slice(0, -1)) : null
}

function withoutParameterNames(path: string): string {
  return path.replace(/\{[^{}]*\}/g, '{}')
}

function nameOfId(id: string): OperationName {
  const colon = id.indexOf(':')
  return { method: id.slice(0, colon).toUpperCase(), path: withoutParameterNames(id.slice(colon + 1)) }
}
