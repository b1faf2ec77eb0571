import { useState } from 'react'
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form'
import { toSafeUrl } from '../../client/safe-url.ts'
import { isProblem } from '../../client/wardkit-problem.ts'
import { useTenant, useUpdateTenant, type TenantChange, type TenantSettings } from '../../hooks/use-tenant.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, Card, CodeBlock, Field, Input, Notice, ProblemNotice, Switch, useToast } from '../../ui/index.ts'
import { runAction, type WidgetAction } from '../widget-props.ts'
import {
  isNumberOrEmpty,
  isUrlOrEmpty,
  PASSWORD_RULES,
  SESSION_RULES,
  toChange,
  toValues,
  type URLS,
  type ProfileValues,
} from './profile-values.ts'
import type { TranslateTenant } from './tenant-profile.tsx'

const LINKS = ['termsUrl', 'privacyUrl', 'supportUrl'] as const

export interface ProfileFormProps {
  readonly settings: TenantSettings
  readonly mayChange: boolean
  readonly t: TranslateTenant
  readonly action: WidgetAction<TenantChange, TenantSettings> | undefined
}

/** Name, branding and rules of signing in, saved together. What somebody else changed meanwhile is not overwritten. */
export function ProfileForm({ settings: read, mayChange, t, action }: ProfileFormProps) {
  const common = useMessages(commonMessages)
  const toast = useToast()
  const tenant = useTenant()
  const saving = useUpdateTenant()
  // Those that the form began with: what is read anew while somebody writes does not take it from them.
  const [settings, setSettings] = useState(read)
  const form = useForm<ProfileValues>({ defaultValues: toValues(settings) })
  const { formState, handleSubmit, register, reset } = form
  const isConflict = isProblem(saving.error, 'ERR_CONFLICT') && saving.error.version !== undefined

  function begin(from: TenantSettings): void {
    setSettings(from)
    reset(toValues(from))
    saving.reset()
  }

  async function submit(values: ProfileValues): Promise<void> {
    try {
      const saved = await runAction(action, toChange(values, settings), (change) => saving.mutateAsync(change))
      if (saved === undefined) return
      begin(saved)
      toast({ text: t('saved') })
    } catch {
      // Shown in the form, which stays.
    }
  }

  const part = { form, mayChange, t }
  return (
    <form className="wk-stack" noValidate onSubmit={(event) => void handleSubmit(submit)(event)}>
      <Card title={t('profile')}>
        <div className="wk-stack">
          <Field label={t('name')} error={formState.errors.name === undefined ? undefined : common('required')}>
            <Input
              {...register('name', { validate: (name) => name.trim() !== '' })}
              readOnly={!mayChange}
              maxLength={200}
              autoComplete="organization"
            />
          </Field>
          <div className="wk-field">
            <span className="wk-label">{t('slug')}</span>
            <span className="wk-hint">{t('slugDescription')}</span>
            <CodeBlock inline code={settings.slug} label={t('slug')} />
          </div>
        </div>
      </Card>
      <BrandingCard {...part} />
      <SignInCard {...part} />
      {isConflict ? (
        <Notice
          tone="warning"
          urgent
          action={
            <Button
              size="sm"
              pending={tenant.isFetching}
              onClick={() =>
                void tenant.refetch().then(({ data }) => {
                  if (data !== undefined) begin(data)
                })
              }
            >
              {t('loadAgain')}
            </Button>
          }
        >
          {common('errorConflict')}
        </Notice>
      ) : (
        <ProblemNotice problem={saving.error} />
      )}
      {mayChange && formState.isDirty ? (
        <footer className="wk-save-bar">
          <Button onClick={() => begin(settings)}>{t('discard')}</Button>
          <Button variant="primary" type="submit" pending={saving.isPending}>
            {t('save')}
          </Button>
        </footer>
      ) : null}
    </form>
  )
}

interface PartProps {
  readonly form: UseFormReturn<ProfileValues>
  readonly mayChange: boolean
  readonly t: TranslateTenant
}

function BrandingCard({ form, mayChange, t }: PartProps) {
  const { control, register } = form
  const logo = toSafeUrl(useWatch({ control, name: 'logoUrl' }).trim())
  return (
    <Card title={t('branding')} description={t('brandingDescription')}>
      <div className="wk-stack">
        <Field label={t('displayName')}>
          <Input
            {...register('displayName')}
            readOnly={!mayChange}
            maxLength={200}
            placeholder={t('ofApplication')}
            autoComplete="off"
          />
        </Field>
        <UrlField name="logoUrl" form={form} mayChange={mayChange} t={t} />
        {logo === undefined ? null : (
          <div className="wk-logo-preview">
            <img className="wk-auth-logo" src={logo} alt={t('logoPreview')} referrerPolicy="no-referrer" />
          </div>
        )}
        <div className="wk-form-grid">
          {LINKS.map((name) => (
            <UrlField key={name} name={name} form={form} mayChange={mayChange} t={t} />
          ))}
        </div>
      </div>
    </Card>
  )
}

interface UrlFieldProps extends PartProps {
  readonly name: (typeof URLS)[number]
}

function UrlField({ name, form: { formState, register }, mayChange, t }: UrlFieldProps) {
  return (
    <Field
      label={t(name)}
      description={name === 'logoUrl' ? t('logoDescription') : undefined}
      error={formState.errors[name] === undefined ? undefined : t('urlInvalid')}
    >
      <Input
        {...register(name, { validate: isUrlOrEmpty })}
        type="url"
        dir="ltr"
        readOnly={!mayChange}
        maxLength={2000}
        placeholder={t('urlPlaceholder')}
        autoComplete="off"
      />
    </Field>
  )
}

function SignInCard({ form: { formState, register }, mayChange, t }: PartProps) {
  return (
    <Card title={t('signIn')} description={t('signInDescription')}>
      <div className="wk-stack">
        <Switch
          {...register('secondFactor', { disabled: !mayChange })}
          label={t('secondFactor')}
          description={t('secondFactorDescription')}
        />
        {[SESSION_RULES, PASSWORD_RULES].map((rules) => (
          <div key={rules[0]} className="wk-form-grid">
            {rules.map((name) => (
              <Field
                key={name}
                label={t(name)}
                error={formState.errors[name] === undefined ? undefined : t('numberInvalid')}
              >
                <Input
                  {...register(name, { validate: isNumberOrEmpty })}
                  inputMode="numeric"
                  readOnly={!mayChange}
                  placeholder={t('ofApplication')}
                  autoComplete="off"
                />
              </Field>
            ))}
          </div>
        ))}
      </div>
    </Card>
  )
}
