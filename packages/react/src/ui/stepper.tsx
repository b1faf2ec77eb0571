import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSlot } from './slot.ts'

export interface StepperProps {
  readonly label: string
  readonly steps: readonly {
    readonly id: string
    readonly label: ReactNode
    readonly done: boolean
    readonly disabled?: boolean
  }[]
  /** Id of the step that is seen. */
  readonly current: string
  /** Goes to a step that is not disabled; without it the steps are shown alone. */
  readonly onSelect?: (id: string) => void
}

/** How far something of several steps has come. */
export function Stepper({ label, steps, current, onSelect }: StepperProps) {
  return (
    <nav aria-label={label}>
      <ol {...useSlot('stepper')}>
        {steps.map(({ id, label: text, done, disabled = false }, index) => {
          const isCurrent = id === current
          const inner = (
            <>
              <span className="wk-step-mark">{done && !isCurrent ? <Check /> : index + 1}</span>
              <span className="wk-step-label">{text}</span>
            </>
          )
          return (
            <li key={id} className="wk-step" data-done={done || undefined} data-current={isCurrent || undefined}>
              {onSelect === undefined || disabled ? (
                <span className="wk-step-button" aria-current={isCurrent ? 'step' : undefined}>
                  {inner}
                </span>
              ) : (
                <button
                  type="button"
                  className="wk-step-button"
                  aria-current={isCurrent ? 'step' : undefined}
                  onClick={() => onSelect(id)}
                >
                  {inner}
                </button>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
