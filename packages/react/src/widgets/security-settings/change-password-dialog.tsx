import { useForm } from 'react-hook-form'
import { toLocalPath } from '../../client/safe-url.ts'
import { isProblem } from '../../client/wardkit-problem.ts'
import { useChangePassword } from '../../hooks/use-security.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { useWardkit } from '../../provider/wardkit-context.ts'
import { Button, Dialog, DialogBody, DialogFooter, Field, PasswordInput, ProblemNotice } from '../../ui/index.ts'
import type { PasswordCardProps } from './password-card.tsx'

export interface ChangePasswordDialogProps extends Pick<PasswordCardProps, 't' | 'loginUrl'> {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly minLength: number
}

/** A new password, by the one before. Every session ends with it, this one too. */
export function ChangePasswordDialog({ open, onOpenChange, ...form }: ChangePasswordDialogProps) {
  const { t } = form
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title={t('changePassword')}
      description={t('changeDescription')}
    >
      <ChangePassword {...form} onCancel={() => onOpenChange(false)} />
    </Dialog>
  )
}

interface ChangePasswordProps extends Omit<ChangePasswordDialogProps, 'open' | 'onOpenChange'> {
  readonly onCancel: () => void
}

function ChangePassword({ t, loginUrl, minLength, onCancel }: ChangePasswordProps) {
  const common = useMessages(commonMessages)
  const { navigate } = useWardkit()
  const change = useChangePassword()
  const { formState, handleSubmit, register } = useForm({ defaultValues: { password: '', newPassword: '' } })
  const isRefused = isProblem(change.error, 'ERR_LOGIN_REFUSED')
  const { errors } = formState
  const eye = { showLabel: t('showPassword'), hideLabel: t('hidePassword') }
  return (
    <form
      className="wk-dialog-form"
      noValidate
      onSubmit={(event) =>
        void handleSubmit((form) =>
          change.mutate(form, { onSuccess: () => navigate(toLocalPath(loginUrl) ?? '/login') }),
        )(event)
      }
    >
      <DialogBody>
        <Field
          label={t('currentPassword')}
          error={errors.password !== undefined ? common('required') : isRefused ? t('passwordRefused') : undefined}
        >
          <PasswordInput {...register('password', { required: true })} {...eye} autoComplete="current-password" />
        </Field>
        <Field
          label={t('newPassword')}
          description={t('passwordHint', { length: minLength })}
          error={errors.newPassword === undefined ? undefined : t('passwordTooShort', { length: minLength })}
        >
          <PasswordInput
            {...register('newPassword', { required: true, minLength })}
            {...eye}
            autoComplete="new-password"
          />
        </Field>
        <ProblemNotice problem={isRefused ? null : change.error} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onCancel}>{common('cancel')}</Button>
        <Button variant="primary" type="submit" pending={change.isPending}>
          {t('changeSubmit')}
        </Button>
      </DialogFooter>
    </form>
  )
}
