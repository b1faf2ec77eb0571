import { LogOut, MonitorSmartphone } from 'lucide-react'
import { useState } from 'react'
import { toLocalPath } from '../../client/safe-url.ts'
import { useLogout, useSession, useTenantSwitch, type CurrentSession } from '../../hooks/use-session.ts'
import { useMessages, type Translate } from '../../messages/use-messages.ts'
import { useWardkit } from '../../provider/wardkit-context.ts'
import {
  Avatar,
  Button,
  createPart,
  LazyOverlay,
  Menu,
  MenuChoice,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  Skeleton,
  useToast,
  VisuallyHidden,
  Widget,
} from '../../ui/index.ts'
import { userButtonMessages } from './messages.ts'

const sessionsDialog = createPart(async () => (await import('./sessions-dialog.tsx')).SessionsDialog)

type UserButtonKey = keyof (typeof userButtonMessages)['english']

export interface UserButtonProps {
  /** Path of the application's login page; `/login` when absent. */
  readonly loginUrl?: string
  /** Beside the picture: the name and the tenant. */
  readonly showName?: boolean
  /** Told when the person has gone on in another tenant; the page is left as it is, and everything is read anew. */
  readonly onTenantSwitched?: (tenant: string) => void
  readonly messages?: Partial<Readonly<Record<UserButtonKey, string>>>
}

/** Who is logged in, behind a button: their tenants, their sessions, the way out. */
export function UserButton({ loginUrl = '/login', showName = false, onTenantSwitched, messages }: UserButtonProps) {
  const t = useMessages(userButtonMessages, messages)
  const { navigate } = useWardkit()
  const session = useSession()
  const goToLogin = (): void => navigate(toLocalPath(loginUrl) ?? '/login')
  return (
    <Widget slot="user-button">
      {session.data === undefined ? (
        <Skeleton width="2rem" height="2rem" round />
      ) : session.data === null ? (
        <Button onClick={goToLogin}>{t('signIn')}</Button>
      ) : (
        <UserMenu
          current={session.data}
          showName={showName}
          t={t}
          onLoggedOut={goToLogin}
          onTenantSwitched={onTenantSwitched}
        />
      )}
    </Widget>
  )
}

interface UserMenuProps {
  readonly current: CurrentSession
  readonly showName: boolean
  readonly t: Translate<UserButtonKey>
  readonly onLoggedOut: () => void
  readonly onTenantSwitched: UserButtonProps['onTenantSwitched']
}

function UserMenu({ current, showName, t, onLoggedOut, onTenantSwitched }: UserMenuProps) {
  const { user, tenant, tenants } = current
  const toast = useToast()
  const logout = useLogout()
  const tenantSwitch = useTenantSwitch()
  const [showsSessions, setShowsSessions] = useState(false)

  function switchTo(id: string): void {
    if (id === tenant.id) return
    tenantSwitch.mutate(id, {
      onSuccess: (answer) => {
        toast({ text: t('switched', { tenant: answer.tenant.name }) })
        onTenantSwitched?.(answer.tenant.id)
      },
    })
  }

  return (
    <>
      <Menu
        trigger={
          <Button
            variant="ghost"
            className="wk-user-trigger"
            pending={tenantSwitch.isPending}
            icon={<Avatar name={user.name} />}
          >
            {showName ? (
              <span className="wk-cell-lines">
                <bdi className="wk-ellipsis">{user.name}</bdi>
                <bdi className="wk-hint wk-ellipsis">{tenant.name}</bdi>
              </span>
            ) : (
              <VisuallyHidden>{t('open', { name: user.name })}</VisuallyHidden>
            )}
          </Button>
        }
      >
        <div className="wk-user-head">
          <Avatar name={user.name} />
          <span className="wk-cell-lines">
            <bdi className="wk-choice-title">{user.name}</bdi>
            <bdi className="wk-hint">{tenant.name}</bdi>
          </span>
        </div>
        <MenuSeparator />
        {tenants.length > 1 ? (
          <>
            <MenuLabel>{t('organizations')}</MenuLabel>
            <MenuChoice
              value={tenant.id}
              onChange={switchTo}
              options={tenants.map(({ id, name }) => ({
                value: id,
                label: (
                  <span className="wk-cell-main">
                    <Avatar name={name} size="sm" shape="square" />
                    <bdi>{name}</bdi>
                  </span>
                ),
              }))}
            />
            <MenuSeparator />
          </>
        ) : null}
        <MenuItem icon={<MonitorSmartphone />} onSelect={() => setShowsSessions(true)}>
          {t('sessions')}
        </MenuItem>
        <MenuItem icon={<LogOut />} onSelect={() => logout.mutate(undefined, { onSuccess: onLoggedOut })}>
          {t('signOut')}
        </MenuItem>
      </Menu>
      <LazyOverlay part={sessionsDialog} props={{ open: showsSessions, onOpenChange: setShowsSessions, t }} />
    </>
  )
}
