import { MailCheck } from 'lucide-react'
import { useForm } from 'react-hook-form'
import { answerOf } from '../../client/wardkit-client.ts'
import { useWardkitMutation } from '../../hooks/use-wardkit-query.ts'
import type { Translate } from '../../messages/use-messages.ts'
import { AuthCard, Button, Field, Input, ProblemNotice, type Branding } from '../../ui/index.ts'
import type { LoginKey } from './login-problem.tsx'

export interface ForgotPasswordProps {
  readonly email: string
  readonly t: Translate<LoginKey>
  readonly branding: Branding | undefined
  readonly termsLabel: string
  readonly privacyLabel: string
  readonly onBack: () => void
}

/** Asks for a link to choose a new password. What it says afterwards is the same whether there is an account or not. */
export function ForgotPassword({ email, t, onBack, ...labels }: ForgotPasswordProps) {
  const { handleSubmit, register } = useForm({ defaultValues: { email } })
  const request = useWardkitMutation({
    write: async (client, address: string) => {
      await answerOf(client.POST('/password/forgot', { body: { email: address } }))
      return address
    },
    changes: [],
  })
  if (request.data !== undefined) {
    return (
      <AuthCard
        {...labels}
        slot="login-form"
        title={t('forgotSentTitle')}
        description={t.rich('forgotSentDescription', { email: <bdi>{request.data}</bdi> })}
      >
        <div className="wk-auth-form" role="status">
          <Button icon={<MailCheck />} onClick={onBack}>
            {t('backToSignIn')}
          </Button>
        </div>
      </AuthCard>
    )
  }
  return (
    <AuthCard {...labels} slot="login-form" title={t('forgotTitle')} description={t('forgotDescription')}>
      <form
        className="wk-auth-form"
        onSubmit={(event) => void handleSubmit((form) => request.mutate(form.email.trim()))(event)}
      >
        <Field label={t('email')}>
          <Input {...register('email', { required: true })} type="email" dir="ltr" autoComplete="username" />
        </Field>
        <ProblemNotice problem={request.error} />
        <Button variant="primary" type="submit" pending={request.isPending}>
          {t('forgotSubmit')}
        </Button>
        <Button variant="link" onClick={onBack}>
          {t('backToSignIn')}
        </Button>
      </form>
    </AuthCard>
  )
}
