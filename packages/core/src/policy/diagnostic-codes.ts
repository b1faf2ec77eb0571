/** Every code a diagnostic may carry, with what it means: docs/diagnostics.md lists the same, and a test holds the two equal. */
export const DIAGNOSTIC_CODES = {
  'yaml-syntax': 'the document is not readable YAML or JSON',
} as const

export type DiagnosticCode = keyof typeof DIAGNOSTIC_CODES
