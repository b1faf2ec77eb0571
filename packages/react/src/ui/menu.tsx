import { Slot } from '@radix-ui/react-slot'
import { Check } from 'lucide-react'
import { useId, useRef, useState, type ReactElement, type ReactNode } from 'react'
import { LazyOverlay } from './lazy-overlay.tsx'
import { createPart, preload } from './lazy-part.tsx'
import { useMenuPrimitives } from './menu-primitives.ts'
import { useSlot } from './slot.ts'

/** What floats weighs as much as a widget, and most visitors open no menu. */
const menuContent = createPart(async () => (await import('./menu-content.tsx')).MenuContent)
const preloadContent = (): void => preload(menuContent)

export interface MenuProps {
  /** A button. */
  readonly trigger: ReactElement
  readonly children: ReactNode
  readonly align?: 'start' | 'end'
}

/** Things to do, behind a button. @see https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/ */
export function Menu({ trigger, children, align = 'end' }: MenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [openedBy, setOpenedBy] = useState<'pointer' | 'keyboard' | null>(null)
  const isOpen = openedBy !== null
  return (
    <>
      <Slot
        ref={button}
        id={`${id}-button`}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-menu` : undefined}
        data-state={isOpen ? 'open' : 'closed'}
        onPointerEnter={preloadContent}
        onFocus={preloadContent}
        onPointerDown={(event) => {
          if (event.button !== 0 || event.ctrlKey) return
          setOpenedBy(isOpen ? null : 'pointer')
          // The menu takes the focus, and the button must not take it back.
          if (!isOpen) event.preventDefault()
        }}
        onKeyDown={(event) => {
          if (!['Enter', ' ', 'ArrowDown'].includes(event.key)) return
          event.preventDefault()
          setOpenedBy(isOpen && event.key !== 'ArrowDown' ? null : 'keyboard')
        }}
      >
        {trigger}
      </Slot>
      <LazyOverlay
        part={menuContent}
        props={{
          id: `${id}-menu`,
          open: isOpen,
          onOpenChange: (open) => {
            if (!open) setOpenedBy(null)
          },
          focusesFirst: openedBy === 'keyboard',
          button,
          align,
          children,
        }}
      />
    </>
  )
}

export interface MenuItemProps {
  readonly children: ReactNode
  readonly icon?: ReactNode
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly onSelect?: () => void
}

export function MenuItem({ children, icon, danger = false, disabled = false, onSelect }: MenuItemProps) {
  const { Item } = useMenuPrimitives()
  return (
    <Item {...useSlot('menu-item')} data-danger={danger || undefined} disabled={disabled} onSelect={() => onSelect?.()}>
      {icon}
      <span className="wk-menu-text">{children}</span>
    </Item>
  )
}

export interface MenuChoiceProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly label: ReactNode }[]
}

/** One of several, the present one marked. */
export function MenuChoice({ value, onChange, options }: MenuChoiceProps) {
  const { ItemIndicator, RadioGroup, RadioItem } = useMenuPrimitives()
  const part = useSlot('menu-item')
  return (
    <RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <RadioItem key={option.value} {...part} value={option.value}>
          <span className="wk-menu-text">{option.label}</span>
          <ItemIndicator className="wk-menu-mark">
            <Check />
          </ItemIndicator>
        </RadioItem>
      ))}
    </RadioGroup>
  )
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  const { Label } = useMenuPrimitives()
  return <Label {...useSlot('menu-label')}>{children}</Label>
}

export function MenuSeparator() {
  const { Separator } = useMenuPrimitives()
  return <Separator {...useSlot('menu-separator')} />
}
