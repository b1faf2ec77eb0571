import type { LoginStep } from '../../hooks/use-login.ts'
import { createPart, LazyPane, SkeletonRows, Spinner } from '../../ui/index.ts'
import type { LoginKey } from './login-problem.tsx'
import { EmailStep, PasswordStep, TenantStep, type StepProps } from './login-steps.tsx'

/** Loaded after the password, where there is more to ask for. */
const factorStep = createPart(async () => (await import('./factor-step-view.tsx')).FactorStepView)

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
    case 'done':
      return <Spinner />
    default:
      return <LazyPane part={factorStep} props={{ login, t, step }} skeleton={<SkeletonRows rows={1} />} />
  }
}
