import type { Diagnostic } from './diagnostic.ts'

const LINE_WIDTH = 100

/**
 * Prints a diagnostic for a terminal: the message, the place as `file:line:column`, the line of the source with carets under the offending text, and
 * the hint. Long lines are cut to about 100 columns around the place; tabs and characters that are not visible are printed as spaces.
 */
export function formatDiagnostic(source: string, diagnostic: Diagnostic, file = 'policy'): string {
  const { severity, code, message, span, hint } = diagnostic
  const lineStart = span.offset - (span.column - 1)
  const lineEnd = source.indexOf('\n', span.offset)
  const line = source.slice(lineStart, lineEnd === -1 ? source.length : lineEnd)
  const from = Math.max(0, Math.min(span.column - 1 - 20, line.length - LINE_WIDTH))
  const shown = line.slice(from, from + LINE_WIDTH)
  const caretStart = span.column - 1 - from
  const carets = Math.max(1, Math.min(span.length, shown.length - caretStart))
  const gutter = String(span.line).length
  return [
    `${severity}: ${message} [${code}]`,
    `${' '.repeat(gutter)}--> ${file}:${span.line}:${span.column}`,
    `${' '.repeat(gutter)} |`,
    `${span.line} | ${replaceInvisible(shown)}`.trimEnd(),
    `${' '.repeat(gutter)} | ${' '.repeat(caretStart)}${'^'.repeat(carets)}`,
    ...(hint === undefined ? [] : [`${' '.repeat(gutter)} = hint: ${hint}`]),
  ].join('\n')
}

/** Terminals act on control characters, and a tab would move the carets. */
function replaceInvisible(text: string): string {
  return text.replace(/\p{C}/gu, ' ')
}
