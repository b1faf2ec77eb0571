import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { commonMessages } from '../messages/common-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import type { Tone } from './badge.tsx'
import { problemText } from './problem-text.ts'
import { useSlot } from './slot.ts'

export interface NoticeProps {
  readonly tone?: Tone
  readonly title?: ReactNode
  readonly children?: ReactNode
  /** What can be done about it. */
  readonly action?: ReactNode
  /** Said at once by screen readers. */
  readonly urgent?: boolean
}

const ICONS = { neutral: Info, info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert }

/** Something to know, in its place in the page. */
export function Notice({ tone = 'info', title, children, action, urgent = false }: NoticeProps) {
  const Icon = ICONS[tone]
  return (
    <div {...useSlot('notice')} data-tone={tone} role={urgent ? 'alert' : undefined}>
      <Icon className="wk-notice-icon" />
      <div className="wk-notice-text">
        {title === undefined ? null : <p className="wk-notice-title">{title}</p>}
        {children === undefined ? null : <div className="wk-notice-body">{children}</div>}
      </div>
      {action}
    </div>
  )
}

export interface ProblemNoticeProps {
  /** Nothing is shown without one. */
  readonly problem: WardkitProblem | null
  readonly action?: ReactNode
}

/** Why what was asked for did not come to pass, beside what asked for it. */
export function ProblemNotice({ problem, action }: ProblemNoticeProps) {
  const t = useMessages(commonMessages)
  if (problem === null) return null
  return (
    <Notice tone="danger" urgent action={action}>
      <span dir="auto">{problemText(problem, t)}</span>
      {problem.requestId === undefined || problem.status < 500 ? null : (
        <span className="wk-hint wk-block">
          {t('requestId')}: <code>{problem.requestId}</code>
        </span>
      )}
    </Notice>
  )
}
