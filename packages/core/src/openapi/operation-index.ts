import { WardkitError } from '../errors/index.ts'
import type { Operation, PathSegment, Service } from '../model/service.ts'
import { foldLiteral, parsePathTemplate, segmentKey } from './path-template.ts'

/** What a method and a path come to. */
export type OperationMatch = FoundOperation | 'unknown-path' | 'unknown-method'

/** The operation that a request is, with its decoded path values in the order of `operation.pathParameters`. */
export interface FoundOperation {
  readonly operation: Operation
  readonly service: Service
  readonly path: readonly string[]
}

/** Finds operations by method and path. */
export interface OperationIndex {
  /**
   * The operation that a method (in the case it was sent in) and decoded path segments name. Concrete segments win over templated ones among
   * the paths that have the method; `HEAD` is `GET` where no `head` is declared. Literal text is compared without regard to the case of
   * ASCII letters, as routers do by default.
   */
  find(method: string, segments: readonly string[]): OperationMatch
}

/**
 * Indexes the operations of every service by the URL they have, base paths included, in a tree of segments: a look-up visits a node at most once.
 *
 * @throws WardkitError `ERR_SERVICE_DOCUMENT` when one URL would be two operations
 */
export function createOperationIndex(services: readonly Service[]): OperationIndex {
  const root = createNode()
  for (const service of services) {
    const base = parsePathTemplate(service.basePath === '' ? '/' : service.basePath)
    if (!base.ok)
      throw new WardkitError('ERR_SERVICE_DOCUMENT', `the base path \`${service.basePath}\` ${base.problem}`)
    for (const operation of service.operations) {
      // A root field of GraphQL has no URL.
      if (operation.graphql === undefined)
        insert(root, [...base.segments, ...operation.segments], { operation, service })
    }
  }
  return {
    find(method, segments) {
      const search: Search = { method, segments, values: [], pathFound: false }
      const target = findTarget(root, 0, search)
      if (target === undefined) return search.pathFound ? 'unknown-method' : 'unknown-path'
      return { operation: target.operation, service: target.service, path: search.values }
    },
  }
}

interface Target {
  readonly operation: Operation
  readonly service: Service
}

interface Node {
  /** By literal text, folded and as the document writes it. */
  readonly literals: Map<string, Node>
  /** The more literal text, the earlier. */
  readonly templated: { readonly segment: PathSegment; readonly key: string; readonly node: Node }[]
  readonly targets: Map<string, Target>
}

interface Search {
  readonly method: string
  readonly segments: readonly string[]
  /** Values of the parameters so far. */
  readonly values: string[]
  /** Whether some path matched, with whatever methods. */
  pathFound: boolean
}

function createNode(): Node {
  return { literals: new Map(), templated: [], targets: new Map() }
}

function insert(root: Node, segments: readonly PathSegment[], target: Target): void {
  let node = root
  for (const segment of segments)
    node = segment.parameters.length === 0 ? literalChild(node, segment) : templatedChild(node, segment)
  const { operation } = target
  const other = node.targets.get(operation.method)
  if (other !== undefined) {
    throw new WardkitError(
      'ERR_SERVICE_DOCUMENT',
      `\`${operation.id}\` and \`${other.operation.id}\` have the same URL`,
      {
        help: 'give the services different base paths, or take one of the operations out',
      },
    )
  }
  node.targets.set(operation.method, target)
}

function literalChild(node: Node, segment: PathSegment): Node {
  const literal = segment.literals[0] as string
  const folded = foldLiteral(literal)
  const child = node.literals.get(folded) ?? createNode()
  node.literals.set(folded, child)
  node.literals.set(literal, child)
  return child
}

function templatedChild(node: Node, segment: PathSegment): Node {
  const key = segmentKey(segment)
  const known = node.templated.find((candidate) => candidate.key === key)
  if (known !== undefined) return known.node
  const child = createNode()
  node.templated.push({ segment: { ...segment, literals: segment.literals.map(foldLiteral) }, key, node: child })
  node.templated.sort((a, b) => b.key.length - a.key.length)
  return child
}

function findTarget(node: Node, depth: number, search: Search): Target | undefined {
  const segment = search.segments[depth]
  if (segment === undefined) {
    if (node.targets.size > 0) search.pathFound = true
    return node.targets.get(search.method) ?? (search.method === 'HEAD' ? node.targets.get('GET') : undefined)
  }
  const literal = literalOf(node, segment)
  if (literal !== undefined) {
    const found = findTarget(literal, depth + 1, search)
    if (found !== undefined) return found
  }
  for (const candidate of node.templated) {
    const before = search.values.length
    if (!bind(candidate.segment, segment, search.values)) continue
    const found = findTarget(candidate.node, depth + 1, search)
    if (found !== undefined) return found
    search.values.length = before
  }
  return undefined
}

function literalOf({ literals }: Node, segment: string): Node | undefined {
  if (literals.size === 0) return undefined
  return literals.get(segment) ?? literals.get(foldLiteral(segment))
}

/**
 * Adds the value of each parameter in the segment and answers true, or answers false and adds none. A value is never empty and ends at the
 * first occurrence of the text after its parameter, as in routers.
 */
function bind(pattern: PathSegment, text: string, values: string[]): boolean {
  const { literals, parameters } = pattern
  const first = literals[0] as string
  const last = literals[parameters.length] as string
  if (parameters.length === 1 && first === '' && last === '') {
    if (text === '') return false
    values.push(text)
    return true
  }
  const folded = foldLiteral(text)
  const end = text.length - last.length
  if (!folded.startsWith(first) || !folded.endsWith(last)) return false
  const found: string[] = []
  let start = first.length
  for (let index = 1; index < parameters.length; index++) {
    const literal = literals[index] as string
    const at = folded.indexOf(literal, start + 1)
    if (at === -1) return false
    found.push(text.slice(start, at))
    start = at + literal.length
  }
  if (start >= end) return false
  found.push(text.slice(start, end))
  values.push(...found)
  return true
}
