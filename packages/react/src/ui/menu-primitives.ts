import type * as Radix from '@radix-ui/react-menu'
import { createContext, useContext } from 'react'

/** What the items of a menu are made of. It comes with the menu that they are in, so that a page without an open menu does without it. */
export type MenuPrimitives = Pick<
  typeof Radix,
  'Item' | 'ItemIndicator' | 'Label' | 'RadioGroup' | 'RadioItem' | 'Separator'
>

export const MenuPrimitivesContext = createContext<MenuPrimitives | null>(null)

/** @throws TypeError outside a menu */
export function useMenuPrimitives(): MenuPrimitives {
  const primitives = useContext(MenuPrimitivesContext)
  if (primitives === null) throw new TypeError('a menu item stands in a `<Menu>`')
  return primitives
}
