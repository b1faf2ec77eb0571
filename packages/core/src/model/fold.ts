/**
 * The format by which an OpenAPI schema says that a text is a tag's value or key, and so compares as one. Wardkit's own operations declare it; a map of
 * such values has tag keys for names.
 */
export const TAG_FORMAT = 'wardkit-tag'

const ASCII_UPPER = /[A-Z]/

/**
 * Folds text the way tag keys and values compare: NFC, then ASCII letters to lower case, other letters as they are.
 *
 * @see POLICY.md, section 4, Types
 */
export function foldTag(text: string): string {
  const normal = text.normalize('NFC')
  return ASCII_UPPER.test(normal) ? normal.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : normal
}
