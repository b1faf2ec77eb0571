import type { DiagnosticCode } from './diagnostic-codes.ts'
import type { Diagnostic, Span } from './diagnostic.ts'
import { POLICY_LIMITS } from './policy-limits.ts'

const LONGEST_TEXT = 200

/** Collects what is found about one source. */
export interface DiagnosticLog {
  error(code: DiagnosticCode, span: Span, message: string, hint?: string): void
  warn(code: DiagnosticCode, span: Span, message: string, hint?: string): void
  add(diagnostics: readonly Diagnostic[]): void
  hasErrors(): boolean
  /** In the order of the source, at most 100. */
  list(): readonly Diagnostic[]
}

/** Starts an empty log; the offending text of each diagnostic is cut from `source` and shortened to 200 units. */
export function createDiagnosticLog(source: string): DiagnosticLog {
  const found: Diagnostic[] = []
  const report = (severity: 'error' | 'warning', code: DiagnosticCode, span: Span, message: string, hint?: string) => {
    const text = source.slice(span.offset, span.offset + Math.min(span.length, LONGEST_TEXT))
    found.push({ severity, code, message, span, text, ...(hint === undefined ? {} : { hint }) })
  }
  return {
    error: (code, span, message, hint) => report('error', code, span, message, hint),
    warn: (code, span, message, hint) => report('warning', code, span, message, hint),
    add: (diagnostics) => {
      for (const diagnostic of diagnostics) found.push(diagnostic)
    },
    hasErrors: () => found.some((diagnostic) => diagnostic.severity === 'error'),
    list: () => shorten(found.toSorted((a, b) => a.span.offset - b.span.offset)),
  }
}

/** INVARIANT: a list that held an error still holds one. */
function shorten(sorted: readonly Diagnostic[]): readonly Diagnostic[] {
  const limit = POLICY_LIMITS.diagnostics
  const last = sorted[limit - 1]
  if (sorted.length <= limit || last === undefined) return sorted
  const left = sorted.slice(limit - 1)
  const severity = left.some((diagnostic) => diagnostic.severity === 'error') ? 'error' : 'warning'
  const message = `${left.length} more diagnostics are left out: at most ${limit} are reported`
  return [
    ...sorted.slice(0, limit - 1),
    { severity, code: 'limit-exceeded', message, span: last.span, text: last.text },
  ]
}

/** Input as it stands in a message: in backticks, on one line, shortened to 60 units. */
export function quoteInput(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return `\`${line.length > 60 ? `${line.slice(0, 59)}…` : line}\``
}
