import type { AssistScope, Diagnostic } from '@wardkit/core/policy'
import { useId } from 'react'
import { createPart, LazyPart } from '../ui/lazy-part.tsx'
import { useSlot } from '../ui/slot.ts'
import { DiagnosticList } from './diagnostic-list.tsx'
import { PlainText } from './plain-text.tsx'
import { useDescribeVariable } from './use-describe-variable.ts'

const codeEditor = createPart(async () => (await import('./policy-code-editor.tsx')).PolicyCodeEditor)

export interface PolicyEditorProps {
  readonly label: string
  readonly value: string
  readonly scope: AssistScope
  readonly diagnostics: readonly Diagnostic[]
  readonly readOnly?: boolean
  readonly onChange: (value: string) => void
}

/** Edits the text of a policy, with completion and what is wrong with it. The editor proper comes when it is first shown. */
export function PolicyEditor({ diagnostics, ...props }: PolicyEditorProps) {
  const id = useId()
  const describe = useDescribeVariable()
  const part = useSlot('policy-editor', 'wk-code-box')
  return (
    <div className="wk-code-field">
      <div {...part} data-invalid={diagnostics.some(({ severity }) => severity === 'error') || undefined}>
        <LazyPart
          part={codeEditor}
          props={{ ...props, describe, describedBy: id, diagnostics }}
          pending={<PlainText {...props} lines={12} />}
        />
      </div>
      <DiagnosticList id={id} diagnostics={diagnostics} confirms={props.readOnly !== true} />
    </div>
  )
}
