import { useState } from 'react'
import { useBeginTotp, useRemoveFactor, type TotpBegun } from '../../hooks/use-security.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  createPart,
  DateText,
  LazyOverlay,
  ProblemNotice,
  useToast,
} from '../../ui/index.ts'
import type { FactorCardProps } from './passkey-card.tsx'

const totpDialog = createPart(async () => (await import('./dialogs.ts')).TotpDialog)

/** The authenticator app: set up, set up another, removed. */
export function TotpCard({ security: { totp }, readOnly, t, onCodes }: FactorCardProps) {
  const common = useMessages(commonMessages)
  const toast = useToast()
  const begin = useBeginTotp()
  const removal = useRemoveFactor()
  const [begun, setBegun] = useState<TotpBegun | null>(null)
  const [removing, setRemoving] = useState(false)
  const closeRemoval = (): void => {
    setRemoving(false)
    removal.reset()
  }
  return (
    <Card
      title={t('totp')}
      description={t('totpDescription')}
      aside={
        totp === null ? (
          <Badge>{t('totpOff')}</Badge>
        ) : (
          <Badge tone="success" dot>
            {t('totpOn')}
          </Badge>
        )
      }
      actions={
        readOnly ? undefined : (
          <>
            {totp === null ? null : <Button onClick={() => setRemoving(true)}>{common('remove')}</Button>}
            <Button pending={begin.isPending} onClick={() => begin.mutate(undefined, { onSuccess: setBegun })}>
              {t(totp === null ? 'totpAdd' : 'totpReplace')}
            </Button>
          </>
        )
      }
    >
      {totp === null ? null : <p className="wk-hint">{t.rich('added', { when: <DateText at={totp.createdAt} /> })}</p>}
      <ProblemNotice problem={begin.error} />
      {begun === null ? null : (
        <LazyOverlay
          part={totpDialog}
          props={{
            open: true,
            onOpenChange: () => setBegun(null),
            begun,
            t,
            onAdded: (codes) => {
              setBegun(null)
              onCodes(codes)
              toast({ text: t('totpAdded') })
            },
          }}
        />
      )}
      <ConfirmDialog
        open={removing}
        onOpenChange={closeRemoval}
        title={t('totpRemoveTitle')}
        description={t('totpRemoveDescription')}
        confirmLabel={common('remove')}
        danger
        pending={removal.isPending}
        problem={removal.error}
        onConfirm={() =>
          removal.mutate('totp', {
            onSuccess: () => {
              closeRemoval()
              toast({ text: t('totpRemoved') })
            },
          })
        }
      />
    </Card>
  )
}
