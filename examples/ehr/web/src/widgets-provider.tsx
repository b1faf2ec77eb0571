import { useQueryClient } from '@tanstack/react-query'
import { ENGLISH, WardkitProvider, type Localization } from '@wardkit/react'
import { ar } from '@wardkit/react/locales/ar'
import { de } from '@wardkit/react/locales/de'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { useLanguage, type LanguageCode } from './i18n/language.tsx'

const LOCALIZATIONS: Readonly<Record<LanguageCode, Localization>> = { en: ENGLISH, de, ar }

interface WidgetsProviderProps {
  readonly children: ReactNode
  /** Of the patient service when absent. What is the other's is asked of it. */
  readonly baseUrl?: string
}

/** Wardkit's hooks and widgets, in the language of these pages, with their router and what they have read. Colours come from the pages' CSS. */
export function WidgetsProvider({ children, baseUrl = '/wardkit' }: WidgetsProviderProps) {
  const { code } = useLanguage()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return (
    <WardkitProvider
      baseUrl={baseUrl}
      queryClient={queryClient}
      localization={LOCALIZATIONS[code]}
      navigate={(url) => {
        // What the services answer, as the way to an identity provider, is no page of these.
        if (isPage(url)) void navigate(url)
        else location.assign(url)
      }}
    >
      {children}
    </WardkitProvider>
  )
}

function isPage(url: string): boolean {
  return url.startsWith('/') && !url.startsWith('/wardkit/')
}
