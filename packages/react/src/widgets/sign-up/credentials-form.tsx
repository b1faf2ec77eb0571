import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages, type Translate } from '../../messages/use-messages.ts'
import { Button, Field, Input, PasswordInput } from '../../ui/index.ts'
import type { signUpMessages } from './messages.ts'

export interface CredentialsFormProps {
  readonly t: Translate<keyof (typeof signUpMessages)['english']>
  readonly minLength: number
  readonly submitLabel: string
  readonly isPending: boolean
  readonly problem: ReactNode
  readonly name?: string
  readonly onSubmit: (credentials: { readonly name: string; readonly password: string }) => void
}

/** The name and the new password of somebody who is new. */
export function CredentialsForm({
  t,
  minLength,
  submitLabel,
  isPending,
  problem,
  name = '',
  onSubmit,
}: CredentialsFormProps) {
  const common = useMessages(commonMessages)
  const { formState, handleSubmit, register } = useForm({ defaultValues: { name, password: '' } })
  return (
    <form
      className="wk-auth-form"
      noValidate
      onSubmit={(event) =>
        void handleSubmit((form) => onSubmit({ name: form.name.trim(), password: form.password }))(event)
      }
    >
      <Field label={t('name')} error={formState.errors.name === undefined ? undefined : common('required')}>
        <Input
          {...register('name', { validate: (own) => own.trim() !== '' })}
          autoComplete="name"
          maxLength={200}
          placeholder={t('namePlaceholder')}
        />
      </Field>
      <Field
        label={t('password')}
        description={t('passwordHint', { length: minLength })}
        error={formState.errors.password === undefined ? undefined : t('passwordTooShort', { length: minLength })}
      >
        <PasswordInput
          {...register('password', { required: true, minLength })}
          autoComplete="new-password"
          showLabel={t('showPassword')}
          hideLabel={t('hidePassword')}
        />
      </Field>
      {problem}
      <Button variant="primary" type="submit" pending={isPending}>
        {submitLabel}
      </Button>
    </form>
  )
}
