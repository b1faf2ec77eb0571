import { Languages, SunMoon } from 'lucide-react'
import { LANGUAGES, useLanguage, type LanguageCode } from '../i18n/language.tsx'
import { useTheme, type Theme } from './theme.tsx'

/** The visitor's language and colours. */
export function Preferences() {
  const { t, code, setLanguage } = useLanguage()
  const { theme, setTheme } = useTheme()
  return (
    <div className="preferences">
      <label className="choice">
        <SunMoon aria-hidden />
        <select aria-label={t('colours')} value={theme} onChange={(event) => setTheme(event.target.value as Theme)}>
          <option value="system">{t('coloursSystem')}</option>
          <option value="light">{t('coloursLight')}</option>
          <option value="dark">{t('coloursDark')}</option>
        </select>
      </label>
      <label className="choice">
        <Languages aria-hidden />
        <select
          aria-label={t('language')}
          value={code}
          onChange={(event) => setLanguage(event.target.value as LanguageCode)}
        >
          {Object.entries(LANGUAGES).map(([key, { name }]) => (
            <option key={key} value={key} lang={key}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
