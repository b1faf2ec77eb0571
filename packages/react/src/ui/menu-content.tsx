import * as Radix from '@radix-ui/react-menu'
import { useEffect, useRef, type ReactNode, type RefObject } from 'react'
import { MenuPrimitivesContext } from './menu-primitives.ts'
import { useScope } from './scope.tsx'
import { useSlot } from './slot.ts'

export interface MenuContentProps {
  readonly id: string
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  /** Opened by the keyboard, it begins at its first item. */
  readonly focusesFirst: boolean
  /** What it hangs on, is named by, and gives the focus back to. */
  readonly button: RefObject<HTMLButtonElement | null>
  readonly align: 'start' | 'end'
  readonly children: ReactNode
}

/** A menu that is open. */
export function MenuContent({ id, open, onOpenChange, focusesFirst, button, align, children }: MenuContentProps) {
  const { style, ...scope } = useScope()
  const part = useSlot('menu')
  const goesElsewhere = useRef(false)
  return (
    <MenuPrimitivesContext.Provider value={Radix}>
      <Radix.Root open={open} onOpenChange={onOpenChange} modal={false} dir={scope.dir}>
        <Radix.Anchor virtualRef={button} />
        <Radix.Portal>
          <Radix.Content
            {...scope}
            {...part}
            id={id}
            aria-labelledby={button.current?.id}
            style={{ ...style, ...part.style }}
            align={align}
            sideOffset={6}
            collisionPadding={8}
            onInteractOutside={({ target }) => {
              if (!button.current?.contains(target as Node)) goesElsewhere.current = true
            }}
            onCloseAutoFocus={(event) => {
              event.preventDefault()
              if (!goesElsewhere.current) button.current?.focus()
              goesElsewhere.current = false
            }}
          >
            {focusesFirst ? <FocusFirst menu={id} /> : null}
            {children}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </MenuPrimitivesContext.Provider>
  )
}

/** Radix knows of the keyboard only what was pressed after it had been loaded. */
function FocusFirst({ menu }: { readonly menu: string }) {
  useEffect(() => {
    document.getElementById(menu)?.querySelector<HTMLElement>('[role^=menuitem]:not([data-disabled])')?.focus()
  }, [menu])
  return null
}
