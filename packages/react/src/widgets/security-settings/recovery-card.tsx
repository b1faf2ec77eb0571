import { useState } from 'react'
import { useRenewRecoveryCodes } from '../../hooks/use-security.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Badge, Button, Card, ConfirmDialog, useToast } from '../../ui/index.ts'
import type { FactorCardProps } from './passkey-card.tsx'
import { recoveryCodesDialog } from './recovery-codes-part.ts'

/** So few codes are soon none. */
const FEW = 2

/** How many recovery codes are left, and new ones. They stand in for a second factor, and are nothing without one. */
export function RecoveryCard({
  security: { passkeys, totp, recoveryCodesLeft },
  readOnly,
  t,
  onCodes,
}: FactorCardProps) {
  const common = useMessages(commonMessages)
  const toast = useToast()
  const renewal = useRenewRecoveryCodes()
  const [asking, setAsking] = useState(false)
  if (passkeys.length === 0 && totp === null) return null
  const close = (): void => {
    setAsking(false)
    renewal.reset()
  }

  async function renew(): Promise<void> {
    try {
      // New codes are shown once, and the old ones are void: what shows them must be there first.
      await recoveryCodesDialog.load()
    } catch {
      toast({ text: common('errorOffline'), tone: 'danger' })
      return
    }
    renewal.mutate(undefined, {
      onSuccess: ({ recoveryCodes }) => {
        close()
        onCodes(recoveryCodes)
      },
    })
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
        onConfirm={() => void renew()}
      />
    </Card>
  )
}
