import { isProblem } from '../../client/wardkit-problem.ts'
import { useFinishTotp, type TotpBegun } from '../../hooks/use-security.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Dialog, DialogBody, Notice, ProblemNotice } from '../../ui/index.ts'
import { TotpSetup } from '../login/factor-steps.tsx'
import { loginMessages } from '../login/messages.ts'
import type { FactorCardProps } from './passkey-card.tsx'

export interface TotpDialogProps extends Pick<FactorCardProps, 't'> {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly begun: TotpBegun
  readonly onAdded: (codes: readonly string[] | null) => void
}

/** Sets an authenticator app up. */
export function TotpDialog({ open, onOpenChange, begun, t, onAdded }: TotpDialogProps) {
  const login = useMessages(loginMessages)
  const finish = useFinishTotp()
  const { challenge, secret, uri } = begun
  return (
    <Dialog open={open} onOpenChange={onOpenChange} size="sm" title={t('totpAdd')} description={t('scanDescription')}>
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
