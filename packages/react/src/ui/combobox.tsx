import * as Radix from '@radix-ui/react-popover'
import { Check, ChevronsUpDown, Search } from 'lucide-react'
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { commonMessages } from '../messages/common-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Chip } from './badge.tsx'
import { useFieldControl } from './field.tsx'
import { useScope } from './scope.tsx'
import { useSlot } from './slot.ts'

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

interface ChooserProps extends Pick<ComboboxProps, 'options' | 'placeholder' | 'disabled' | 'label' | 'onSearch'> {
  readonly chosen: readonly string[]
  readonly multiple: boolean
  readonly onToggle: (value: string) => void
  readonly onRemoveLast: () => void
}

/** A button that shows what is chosen, and opens a list with a field to search in. @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
function Chooser({
  options,
  placeholder,
  disabled = false,
  label,
  onSearch,
  chosen,
  multiple,
  onToggle,
  onRemoveLast,
}: ChooserProps) {
  const t = useMessages(commonMessages)
  const { required: _, ...control } = useFieldControl()
  const { style, ...scope } = useScope()
  const part = useSlot('combobox', 'wk-input wk-combobox')
  const popover = useSlot('combobox-list', 'wk-popover wk-combobox-popover')
  const option = useSlot('option')
  const id = useId()
  const [open, setOpen] = useState(false)
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)

  const wanted = search.trim().toLocaleLowerCase()
  const found = options.filter(
    (one) =>
      wanted === '' ||
      one.label.toLocaleLowerCase().includes(wanted) ||
      one.description?.toLocaleLowerCase().includes(wanted) === true,
  )
  const labelOf = (value: string) => options.find((one) => one.value === value)?.label ?? value

  function change(isOpen: boolean): void {
    setOpen(isOpen)
    setSearch('')
    onSearch?.('')
    setActive(0)
  }

  function choose(one: ComboboxOption | undefined): void {
    if (one === undefined || one.disabled === true) return
    onToggle(one.value)
    if (!multiple) change(false)
  }

  function move(to: number): void {
    const index = Math.max(0, Math.min(found.length - 1, to))
    setActive(index)
    list.current?.children[index]?.scrollIntoView({ block: 'nearest' })
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: 0,
      End: found.length - 1,
    }
    const to = steps[event.key]
    if (to !== undefined) move(to)
    else if (event.key === 'Enter') choose(found[active])
    else if (event.key === 'Backspace' && search === '') onRemoveLast()
    else return
    if (event.key !== 'Backspace') event.preventDefault()
  }

  return (
    <Radix.Root open={open} onOpenChange={change}>
      <Radix.Trigger asChild>
        <button
          {...control}
          {...part}
          type="button"
          role="combobox"
          aria-haspopup="listbox"
          aria-expanded={open}
          aria-controls={open ? `${id}-list` : undefined}
          aria-label={label}
          disabled={disabled}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
            event.preventDefault()
            change(true)
          }}
        >
          <Chosen chosen={chosen} labelOf={labelOf} multiple={multiple} placeholder={placeholder} />
          <ChevronsUpDown className="wk-combobox-icon" />
        </button>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          {...scope}
          {...popover}
          style={{ ...style, ...popover.style }}
          aria-label={placeholder}
          align="start"
          sideOffset={4}
          collisionPadding={8}
        >
          <div className="wk-combobox-search">
            <Search />
            <input
              role="combobox"
              aria-label={t('search')}
              aria-expanded="true"
              aria-controls={`${id}-list`}
              aria-activedescendant={found[active] === undefined ? undefined : `${id}-${String(active)}`}
              aria-autocomplete="list"
              autoComplete="off"
              spellCheck={false}
              placeholder={t('search')}
              value={search}
              onChange={(event) => {
                setSearch(event.target.value)
                onSearch?.(event.target.value)
                setActive(0)
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          {found.length === 0 ? (
            <p className="wk-combobox-none" role="status">
              {t('noMatches')}
            </p>
          ) : null}
          <div
            ref={list}
            id={`${id}-list`}
            className="wk-options"
            role="listbox"
            aria-label={placeholder}
            aria-multiselectable={multiple || undefined}
          >
            {found.map((one, index) => (
              <div
                key={one.value}
                {...option}
                id={`${id}-${String(index)}`}
                role="option"
                aria-selected={chosen.includes(one.value)}
                aria-disabled={one.disabled || undefined}
                data-active={index === active || undefined}
                onPointerMove={() => setActive(index)}
                onClick={() => choose(one)}
              >
                <span className="wk-option-text">
                  <bdi className="wk-ellipsis">{one.label}</bdi>
                  {one.description === undefined ? null : <bdi className="wk-hint wk-ellipsis">{one.description}</bdi>}
                </span>
                <Check className="wk-option-mark" />
              </div>
            ))}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface ChosenProps extends Pick<ChooserProps, 'chosen' | 'multiple' | 'placeholder'> {
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
