import { SearchX } from 'lucide-react'
import { useLanguage } from '../i18n/language.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { Empty } from '../ui/states.tsx'

export function NotFoundPage() {
  const { t } = useLanguage()
  return (
    <Page title={t('notThere')}>
      <div className="card">
        <Empty
          icon={<SearchX />}
          title={t('notThere')}
          action={<ButtonLink to="/patients">{t('toPatients')}</ButtonLink>}
        >
          {t('notThereLead')}
        </Empty>
      </div>
    </Page>
  )
}
