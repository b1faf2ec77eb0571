import { useId, useState } from 'react'
import { commonMessages } from '../messages/common-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from './button.tsx'
import type { ConfirmDialogProps } from './confirm-dialog.tsx'
import { Dialog, DialogBody, DialogFooter } from './dialog.tsx'
import { Input } from './field.tsx'
import { ProblemNotice } from './problem-notice.tsx'

/** A question that is open. */
export function ConfirmDialogContent({ open, onOpenChange, title, description, ...content }: ConfirmDialogProps) {
  return (
    <Dialog
      {...{ open, onOpenChange, title, description }}
      question
      size={content.children === undefined ? 'sm' : 'md'}
    >
      <Answer {...content} onCancel={() => onOpenChange(false)} />
    </Dialog>
  )
}

interface AnswerProps extends Omit<ConfirmDialogProps, 'open' | 'onOpenChange' | 'title' | 'description'> {
  readonly onCancel: () => void
}

/** There as long as the dialog is open: what was typed is gone with it. */
function Answer({ children, confirmLabel, onConfirm, onCancel, ...options }: AnswerProps) {
  const { danger = false, pending = false, problem = null, typed } = options
  const t = useMessages(commonMessages)
  const [word, setWord] = useState('')
  const wordId = useId()
  const mayConfirm = typed === undefined || word === typed.word
  return (
    <>
      {children === undefined && typed === undefined && problem === null ? null : (
        <DialogBody>
          {children}
          {typed === undefined ? null : (
            <div className="wk-field">
              <label className="wk-label" htmlFor={wordId}>
                {typed.label}
              </label>
              <Input
                id={wordId}
                value={word}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setWord(event.target.value)}
              />
            </div>
          )}
          <ProblemNotice problem={problem} />
        </DialogBody>
      )}
      <DialogFooter>
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button variant={danger ? 'danger' : 'primary'} pending={pending} disabled={!mayConfirm} onClick={onConfirm}>
          {confirmLabel}
        </Button>
      </DialogFooter>
    </>
  )
}
