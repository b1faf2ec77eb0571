import type { Diagnostic, KnownVariable } from '@wardkit/core/policy'
import { lazy, Suspense, useId } from 'react'
import { useSlot } from '../ui/slot.ts'
import { DiagnosticList } from './diagnostic-list.tsx'
import { PlainText } from './plain-text.tsx'
import { useDescribeVariable } from './use-describe-variable.ts'

const CodeEditor = lazy(async () => ({ default: (await import('./condition-code-editor.tsx')).ConditionCodeEditor }))

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
        <Suspense fallback={<PlainText {...props} lines={1} />}>
          <CodeEditor {...props} describe={describe} describedBy={id} diagnostics={diagnostics} />
        </Suspense>
      </div>
      <DiagnosticList id={id} diagnostics={diagnostics} places={false} />
    </div>
  )
}
