import * as Radix from '@radix-ui/react-tabs'
import type { ReactNode } from 'react'
import { directionOf } from '../messages/localization.ts'
import { useWardkit } from '../provider/wardkit-context.ts'
import { useSlot } from './slot.ts'

export interface TabsProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly tabs: readonly { readonly value: string; readonly label: ReactNode; readonly content: ReactNode }[]
}

/** Several views of which one is seen. */
export function Tabs({ label, value, onChange, tabs }: TabsProps) {
  const dir = directionOf(useWardkit().localization)
  const tab = useSlot('tab')
  return (
    <Radix.Root {...useSlot('tabs')} value={value} onValueChange={onChange} dir={dir}>
      <Radix.List {...useSlot('tab-list')} aria-label={label}>
        {tabs.map((one) => (
          <Radix.Trigger key={one.value} {...tab} value={one.value}>
            {one.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((one) => (
        <Radix.Content key={one.value} className="wk-tab-panel" data-slot="tab-panel" value={one.value}>
          {one.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
