import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'

/** `system` follows the visitor's device. */
export type Theme = 'system' | 'light' | 'dark'

interface ThemeChoice {
  readonly theme: Theme
  readonly setTheme: (theme: Theme) => void
}

const ThemeContext = createContext<ThemeChoice>({ theme: 'system', setTheme: () => undefined })
const KEY = 'larkspur.theme'

/** Keeps the choice of colours, on the document and for the next visit. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const [theme, setTheme] = useState<Theme>(readTheme)
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
    localStorage.setItem(KEY, theme)
  }, [theme])
  return <ThemeContext value={{ theme, setTheme }}>{children}</ThemeContext>
}

export function useTheme(): ThemeChoice {
  return useContext(ThemeContext)
}

function readTheme(): Theme {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}
