import { useState } from 'react'
import { useCan } from '../../hooks/use-can.ts'
import {
  useCreateLink,
  type Link,
  type LinkTemplate,
  type NewLink,
  type SharedResource,
} from '../../hooks/use-links.ts'
import { useRoles } from '../../hooks/use-roles.ts'
import type { ListedUser } from '../../hooks/use-users.ts'
import type { Translate } from '../../messages/use-messages.ts'
import { Button, Combobox, Field, Input, ProblemNotice, Select, useToast } from '../../ui/index.ts'
import { UserCombobox } from '../user-combobox.tsx'
import { runAction, type WidgetAction } from '../widget-props.ts'
import type { ShareKey } from './link-item.tsx'
import { SlotField, type SlotValues } from './slot-field.tsx'

export interface ShareFormProps {
  readonly t: Translate<ShareKey>
  readonly resource: SharedResource
  /** At least one. */
  readonly templates: readonly LinkTemplate[]
  readonly action: WidgetAction<NewLink, Link> | undefined
}

type Kind = 'user' | 'email' | 'role'

const DAY_MS = 86_400_000
const EXPIRIES = ['never', '1', '7', '30', '90']
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Shares with one more: a person or a role where the visitor may see them, or whoever has an e-mail. */
export function ShareForm({ t, resource, templates, action }: ShareFormProps) {
  const toast = useToast()
  const creation = useCreateLink()
  const seesUsers = useCan('GET:/wardkit/users').answer === 'yes'
  const seesRoles = useCan('GET:/wardkit/roles').answer === 'yes'
  const kinds: readonly Kind[] = [
    ...(seesUsers ? (['user'] as const) : []),
    'email',
    ...(seesRoles ? (['role'] as const) : []),
  ]
  const [chosenKind, setKind] = useState<Kind | null>(null)
  const kind = chosenKind ?? kinds[0] ?? 'email'
  const [user, setUser] = useState<ListedUser | null>(null)
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<{ readonly id: string; readonly name: string } | null>(null)
  const [templateName, setTemplate] = useState(templates[0]?.name ?? '')
  const [slots, setSlots] = useState<SlotValues>({})
  const [expiry, setExpiry] = useState('never')
  const [isTried, setIsTried] = useState(false)
  const template = templates.find(({ name }) => name === templateName) ?? templates[0]
  const whom =
    kind === 'user'
      ? user
      : kind === 'role'
        ? role
        : EMAIL.test(email.trim())
          ? { id: email.trim(), name: email.trim() }
          : null
  const lacksSlot = template?.slots.some(({ name }) => slots[name] === undefined) === true

  async function share(): Promise<void> {
    setIsTried(true)
    if (whom === null || template === undefined || lacksSlot) return
    const link: NewLink = {
      template: template.name,
      principal: { type: kind, id: whom.id },
      resource,
      ...(template.slots.length === 0 ? {} : { slots }),
      ...(expiry === 'never' ? {} : { expiresAt: Date.now() + Number(expiry) * DAY_MS }),
    }
    try {
      const made = await runAction(action, link, (input) => creation.mutateAsync(input))
      if (made === undefined) return
    } catch {
      // Shown below; what was chosen stays.
      return
    }
    toast({ text: t('shared', { name: whom.name }) })
    setUser(null)
    setRole(null)
    setEmail('')
    setIsTried(false)
  }

  const error = isTried && whom === null ? t(kind === 'email' ? 'emailInvalid' : 'missing') : undefined
  return (
    <form
      className="wk-stack wk-share-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void share()
      }}
    >
      <div className={kinds.length > 1 ? 'wk-tester-who' : undefined}>
        {kinds.length > 1 ? (
          <Field label={t('with')}>
            <Select
              value={kind}
              onChange={({ target }) => {
                setKind(kinds.find((one) => one === target.value) ?? 'email')
                setIsTried(false)
              }}
            >
              {kinds.map((one) => (
                <option key={one} value={one}>
                  {t(one === 'user' ? 'kindUser' : one === 'role' ? 'kindRole' : 'kindEmail')}
                </option>
              ))}
            </Select>
          </Field>
        ) : null}
        {kind === 'user' ? (
          <Field label={t('person')} error={error}>
            <UserCombobox value={user} onChange={setUser} placeholder={t('personPlaceholder')} />
          </Field>
        ) : kind === 'role' ? (
          <Field label={t('role')} error={error}>
            <RoleCombobox placeholder={t('rolePlaceholder')} value={role?.id ?? null} onChange={setRole} />
          </Field>
        ) : (
          <Field label={t('email')} error={error}>
            <Input
              type="email"
              dir="ltr"
              autoComplete="off"
              maxLength={320}
              value={email}
              placeholder={t('emailPlaceholder')}
              onChange={({ target }) => setEmail(target.value)}
            />
          </Field>
        )}
      </div>
      <div className="wk-share-row">
        <Field label={t('access')}>
          <Select
            value={template?.name}
            onChange={({ target }) => {
              setTemplate(target.value)
              setSlots({})
            }}
          >
            {templates.map(({ name, description }) => (
              <option key={name} value={name}>
                {description === '' ? name : description}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('expiry')}>
          <Select value={expiry} onChange={({ target }) => setExpiry(target.value)}>
            {EXPIRIES.map((days) => (
              <option key={days} value={days}>
                {days === 'never' ? t('expiryNever') : t('expiryDays', { days: Number(days) })}
              </option>
            ))}
          </Select>
        </Field>
        <Button variant="primary" type="submit" pending={creation.isPending}>
          {t('share')}
        </Button>
      </div>
      {template?.slots.map((slot) => (
        <SlotField
          key={`${template.name} ${slot.name}`}
          slot={slot}
          values={slots}
          onChange={setSlots}
          isTried={isTried}
        />
      ))}
      <ProblemNotice problem={creation.error} />
    </form>
  )
}

interface RoleComboboxProps {
  readonly placeholder: string
  readonly value: string | null
  readonly onChange: (role: { readonly id: string; readonly name: string } | null) => void
}

function RoleCombobox({ placeholder, value, onChange }: RoleComboboxProps) {
  const roles = useRoles().data ?? []
  return (
    <Combobox
      options={roles.map(({ id, name, description }) => ({ value: id, label: name, description }))}
      value={value}
      onChange={(id) => onChange(roles.find((role) => role.id === id) ?? null)}
      placeholder={placeholder}
    />
  )
}
