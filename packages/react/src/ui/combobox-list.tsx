import * as Radix from '@radix-ui/react-popover'
import { Check, Search } from 'lucide-react'
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { commonMessages } from '../messages/common-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import type { ComboboxOption } from './combobox.tsx'
import { useScope } from './scope.tsx'
import { useSlot } from './slot.ts'

export interface ComboboxListProps {
  readonly id: string
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  /** What it hangs on, and gives the focus back to. */
  readonly button: RefObject<HTMLButtonElement | null>
  readonly options: readonly ComboboxOption[]
  readonly placeholder: string
  readonly chosen: readonly string[]
  readonly multiple: boolean
  readonly onToggle: (value: string) => void
  readonly onRemoveLast: () => void
  readonly onSearch?: ((text: string) => void) | undefined
}

/** The list of a combobox, with a field to search in. */
export function ComboboxList({ open, onOpenChange, button, ...options }: ComboboxListProps) {
  const { placeholder, onSearch } = options
  const { style, ...scope } = useScope()
  const popover = useSlot('combobox-list', 'wk-popover wk-combobox-popover')
  const goesElsewhere = useRef(false)

  function change(isOpen: boolean): void {
    onOpenChange(isOpen)
    onSearch?.('')
  }

  return (
    <Radix.Root open={open} onOpenChange={change}>
      <Radix.Anchor virtualRef={button} />
      <Radix.Portal>
        <Radix.Content
          {...scope}
          {...popover}
          style={{ ...style, ...popover.style }}
          aria-label={placeholder}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onInteractOutside={(event) => {
            // The button closes it itself.
            if (button.current?.contains(event.target as Node)) event.preventDefault()
            else goesElsewhere.current = true
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (!goesElsewhere.current) button.current?.focus()
            goesElsewhere.current = false
          }}
        >
          <Options {...options} onClose={() => change(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface OptionsProps extends Omit<ComboboxListProps, 'open' | 'onOpenChange' | 'button'> {
  readonly onClose: () => void
}

/** There as long as the list is open: what was searched for is gone with it. */
function Options(props: OptionsProps) {
  const { id, options, placeholder, chosen, multiple, onToggle, onRemoveLast, onSearch, onClose } = props
  const t = useMessages(commonMessages)
  const option = useSlot('option')
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

  function choose(one: ComboboxOption | undefined): void {
    if (one === undefined || one.disabled === true) return
    onToggle(one.value)
    if (!multiple) onClose()
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
    <>
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
    </>
  )
}
