import type { ReactNode } from 'react'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { LazyOverlay } from './lazy-overlay.tsx'
import { createPart } from './lazy-part.tsx'

const content = createPart(async () => (await import('./confirm-dialog-content.tsx')).ConfirmDialogContent)

export interface ConfirmDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  /** A question. */
  readonly title: ReactNode
  /** What comes of it. */
  readonly description: ReactNode
  /** What the button does, in a verb. */
  readonly confirmLabel: string
  readonly onConfirm: () => void
  readonly danger?: boolean
  readonly pending?: boolean
  /** Why it did not come to pass. */
  readonly problem?: WardkitProblem | null
  /** A word to type first, for what cannot be taken back. */
  readonly typed?: { readonly word: string; readonly label: ReactNode }
  /** What there is to know before one answers. */
  readonly children?: ReactNode
}

/** Asks before something that is not easily taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return <LazyOverlay part={content} props={props} />
}
