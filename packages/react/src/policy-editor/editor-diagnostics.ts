import type { Diagnostic as EditorDiagnostic } from '@codemirror/lint'
import type { Diagnostic } from '@wardkit/core/policy'

/** What the language says of a text, as an editor of that text shows it. Places beyond its end, of a text that has changed since, are drawn in. */
export function toEditorDiagnostics(diagnostics: readonly Diagnostic[], length: number): readonly EditorDiagnostic[] {
  return diagnostics.map(({ severity, message, hint, span }) => {
    const from = Math.min(span.offset, length)
    return {
      from,
      to: Math.min(Math.max(span.offset + span.length, from), length),
      severity,
      message: hint === undefined ? message : `${message} (${hint})`,
    }
  })
}
