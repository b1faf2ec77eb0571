import * as Radix from '@radix-ui/react-popover'
import type { ReactElement, ReactNode } from 'react'
import { useScope } from './scope.tsx'
import { useSlot } from './slot.ts'

export interface PopoverProps {
  readonly trigger: ReactElement
  readonly children: ReactNode
  readonly label: string
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  readonly align?: 'start' | 'center' | 'end'
  /** As wide as its trigger, at least. */
  readonly matchTrigger?: boolean
}

/** Something that floats beside its trigger, and does not hold up the page. */
export function Popover({ trigger, children, label, align = 'start', matchTrigger = false, ...state }: PopoverProps) {
  const { style, ...scope } = useScope()
  const part = useSlot('popover')
  return (
    <Radix.Root {...state}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          {...scope}
          {...part}
          style={{ ...style, ...part.style }}
          data-match={matchTrigger || undefined}
          aria-label={label}
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
