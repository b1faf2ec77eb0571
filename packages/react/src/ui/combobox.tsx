import { ChevronsUpDown } from 'lucide-react'
import { useId, useRef, useState, type ReactNode } from 'react'
import { Chip } from './badge.tsx'
import type { ComboboxListProps } from './combobox-list.tsx'
import { useFieldControl } from './field.tsx'
import { LazyOverlay } from './lazy-overlay.tsx'
import { createPart, preload } from './lazy-part.tsx'
import { useSlot } from './slot.ts'

/** What floats comes when it is first needed. */
const comboboxList = createPart(async () => (await import('./combobox-list.tsx')).ComboboxList)
const preloadList = (): void => preload(comboboxList)

/** Something to choose. */
export interface ComboboxOption {
  readonly value: string
  readonly label: string
  readonly description?: string
  readonly disabled?: boolean
}

export interface ComboboxProps {
  readonly options: readonly ComboboxOption[]
  readonly value: string | null
  readonly onChange: (value: string) => void
  readonly placeholder: string
  readonly disabled?: boolean
  /** Where there is no field with a label around it. */
  readonly label?: string
  /** Told what is typed, where there are more options than are given at once. */
  readonly onSearch?: (text: string) => void
}

/** Chooses one of many, by typing. */
export function Combobox({ value, onChange, ...props }: ComboboxProps) {
  return (
    <Chooser
      {...props}
      chosen={value === null ? [] : [value]}
      multiple={false}
      onToggle={(toggled) => onChange(toggled)}
      onRemoveLast={() => undefined}
    />
  )
}

export interface MultiSelectProps {
  readonly options: readonly ComboboxOption[]
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
  readonly placeholder: string
  readonly disabled?: boolean
  readonly label?: string
}

/** Chooses any number of many, by typing. What is chosen is seen in it. */
export function MultiSelect({ value, onChange, ...props }: MultiSelectProps) {
  return (
    <Chooser
      {...props}
      chosen={value}
      multiple
      onToggle={(toggled) =>
        onChange(value.includes(toggled) ? value.filter((one) => one !== toggled) : [...value, toggled])
      }
      onRemoveLast={() => onChange(value.slice(0, -1))}
    />
  )
}

type ChooserProps = Pick<ComboboxProps, 'disabled' | 'label'> &
  Omit<ComboboxListProps, 'id' | 'open' | 'onOpenChange' | 'button'>

/** A button that shows what is chosen, and opens a list with a field to search in. @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
function Chooser({ disabled = false, label, chosen, multiple, options, placeholder, ...list }: ChooserProps) {
  const { required: _, ...control } = useFieldControl()
  const part = useSlot('combobox', 'wk-input wk-combobox')
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const labelOf = (value: string) => options.find((one) => one.value === value)?.label ?? value
  return (
    <>
      <button
        {...control}
        {...part}
        ref={button}
        type="button"
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={open ? `${id}-list` : undefined}
        aria-label={label}
        data-state={open ? 'open' : 'closed'}
        disabled={disabled}
        onPointerEnter={preloadList}
        onFocus={preloadList}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        <Chosen chosen={chosen} labelOf={labelOf} multiple={multiple} placeholder={placeholder} />
        <ChevronsUpDown className="wk-combobox-icon" />
      </button>
      <LazyOverlay
        part={comboboxList}
        props={{ ...list, id, open, onOpenChange: setOpen, button, options, chosen, multiple, placeholder }}
      />
    </>
  )
}

interface ChosenProps extends Pick<ComboboxListProps, 'chosen' | 'multiple' | 'placeholder'> {
  readonly labelOf: (value: string) => string
}

function Chosen({ chosen, labelOf, multiple, placeholder }: ChosenProps): ReactNode {
  const [first] = chosen
  if (first === undefined) return <span className="wk-placeholder wk-ellipsis">{placeholder}</span>
  if (!multiple) return <bdi className="wk-ellipsis">{labelOf(first)}</bdi>
  return (
    <span className="wk-combobox-chosen">
      {chosen.map((value) => (
        <Chip key={value} value={labelOf(value)} />
      ))}
    </span>
  )
}
