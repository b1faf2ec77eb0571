import type { CSSProperties } from 'react'
import { useWardkit } from '../provider/wardkit-context.ts'

/** What every part carries: its name for the application's CSS, and what the application's `appearance` has for it. */
export interface SlotProps {
  readonly 'data-slot': string
  readonly className: string
  readonly style?: CSSProperties
}

/** The class, style and name of a part. @param className of Wardkit's own CSS */
export function useSlot(slot: string, className = `wk-${slot}`): SlotProps {
  const own = useWardkit().appearance.elements?.[slot]
  if (own === undefined) return { 'data-slot': slot, className }
  if (typeof own === 'string') return { 'data-slot': slot, className: `${className} ${own}` }
  return { 'data-slot': slot, className, style: own }
}

/** Class names that apply, in one. */
export function classes(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => name !== false && name !== undefined && name !== '').join(' ')
}
