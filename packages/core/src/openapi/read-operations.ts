import type { Operation, PathParameter, PathSegment } from '../model/service.ts'
import type { Extensions } from './extensions.ts'
import {
  child,
  describePlace,
  documentError,
  follow,
  rawChild,
  rawChildren,
  rawElements,
  referenceOf,
  rootOf,
  textAt,
  type DocumentNode,
  type LoadedDocument,
} from './loaded-document.ts'
import { parsePathTemplate, templateKey } from './path-template.ts'
import { readBody } from './read-body.ts'
import { readParameters } from './read-parameters.ts'
import { defaultResourceLocator, mistypedParameter, readResourceLocator } from './resource-locator.ts'
import type { ShapeReader } from './shapes.ts'

/** What reading the operations of a document needs. */
export interface OperationsContext {
  readonly document: LoadedDocument
  readonly service: string
  readonly shapes: ShapeReader
  readonly extensions: Extensions
  /** Collects what is not wrong but worth knowing. */
  readonly warnings: string[]
}

/**
 * Reads every operation of a document, in its order.
 *
 * @throws WardkitError `ERR_SERVICE_DOCUMENT` on the first fault
 */
export function readOperations(context: OperationsContext): Operation[] {
  const { document } = context
  const operations: Operation[] = []
  const declared = new Map<string, Operation>()
  for (const [path, place] of rawChildren(child(document, rootOf(document), 'paths'))) {
    if (path.startsWith('x-')) continue
    const template = parsePathTemplate(path)
    if (!template.ok)
      throw documentError(
        document,
        place.pointer,
        `the path \`${path}\` ${template.problem}`,
        'write it as `/literal/{parameter}`',
      )
    for (const operation of readPathItem(context, path, place, template.segments)) {
      const key = `${operation.method}:${templateKey(operation.segments)}`
      const other = declared.get(key)
      if (other !== undefined) {
        const fault = `\`${operation.id}\` cannot be told from \`${other.id}\``
        throw documentError(
          document,
          place.pointer,
          fault,
          'remove one of them: parameter names and letter case make no difference',
        )
      }
      declared.set(key, operation)
      operations.push(operation)
    }
  }
  return operations
}

/** The methods that OpenAPI 3.0 and 3.1 know. */
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** What OpenAPI allows beside a reference. */
const BESIDE_REFERENCE = new Set(['$ref', 'summary', 'description'])

function readPathItem(context: OperationsContext, path: string, place: DocumentNode, segments: Segments): Operation[] {
  const { document } = context
  const beside = rawChildren(place).find(([key]) => !BESIDE_REFERENCE.has(key))
  if (referenceOf(place.value) !== undefined && beside !== undefined) {
    const [key, { pointer }] = beside
    throw documentError(
      document,
      pointer,
      `\`${key}\` stands beside a \`$ref\``,
      'move it to where the reference leads',
    )
  }
  const pathItem = follow(document, place)
  warnOfServers(context, pathItem)
  return METHODS.flatMap((method) => {
    const node = child(document, pathItem, method)
    return node === undefined ? [] : readOperation(context, { path, place, pathItem, node }, method, segments)
  })
}

type Segments = readonly PathSegment[]

interface OperationPlace {
  readonly path: string
  /** Where the path is written. */
  readonly place: DocumentNode
  readonly pathItem: DocumentNode
  readonly node: DocumentNode
}

function readOperation(context: OperationsContext, at: OperationPlace, method: string, segments: Segments): Operation {
  const { document, extensions, shapes } = context
  const { path, pathItem, node } = at
  const parameters = readParameters(document, shapes, { pathItem, operation: node }, segments)
  const body = readBody(document, shapes, node)
  const stated = [pathItem, node].map((owner) => extensions.read(owner, 'x-wardkit-resource'))
  const locator = stated[1] ?? stated[0]
  const operationId = textAt(node, 'operationId')
  const summary = textAt(node, 'summary')
  warnOfServers(context, node)
  if (locator === undefined) warnOfMistyped(context, at.place, parameters.path)
  return {
    id: `${method.toUpperCase()}:${path}`,
    service: context.service,
    method: method.toUpperCase(),
    path,
    segments,
    ...(operationId === undefined ? {} : { operationId }),
    ...(summary === undefined ? {} : { summary }),
    public: isPublic(document, node),
    pathParameters: parameters.path,
    queryParameters: parameters.query,
    body,
    resource:
      locator === undefined
        ? defaultResourceLocator(document, node, segments, parameters.path)
        : readResourceLocator(document, locator, { parameters, body, shapes: shapes.shapes }),
    replaces: readReplaces(context, node),
  }
}

function warnOfServers(context: OperationsContext, node: DocumentNode): void {
  if (rawChild(node, 'servers') === undefined) return
  warn(context, node, '`servers` is read at the document only; every path takes its prefix from there')
}

function warnOfMistyped(context: OperationsContext, place: DocumentNode, parameters: readonly PathParameter[]): void {
  const mistyped = parameters.map(mistypedParameter).find((warning) => warning !== undefined)
  if (mistyped !== undefined) warn(context, place, mistyped)
}

/** Once for one place, whatever the number of operations there. */
function warn({ document, warnings }: OperationsContext, node: DocumentNode, message: string): void {
  const warning = `${describePlace(document, node.pointer)}: ${message}`
  if (!warnings.includes(warning)) warnings.push(warning)
}

/** `security: []`, its own or the document's where it has none. */
function isPublic(document: LoadedDocument, node: DocumentNode): boolean {
  const security = rawChild(node, 'security') ?? rawChild(rootOf(document), 'security')
  return Array.isArray(security?.value) && security.value.length === 0
}

function readReplaces({ document, extensions }: OperationsContext, node: DocumentNode): string[] {
  const replaces = extensions.read(node, 'x-wardkit-replaces')
  if (replaces === undefined) return []
  return (Array.isArray(replaces.value) ? rawElements(replaces) : [replaces]).map(({ value, pointer }) => {
    const [, method, path] = typeof value === 'string' ? (/^([A-Za-z]+):(\/.*)$/s.exec(value) ?? []) : []
    if (method === undefined || path === undefined) {
      const fault = `\`${JSON.stringify(value)}\` is no operation`
      throw documentError(document, pointer, fault, 'write `GET:/old/{id}`, or a list of such')
    }
    return `${method.toUpperCase()}:${path}`
  })
}
