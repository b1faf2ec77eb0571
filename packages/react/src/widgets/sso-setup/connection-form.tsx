import { useState } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import {
  useCreateConnection,
  useUpdateConnection,
  type Connection,
  type ConnectionInput,
} from '../../hooks/use-connections.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, Field, Input, Notice, PasswordInput, ProblemNotice, RadioGroup } from '../../ui/index.ts'
import { runAction } from '../widget-props.ts'
import { PROVIDERS, providerOf, type ProviderKind } from './providers.ts'
import { useSso } from './sso-context.ts'

export interface ConnectionFormProps {
  /** The one that is changed; a new one when absent. */
  readonly connection?: Connection
  readonly onSaved: (connection: Connection) => void
  readonly onCancel: () => void
}

interface Form {
  readonly provider: ProviderKind['id']
  readonly address: string
  readonly name: string
  readonly clientId: string
  readonly clientSecret: string
  readonly scopes: string
}

const SCOPES = 'openid email profile'

/** What Wardkit needs to know of an identity provider, with where to find it there. */
export function ConnectionForm({ connection, onSaved, onCancel }: ConnectionFormProps) {
  const { t, actions } = useSso()
  const common = useMessages(commonMessages)
  // The version that the editing began with: what others did since is a conflict, and no reason to begin anew.
  const [start] = useState(connection)
  const creation = useCreateConnection()
  const update = useUpdateConnection()
  const { control, formState, handleSubmit, register } = useForm<Form>({ defaultValues: valuesOf(start) })
  const providerId = useWatch({ control, name: 'provider' })
  const provider = PROVIDERS.find(({ id }) => id === providerId) ?? providerOf('')
  const { errors } = formState
  const required = (error: unknown) => (error === undefined ? undefined : common('required'))

  async function submit({ address, clientSecret, scopes, ...form }: Form): Promise<void> {
    const input = {
      name: form.name.trim() === '' ? (provider.name ?? t('providerGeneric')) : form.name.trim(),
      discoveryUrl: provider.toDiscoveryUrl(address.trim()) ?? address,
      clientId: form.clientId.trim(),
      scopes: scopes.split(/\s+/).filter((scope) => scope !== ''),
    }
    try {
      if (start === undefined) {
        const whole: ConnectionInput = { ...input, clientSecret }
        const made = await runAction(actions.create, whole, (body) => creation.mutateAsync(body))
        if (made !== undefined) onSaved(made)
        return
      }
      const { id, version } = start
      onSaved(
        await update.mutateAsync({
          id,
          version,
          ...changesOf(start, input),
          ...(clientSecret !== '' && { clientSecret }),
        }),
      )
    } catch {
      // Shown in the form, which stays.
    }
  }

  const problem = creation.error ?? update.error
  return (
    <form className="wk-stack" noValidate onSubmit={(event) => void handleSubmit(submit)(event)}>
      {start === undefined ? (
        <>
          <div className="wk-providers">
            <Controller
              control={control}
              name="provider"
              render={({ field }) => (
                <RadioGroup
                  label={t('provider')}
                  look="cards"
                  value={field.value}
                  onChange={field.onChange}
                  options={PROVIDERS.map(({ id, name }) => ({ value: id, label: name ?? t('providerGeneric') }))}
                />
              )}
            />
          </div>
          <Guide provider={provider} />
        </>
      ) : null}
      {provider.address === null ? null : (
        <Field
          key={provider.id}
          label={t(provider.address.label)}
          required
          error={errors.address === undefined ? undefined : t('addressInvalid')}
        >
          <Input
            {...register('address', {
              validate: (address) => provider.toDiscoveryUrl(address.trim()) !== undefined,
            })}
            dir="ltr"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder={provider.address.placeholder}
          />
        </Field>
      )}
      <div className="wk-form-pair">
        <Field label={t('clientId')} required error={required(errors.clientId)}>
          <Input
            {...register('clientId', { validate: (text) => text.trim() !== '' })}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            maxLength={512}
          />
        </Field>
        <Field label={t('clientSecret')} required={start === undefined} error={required(errors.clientSecret)}>
          <PasswordInput
            {...register('clientSecret', { required: start === undefined })}
            dir="ltr"
            autoComplete="new-password"
            placeholder={start === undefined ? undefined : '••••••••••••'}
            showLabel={t('showSecret')}
            hideLabel={t('hideSecret')}
          />
        </Field>
      </div>
      <p className="wk-hint">{start === undefined ? t('clientSecretDescription') : t('clientSecretKept')}</p>
      <div className="wk-form-pair">
        <Field label={t('name')} description={t('nameDescription')} optional>
          <Input
            {...register('name')}
            autoComplete="off"
            maxLength={200}
            placeholder={provider.name ?? t('providerGeneric')}
          />
        </Field>
        <Field label={t('scopes')} description={t('scopesDescription')}>
          <Input {...register('scopes')} dir="ltr" autoComplete="off" spellCheck={false} placeholder={SCOPES} />
        </Field>
      </div>
      {update.error?.version === undefined ? (
        <ProblemNotice problem={problem} />
      ) : (
        <Notice
          tone="warning"
          urgent
          action={
            <Button size="sm" onClick={onCancel}>
              {t('loadAgain')}
            </Button>
          }
        >
          {t('conflict')}
        </Notice>
      )}
      <footer className="wk-wizard-footer">
        <Button onClick={onCancel}>{start === undefined ? common('back') : common('cancel')}</Button>
        <Button variant="primary" type="submit" pending={creation.isPending || update.isPending}>
          {t('saveConnection')}
        </Button>
      </footer>
    </form>
  )
}

function Guide({ provider }: { readonly provider: ProviderKind }) {
  const { t } = useSso()
  return (
    <div className="wk-guide" aria-live="polite">
      <p className="wk-label">{t('guide', { provider: provider.name ?? t('providerGeneric') })}</p>
      <ol>
        {provider.guide.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ol>
    </div>
  )
}

function valuesOf(connection: Connection | undefined): Form {
  if (connection === undefined) {
    return { provider: 'okta', address: '', name: '', clientId: '', clientSecret: '', scopes: SCOPES }
  }
  const { discoveryUrl, issuer, name, clientId, scopes } = connection
  const provider = providerOf(issuer).id
  return { provider, address: discoveryUrl, name, clientId, clientSecret: '', scopes: scopes.join(' ') }
}

/** Only what is another: what stays needs no new test. */
function changesOf(
  connection: Connection,
  { name, discoveryUrl, clientId, scopes }: Omit<ConnectionInput, 'clientSecret'>,
): Partial<ConnectionInput> {
  const isGoogle = providerOf(connection.issuer).address === null
  return {
    ...(name !== connection.name && { name }),
    ...(discoveryUrl !== connection.discoveryUrl && !isGoogle && { discoveryUrl }),
    ...(clientId !== connection.clientId && { clientId }),
    ...(scopes?.join(' ') !== connection.scopes.join(' ') && scopes !== undefined && { scopes }),
  }
}
