import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { showPasskey } from '../client/passkeys.ts'
import { answerOf, type WardkitClient } from '../client/wardkit-client.ts'
import { useWardkitMutation } from '../hooks/use-wardkit-query.ts'
import { commonMessages } from '../messages/common-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button, Dialog, DialogBody, Field } from '../ui/index.ts'
import { PasswordInput } from '../ui/password-input.tsx'
import { CodeForm } from '../widgets/login/factor-steps.tsx'
import { LoginProblem, type LoginKey } from '../widgets/login/login-problem.tsx'
import { loginMessages } from '../widgets/login/messages.ts'
import { stepUpMessages } from './messages.ts'
import type { StepUpMethod, StepUpRequest } from './step-up-asker.ts'

type Proof = { readonly password: string } | { readonly totp: string } | { readonly recoveryCode: string } | 'passkey'

const DESCRIPTION: Readonly<Record<StepUpMethod, LoginKey | null>> = {
  passkey: 'passkeyDescription',
  totp: 'totpDescription',
  recoveryCode: 'recoveryDescription',
  password: null,
}

/** Asks for one proof that it is still the same person, before a change that a stolen session must not make. */
export function StepUpDialog({ request: { methods, settle } }: { readonly request: StepUpRequest }) {
  const t = useMessages(stepUpMessages)
  const common = useMessages(commonMessages)
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={() => settle(false)}
      title={t('title')}
      description={methods.length === 0 ? t('loginNeeded') : t('description')}
    >
      <DialogBody>
        {methods.length === 0 ? (
          <div className="wk-step-up">
            <Button variant="primary" onClick={() => settle(false)}>
              {common('close')}
            </Button>
          </div>
        ) : (
          <ProofForm methods={methods} onProved={() => settle(true)} />
        )}
      </DialogBody>
    </Dialog>
  )
}

interface ProofFormProps {
  readonly methods: readonly StepUpMethod[]
  readonly onProved: () => void
}

function ProofForm({ methods, onProved }: ProofFormProps) {
  const t = useMessages(stepUpMessages)
  const login = useMessages(loginMessages)
  const [method, setMethod] = useState<StepUpMethod>(methods[0] ?? 'password')
  const proof = useWardkitMutation<Proof>({ write: prove, changes: [] })
  const submit = (given: Proof): void => proof.mutate(given, { onSuccess: onProved })
  const description = DESCRIPTION[method]
  const names: Readonly<Record<StepUpMethod, string>> = {
    passkey: login('usePasskey'),
    totp: login('useTotp'),
    recoveryCode: login('useRecoveryCode'),
    password: t('usePassword'),
  }
  return (
    <div className="wk-step-up">
      <LoginProblem
        problem={proof.error}
        t={login}
        refused={method === 'password' ? 'passwordRefused' : 'factorRefused'}
      />
      {description === null ? null : <p className="wk-section-description">{login(description)}</p>}
      {method === 'passkey' ? (
        <Button variant="primary" icon={<KeyRound />} pending={proof.isPending} onClick={() => submit('passkey')}>
          {names.passkey}
        </Button>
      ) : method === 'password' ? (
        <PasswordForm isPending={proof.isPending} onSubmit={(password) => submit({ password })} />
      ) : (
        <CodeForm
          key={method}
          kind={method}
          t={login}
          isPending={proof.isPending}
          onSubmit={(code) => submit(method === 'totp' ? { totp: code } : { recoveryCode: code })}
        />
      )}
      {methods
        .filter((other) => other !== method)
        .map((other) => (
          <Button
            key={other}
            variant="link"
            onClick={() => {
              proof.reset()
              setMethod(other)
            }}
          >
            {names[other]}
          </Button>
        ))}
    </div>
  )
}

interface PasswordFormProps {
  readonly isPending: boolean
  readonly onSubmit: (password: string) => void
}

function PasswordForm({ isPending, onSubmit }: PasswordFormProps) {
  const login = useMessages(loginMessages)
  const common = useMessages(commonMessages)
  const { formState, handleSubmit, register } = useForm({ defaultValues: { password: '' } })
  return (
    <form
      className="wk-auth-form"
      noValidate
      onSubmit={(event) => void handleSubmit(({ password }) => onSubmit(password))(event)}
    >
      <Field label={login('password')} error={formState.errors.password === undefined ? undefined : common('required')}>
        <PasswordInput
          {...register('password', { required: true })}
          autoComplete="current-password"
          autoFocus
          showLabel={login('showPassword')}
          hideLabel={login('hidePassword')}
        />
      </Field>
      <Button variant="primary" type="submit" pending={isPending}>
        {login('confirm')}
      </Button>
    </form>
  )
}

async function prove(client: WardkitClient, proof: Proof): Promise<void> {
  if (proof !== 'passkey') {
    await answerOf(client.POST('/step-up', { body: proof }))
    return
  }
  const { challenge, options } = await answerOf(client.POST('/step-up/passkey'))
  await answerOf(client.POST('/step-up', { body: { challenge, passkey: await showPasskey(options) } }))
}
