import { useState } from 'react'
import type { Schema } from '../../client/wardkit-client.ts'
import { toLocalPath } from '../../client/safe-url.ts'
import { useLogin, type LoginStep } from '../../hooks/use-login.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { useWardkit } from '../../provider/wardkit-context.ts'
import { AuthCard, Spinner, type Branding } from '../../ui/index.ts'
import { EnrollStep, RecoveryCodes, SecondFactorStep, TotpSetup } from './factor-steps.tsx'
import { ForgotPassword } from './forgot-password.tsx'
import { LoginProblem, type LoginKey } from './login-problem.tsx'
import { EmailStep, PasswordStep, TenantStep, type StepProps } from './login-steps.tsx'
import { loginMessages } from './messages.ts'

export interface LoginFormProps {
  /** Whose login it is: shown on the card. */
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
export function LoginForm({ branding, tenant, returnTo, signUpUrl, session = 'browser', ...props }: LoginFormProps) {
  const { onLoggedIn, messages } = props
  const t = useMessages(loginMessages, messages)
  const { navigate } = useWardkit()
  const [forgotten, setForgotten] = useState<string | null>(null)
  const login = useLogin({
    session,
    tenant,
    onLoggedIn: onLoggedIn ?? (() => navigate(toLocalPath(returnTo) ?? '/')),
  })
  const { step } = login
  const labels = { branding, termsLabel: t('terms'), privacyLabel: t('privacy') }
  if (forgotten !== null) {
    return <ForgotPassword {...labels} email={forgotten} t={t} onBack={() => setForgotten(null)} />
  }
  const [title, description] = HEADS[step.name]
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
      <Step key={step.name} login={login} t={t} onForgot={setForgotten} />
    </AuthCard>
  )
}

const HEADS: Readonly<Record<LoginStep['name'], readonly [LoginKey, LoginKey?]>> = {
  email: ['title', 'description'],
  password: ['passwordTitle'],
  tenant: ['tenantTitle', 'tenantDescription'],
  secondFactor: ['factorTitle'],
  enroll: ['enrollTitle', 'enrollDescription'],
  enrollTotp: ['scanTitle', 'scanDescription'],
  recoveryCodes: ['codesTitle', 'codesDescription'],
  done: ['title'],
}

interface AnyStepProps extends StepProps {
  readonly onForgot: (email: string) => void
}

function Step({ login, t, onForgot }: AnyStepProps) {
  const { step } = login
  switch (step.name) {
    case 'email':
      return <EmailStep login={login} t={t} />
    case 'password':
      return <PasswordStep login={login} t={t} email={step.email} onForgot={() => onForgot(step.email)} />
    case 'tenant':
      return <TenantStep login={login} t={t} tenants={step.tenants} />
    case 'secondFactor':
      return <SecondFactorStep login={login} t={t} methods={step.methods} />
    case 'enroll':
      return <EnrollStep login={login} t={t} />
    case 'enrollTotp':
      return (
        <TotpSetup
          t={t}
          secret={step.secret}
          uri={step.uri}
          isPending={login.isPending}
          onSubmit={(code) => void login.submitEnrollment(code)}
          problem={<LoginProblem problem={login.problem} t={t} refused="factorRefused" />}
        />
      )
    case 'recoveryCodes':
      return <RecoveryCodes t={t} codes={step.codes} onDone={login.finish} />
    case 'done':
      return <Spinner />
  }
}
