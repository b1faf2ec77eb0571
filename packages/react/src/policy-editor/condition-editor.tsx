import type { Diagnostic, KnownVariable } from '@wardkit/core/policy'
import { useId } from 'react'
import { createPart, LazyPart } from '../ui/lazy-part.tsx'
import { useSlot } from '../ui/slot.ts'
import { DiagnosticList } from './diagnostic-list.tsx'
import { PlainText } from './plain-text.tsx'
import { useDescribeVariable } from './use-describe-variable.ts'

const codeEditor = createPart(async () => (await import('./condition-code-editor.tsx')).ConditionCodeEditor)

export interface ConditionEditorProps {
  readonly label: string
  readonly value: string
  readonly variables: readonly KnownVariable[]
  readonly diagnostics: readonly Diagnostic[]
  readonly readOnly?: boolean
  readonly onChange: (value: string) => void
}

/** Edits one `where` clause, with completion and what is wrong with it. */
export function ConditionEditor({ diagnostics, ...props }: ConditionEditorProps) {
  const id = useId()
  const describe = useDescribeVariable()
  const part = useSlot('condition-editor', 'wk-code-box')
  return (
    <div className="wk-code-field">
      <div {...part} data-invalid={diagnostics.some(({ severity }) => severity === 'error') || undefined}>
        <LazyPart
          part={codeEditor}
          props={{ ...props, describe, describedBy: id, diagnostics }}
          pending={<PlainText {...props} lines={1} />}
        />
      </div>
      <DiagnosticList id={id} diagnostics={diagnostics} places={false} />
    </div>
  )
}
