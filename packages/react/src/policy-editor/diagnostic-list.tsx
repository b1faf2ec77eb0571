import type { Diagnostic } from '@wardkit/core/policy'
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useMessages } from '../messages/use-messages.ts'
import { useSlot } from '../ui/slot.ts'
import { policyEditorMessages } from './messages.ts'

export interface DiagnosticListProps {
  readonly id?: string
  readonly diagnostics: readonly Diagnostic[]
  /** Whether places are said; a clause of one line needs none. */
  readonly places?: boolean
  /** Whether it says so when there is nothing to say. */
  readonly confirms?: boolean
}

/** What is wrong with a policy, or remarkable, and what to do about it. */
export function DiagnosticList({ id, diagnostics, places = true, confirms = false }: DiagnosticListProps) {
  const t = useMessages(policyEditorMessages)
  const part = useSlot('diagnostics')
  if (diagnostics.length === 0) {
    return confirms ? (
      <p id={id} className="wk-diagnostics-none">
        <CircleCheck aria-hidden="true" />
        {t('noProblems')}
      </p>
    ) : null
  }
  return (
    <ul id={id} {...part}>
      {diagnostics.map(({ severity, code, message, hint, span }, index) => (
        <li key={index} className="wk-diagnostic" data-severity={severity} data-code={code}>
          {severity === 'error' ? <CircleAlert aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
          <span className="wk-diagnostic-text" dir="auto">
            {message}
            {hint === undefined ? null : <span className="wk-hint wk-block">{hint}</span>}
          </span>
          {places ? (
            <span className="wk-diagnostic-place">{t('atLine', { line: span.line, column: span.column })}</span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
