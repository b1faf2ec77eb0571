import { useState } from 'react'
import { useApiKeys } from '../../hooks/use-api-keys.ts'
import { useRoles } from '../../hooks/use-roles.ts'
import type { ListedUser } from '../../hooks/use-users.ts'
import type { AccessQuestion } from '../../hooks/use-explanation.ts'
import type { Translate } from '../../messages/use-messages.ts'
import { Combobox, Field, Select } from '../../ui/index.ts'
import { UserCombobox } from '../user-combobox.tsx'
import type { accessTesterMessages } from './messages.ts'

export type TesterKey = keyof (typeof accessTesterMessages)['english']

/** Somebody who is asked about, by the name that people know. */
export type ChosenPrincipal = AccessQuestion['principal'] & { readonly name: string }

type Kind = ChosenPrincipal['type']

const KINDS: readonly Kind[] = ['user', 'apiKey', 'assumedRole']

export interface PrincipalFieldProps {
  readonly t: Translate<TesterKey>
  readonly value: ChosenPrincipal | null
  readonly onChange: (principal: ChosenPrincipal | null) => void
  readonly error: string | undefined
}

/** Chooses a person, an API key or a role. */
export function PrincipalField({ t, value, onChange, error }: PrincipalFieldProps) {
  const [kind, setKind] = useState<Kind>('user')
  const [user, setUser] = useState<ListedUser | null>(null)
  return (
    <div className="wk-tester-who">
      <Field label={t('kind')}>
        <Select
          value={kind}
          onChange={({ target }) => {
            setKind(KINDS.find((one) => one === target.value) ?? 'user')
            setUser(null)
            onChange(null)
          }}
        >
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {t(one)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('who')} error={error}>
        {kind === 'user' ? (
          <UserCombobox
            value={user}
            onChange={(chosen) => {
              setUser(chosen)
              onChange({ type: 'user', id: chosen.id, name: chosen.name })
            }}
            placeholder={t('whoPlaceholder')}
          />
        ) : kind === 'apiKey' ? (
          <ApiKeyCombobox t={t} value={value} onChange={onChange} />
        ) : (
          <RoleCombobox t={t} value={value} onChange={onChange} />
        )}
      </Field>
    </div>
  )
}

type ChooserProps = Pick<PrincipalFieldProps, 't' | 'value' | 'onChange'>

function ApiKeyCombobox(props: ChooserProps) {
  return <NamedCombobox {...props} type="apiKey" items={useApiKeys().items} />
}

function RoleCombobox(props: ChooserProps) {
  return <NamedCombobox {...props} type="assumedRole" items={useRoles().data ?? []} />
}

interface NamedComboboxProps extends ChooserProps {
  readonly type: Kind
  readonly items: readonly { readonly id: string; readonly name: string }[]
}

function NamedCombobox({ t, value, onChange, type, items }: NamedComboboxProps) {
  return (
    <Combobox
      options={items.map(({ id, name }) => ({ value: id, label: name, description: id }))}
      value={value?.id ?? null}
      onChange={(id) => onChange({ type, id, name: items.find((one) => one.id === id)?.name ?? id })}
      placeholder={t('whoPlaceholder')}
    />
  )
}
