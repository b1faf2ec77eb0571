import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { arabic } from './messages.ar.ts'
import { german } from './messages.de.ts'
import { english, type Messages } from './messages.en.ts'

export type LanguageCode = 'en' | 'de' | 'ar'

/** The languages, each by its own name. */
export const LANGUAGES: Readonly<Record<LanguageCode, { readonly name: string; readonly messages: Messages }>> = {
  en: { name: 'English', messages: english },
  de: { name: 'Deutsch', messages: german },
  ar: { name: 'العربية', messages: arabic },
}

interface Language {
  readonly code: LanguageCode
  readonly direction: 'ltr' | 'rtl'
  readonly setLanguage: (code: LanguageCode) => void
  /** A text, with what stands in braces in it filled in. */
  readonly t: (key: keyof Messages, values?: Readonly<Record<string, string | number>>) => string
  /** A day such as `2026-02-03`, as people write it. */
  readonly formatDay: (day: string) => string
}

const LanguageContext = createContext<Language | null>(null)
const KEY = 'larkspur.language'

/** Keeps the choice of language, on the document and for the next visit. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [code, setLanguage] = useState<LanguageCode>(readLanguage)
  const direction = code === 'ar' ? 'rtl' : 'ltr'
  useEffect(() => {
    document.documentElement.lang = code
    document.documentElement.dir = direction
    localStorage.setItem(KEY, code)
  }, [code, direction])
  const language = useMemo<Language>(() => {
    const { messages } = LANGUAGES[code]
    const days = new Intl.DateTimeFormat(code, { dateStyle: 'medium', timeZone: 'UTC' })
    return {
      code,
      direction,
      setLanguage,
      t: (key, values = {}) =>
        messages[key].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place)),
      formatDay: (day) => days.format(new Date(`${day}T00:00:00Z`)),
    }
  }, [code, direction])
  return <LanguageContext value={language}>{children}</LanguageContext>
}

export function useLanguage(): Language {
  const language = useContext(LanguageContext)
  if (language === null) throw new Error('useLanguage() stands outside of LanguageProvider')
  return language
}

function readLanguage(): LanguageCode {
  const kept = localStorage.getItem(KEY) ?? navigator.language.slice(0, 2)
  return kept === 'de' || kept === 'ar' ? kept : 'en'
}
