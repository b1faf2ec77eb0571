import { useMessages } from '../../messages/use-messages.ts'
import { Dialog, DialogBody } from '../../ui/index.ts'
import { RecoveryCodes } from '../login/factor-steps.tsx'
import { loginMessages } from '../login/messages.ts'
import type { TranslateSecurity } from './security-settings.tsx'

export interface RecoveryCodesDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly codes: readonly string[]
  readonly t: TranslateSecurity
}

/** The codes, this once: they are not lost by a click beside them. */
export function RecoveryCodesDialog({ open, onOpenChange, codes, t }: RecoveryCodesDialogProps) {
  const login = useMessages(loginMessages)
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      dismissible={false}
      title={t('codesTitle')}
      description={t('codesDescription')}
    >
      <DialogBody>
        <div className="wk-last">
          <RecoveryCodes t={login} codes={codes} onDone={() => onOpenChange(false)} />
        </div>
      </DialogBody>
    </Dialog>
  )
}
