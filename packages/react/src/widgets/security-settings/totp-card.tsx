import { useState } from 'react'
import { isProblem } from '../../client/wardkit-problem.ts'
import { useBeginTotp, useFinishTotp, useRemoveFactor, type TotpBegun } from '../../hooks/use-security.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  DateText,
  Dialog,
  DialogBody,
  Notice,
  ProblemNotice,
  useToast,
} from '../../ui/index.ts'
import { TotpSetup } from '../login/factor-steps.tsx'
import { loginMessages } from '../login/messages.ts'
import type { FactorCardProps } from './passkey-card.tsx'

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
        <SetUp
          begun={begun}
          t={t}
          onClose={() => setBegun(null)}
          onAdded={(codes) => {
            setBegun(null)
            onCodes(codes)
            toast({ text: t('totpAdded') })
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

interface SetUpProps extends Pick<FactorCardProps, 't'> {
  readonly begun: TotpBegun
  readonly onClose: () => void
  readonly onAdded: (codes: readonly string[] | null) => void
}

function SetUp({ begun: { challenge, secret, uri }, t, onClose, onAdded }: SetUpProps) {
  const login = useMessages(loginMessages)
  const finish = useFinishTotp()
  return (
    <Dialog open onOpenChange={onClose} size="sm" title={t('totpAdd')} description={t('scanDescription')}>
      <DialogBody>
        <div className="wk-last">
          <TotpSetup
            t={login}
            secret={secret}
            uri={uri}
            isPending={finish.isPending}
            onSubmit={(code) =>
              finish.mutate({ challenge, code }, { onSuccess: ({ recoveryCodes }) => onAdded(recoveryCodes) })
            }
            problem={
              isProblem(finish.error, 'ERR_CODE_REFUSED', 'ERR_LOGIN_REFUSED', 'ERR_INVALID_INPUT') ? (
                <Notice tone="danger" urgent>
                  {t('codeRefused')}
                </Notice>
              ) : (
                <ProblemNotice problem={finish.error} />
              )
            }
          />
        </div>
      </DialogBody>
    </Dialog>
  )
}
