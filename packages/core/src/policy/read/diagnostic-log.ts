import type { DiagnosticCode } from '../diagnostic-codes.ts'
import type { Diagnostic, Span } from '../diagnostic.ts'
import { POLICY_LIMITS } from '../policy-limits.ts'

const LONGEST_TEXT = 200

/** Collects what is found about one source. */
export interface DiagnosticLog {
  error(code: DiagnosticCode, span: Span, message: string, hint?: string): void
  warn(code: DiagnosticCode, span: Span, message: string, hint?: string): void
  add(diagnostics: readonly Diagnostic[]): void
  hasErrors(): boolean
  /** Whether nothing found from now on would be listed or change the outcome: as many as are listed were found, an error among them. */
  isFull(): boolean
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
  const hasErrors = () => found.some((diagnostic) => diagnostic.severity === 'error')
  return {
    error: (code, span, message, hint) => report('error', code, span, message, hint),
    warn: (code, span, message, hint) => report('warning', code, span, message, hint),
    add: (diagnostics) => {
      for (const diagnostic of diagnostics) found.push(diagnostic)
    },
    hasErrors,
    isFull: () => found.length >= POLICY_LIMITS.diagnostics && hasErrors(),
    list: () => shorten(found.toSorted((a, b) => a.span.offset - b.span.offset)),
  }
}

/** INVARIANT: a list that held an error still holds one. Errors are left out last, so that the one to mend is there to read. */
function shorten(sorted: readonly Diagnostic[]): readonly Diagnostic[] {
  const limit = POLICY_LIMITS.diagnostics
  if (sorted.length <= limit) return sorted
  const byWeight = sorted.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
  const kept = new Set(byWeight.slice(0, limit - 1))
  const left = byWeight.slice(limit - 1)
  const [first] = left
  if (first === undefined) return sorted
  const message = `${left.length} more diagnostics are left out: at most ${limit} are reported`
  const { severity, span, text } = first
  return [
    ...sorted.filter((diagnostic) => kept.has(diagnostic)),
    { severity, code: 'limit-exceeded', message, span, text },
  ]
}

/** Input as it stands in a message: in backticks, on one line, shortened to 60 units. */
export function quoteInput(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return `\`${line.length > 60 ? `${line.slice(0, 59)}…` : line}\``
}
