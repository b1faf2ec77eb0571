import { realpath } from 'node:fs/promises'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { WardkitError } from '../errors/index.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import { percentDecode } from '../util/percent-decode.ts'
import { pointerTo, type JsonPointer } from './json-pointer.ts'
import {
  documentError,
  FILES_KEY,
  find,
  follow,
  referenceOf,
  type DocumentNode,
  type LoadedDocument,
} from './loaded-document.ts'
import { readSourceFile, sourceFromValue, type SourceFile } from './source-file.ts'
import { walkDocument } from './walk-document.ts'

/**
 * Loads an OpenAPI document from a file or a value. Files that it refers to, in its own folder or below, are put into the tree; nothing is
 * ever fetched over a network.
 *
 * @throws WardkitError `ERR_CONFIGURATION` when the file is missing, `ERR_SERVICE_DOCUMENT` when it is unreadable, or refers to a network, to
 * a file outside its folder, or to nothing
 */
export async function loadDocument(
  input: { readonly file: string } | { readonly document: unknown },
): Promise<LoadedDocument> {
  const main = 'file' in input ? await readSourceFile(input.file) : sourceFromValue(input.document)
  const root: Record<string, Json> = isJsonObject(main.data) ? { ...main.data } : {}
  const files = [main]
  const document: LoadedDocument = { root, files }
  if (!isJsonObject(main.data))
    throw documentError(document, '', 'this is no OpenAPI document', 'begin with `openapi: 3.1.0`')
  if (Object.hasOwn(root, FILES_KEY))
    throw documentError(document, pointerTo('', FILES_KEY), `\`${FILES_KEY}\` is reserved`, 'remove it')

  const openFile = createFileOpener(document, files)
  const inlined: Record<string, Json> = {}
  const references: DocumentNode[] = []
  for (let index = 0; index < files.length; index++) {
    const { data } = files[index] as SourceFile
    const found = referencesIn(data, prefixOf(index))
    for (const node of found) await pointIntoTree(document, node, index, openFile)
    if (index > 0) inlined[index] = data
    references.push(...found)
  }
  if (files.length > 1) root[FILES_KEY] = inlined
  for (const node of references) follow(document, find(document, node.pointer) ?? node)
  return document
}

type OpenFile = (location: string, from: JsonPointer, base: SourceFile) => Promise<number>

function prefixOf(index: number): JsonPointer {
  return index === 0 ? '' : pointerTo(pointerTo('', FILES_KEY), index)
}

function referencesIn(data: Json, prefix: JsonPointer): DocumentNode[] {
  const found: DocumentNode[] = []
  walkDocument(data, (value, pointer, isNameMap) => {
    if (!isNameMap && referenceOf(value) !== undefined) found.push({ value, pointer: `${prefix}${pointer}` })
  })
  return found
}

/** Rewrites a reference, in place, so that it leads to where its target stands in the tree. */
async function pointIntoTree(
  document: LoadedDocument,
  node: DocumentNode,
  index: number,
  openFile: OpenFile,
): Promise<void> {
  const reference = referenceOf(node.value) as string
  const hash = reference.indexOf('#')
  const location = hash === -1 ? reference : reference.slice(0, hash)
  const fragment = hash === -1 ? '' : reference.slice(hash + 1)
  if (fragment !== '' && !fragment.startsWith('/')) {
    throw documentError(
      document,
      node.pointer,
      `\`${reference}\` is no JSON pointer`,
      'refer to it as `#/components/…`',
    )
  }
  const target = location === '' ? index : await openFile(location, node.pointer, document.files[index] as SourceFile)
  ;(node.value as { $ref: string }).$ref = `#${prefixOf(target)}${fragment}`
}

/** A function that opens each file once and answers its index, if it stands in the document's folder or below. */
function createFileOpener(document: LoadedDocument, files: SourceFile[]): OpenFile {
  const opened = new Map<string, number>()
  let folder: string | undefined

  return async (location, from, base) => {
    if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(location)) {
      throw documentError(
        document,
        from,
        `\`${location}\` is on a network, and nothing is fetched`,
        'save it beside the document and refer to the file',
      )
    }
    const main = files[0]?.path
    if (main == null || base.path === null) {
      throw documentError(
        document,
        from,
        `\`${location}\` is a file, and a document given as a value has no folder`,
        'give `file` instead',
      )
    }
    if (folder === undefined) {
      const realMain = await realpath(main)
      folder = dirname(realMain)
      opened.set(realMain, 0)
    }
    const decoded = percentDecode(location)
    if (decoded === undefined)
      throw documentError(document, from, `\`${location}\` is no path`, 'correct its percent-escapes')
    const path = resolve(dirname(base.path), decoded)
    const real = await realpath(path).catch((cause: unknown) => {
      throw new WardkitError(
        'ERR_SERVICE_DOCUMENT',
        documentError(document, from, `there is no file \`${location}\``).message,
        {
          help: 'correct the `$ref`',
          cause,
        },
      )
    })
    const inside = relative(folder, real)
    if (inside.startsWith('..') || isAbsolute(inside)) {
      throw documentError(document, from, `\`${location}\` is outside the folder of the document`, 'move it there')
    }
    const known = opened.get(real)
    if (known !== undefined) return known
    opened.set(real, files.length)
    files.push(await readSourceFile(path))
    return files.length - 1
  }
}
