import { useForm } from 'react-hook-form'
import { answerOf } from '../../client/wardkit-client.ts'
import { useBranding } from '../../hooks/use-branding.ts'
import { useLinkCode } from '../../hooks/use-link-code.ts'
import { useWardkitMutation } from '../../hooks/use-wardkit-query.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { useWardkit } from '../../provider/wardkit-context.ts'
import { AuthCard, Button, Field, PasswordInput, type Branding } from '../../ui/index.ts'
import { LoginProblem, type LoginKey } from './login-problem.tsx'
import { loginMessages } from './messages.ts'

export interface ResetPasswordFormProps {
  readonly branding?: Branding
  /** Of the link; that of the page's address when absent. */
  readonly code?: string
  /** Path of the application's login page; `/login` when absent. */
  readonly loginUrl?: string
  /** The fewest characters of a password, 15 when absent as on a server without a policy of its own. The server decides. */
  readonly minLength?: number
  readonly messages?: Partial<Readonly<Record<LoginKey, string>>>
}

/** Chooses a new password, by the link that was mailed. For the page `/reset-password`. */
export function ResetPasswordForm({
  branding: given,
  code,
  loginUrl = '/login',
  minLength = 15,
  messages,
}: ResetPasswordFormProps) {
  const t = useMessages(loginMessages, messages)
  const { navigate } = useWardkit()
  const branding = useBranding(given)
  const linkCode = useLinkCode(code)
  const { formState, handleSubmit, register } = useForm({ defaultValues: { password: '' } })
  const reset = useWardkitMutation({
    write: async (client, password: string) => {
      await answerOf(client.POST('/password/reset', { body: { code: linkCode, password } }))
    },
    changes: [['session']],
  })
  const labels = { branding, termsLabel: t('terms'), privacyLabel: t('privacy'), slot: 'reset-password-form' }
  if (reset.isSuccess) {
    return (
      <AuthCard {...labels} title={t('resetDoneTitle')} description={t('resetDoneDescription')}>
        <div className="wk-auth-form" role="status">
          <Button variant="primary" onClick={() => navigate(loginUrl)}>
            {t('signIn')}
          </Button>
        </div>
      </AuthCard>
    )
  }
  return (
    <AuthCard {...labels} title={t('resetTitle')} description={t('resetDescription')}>
      <form
        className="wk-auth-form"
        noValidate
        onSubmit={(event) => void handleSubmit(({ password }) => reset.mutate(password))(event)}
      >
        <Field
          label={t('newPassword')}
          description={t('passwordTooShort', { length: minLength })}
          error={formState.errors.password === undefined ? undefined : t('passwordTooShort', { length: minLength })}
        >
          <PasswordInput
            {...register('password', { minLength, required: true })}
            autoComplete="new-password"
            showLabel={t('showPassword')}
            hideLabel={t('hidePassword')}
          />
        </Field>
        <LoginProblem problem={reset.error} t={t} codeRefused="linkRefused" />
        <Button variant="primary" type="submit" pending={reset.isPending}>
          {t('resetSubmit')}
        </Button>
      </form>
    </AuthCard>
  )
}
