import type { Login } from '../../hooks/use-login.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { AuthCard, type AuthCardProps } from '../../ui/index.ts'
import { LoginStepView, STEP_HEADS } from '../login/login-step-view.tsx'
import { loginMessages } from '../login/messages.ts'

export interface FurtherLoginProps {
  readonly login: Login
  readonly labels: Pick<AuthCardProps, 'branding' | 'termsLabel' | 'privacyLabel' | 'slot'>
  readonly onForgot: () => void
}

/** What the login asks for besides the password, of somebody who has joined already. */
export function FurtherLogin({ login, labels, onForgot }: FurtherLoginProps) {
  const t = useMessages(loginMessages)
  const { name: step } = login.step
  const [title, description] = STEP_HEADS[step]
  return (
    <AuthCard {...labels} title={t(title)} description={description && t(description)}>
      <LoginStepView key={step} login={login} t={t} onForgot={onForgot} />
    </AuthCard>
  )
}
