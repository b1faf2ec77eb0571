import { ApiKeys } from '@wardkit/react/api-keys'
import { KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { Route } from 'react-router'
import { useLanguage } from '../i18n/language.tsx'
import { useCurrentSession, useMay } from '../session.tsx'
import { NavItem } from '../shell/shell.tsx'
import { Page } from '../ui/page.tsx'

/** Where tenants administer themselves: Wardkit's widgets in the layout of these pages. */
export const ADMINISTRATION_ROUTES = (
  <Route
    path="/admin/api-keys"
    element={
      <AdministrationPage>
        <ApiKeys />
      </AdministrationPage>
    }
  />
)

/** The entries of the navigation, to those who may read what stands behind them. */
export function AdministrationNavigation() {
  const { t } = useLanguage()
  const mayReadKeys = useMay('GET:/wardkit/api-keys')
  if (!mayReadKeys) return null
  return (
    <>
      <p className="nav-group">{t('administration')}</p>
      <NavItem to="/admin/api-keys" icon={<KeyRound aria-hidden />} label={t('apiKeys')} />
    </>
  )
}

function AdministrationPage({ children }: { readonly children: ReactNode }) {
  const { t } = useLanguage()
  const { tenant } = useCurrentSession()
  return (
    <Page title={t('administration')} lead={<bdi>{tenant.name}</bdi>}>
      {children}
    </Page>
  )
}
