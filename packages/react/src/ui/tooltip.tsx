import * as Radix from '@radix-ui/react-tooltip'
import type { ReactElement, ReactNode } from 'react'
import { useScope } from './scope.tsx'
import { useSlot } from './slot.ts'

export interface TooltipProps {
  readonly content: ReactNode
  /** Something that takes the focus. */
  readonly children: ReactElement
}

/** Says more of what is pointed at or has the focus. It holds nothing that is said nowhere else. */
export function Tooltip({ content, children }: TooltipProps) {
  const { style, ...scope } = useScope()
  const part = useSlot('tooltip')
  return (
    <Radix.Provider delayDuration={400} skipDelayDuration={200}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content {...scope} {...part} style={{ ...style, ...part.style }} sideOffset={6} collisionPadding={8}>
            {content}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}
