import { Controller, type Control } from 'react-hook-form'
import { Select } from '../../ui/index.ts'
import type { MappingDraft } from './mapping-form.tsx'

export interface RoleSelectProps {
  readonly control: Control<MappingDraft>
  readonly name: 'defaultRole' | `rules.${number}.role`
  readonly roles: readonly { readonly id: string; readonly name: string }[]
  /** What stands for no role. */
  readonly none: string
  readonly required?: boolean
  readonly disabled?: boolean
}

/** A role of a mapping. It holds its value by itself: roles that come later than the mapping must not change what is chosen. */
export function RoleSelect({ control, name, roles, none, required = false, disabled = false }: RoleSelectProps) {
  return (
    <Controller
      control={control}
      name={name}
      rules={{ required }}
      render={({ field: { value, onChange, onBlur, ref } }) => (
        <Select value={value} onChange={onChange} onBlur={onBlur} ref={ref} disabled={disabled}>
          <option value="">{none}</option>
          {roles.map(({ id, name: label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
          {value === '' || roles.some(({ id }) => id === value) ? null : (
            // One that is gone, or not loaded yet: it stays in sight until another is chosen.
            <option value={value}>{value}</option>
          )}
        </Select>
      )}
    />
  )
}
