import { WardkitError } from '../errors/index.ts'
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import { percentDecode } from '../util/percent-decode.ts'
import { pointerKeys, pointerTo, type JsonPointer } from './json-pointer.ts'
import type { SourceFile } from './source-file.ts'

/** An OpenAPI document as one tree, with every file it refers to inside it. All its references are within the tree. */
export interface LoadedDocument {
  readonly root: JsonObject
  /** The first is the document itself; the others stand in the tree under `FILES_KEY`, by their index. */
  readonly files: readonly SourceFile[]
}

/** A value in the tree and where it stands. */
export interface DocumentNode {
  readonly value: Json
  /** Where the value really stands: references are followed. */
  readonly pointer: JsonPointer
}

/** Where the files stand that the document refers to. */
export const FILES_KEY = 'x-wardkit-files'

/** The whole document. */
export function rootOf(document: LoadedDocument): DocumentNode {
  return { value: document.root, pointer: '' }
}

/** The value of an object's own key (or of an array's index), as it stands there: perhaps a reference. */
export function rawChild(node: DocumentNode, key: string): DocumentNode | undefined {
  const { value } = node
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return { value: (value as JsonObject)[key] as Json, pointer: pointerTo(node.pointer, key) }
}

/** The text of an object's own key; undefined where there is none, or it is no text. */
export function textAt(node: DocumentNode | undefined, key: string): string | undefined {
  const value = node === undefined ? undefined : rawChild(node, key)?.value
  return typeof value === 'string' ? value : undefined
}

/** An object's entries in order, as they stand there; none where it is no object. */
export function rawChildren(node: DocumentNode | undefined): [key: string, node: DocumentNode][] {
  if (node === undefined || !isJsonObject(node.value)) return []
  return Object.entries(node.value).map(([key, value]) => [key, { value, pointer: pointerTo(node.pointer, key) }])
}

/** An array's elements in order, as they stand there; none where it is no array. */
export function rawElements(node: DocumentNode | undefined): DocumentNode[] {
  if (node === undefined || !Array.isArray(node.value)) return []
  return (node.value as readonly Json[]).map((value, index) => ({ value, pointer: pointerTo(node.pointer, index) }))
}

/** The value of an object's own key, references followed. */
export function child(document: LoadedDocument, node: DocumentNode, key: string): DocumentNode | undefined {
  const raw = rawChild(node, key)
  return raw === undefined ? undefined : follow(document, raw)
}

/** The reference that a value is, or undefined where it is none. */
export function referenceOf(value: Json): string | undefined {
  return isJsonObject(value) && Object.hasOwn(value, '$ref') && typeof value['$ref'] === 'string'
    ? value['$ref']
    : undefined
}

/** What a reference within the tree leads to, itself perhaps a reference; undefined where the value is no reference, or leads to nothing. */
export function referenced(document: LoadedDocument, node: DocumentNode): DocumentNode | undefined {
  const reference = referenceOf(node.value)
  const pointer = reference?.startsWith('#') === true ? percentDecode(reference.slice(1)) : undefined
  return pointer === undefined ? undefined : find(document, pointer)
}

/**
 * What a value stands for: itself, or what its reference leads to in the end.
 *
 * @throws WardkitError `ERR_SERVICE_DOCUMENT` when that is nothing, or the reference leads back to itself
 */
export function follow(document: LoadedDocument, start: DocumentNode): DocumentNode {
  let node = start
  const passed = new Set<JsonPointer>()
  for (let reference = referenceOf(node.value); reference !== undefined; reference = referenceOf(node.value)) {
    if (passed.has(node.pointer))
      throw documentError(document, start.pointer, 'the reference leads back to itself', 'refer to what is meant')
    passed.add(node.pointer)
    const target = referenced(document, node)
    if (target === undefined) {
      throw documentError(
        document,
        node.pointer,
        `\`${reference}\` leads to nothing`,
        'declare it, or correct the `$ref`',
      )
    }
    node = target
  }
  return node
}

/** What stands at a pointer, references on the way followed, the last one not; undefined where there is nothing. */
export function find(document: LoadedDocument, pointer: JsonPointer): DocumentNode | undefined {
  if (pointer !== '' && !pointer.startsWith('/')) return undefined
  let node = rootOf(document)
  for (const key of pointerKeys(pointer)) {
    const next = rawChild(referenceOf(node.value) === undefined ? node : follow(document, node), key)
    if (next === undefined) return undefined
    node = next
  }
  return node
}

/** An `ERR_SERVICE_DOCUMENT` that names file, line and pointer of the fault, and what to do about it. */
export function documentError(
  document: LoadedDocument,
  pointer: JsonPointer,
  fault: string,
  help?: string,
): WardkitError {
  const message = `${describePlace(document, pointer)}: ${fault}`
  return new WardkitError('ERR_SERVICE_DOCUMENT', message, help === undefined ? {} : { help })
}

/** A place as a reader finds it: `openapi.yaml`, line 12, at `#/paths/~1patient`. */
export function describePlace(document: LoadedDocument, pointer: JsonPointer): string {
  const keys = pointerKeys(pointer)
  const inFile = keys[0] === FILES_KEY
  const file = document.files[inFile ? Number(keys[1]) : 0]
  const ownKeys = inFile ? keys.slice(2) : keys
  const line = file?.lineOf(ownKeys)
  const name = file?.path == null ? 'the OpenAPI document' : `\`${file.path}\``
  return `${name}${line === undefined ? '' : `, line ${line}`}, at \`#${ownKeys.reduce(pointerTo, '')}\``
}
