import { Field, Input, RadioGroup } from '../../ui/index.ts'
import { UserCombobox } from '../user-combobox.tsx'
import { useTrust } from './trust-context.ts'
import { choicesOf, type TrustDraft, type TrustFaults } from './trust-draft.ts'

export interface WhoFieldsProps {
  readonly draft: TrustDraft
  /** As far as they are shown yet. */
  readonly faults: TrustFaults
  readonly onChange: (part: Partial<TrustDraft>) => void
}

/** Who it is: of which tenant, and there anybody or one. */
export function WhoFields({ draft, faults, onChange }: WhoFieldsProps) {
  const { t } = useTrust()
  const { from, who, tenant, user, principal } = draft
  const hints = { anybody: 'anybodyHint', user: 'userHint', principal: 'principalHint' } as const
  const errorOf = (field: keyof TrustFaults) => (faults[field] === undefined ? undefined : t(faults[field]))
  return (
    <>
      <RadioGroup
        label={t('from')}
        value={from}
        onChange={(value) => {
          const chosen = value === 'other' ? 'other' : 'own'
          onChange({ from: chosen, ...(chosen === 'other' && who === 'user' ? { who: 'principal' } : {}) })
        }}
        options={[
          { value: 'own', label: t('own') },
          { value: 'other', label: t('other') },
        ]}
      />
      {from === 'other' ? (
        <Field label={t('tenant')} description={t('tenantHint')} required error={errorOf('tenant')}>
          <Input
            value={tenant}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            onChange={({ target }) => onChange({ tenant: target.value })}
          />
        </Field>
      ) : null}
      <RadioGroup
        label={t('who')}
        value={who}
        onChange={(value) => onChange({ who: choicesOf(draft).find((one) => one === value) ?? 'anybody' })}
        options={choicesOf(draft).map((value) => ({ value, label: t(value), description: t(hints[value]) }))}
      />
      {who === 'user' ? (
        <Field label={t('person')} required error={errorOf('user')}>
          <UserCombobox
            value={user}
            onChange={({ id, name }) => onChange({ user: { id, name } })}
            placeholder={t('personPlaceholder')}
          />
        </Field>
      ) : null}
      {who === 'principal' ? (
        <Field label={t('principalId')} required error={errorOf('principal')}>
          <Input
            value={principal}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            onChange={({ target }) => onChange({ principal: target.value })}
          />
        </Field>
      ) : null}
    </>
  )
}
