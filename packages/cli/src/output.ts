import { styleText } from 'node:util'

/** How a piece of text stands out on a terminal. */
export type Style = 'good' | 'bad' | 'warning' | 'strong' | 'faint'

/** Where commands print. Results go to standard output, everything about them to standard error. */
export interface Output {
  /** Whether `--json` was given. */
  readonly json: boolean
  /** Whether a person reads it: standard output is a terminal, and `--json` was not given. */
  readonly interactive: boolean
  /** Prints a result: the value as one line of JSON under `--json`, else the lines. Several calls make JSON lines. */
  show(value: unknown, toLines: () => readonly string[]): void
  /** Prints a remark for people to standard error; nothing under `--json`. */
  note(line: string): void
  /** The text, styled where standard output is a terminal that may have colours. */
  style(style: Style, text: string): string
}

const FORMATS = { good: 'green', bad: 'red', warning: 'yellow', strong: 'bold', faint: 'dim' } as const

/**
 * The process's own output. `NO_COLOR` and `FORCE_COLOR` are respected.
 *
 * @see https://no-color.org
 */
export function createOutput({ json }: { readonly json: boolean }): Output {
  const { stdout, stderr } = process
  return {
    json,
    interactive: stdout.isTTY && !json,
    show(value, toLines) {
      const lines = json ? [JSON.stringify(value)] : toLines()
      stdout.write(lines.map((line) => `${line}\n`).join(''))
    },
    note(line) {
      if (!json) stderr.write(`${line}\n`)
    },
    style: (style, text) => styleText(FORMATS[style], text, { stream: stdout }),
  }
}

/** Lines in which each column is as wide as its widest cell. */
export function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length)
  }
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
