import { isStorableText } from './tags.ts'

/** The longest identifier, in UTF-16 units. Three of them make a key that every database can index. */
export const IDENTIFIER_LIMIT = 255

/**
 * Whether text can name something: not empty, at most `IDENTIFIER_LIMIT` units, in NFC, without NUL or half a surrogate pair. Identifiers are
 * refused and never repaired: two spellings of one name would let a request ask about one thing and reach another.
 */
export function isIdentifier(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= IDENTIFIER_LIMIT &&
    isStorableText(value) &&
    value.normalize('NFC') === value
  )
}
