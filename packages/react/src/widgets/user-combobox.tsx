import { useState } from 'react'
import { useUsers, type ListedUser } from '../hooks/use-users.ts'
import { Combobox } from '../ui/index.ts'

/** The one that is chosen, with what is known of them. */
type ChosenUser = Pick<ListedUser, 'id' | 'name'> & Partial<Pick<ListedUser, 'email'>>

export interface UserComboboxProps {
  readonly value: ChosenUser | null
  readonly onChange: (user: ListedUser) => void
  readonly placeholder: string
}

/** Chooses a user, by typing: the server searches, so that there may be any number. */
export function UserCombobox({ value, onChange, placeholder }: UserComboboxProps) {
  const [search, setSearch] = useState('')
  const { items } = useUsers(search.trim() === '' ? {} : { search: search.trim() })
  // The one that is chosen keeps its name, whatever is searched for.
  const users: readonly ChosenUser[] =
    value === null || items.some(({ id }) => id === value.id) ? items : [value, ...items]
  return (
    <Combobox
      options={users.map(({ id, name, email }) => ({
        value: id,
        label: name,
        ...(email === undefined ? {} : { description: email }),
      }))}
      value={value?.id ?? null}
      onChange={(id) => {
        const user = items.find((one) => one.id === id)
        if (user !== undefined) onChange(user)
      }}
      onSearch={setSearch}
      placeholder={placeholder}
    />
  )
}
