import { useState } from 'react'
import { useRenewRecoveryCodes } from '../../hooks/use-security.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Badge, Button, Card, ConfirmDialog, Dialog, DialogBody } from '../../ui/index.ts'
import { RecoveryCodes } from '../login/factor-steps.tsx'
import { loginMessages } from '../login/messages.ts'
import type { FactorCardProps } from './passkey-card.tsx'
import type { TranslateSecurity } from './security-settings.tsx'

/** So few codes are soon none. */
const FEW = 2

/** How many recovery codes are left, and new ones. They stand in for a second factor, and are nothing without one. */
export function RecoveryCard({
  security: { passkeys, totp, recoveryCodesLeft },
  readOnly,
  t,
  onCodes,
}: FactorCardProps) {
  const renewal = useRenewRecoveryCodes()
  const [asking, setAsking] = useState(false)
  if (passkeys.length === 0 && totp === null) return null
  const close = (): void => {
    setAsking(false)
    renewal.reset()
  }
  return (
    <Card
      title={t('recoveryCodes')}
      description={t('recoveryDescription')}
      aside={
        <Badge tone={recoveryCodesLeft <= FEW ? 'warning' : 'neutral'}>
          {t('codesLeft', { count: recoveryCodesLeft })}
        </Badge>
      }
      actions={readOnly ? undefined : <Button onClick={() => setAsking(true)}>{t('renewCodes')}</Button>}
    >
      <ConfirmDialog
        open={asking}
        onOpenChange={close}
        title={t('renewTitle')}
        description={t('renewDescription')}
        confirmLabel={t('renewSubmit')}
        pending={renewal.isPending}
        problem={renewal.error}
        onConfirm={() =>
          renewal.mutate(undefined, {
            onSuccess: ({ recoveryCodes }) => {
              close()
              onCodes(recoveryCodes)
            },
          })
        }
      />
    </Card>
  )
}

export interface RecoveryCodesDialogProps {
  readonly codes: readonly string[]
  readonly t: TranslateSecurity
  readonly onDone: () => void
}

/** The codes, this once: they are not lost by a click beside them. */
export function RecoveryCodesDialog({ codes, t, onDone }: RecoveryCodesDialogProps) {
  const login = useMessages(loginMessages)
  return (
    <Dialog
      open
      onOpenChange={onDone}
      size="sm"
      dismissible={false}
      title={t('codesTitle')}
      description={t('codesDescription')}
    >
      <DialogBody>
        <div className="wk-last">
          <RecoveryCodes t={login} codes={codes} onDone={onDone} />
        </div>
      </DialogBody>
    </Dialog>
  )
}
