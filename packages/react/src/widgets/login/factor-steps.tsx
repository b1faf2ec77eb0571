import { ChevronRight, KeyRound, Smartphone } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import type { LoginStep } from '../../hooks/use-login.ts'
import type { Translate } from '../../messages/use-messages.ts'
import { Button, CodeBlock, CopyButton, createPart, Field, Input, LazyPart } from '../../ui/index.ts'
import { LoginProblem, type LoginKey } from './login-problem.tsx'
import type { StepProps } from './login-steps.tsx'

/** Loaded where an app is set up, which few logins come by. Without it the secret is still there to be typed. */
const qrCode = createPart(async () => (await import('../../ui/qr-code.tsx')).QrCode)

type Method = Extract<LoginStep, { name: 'secondFactor' }>['methods'][number]

const USE: Readonly<Record<Method, LoginKey>> = {
  passkey: 'usePasskey',
  totp: 'useTotp',
  recoveryCode: 'useRecoveryCode',
}
const DESCRIPTION: Readonly<Record<Method, LoginKey>> = {
  passkey: 'passkeyDescription',
  totp: 'totpDescription',
  recoveryCode: 'recoveryDescription',
}

export interface SecondFactorStepProps extends StepProps {
  readonly methods: readonly Method[]
}

/** One of one's factors, the one most easily shown first. */
export function SecondFactorStep({ login, t, methods }: SecondFactorStepProps) {
  const [method, setMethod] = useState<Method>(methods[0] ?? 'recoveryCode')
  return (
    <div className="wk-auth-form">
      <p className="wk-section-description">{t(DESCRIPTION[method])}</p>
      <LoginProblem problem={login.problem} t={t} refused="factorRefused" />
      {method === 'passkey' ? (
        <Button
          variant="primary"
          icon={<KeyRound />}
          pending={login.isPending}
          onClick={() => void login.submitPasskey()}
        >
          {t('usePasskey')}
        </Button>
      ) : (
        <CodeForm
          key={method}
          kind={method}
          t={t}
          isPending={login.isPending}
          onSubmit={(code) => void login.submitFactor(method === 'totp' ? { totp: code } : { recoveryCode: code })}
        />
      )}
      {methods
        .filter((other) => other !== method)
        .map((other) => (
          <Button key={other} variant="link" onClick={() => setMethod(other)}>
            {t(USE[other])}
          </Button>
        ))}
    </div>
  )
}

export interface CodeFormProps {
  readonly kind: 'totp' | 'recoveryCode'
  readonly t: Translate<LoginKey>
  readonly isPending: boolean
  readonly onSubmit: (code: string) => void
}

/** A code, with the keyboard that it needs and filled in by the phone where it can be. */
export function CodeForm({ kind, t, isPending, onSubmit }: CodeFormProps) {
  const { formState, handleSubmit, register } = useForm({ defaultValues: { code: '' } })
  const isTotp = kind === 'totp'
  const clean = (code: string) => (isTotp ? code.replace(/\D/g, '') : code.trim())
  return (
    <form
      className="wk-auth-form"
      noValidate
      onSubmit={(event) => void handleSubmit(({ code }) => onSubmit(clean(code)))(event)}
    >
      <Field
        label={t(kind)}
        error={formState.errors.code === undefined ? undefined : t(isTotp ? 'totpInvalid' : 'recoveryDescription')}
      >
        <Input
          {...register('code', { validate: (code) => (isTotp ? /^\d{6}$/.test(clean(code)) : clean(code) !== '') })}
          className="wk-code-input"
          dir="ltr"
          autoFocus
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          inputMode={isTotp ? 'numeric' : 'text'}
          maxLength={isTotp ? 12 : 64}
        />
      </Field>
      <Button variant="primary" type="submit" pending={isPending}>
        {t('confirm')}
      </Button>
    </form>
  )
}

/** The tenant asks for a second factor, and there is none yet. */
export function EnrollStep({ login, t }: StepProps) {
  return (
    <div className="wk-auth-form">
      <div className="wk-choice-list">
        <Choice
          icon={<KeyRound />}
          title={t('enrollPasskey')}
          hint={t('enrollPasskeyHint')}
          disabled={login.isPending}
          onClick={() => void login.enrollPasskey(t('passkeyName'))}
        />
        <Choice
          icon={<Smartphone />}
          title={t('enrollTotp')}
          hint={t('enrollTotpHint')}
          disabled={login.isPending}
          onClick={() => void login.enrollTotp()}
        />
      </div>
      <LoginProblem problem={login.problem} t={t} refused="factorRefused" />
    </div>
  )
}

interface ChoiceProps {
  readonly icon: ReactNode
  readonly title: string
  readonly hint: string
  readonly disabled: boolean
  readonly onClick: () => void
}

function Choice({ icon, title, hint, disabled, onClick }: ChoiceProps) {
  return (
    <button type="button" className="wk-choice-button" data-slot="factor" disabled={disabled} onClick={onClick}>
      {icon}
      <span className="wk-cell-lines">
        <span className="wk-choice-title">{title}</span>
        <span className="wk-hint">{hint}</span>
      </span>
      <ChevronRight className="wk-flip" />
    </button>
  )
}

export interface TotpSetupProps {
  readonly t: Translate<LoginKey>
  readonly secret: string
  readonly uri: string
  readonly isPending: boolean
  readonly onSubmit: (code: string) => void
  readonly problem?: ReactNode
}

/** An app takes the secret by its camera or by hand, and proves it by a code. */
export function TotpSetup({ t, secret, uri, isPending, onSubmit, problem }: TotpSetupProps) {
  return (
    <div className="wk-auth-form">
      <LazyPart part={qrCode} props={{ text: uri, label: t('scanImage') }} />
      <div className="wk-field">
        <span className="wk-hint">{t('scanSecret')}</span>
        <CodeBlock inline code={secret} label={t('scanSecret')} />
      </div>
      {problem}
      <CodeForm kind="totp" t={t} isPending={isPending} onSubmit={onSubmit} />
    </div>
  )
}

export interface RecoveryCodesProps {
  readonly t: Translate<LoginKey>
  readonly codes: readonly string[]
  readonly onDone: () => void
}

/** Codes that are shown this once. */
export function RecoveryCodes({ t, codes, onDone }: RecoveryCodesProps) {
  return (
    <div className="wk-auth-form">
      <ul className="wk-recovery-codes" dir="ltr" data-slot="recovery-codes" aria-label={t('codesTitle')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyButton value={codes.join('\n')}>{t('codesCopy')}</CopyButton>
      <Button variant="primary" onClick={onDone}>
        {t('codesDone')}
      </Button>
    </div>
  )
}
