export interface PlainTextProps {
  readonly label: string
  readonly value: string
  readonly lines: number
}

/** The text of an editor that is on its way. */
export function PlainText({ label, value, lines }: PlainTextProps) {
  return <textarea className="wk-plain-text" aria-label={label} dir="ltr" readOnly rows={lines} value={value} />
}
