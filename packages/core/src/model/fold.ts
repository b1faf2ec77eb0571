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
