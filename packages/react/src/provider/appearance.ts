import type { CSSProperties } from 'react'

/** How the widgets look, beyond the variables that they take from the page. */
export interface Appearance {
  /** CSS variables by their names, with or without the two dashes: `{ primary: 'rebeccapurple' }`. */
  readonly variables?: Readonly<Record<string, string>>
  /** Classes or styles for parts, by the name in their `data-slot`. */
  readonly elements?: Readonly<Record<string, string | CSSProperties>>
}

/**
 * Which colours the widgets take.
 *
 * - `inherit`: those of the page, by its CSS `color-scheme`, or dark within an element of class `dark`
 * - `system`: what the visitor prefers
 */
export type ColorScheme = 'inherit' | 'system' | 'light' | 'dark'

/** Variables as a style. */
export function toVariableStyle(variables: Appearance['variables'] = {}): CSSProperties {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name.startsWith('--') ? name : `--${name}`, value]),
  )
}
