import { useState } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import type { Schema } from '../../client/wardkit-client.ts'
import { useCreateApiKey, type NewApiKey } from '../../hooks/use-api-keys.ts'
import { useRoles } from '../../hooks/use-roles.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  Field,
  Input,
  MultiSelect,
  ProblemNotice,
  Select,
  ShownOnce,
} from '../../ui/index.ts'
import { runAction, type WidgetAction } from '../widget-props.ts'
import type { ApiKeysProps } from './api-keys.tsx'
import { apiKeysMessages } from './messages.ts'

export interface CreateApiKeyProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly messages: ApiKeysProps['messages']
  readonly action: WidgetAction<NewApiKey, Schema<'ApiKey'>> | undefined
}

/** Days until the end, as they are offered. */
const EXPIRIES = ['7', '30', '90', '365', 'never']

interface Form {
  readonly name: string
  readonly roles: readonly string[]
  readonly expiry: string
}

/** A dialog that makes a key, and then shows its text this once. The text is in this component alone, and gone with it. */
export function CreateApiKey({ open, onOpenChange, ...props }: CreateApiKeyProps) {
  const t = useMessages(apiKeysMessages, props.messages)
  const [text, setText] = useState<string | null>(null)
  const close = (): void => {
    onOpenChange(false)
    setText(null)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) close()
      }}
      title={text === null ? t('createTitle') : t('createdTitle')}
      dismissible={text === null}
    >
      {text === null ? (
        <CreateForm {...props} onCancel={close} onCreated={setText} />
      ) : (
        <ShownOnce
          secret={text}
          label={t('createdKey')}
          notice={t('createdNotice')}
          copyLabel={t('copyKey')}
          doneLabel={t('createdDone')}
          onDone={close}
        />
      )}
    </Dialog>
  )
}

interface CreateFormProps extends Pick<CreateApiKeyProps, 'messages' | 'action'> {
  readonly onCancel: () => void
  readonly onCreated: (text: string) => void
}

function CreateForm({ messages, action, onCancel, onCreated }: CreateFormProps) {
  const t = useMessages(apiKeysMessages, messages)
  const common = useMessages(commonMessages)
  const roles = useRoles()
  const creation = useCreateApiKey()
  const { control, formState, handleSubmit, register } = useForm<Form>({
    defaultValues: { name: '', roles: [], expiry: '90' },
  })

  const expiry = useWatch({ control, name: 'expiry' })

  async function submit({ name, roles, expiry }: Form): Promise<void> {
    const expiresInSeconds = expiry === 'never' ? {} : { expiresInSeconds: Number(expiry) * 86_400 }
    try {
      let text: string | undefined
      await runAction(action, { name: name.trim(), roles, ...expiresInSeconds }, async (key) => {
        const { text: made, ...rest } = await creation.mutateAsync(key)
        text = made
        return rest
      })
      if (text !== undefined) onCreated(text)
    } catch {
      // Shown in the form, which stays.
    }
  }

  return (
    <form className="wk-dialog-form" noValidate onSubmit={(event) => void handleSubmit(submit)(event)}>
      <DialogBody>
        <Field
          label={t('name')}
          description={t('nameDescription')}
          required
          error={formState.errors.name === undefined ? undefined : common('required')}
        >
          <Input
            {...register('name', { validate: (name) => name.trim() !== '' })}
            autoComplete="off"
            maxLength={200}
            placeholder={t('namePlaceholder')}
          />
        </Field>
        <Field
          label={t('roles')}
          description={t('rolesDescription')}
          required
          error={formState.errors.roles === undefined ? undefined : t('rolesMissing')}
        >
          <Controller
            control={control}
            name="roles"
            rules={{ validate: (chosen) => chosen.length > 0 }}
            render={({ field }) => (
              <MultiSelect
                options={(roles.data ?? []).map(({ id, name, description }) => ({
                  value: id,
                  label: name,
                  ...(description === '' ? {} : { description }),
                }))}
                value={field.value}
                onChange={field.onChange}
                placeholder={t('rolesPlaceholder')}
              />
            )}
          />
        </Field>
        <Field label={t('expiry')} description={expiry === 'never' ? t('expiryNeverWarning') : undefined}>
          <Select {...register('expiry')}>
            {EXPIRIES.map((days) => (
              <option key={days} value={days}>
                {days === 'never'
                  ? t('expiryNever')
                  : days === '365'
                    ? t('expiryYear')
                    : t('expiryDays', { days: Number(days) })}
              </option>
            ))}
          </Select>
        </Field>
        <ProblemNotice problem={creation.error} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onCancel}>{common('cancel')}</Button>
        <Button variant="primary" type="submit" pending={creation.isPending}>
          {t('createSubmit')}
        </Button>
      </DialogFooter>
    </form>
  )
}
