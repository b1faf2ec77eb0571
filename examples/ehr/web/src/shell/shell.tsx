import { FileText, LogOut, Menu, Users, X } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { NavLink, Outlet, useLocation } from 'react-router'
import { useLanguage } from '../i18n/language.tsx'
import { useCurrentSession, useLogOut } from '../session.tsx'
import { Avatar } from '../ui/list.tsx'
import { Brand } from './brand.tsx'
import { Preferences } from './preferences.tsx'

/** What stands around every page of whoever is logged in: on narrow screens the navigation is a drawer. */
export function Shell({ administration }: { readonly administration?: ReactNode }) {
  const { t } = useLanguage()
  const { pathname } = useLocation()
  const [open, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  useEffect(() => setOpen(false), [pathname])
  const close = () => {
    setOpen(false)
    opener.current?.focus()
  }
  return (
    <div className="shell" data-open={open} onKeyDown={(event) => open && event.key === 'Escape' && close()}>
      <a className="skip" href="#content">
        {t('skipToContent')}
      </a>
      <aside className="sidebar" id="navigation">
        <div className="sidebar-head">
          <Brand />
          <button type="button" className="icon-button narrow-only" aria-label={t('closeMenu')} onClick={close}>
            <X aria-hidden />
          </button>
        </div>
        <nav aria-label={t('mainNavigation')}>
          <NavItem to="/patients" icon={<Users aria-hidden />} label={t('patients')} />
          <NavItem to="/reports" icon={<FileText aria-hidden />} label={t('reports')} />
          {administration}
        </nav>
        <Person />
      </aside>
      <button type="button" className="scrim" tabIndex={-1} aria-hidden onClick={close} />
      <div className="shell-main">
        <header className="topbar">
          <button
            ref={opener}
            type="button"
            className="icon-button narrow-only"
            aria-label={t('openMenu')}
            aria-expanded={open}
            aria-controls="navigation"
            onClick={() => setOpen(true)}
          >
            <Menu aria-hidden />
          </button>
          <Facility />
          <Preferences />
        </header>
        <main id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  )
}

/** One entry of the navigation. */
export function NavItem({
  to,
  icon,
  label,
}: {
  readonly to: string
  readonly icon: ReactNode
  readonly label: string
}) {
  return (
    <NavLink className="nav-item" to={to}>
      {icon}
      <span>{label}</span>
    </NavLink>
  )
}

function Facility() {
  const { tenant } = useCurrentSession()
  return (
    <span className="facility">
      <bdi>{tenant.name}</bdi>
    </span>
  )
}

function Person() {
  const { t } = useLanguage()
  const { user } = useCurrentSession()
  const logOut = useLogOut()
  return (
    <div className="person">
      <Avatar name={user.name} />
      <span className="person-name">
        <bdi>{user.name}</bdi>
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label={t('logOut')}
        title={t('logOut')}
        onClick={() => void logOut()}
      >
        <LogOut aria-hidden className="mirrored" />
      </button>
    </div>
  )
}
