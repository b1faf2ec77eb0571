import { useId, useState } from 'react'
import { Chip } from './badge.tsx'
import { Input } from './field.tsx'

export interface ChipInputProps {
  readonly values: readonly string[]
  readonly onChange: (values: readonly string[]) => void
  /** The values with some more, each once. */
  readonly add: (values: readonly string[], added: readonly string[]) => readonly string[]
  readonly placeholder: string
  /** Offered while somebody types. */
  readonly known?: readonly string[]
  readonly disabled?: boolean
  /** What is typed so far, where more is offered for it. */
  readonly onType?: (text: string) => void
}

/** Several short texts in one field, each added by Enter, a comma or going on; Backspace takes the last away. */
export function ChipInput({
  values,
  onChange,
  add,
  placeholder,
  known = [],
  disabled = false,
  onType,
}: ChipInputProps) {
  const listId = useId()
  const [typed, setTyped] = useState('')

  function type(text: string): void {
    setTyped(text)
    onType?.(text)
  }

  function addParts(parts: readonly string[]): void {
    const added = add(values, parts)
    if (added.length > values.length) onChange(added)
    type('')
  }

  return (
    <span className="wk-value-list">
      {values.map((value) => (
        <Chip key={value} value={value} onRemove={() => onChange(values.filter((one) => one !== value))} />
      ))}
      <Input
        value={typed}
        placeholder={placeholder}
        list={listId}
        disabled={disabled}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        onChange={({ target }) => {
          const parts = target.value.split(',')
          if (parts.length === 1) type(target.value)
          else addParts(parts)
        }}
        onBlur={() => addParts([typed])}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault()
            addParts([typed])
          } else if (event.key === 'Backspace' && typed === '') onChange(values.slice(0, -1))
        }}
      />
      <datalist id={listId}>
        {known.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
    </span>
  )
}
