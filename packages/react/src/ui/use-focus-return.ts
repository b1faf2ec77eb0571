import { useState } from 'react'

/**
 * Gives the focus back to where it was when something opened above the page: to be handed to Radix as `onCloseAutoFocus`, which knows only triggers of
 * its own. To be called by a component that is there as long as it is open.
 */
export function useFocusReturn(): (event: Event) => void {
  // As it is rendered first: once it is in the page, the focus is in it already.
  const [origin] = useState(findOrigin)
  return (event) => {
    event.preventDefault()
    origin?.focus()
  }
}

function findOrigin(): HTMLElement | null {
  if (typeof document === 'undefined' || !(document.activeElement instanceof HTMLElement)) return null
  // A menu is gone by then, and its button is still there.
  const button = document.activeElement.closest('[role=menu]')?.getAttribute('aria-labelledby')
  return button === null || button === undefined ? document.activeElement : document.getElementById(button)
}
