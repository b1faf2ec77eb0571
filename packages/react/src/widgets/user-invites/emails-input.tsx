import { useState } from 'react'
import { Chip, Input } from '../../ui/index.ts'

const EMAIL = /^[^\s@]+@[^\s@]+$/
const SEPARATORS = /[\s,;]+/

export interface EmailsInputProps {
  readonly value: readonly string[]
  readonly onChange: (emails: readonly string[]) => void
  readonly placeholder: string
}

/** Several e-mails, each added by a separator, Enter or going on; Backspace takes the last away. A pasted list is taken apart. */
export function EmailsInput({ value, onChange, placeholder }: EmailsInputProps) {
  const [typed, setTyped] = useState('')

  function add(text: string): void {
    setTyped('')
    const added = text.split(SEPARATORS).filter((part) => part !== '')
    if (added.length > 0) onChange([...new Set([...value, ...added])])
  }

  return (
    <span className="wk-value-list">
      {value.map((email) => (
        <Chip key={email} value={email} onRemove={() => onChange(value.filter((one) => one !== email))} />
      ))}
      <Input
        value={typed}
        type="text"
        inputMode="email"
        dir="ltr"
        placeholder={value.length === 0 ? placeholder : ''}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => {
          if (SEPARATORS.test(event.target.value)) add(event.target.value)
          else setTyped(event.target.value)
        }}
        onBlur={() => add(typed)}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text')
          if (!SEPARATORS.test(text.trim())) return
          event.preventDefault()
          add(`${typed}${text}`)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && typed !== '') {
            event.preventDefault()
            add(typed)
          } else if (event.key === 'Backspace' && typed === '') onChange(value.slice(0, -1))
        }}
      />
    </span>
  )
}

/** Those that cannot be e-mails. */
export function findInvalid(emails: readonly string[]): readonly string[] {
  return emails.filter((email) => !EMAIL.test(email) || email.length > 320)
}
