import { isJsonObject, type Json } from '../model/json.ts'
import type { Operation, PathSegment, RequestBody, ShapeIndex } from '../model/service.ts'
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
  type DocumentNode,
  type LoadedDocument,
} from './loaded-document.ts'
import { parsePathTemplate, templateKey } from './path-template.ts'
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

function readPathItem(
  context: OperationsContext,
  path: string,
  place: DocumentNode,
  segments: readonly PathSegment[],
): Operation[] {
  const { document, extensions } = context
  const beside = rawChildren(place).find(([key]) => !['$ref', 'summary', 'description'].includes(key))
  if (referenceOf(place.value) !== undefined && beside !== undefined) {
    throw documentError(
      document,
      beside[1].pointer,
      `\`${beside[0]}\` stands beside a \`$ref\``,
      'move it to where the reference leads',
    )
  }
  const pathItem = follow(document, place)
  const stated = extensions.read(pathItem, 'x-wardkit-resource')
  const operations: Operation[] = []
  for (const method of METHODS) {
    const node = child(document, pathItem, method)
    if (node === undefined) continue
    const parameters = readParameters(document, context.shapes, { pathItem, operation: node }, segments)
    const body = readBody(context, node)
    const locator = extensions.read(node, 'x-wardkit-resource') ?? stated
    const text = (key: string) => {
      const value = rawChild(node, key)?.value
      return typeof value === 'string' ? { [key]: value } : {}
    }
    operations.push({
      id: `${method.toUpperCase()}:${path}`,
      service: context.service,
      method: method.toUpperCase(),
      path,
      segments,
      ...text('operationId'),
      ...text('summary'),
      public: isPublic(document, node),
      pathParameters: parameters.path,
      queryParameters: parameters.query,
      body,
      resource:
        locator === undefined
          ? defaultResourceLocator(document, node, segments, parameters.path)
          : readResourceLocator(document, locator, { parameters, body, shapes: context.shapes.shapes }),
      replaces: readReplaces(context, node),
    })
    if (rawChild(node, 'servers') !== undefined) warnOfServers(context, node)
    if (locator !== undefined || operations.length > 1) continue
    const mistyped = parameters.path.map(mistypedParameter).find((warning) => warning !== undefined)
    if (mistyped !== undefined) context.warnings.push(`${describePlace(document, place.pointer)}: ${mistyped}`)
  }
  if (rawChild(pathItem, 'servers') !== undefined) warnOfServers(context, pathItem)
  return operations
}

function warnOfServers({ document, warnings }: OperationsContext, node: DocumentNode): void {
  warnings.push(
    `${describePlace(document, node.pointer)}: \`servers\` is read at the document only; every path takes its prefix from there`,
  )
}

/** `security: []`, its own or the document's where it has none. */
function isPublic(document: LoadedDocument, node: DocumentNode): boolean {
  const security = rawChild(node, 'security') ?? rawChild(rootOf(document), 'security')
  return Array.isArray(security?.value) && security.value.length === 0
}

function readBody({ document, shapes }: OperationsContext, node: DocumentNode): RequestBody | null {
  const requestBody = child(document, node, 'requestBody')
  if (requestBody === undefined) return null
  const mediaTypes: string[] = []
  const branches: ShapeIndex[] = []
  for (const [name, raw] of rawChildren(child(document, requestBody, 'content'))) {
    const mediaType = (name.split(';', 1)[0] ?? '').trim().toLowerCase()
    if (!/^[^\s/]+\/[^\s/]+$/.test(mediaType)) {
      throw documentError(document, raw.pointer, `\`${name}\` is no media type`, 'write `application/json` or another')
    }
    if (!mediaTypes.includes(mediaType)) mediaTypes.push(mediaType)
    if (mayBeJson(mediaType)) branches.push(shapes.read(rawChild(follow(document, raw), 'schema')))
  }
  return { mediaTypes, shape: branches.length === 0 ? null : shapes.union(branches) }
}

/** JSON itself, and ranges that hold it. */
function mayBeJson(mediaType: string): boolean {
  return /^(?:(?:application|text)\/(?:json|\*)|\*\/\*|.+\+json)$/.test(mediaType)
}

function readReplaces({ document, extensions }: OperationsContext, node: DocumentNode): string[] {
  const replaces = extensions.read(node, 'x-wardkit-replaces')
  if (replaces === undefined) return []
  return (Array.isArray(replaces.value) ? rawElements(replaces) : [replaces]).map(({ value, pointer }) => {
    const match = typeof value === 'string' ? /^([A-Za-z]+):(\/.*)$/s.exec(value) : null
    if (match === null)
      throw documentError(
        document,
        pointer,
        `${quote(value)} is no operation`,
        'write `GET:/old/{id}`, or a list of such',
      )
    return `${(match[1] as string).toUpperCase()}:${match[2] as string}`
  })
}

function quote(value: Json): string {
  return isJsonObject(value) || Array.isArray(value) ? 'this' : `\`${String(value)}\``
}
