import { useState } from 'react'
import { Button, Card, createPart, LazyOverlay } from '../../ui/index.ts'
import type { SecurityCardProps } from './security-settings.tsx'

const changePasswordDialog = createPart(async () => (await import('./dialogs.ts')).ChangePasswordDialog)

export interface PasswordCardProps extends SecurityCardProps {
  readonly loginUrl: string
}

/** Whether there is a password, and a new one. */
export function PasswordCard({ security, readOnly, t, loginUrl }: PasswordCardProps) {
  const [changing, setChanging] = useState(false)
  return (
    <Card
      title={t('password')}
      description={t(security.hasPassword ? 'passwordSet' : 'passwordNone')}
      actions={
        security.hasPassword && !readOnly ? (
          <Button onClick={() => setChanging(true)}>{t('changePassword')}</Button>
        ) : undefined
      }
    >
      {changing ? (
        <LazyOverlay
          part={changePasswordDialog}
          props={{
            open: true,
            onOpenChange: setChanging,
            t,
            loginUrl,
            minLength: security.passwordRules.minimumLength,
          }}
        />
      ) : null}
    </Card>
  )
}
