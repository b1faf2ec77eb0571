import type { ReactNode } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import { Brand } from './brand.tsx'
import { Preferences } from './preferences.tsx'

/** The pages of whoever is not logged in: the brand beside what is asked. */
export function AuthLayout({ children }: { readonly children: ReactNode }) {
  const { t } = useLanguage()
  return (
    <div className="auth">
      <aside className="auth-brand">
        <Brand />
        <div>
          <p className="auth-line">{t('brandLine')}</p>
          <p>{t('brandText')}</p>
        </div>
        <svg className="auth-pulse" viewBox="0 0 600 120" preserveAspectRatio="none" aria-hidden>
          <path d="M0 70h150l18-16 18 16h40l14 14 26-78 26 104 18-54 14 14h60l20-22 20 22h176" />
        </svg>
      </aside>
      <div className="auth-side">
        <header className="auth-top">
          <span className="auth-small">
            <Brand />
          </span>
          <Preferences />
        </header>
        <main className="auth-main">{children}</main>
      </div>
    </div>
  )
}
