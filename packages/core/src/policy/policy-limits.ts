/** Bounds on what is read, so that no text costs more than its reading. Sizes are in bytes of UTF-8. @see POLICY.md, sections 1 and 4 */
export const POLICY_LIMITS = {
  documentBytes: 256 * 1024,
  statements: 1000,
  /** Names of one dotted path of a graphQL policy. */
  selectionNames: 32,
  /** Maps and lists inside one another, in the YAML or JSON text. */
  documentDepth: 24,
  conditionBytes: 16 * 1024,
  comparisons: 200,
  /** Parentheses and NOTs inside one another. */
  conditionDepth: 32,
  listItems: 1000,
  likeCodePoints: 128,
  significantDigits: 15,
  /** Reported for one document; what follows is left out and said to be. */
  diagnostics: 100,
} as const
