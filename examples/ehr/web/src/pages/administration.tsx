import { TenantConsole } from '@wardkit/react/tenant-console'
import { Settings, ShieldCheck } from 'lucide-react'
import { Route, useNavigate, useParams } from 'react-router'
import { useLanguage } from '../i18n/language.tsx'
import { useCurrentSession, useMay } from '../session.tsx'
import { NavItem } from '../shell/shell.tsx'
import { Page } from '../ui/page.tsx'

/** Where tenants administer themselves: Wardkit's widgets in the layout of these pages. */
export const ADMINISTRATION_ROUTES = <Route path="/admin/:section?" element={<AdministrationPage />} />

/** The entry of the navigation: those who administer nothing find their own security there. */
export function AdministrationNavigation() {
  const { t } = useLanguage()
  const administers = useMay('GET:/wardkit/users')
  return administers ? (
    <NavItem to="/admin" icon={<Settings aria-hidden />} label={t('administration')} />
  ) : (
    <NavItem to="/admin/security" icon={<ShieldCheck aria-hidden />} label={t('security')} />
  )
}

function AdministrationPage() {
  const { t } = useLanguage()
  const { tenant } = useCurrentSession()
  const { section } = useParams()
  const navigate = useNavigate()
  return (
    <Page title={t('administration')} lead={<bdi>{tenant.name}</bdi>}>
      <TenantConsole
        {...(section === undefined ? {} : { section })}
        onSectionChange={(chosen) => void navigate(`/admin/${chosen}`)}
      />
    </Page>
  )
}
