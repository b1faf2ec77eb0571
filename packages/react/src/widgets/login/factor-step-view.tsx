import type { LoginStep } from '../../hooks/use-login.ts'
import { EnrollStep, RecoveryCodes, SecondFactorStep, TotpSetup } from './factor-steps.tsx'
import { LoginProblem } from './login-problem.tsx'
import type { StepProps } from './login-steps.tsx'

export interface FactorStepViewProps extends StepProps {
  readonly step: Extract<LoginStep, { name: 'secondFactor' | 'enroll' | 'enrollTotp' | 'recoveryCodes' }>
}

/** What a login asks for besides the password: a second factor, or to set one up. */
export function FactorStepView({ login, t, step }: FactorStepViewProps) {
  switch (step.name) {
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
  }
}
