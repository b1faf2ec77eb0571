import { Select } from '../../ui/index.ts'

export interface RoleSelectProps {
  readonly value: string
  readonly onChange: (role: string) => void
  readonly roles: readonly { readonly id: string; readonly name: string }[]
  /** What stands for no role. */
  readonly none: string
  readonly disabled?: boolean
}

/** A role of a mapping. Roles that come later than the mapping do not change what is chosen. */
export function RoleSelect({ value, onChange, roles, none, disabled = false }: RoleSelectProps) {
  return (
    <Select value={value} disabled={disabled} onChange={({ target }) => onChange(target.value)}>
      <option value="">{none}</option>
      {roles.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      {value === '' || roles.some(({ id }) => id === value) ? null : (
        // One that is gone, or not loaded yet: it stays in sight until another is chosen.
        <option value={value}>{value}</option>
      )}
    </Select>
  )
}
