import { CircleAlert, LockKeyhole, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { ApiError } from '../api.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useTenantName } from '../tenant.ts'
import { Button, ButtonLink } from './button.tsx'

interface EmptyProps {
  readonly icon: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** Says why there is nothing to see, and what can be done. */
export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div className="empty">
      <span className="empty-icon">{icon}</span>
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {action}
    </div>
  )
}

/** What went wrong with a page, and the way on. */
export function Failure({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const { t } = useLanguage()
  const tenant = useTenantName()
  const status = error instanceof ApiError ? error.status : 0
  const back = (
    <ButtonLink to="/patients" look="plain">
      {t('toPatients')}
    </ButtonLink>
  )
  if (status === 403)
    return (
      <Empty icon={<LockKeyhole />} title={t('notAllowed')} action={back}>
        {t('notAllowedLead', { tenant })}
      </Empty>
    )
  if (status === 404)
    return (
      <Empty icon={<SearchX />} title={t('notThere')} action={back}>
        {t('notThereLead')}
      </Empty>
    )
  return (
    <Empty icon={<CircleAlert />} title={t('loadFailed')} action={<Button onClick={onRetry}>{t('tryAgain')}</Button>}>
      {error.message}
    </Empty>
  )
}

/** Keeps the place of lines that are on their way. */
export function Waiting({ lines }: { readonly lines: number }) {
  const { t } = useLanguage()
  return (
    <div className="waiting" role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} style={{ inlineSize: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  )
}
