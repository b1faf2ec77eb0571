import type { ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'
import { useSlot } from './slot.ts'

export interface CodeBlockProps {
  readonly code: string
  /** What it is, for screen readers, and above it where `title` is absent. */
  readonly label: string
  readonly title?: ReactNode
  /** In one line, as a value to copy. */
  readonly inline?: boolean
  readonly copy?: boolean
}

/** Text for machines, from left to right whatever the language, with a button that copies it. */
export function CodeBlock({ code, label, title, inline = false, copy = true }: CodeBlockProps) {
  return (
    <div {...useSlot('code-block')} data-inline={inline || undefined} dir="ltr">
      {title === undefined ? null : <div className="wk-code-title">{title}</div>}
      <pre tabIndex={0} role="region" aria-label={label}>
        <code>{code}</code>
      </pre>
      {copy ? <CopyButton value={code} label={label} size="sm" /> : null}
    </div>
  )
}
