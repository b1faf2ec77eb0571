import { useState } from 'react'
import { useUsers, type ListedUser } from '../hooks/use-users.ts'
import { Combobox } from '../ui/index.ts'

/** The one that is chosen, with what is known of them. */
export type ChosenUser = Pick<ListedUser, 'id' | 'name'> & Partial<Pick<ListedUser, 'email'>>

export interface UserComboboxProps {
  readonly value: ChosenUser | null
  readonly onChange: (user: ListedUser) => void
  readonly placeholder: string
  /** Where there is no field with a label around it. */
  readonly label?: string
  /** Offered first, where nobody in particular is a choice too. */
  readonly anybody?: { readonly label: string; readonly onChoose: () => void }
}

/** No user's id. */
const ANYBODY = ''

/** Chooses a user, by typing: the server searches, so that there may be any number. */
export function UserCombobox({ value, onChange, placeholder, label, anybody }: UserComboboxProps) {
  const [search, setSearch] = useState('')
  const { items } = useUsers(search.trim() === '' ? {} : { search: search.trim() })
  // The one that is chosen keeps its name, whatever is searched for.
  const users: readonly ChosenUser[] =
    value === null || items.some(({ id }) => id === value.id) ? items : [value, ...items]
  return (
    <Combobox
      options={[
        ...(anybody === undefined ? [] : [{ value: ANYBODY, label: anybody.label }]),
        ...users.map(({ id, name, email }) => ({
          value: id,
          label: name,
          ...(email === undefined ? {} : { description: email }),
        })),
      ]}
      value={value?.id ?? (anybody === undefined ? null : ANYBODY)}
      onChange={(id) => {
        if (id === ANYBODY) anybody?.onChoose()
        const user = items.find((one) => one.id === id)
        if (user !== undefined) onChange(user)
      }}
      onSearch={setSearch}
      placeholder={placeholder}
      {...(label === undefined ? {} : { label })}
    />
  )
}
