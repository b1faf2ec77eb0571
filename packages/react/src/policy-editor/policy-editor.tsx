import type { AssistScope, Diagnostic } from '@wardkit/core/policy'
import { lazy, Suspense, useId } from 'react'
import { useSlot } from '../ui/slot.ts'
import { DiagnosticList } from './diagnostic-list.tsx'
import { PlainText } from './plain-text.tsx'
import { useDescribeVariable } from './use-describe-variable.ts'

const CodeEditor = lazy(async () => ({ default: (await import('./policy-code-editor.tsx')).PolicyCodeEditor }))

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
        <Suspense fallback={<PlainText {...props} lines={12} />}>
          <CodeEditor {...props} describe={describe} describedBy={id} diagnostics={diagnostics} />
        </Suspense>
      </div>
      <DiagnosticList id={id} diagnostics={diagnostics} confirms={props.readOnly !== true} />
    </div>
  )
}
