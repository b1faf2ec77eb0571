import * as Radix from '@radix-ui/react-dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { commonMessages } from '../messages/common-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { IconButton } from './button.tsx'
import { useScope } from './scope.tsx'
import { useSlot } from './slot.ts'
import { useFocusReturn } from './use-focus-return.ts'

export interface DialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: ReactNode
  readonly description?: ReactNode
  readonly children: ReactNode
  /** `side`: along the end of the page, for what is long. */
  readonly size?: 'sm' | 'md' | 'lg' | 'side'
  /** Closed by a button of its own alone, for what would be lost. */
  readonly dismissible?: boolean
  /** Asks something before it is done: escaped, but not closed by a click beside it. */
  readonly question?: boolean
}

/** Something to do before going on with the page. The focus stays in it, and goes back to where it was. */
export function Dialog({ open, onOpenChange, ...content }: DialogProps) {
  const { style, ...scope } = useScope()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <div {...scope} style={style} className="wk-layer">
          <Radix.Overlay {...useSlot('overlay')} />
          <DialogContent {...content} />
        </div>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** There as long as the dialog is open. */
function DialogContent({ title, description, children, ...options }: Omit<DialogProps, 'open' | 'onOpenChange'>) {
  const { size = 'md', dismissible = true, question = false } = options
  const t = useMessages(commonMessages)
  const part = useSlot(question ? 'confirm-dialog' : 'dialog', 'wk-dialog')
  const returnFocus = useFocusReturn()
  const stay = (event: Event): void => {
    if (!dismissible) event.preventDefault()
  }
  const stayBeside = (event: Event): void => {
    if (!dismissible || question) event.preventDefault()
  }
  return (
    <Radix.Content
      {...part}
      role={question ? 'alertdialog' : 'dialog'}
      data-size={size}
      onEscapeKeyDown={stay}
      onPointerDownOutside={stayBeside}
      onInteractOutside={stayBeside}
      onCloseAutoFocus={returnFocus}
      {...(description === undefined ? { 'aria-describedby': undefined } : {})}
    >
      <header className="wk-dialog-header">
        <Radix.Title className="wk-dialog-title">{title}</Radix.Title>
        {description === undefined ? null : (
          <Radix.Description className="wk-dialog-description">{description}</Radix.Description>
        )}
      </header>
      {children}
      {/* Last, so that what the dialog is for gets the focus. */}
      {dismissible && !question ? (
        <Radix.Close asChild>
          <IconButton className="wk-dialog-close" size="sm" label={t('close')} tooltip={false} icon={<X />} />
        </Radix.Close>
      ) : null}
    </Radix.Content>
  )
}

/** What a dialog is about. It scrolls, where header and footer stay. */
export function DialogBody({ children }: { readonly children: ReactNode }) {
  return <div className="wk-dialog-body">{children}</div>
}

/** What can be done in a dialog: the way out first, the way on last. */
export function DialogFooter({ children }: { readonly children: ReactNode }) {
  return <footer className="wk-dialog-footer">{children}</footer>
}
