import * as Radix from '@radix-ui/react-dropdown-menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useScope } from './scope.tsx'
import { useSlot } from './slot.ts'

export interface MenuProps {
  /** A button. */
  readonly trigger: ReactElement
  readonly children: ReactNode
  readonly align?: 'start' | 'end'
}

/** Things to do, behind a button. */
export function Menu({ trigger, children, align = 'end' }: MenuProps) {
  const { style, ...scope } = useScope()
  const part = useSlot('menu')
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          {...scope}
          {...part}
          style={{ ...style, ...part.style }}
          align={align}
          sideOffset={6}
          collisionPadding={8}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
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
  return (
    <Radix.Item
      {...useSlot('menu-item')}
      data-danger={danger || undefined}
      disabled={disabled}
      onSelect={() => onSelect?.()}
    >
      {icon}
      <span className="wk-menu-text">{children}</span>
    </Radix.Item>
  )
}

export interface MenuChoiceProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly label: ReactNode }[]
}

/** One of several, the present one marked. */
export function MenuChoice({ value, onChange, options }: MenuChoiceProps) {
  const part = useSlot('menu-item')
  return (
    <Radix.RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} {...part} value={option.value}>
          <span className="wk-menu-text">{option.label}</span>
          <Radix.ItemIndicator className="wk-menu-mark">
            <Check />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  )
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <Radix.Label {...useSlot('menu-label')}>{children}</Radix.Label>
}

export function MenuSeparator() {
  return <Radix.Separator {...useSlot('menu-separator')} />
}
