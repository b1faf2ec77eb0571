/** A JSON pointer (`/paths/~1patient/get`); the empty one is the whole document. @see RFC 6901 */
export type JsonPointer = string

/** The pointer to a key, or to an index, of what a pointer points to. */
export function pointerTo(parent: JsonPointer, key: string | number): JsonPointer {
  return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** The keys of a pointer in order. */
export function pointerKeys(pointer: JsonPointer): string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}
