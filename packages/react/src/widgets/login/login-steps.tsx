import { ChevronRight, KeyRound } from 'lucide-react'
import { useForm } from 'react-hook-form'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages, type Translate } from '../../messages/use-messages.ts'
import type { Login, LoginStep } from '../../hooks/use-login.ts'
import { Avatar, Button, Field, Input, OrLine, PasswordInput } from '../../ui/index.ts'
import { LoginProblem, type LoginKey } from './login-problem.tsx'

export interface StepProps {
  readonly login: Login
  readonly t: Translate<LoginKey>
}

const EMAIL = /^[^\s@]+@[^\s@]+$/

/** Who it is. What comes next is the same for every e-mail without single sign-on, whether there is an account or not. */
export function EmailStep({ login, t }: StepProps) {
  const { formState, handleSubmit, register } = useForm({ defaultValues: { email: '' } })
  return (
    <>
      <form
        className="wk-auth-form"
        noValidate
        onSubmit={(event) => void handleSubmit(({ email }) => login.submitEmail(email.trim()))(event)}
      >
        <Field label={t('email')} error={formState.errors.email === undefined ? undefined : t('emailInvalid')}>
          <Input
            {...register('email', { validate: (email) => EMAIL.test(email.trim()) })}
            type="email"
            dir="ltr"
            inputMode="email"
            autoComplete="username webauthn"
            autoCapitalize="none"
            placeholder={t('emailPlaceholder')}
          />
        </Field>
        <LoginProblem problem={login.problem} t={t} refused="passkeyCancelled" />
        <Button variant="primary" type="submit" pending={login.isPending}>
          {t('continue')}
        </Button>
      </form>
      <div className="wk-auth-form">
        <OrLine>{t('or')}</OrLine>
        <Button icon={<KeyRound />} disabled={login.isPending} onClick={() => void login.submitPasskey()}>
          {t('withPasskey')}
        </Button>
      </div>
    </>
  )
}

export interface PasswordStepProps extends StepProps {
  readonly email: string
  readonly onForgot: () => void
}

export function PasswordStep({ login, t, email, onForgot }: PasswordStepProps) {
  const common = useMessages(commonMessages)
  const { formState, handleSubmit, register } = useForm({ defaultValues: { password: '' } })
  return (
    <form
      className="wk-auth-form"
      noValidate
      onSubmit={(event) => void handleSubmit(({ password }) => login.submitPassword(password))(event)}
    >
      <div className="wk-auth-identity">
        <bdi className="wk-ellipsis">{email}</bdi>
        <Button size="sm" variant="ghost" title={t('otherEmail')} onClick={login.startOver}>
          {common('edit')}
        </Button>
      </div>
      {/* For password managers, which keep a name with every password. */}
      <input hidden readOnly type="email" name="username" autoComplete="username" value={email} />
      <Field
        label={t('password')}
        error={formState.errors.password === undefined ? undefined : common('required')}
        aside={
          <Button variant="link" onClick={onForgot}>
            {t('forgot')}
          </Button>
        }
      >
        <PasswordInput
          {...register('password', { required: true })}
          autoComplete="current-password"
          autoFocus
          showLabel={t('showPassword')}
          hideLabel={t('hidePassword')}
        />
      </Field>
      <LoginProblem problem={login.problem} t={t} />
      <Button variant="primary" type="submit" pending={login.isPending}>
        {t('signIn')}
      </Button>
    </form>
  )
}

export interface TenantStepProps extends StepProps {
  readonly tenants: Extract<LoginStep, { name: 'tenant' }>['tenants']
}

/** Which of one's tenants. Asked after the login has held, so that it tells nobody else. */
export function TenantStep({ login, t, tenants }: TenantStepProps) {
  return (
    <div className="wk-auth-form">
      <div className="wk-choice-list">
        {tenants.map(({ id, name, slug }) => (
          <button
            key={id}
            type="button"
            className="wk-choice-button"
            data-slot="tenant"
            disabled={login.isPending}
            onClick={() => void login.submitTenant(id)}
          >
            <Avatar name={name} shape="square" />
            <span className="wk-cell-lines">
              <bdi className="wk-choice-title">{name}</bdi>
              <bdi className="wk-hint">{slug}</bdi>
            </span>
            <ChevronRight className="wk-flip" />
          </button>
        ))}
      </div>
      <LoginProblem problem={login.problem} t={t} />
    </div>
  )
}
