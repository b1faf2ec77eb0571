import * as Radix from '@radix-ui/react-alert-dialog'
import { useId, useState } from 'react'
import { commonMessages } from '../messages/common-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from './button.tsx'
import type { ConfirmDialogProps } from './confirm-dialog.tsx'
import { Input } from './field.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { useScope } from './scope.tsx'
import { useSlot } from './slot.ts'
import { useFocusReturn } from './use-focus-return.ts'

/** A question that is open. */
export function ConfirmDialogContent({ open, onOpenChange, ...content }: ConfirmDialogProps) {
  const { style, ...scope } = useScope()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <div {...scope} style={style} className="wk-layer">
          <Radix.Overlay {...useSlot('overlay')} />
          <ConfirmContent {...content} />
        </div>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** There as long as the dialog is open: what was typed is gone with it. */
function ConfirmContent(props: Omit<ConfirmDialogProps, 'open' | 'onOpenChange'>) {
  const { title, description, confirmLabel, onConfirm, danger = false, pending = false } = props
  const { problem = null, typed } = props
  const t = useMessages(commonMessages)
  const part = useSlot('confirm-dialog', 'wk-dialog')
  const returnFocus = useFocusReturn()
  const [word, setWord] = useState('')
  const wordId = useId()
  const mayConfirm = typed === undefined || word === typed.word
  return (
    <Radix.Content {...part} data-size="sm" onCloseAutoFocus={returnFocus}>
      <header className="wk-dialog-header">
        <Radix.Title className="wk-dialog-title">{title}</Radix.Title>
        <Radix.Description className="wk-dialog-description">{description}</Radix.Description>
      </header>
      {typed === undefined && problem === null ? null : (
        <div className="wk-dialog-body">
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
        </div>
      )}
      <footer className="wk-dialog-footer">
        <Radix.Cancel asChild>
          <Button>{t('cancel')}</Button>
        </Radix.Cancel>
        <Button variant={danger ? 'danger' : 'primary'} pending={pending} disabled={!mayConfirm} onClick={onConfirm}>
          {confirmLabel}
        </Button>
      </footer>
    </Radix.Content>
  )
}
