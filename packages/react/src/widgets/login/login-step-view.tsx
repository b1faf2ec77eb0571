import type { LoginStep } from '../../hooks/use-login.ts'
import { Spinner } from '../../ui/index.ts'
import { EnrollStep, RecoveryCodes, SecondFactorStep, TotpSetup } from './factor-steps.tsx'
import { LoginProblem, type LoginKey } from './login-problem.tsx'
import { EmailStep, PasswordStep, TenantStep, type StepProps } from './login-steps.tsx'

/** Title and description of every step. */
export const STEP_HEADS: Readonly<Record<LoginStep['name'], readonly [LoginKey, LoginKey?]>> = {
  email: ['title', 'description'],
  password: ['passwordTitle'],
  tenant: ['tenantTitle', 'tenantDescription'],
  secondFactor: ['factorTitle'],
  enroll: ['enrollTitle', 'enrollDescription'],
  enrollTotp: ['scanTitle', 'scanDescription'],
  recoveryCodes: ['codesTitle', 'codesDescription'],
  done: ['title'],
}

export interface LoginStepViewProps extends StepProps {
  readonly onForgot: (email: string) => void
}

/** What is asked for now. */
export function LoginStepView({ login, t, onForgot }: LoginStepViewProps) {
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
