import { isInMediaRange, isJsonMediaType } from '../model/media-type.ts'
import type { RequestBody, ShapeIndex } from '../model/service.ts'
import {
  child,
  documentError,
  follow,
  rawChild,
  rawChildren,
  type DocumentNode,
  type LoadedDocument,
} from './loaded-document.ts'
import type { ShapeReader } from './shapes.ts'

/** Reads the request body of an operation, null where it declares none. @throws WardkitError `ERR_SERVICE_DOCUMENT` on what is no media type */
export function readBody(document: LoadedDocument, shapes: ShapeReader, operation: DocumentNode): RequestBody | null {
  const requestBody = child(document, operation, 'requestBody')
  if (requestBody === undefined) return null
  const mediaTypes = new Set<string>()
  const branches: ShapeIndex[] = []
  for (const [name, node] of rawChildren(child(document, requestBody, 'content'))) {
    const mediaType = (name.split(';', 1)[0] ?? '').trim().toLowerCase()
    if (!/^[^\s/]+\/[^\s/]+$/.test(mediaType)) {
      throw documentError(document, node.pointer, `\`${name}\` is no media type`, 'write `application/json` or another')
    }
    mediaTypes.add(mediaType)
    if (mayBeJson(mediaType)) branches.push(shapes.read(rawChild(follow(document, node), 'schema')))
  }
  return { mediaTypes: [...mediaTypes], shape: branches.length === 0 ? null : shapes.union(branches) }
}

function mayBeJson(declared: string): boolean {
  return isJsonMediaType(declared) || ['application/json', 'text/json'].some((json) => isInMediaRange(json, declared))
}
