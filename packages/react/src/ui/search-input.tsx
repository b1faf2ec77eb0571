import { Search } from 'lucide-react'
import { Input } from './field.tsx'

export interface SearchInputProps {
  /** What is searched: its name, and its placeholder. */
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A field that narrows what is listed below it. */
export function SearchInput({ label, value, onChange }: SearchInputProps) {
  return (
    <Input
      type="search"
      icon={<Search />}
      aria-label={label}
      placeholder={label}
      value={value}
      maxLength={200}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}
