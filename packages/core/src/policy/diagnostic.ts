import type { DiagnosticCode } from './diagnostic-codes.ts'

/** A place in a policy's source. Lines and columns are 1-based, in UTF-16 units. */
export interface Span {
  readonly line: number
  readonly column: number
  /** Offset of the first unit from the beginning of the source. */
  readonly offset: number
  readonly length: number
}

/** One fault or warning about a policy, in its author's words. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly code: DiagnosticCode
  /** One lower-case line; input stands in backticks. */
  readonly message: string
  readonly span: Span
  /** The offending text. */
  readonly text: string
  /** What to write instead, where there is an answer. */
  readonly hint?: string
}
