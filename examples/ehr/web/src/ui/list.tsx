import { Search, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { PAGE_SIZE } from '../api.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Button } from './button.tsx'
import { Empty } from './states.tsx'

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <label className="search">
      <Search aria-hidden />
      <input
        type="search"
        value={value}
        placeholder={label}
        aria-label={label}
        maxLength={200}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}

export function NothingFound({ search, onClear }: { readonly search: string; readonly onClear: () => void }) {
  const { t } = useLanguage()
  return (
    <Empty
      icon={<SearchX />}
      title={t('nothingFound', { search })}
      action={<Button onClick={onClear}>{t('clearSearch')}</Button>}
    >
      {t('nothingFoundLead')}
    </Empty>
  )
}

interface PagerProps {
  readonly page: number
  readonly total: number
  readonly onPage: (page: number) => void
}

/** The way through a list that is longer than a page. */
export function Pager({ page, total, onPage }: PagerProps): ReactNode {
  const { t } = useLanguage()
  const pages = Math.ceil(total / PAGE_SIZE)
  if (pages < 2) return null
  return (
    <nav className="pager" aria-label={t('pageOf', { page, pages })}>
      <span className="muted">{t('pageOf', { page, pages })}</span>
      <Button disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {t('previousPage')}
      </Button>
      <Button disabled={page >= pages} onClick={() => onPage(page + 1)}>
        {t('nextPage')}
      </Button>
    </nav>
  )
}

/** Initials on a colour that is always the same for the same name. */
export function Avatar({ name }: { readonly name: string }) {
  const words = name.trim().split(/\s+/)
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
  const hue = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7)
  return (
    <span className="avatar" aria-hidden style={{ '--hue': hue } as React.CSSProperties}>
      {initials.toLocaleUpperCase()}
    </span>
  )
}
