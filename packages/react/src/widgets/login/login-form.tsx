import { useState } from 'react'
import type { Schema } from '../../client/wardkit-client.ts'
import { toLocalPath } from '../../client/safe-url.ts'
import { useBranding } from '../../hooks/use-branding.ts'
import { useLogin } from '../../hooks/use-login.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { useWardkit } from '../../provider/wardkit-context.ts'
import { AuthCard, createPart, LazyPane, Spinner, type Branding } from '../../ui/index.ts'
import type { LoginKey } from './login-problem.tsx'
import { LoginStepView, STEP_HEADS } from './login-step-view.tsx'
import { loginMessages } from './messages.ts'

/** Loaded by those who forgot it. */
const forgotPassword = createPart(async () => (await import('./forgot-password.tsx')).ForgotPassword)

export interface LoginFormProps {
  /** Whose login it is: shown on the card. That of the tenant, else of the application, when absent. */
  readonly branding?: Branding
  /** Id or slug of the one tenant that is logged in to here; asked for when absent and there are several. */
  readonly tenant?: string
  /** Where to go on: a path of the application, `/` when absent. Not gone to with `onLoggedIn`. */
  readonly returnTo?: string
  /** Path of the application's sign-up page, linked below the card. */
  readonly signUpUrl?: string
  /** `browser` when absent: a session cookie is set. `tokens`: `onLoggedIn` is given the tokens. */
  readonly session?: 'browser' | 'tokens'
  readonly onLoggedIn?: (answer: Schema<'LoggedIn'>) => void
  readonly messages?: Partial<Readonly<Record<LoginKey, string>>>
}

/** Logs in: e-mail first, then whatever that account and its tenant ask for. */
export function LoginForm({
  branding: given,
  tenant,
  returnTo,
  signUpUrl,
  session = 'browser',
  ...props
}: LoginFormProps) {
  const { onLoggedIn, messages } = props
  const t = useMessages(loginMessages, messages)
  const { navigate } = useWardkit()
  const branding = useBranding(given, tenant)
  const [forgotten, setForgotten] = useState<string | null>(null)
  const login = useLogin({
    session,
    tenant,
    onLoggedIn: onLoggedIn ?? (() => navigate(toLocalPath(returnTo) ?? '/')),
  })
  const { step } = login
  const labels = { branding, termsLabel: t('terms'), privacyLabel: t('privacy') }
  if (forgotten !== null) {
    return (
      <LazyPane
        part={forgotPassword}
        props={{ ...labels, email: forgotten, t, onBack: () => setForgotten(null) }}
        skeleton={
          <AuthCard {...labels} slot="login-form" title={t('forgotTitle')} description={t('forgotDescription')}>
            <Spinner />
          </AuthCard>
        }
      />
    )
  }
  const [title, description] = STEP_HEADS[step.name]
  const link = signUpUrl === undefined ? undefined : <a href={signUpUrl}>{t('signUpLink')}</a>
  return (
    <AuthCard
      {...labels}
      slot="login-form"
      title={
        step.name === 'email' && branding?.displayName !== undefined
          ? t('titleTo', { name: branding.displayName })
          : t(title)
      }
      description={description === undefined ? undefined : t(description)}
      below={
        step.name === 'email' && link !== undefined ? <span>{t.rich('signUpQuestion', { link })}</span> : undefined
      }
    >
      <LoginStepView key={step.name} login={login} t={t} onForgot={setForgotten} />
    </AuthCard>
  )
}
