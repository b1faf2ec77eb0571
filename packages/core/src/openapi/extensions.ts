import { findNearest } from '../util/nearest.ts'
import { pointerTo, type JsonPointer } from './json-pointer.ts'
import { child, documentError, FILES_KEY, type DocumentNode, type LoadedDocument } from './loaded-document.ts'
import { walkDocument } from './walk-document.ts'

/** Where each extension is read. */
const EXTENSIONS = {
  'x-wardkit-resource': 'an operation or a path',
  'x-wardkit-replaces': 'an operation',
  'x-wardkit-roles': 'the document',
  'x-wardkit-resource-tag-match': 'the document',
  'x-wardkit-mask': 'the document',
} as const

export type Extension = keyof typeof EXTENSIONS

/** Reads `x-wardkit-*` keys and knows which were read, so that one that is misspelled or misplaced is not passed over. */
export interface Extensions {
  read(node: DocumentNode, name: Extension): DocumentNode | undefined
  /** @throws WardkitError `ERR_SERVICE_DOCUMENT` on the first `x-wardkit-*` key that was never read */
  checkAllRead(): void
}

export function createExtensions(document: LoadedDocument): Extensions {
  const read = new Set<JsonPointer>([pointerTo('', FILES_KEY)])
  return {
    read(node, name) {
      read.add(pointerTo(node.pointer, name))
      return child(document, node, name)
    },
    checkAllRead() {
      walkDocument(document.root, (object, pointer, isNameMap) => {
        if (isNameMap) return
        for (const key of Object.keys(object)) {
          const place = pointerTo(pointer, key)
          if (key.toLowerCase().startsWith('x-wardkit') && !read.has(place)) throw unreadError(document, place, key)
        }
      })
    },
  }
}

function unreadError(document: LoadedDocument, place: JsonPointer, key: string): Error {
  if (Object.hasOwn(EXTENSIONS, key)) {
    return documentError(document, place, `\`${key}\` means nothing here`, `put it on ${EXTENSIONS[key as Extension]}`)
  }
  const nearest = findNearest(key, Object.keys(EXTENSIONS))
  const help =
    nearest === undefined
      ? `known are ${Object.keys(EXTENSIONS)
          .map((name) => `\`${name}\``)
          .join(', ')}`
      : `did you mean \`${nearest}\`?`
  return documentError(document, place, `\`${key}\` is no extension of Wardkit's`, help)
}
