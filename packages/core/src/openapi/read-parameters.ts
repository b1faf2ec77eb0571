import { typesOf } from '../model/shape-types.ts'
import type { JsonType, PathParameter, PathSegment, QueryParameter } from '../model/service.ts'
import { pointerTo } from './json-pointer.ts'
import {
  child,
  documentError,
  follow,
  rawChild,
  rawChildren,
  rawElements,
  textAt,
  type DocumentNode,
  type LoadedDocument,
} from './loaded-document.ts'
import type { ShapeReader } from './shapes.ts'

/** The parameters of one operation that conditions may read. */
export interface Parameters {
  readonly path: readonly PathParameter[]
  readonly query: readonly QueryParameter[]
}

/**
 * Reads the parameters of an operation: its own, and those of its path that it does not replace.
 *
 * @throws WardkitError `ERR_SERVICE_DOCUMENT` when path template and path parameters do not agree, or two have one name
 */
export function readParameters(
  document: LoadedDocument,
  shapes: ShapeReader,
  nodes: { readonly pathItem: DocumentNode; readonly operation: DocumentNode },
  segments: readonly PathSegment[],
): Parameters {
  const declared = new Map([...readDeclared(document, nodes.pathItem), ...readDeclared(document, nodes.operation)])
  const path: PathParameter[] = []
  for (const { name, resourceType } of typedParameters(segments)) {
    const node = declared.get(`path ${name}`)
    if (node === undefined) {
      const help = 'add it to `parameters` with `in: path` and `required: true`'
      throw documentError(document, nodes.operation.pointer, `the path parameter \`${name}\` is not declared`, help)
    }
    declared.delete(`path ${name}`)
    checkStyle(document, node)
    path.push({ name, shape: shapes.read(schemaOf(document, node)), resourceType })
  }
  const query: QueryParameter[] = []
  for (const [key, node] of declared) {
    const name = nameOf(node)
    if (key.startsWith('path ')) {
      throw documentError(
        document,
        node.pointer,
        `the path has no \`{${name}}\``,
        'add it to the path, or remove the parameter',
      )
    }
    if (!key.startsWith('query ')) continue
    const shape = shapes.read(schemaOf(document, node))
    query.push({ name, shape, style: styleOf(node, typesOf(shapes.shapes, shape)) })
  }
  return { path, query }
}

/** Each parameter of a template with the last literal segment before it. */
function typedParameters(
  segments: readonly PathSegment[],
): { readonly name: string; readonly resourceType: string | null }[] {
  let resourceType: string | null = null
  return segments.flatMap(({ literals, parameters }) => {
    if (parameters.length === 0) resourceType = literals[0] ?? null
    const type = resourceType
    return parameters.map((name) => ({ name, resourceType: type }))
  })
}

function readDeclared(document: LoadedDocument, owner: DocumentNode): Map<string, DocumentNode> {
  const declared = new Map<string, DocumentNode>()
  for (const raw of rawElements(child(document, owner, 'parameters'))) {
    const node = follow(document, raw)
    const name = nameOf(node)
    const key = `${textAt(node, 'in') ?? ''} ${name}`
    if (declared.has(key)) {
      throw documentError(document, raw.pointer, `\`${name}\` is declared twice`, 'remove one of them')
    }
    declared.set(key, node)
  }
  return declared
}

function nameOf(node: DocumentNode): string {
  return textAt(node, 'name') ?? ''
}

/** The schema of a parameter: its own, or that of its one `content`. */
function schemaOf(document: LoadedDocument, node: DocumentNode): DocumentNode | undefined {
  const content = rawChildren(child(document, node, 'content'))[0]?.[1]
  return rawChild(content === undefined ? node : follow(document, content), 'schema')
}

/** Other styles put more into a segment than the value (`;id=5`). */
function checkStyle(document: LoadedDocument, node: DocumentNode): void {
  const style = textAt(node, 'style') ?? 'simple'
  if (style === 'simple') return
  const fault = `path parameters of style \`${style}\` are not read`
  throw documentError(document, pointerTo(node.pointer, 'style'), fault, 'use `style: simple`')
}

/** `form` only where a value is sent as `name=value`, a list by repeating it: whatever else is split by rules of its own. */
function styleOf(node: DocumentNode, types: ReadonlySet<JsonType>): QueryParameter['style'] {
  const style = textAt(node, 'style') ?? 'form'
  if (style === 'deepObject') return 'deepObject'
  if (style !== 'form' || rawChild(node, 'content') !== undefined || types.has('object')) return 'other'
  return types.has('array') && rawChild(node, 'explode')?.value === false ? 'other' : 'form'
}
