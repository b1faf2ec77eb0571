import { useState } from 'react'
import { useSecurity, type Security } from '../../hooks/use-security.ts'
import { useMessages, type Translate } from '../../messages/use-messages.ts'
import { LazyOverlay, Loaded, Notice, SkeletonRows, WidgetSection } from '../../ui/index.ts'
import type { WidgetBaseProps } from '../widget-props.ts'
import { securitySettingsMessages } from './messages.ts'
import { PasskeyCard } from './passkey-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { RecoveryCard } from './recovery-card.tsx'
import { recoveryCodesDialog } from './recovery-codes-part.ts'
import { TotpCard } from './totp-card.tsx'

export interface SecuritySettingsProps extends WidgetBaseProps<(typeof securitySettingsMessages)['english']> {
  /** Path of the application's login page, gone to when the password was changed; `/login` when absent. */
  readonly loginUrl?: string
}

export type TranslateSecurity = Translate<keyof (typeof securitySettingsMessages)['english']>

/** What every card takes. */
export interface SecurityCardProps {
  readonly security: Security
  readonly readOnly: boolean
  readonly t: TranslateSecurity
}

/** How a person logs in: password, passkeys, authenticator app, recovery codes. */
export function SecuritySettings(props: SecuritySettingsProps) {
  const { readOnly = false, messages, loginUrl = '/login' } = props
  const t = useMessages(securitySettingsMessages, messages)
  const security = useSecurity()
  // In this component alone, and gone with it.
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  return (
    <WidgetSection slot="security-settings" title={t('title')} description={t('description')}>
      <Loaded query={security} skeleton={<SkeletonRows rows={4} />}>
        {(data) => {
          const card = { security: data, readOnly, t }
          return (
            <div className="wk-stack">
              <Advice security={data} t={t} />
              <PasswordCard {...card} loginUrl={loginUrl} />
              <PasskeyCard {...card} onCodes={setCodes} />
              <TotpCard {...card} onCodes={setCodes} />
              <RecoveryCard {...card} onCodes={setCodes} />
            </div>
          )
        }}
      </Loaded>
      {codes === null ? null : (
        <LazyOverlay part={recoveryCodesDialog} props={{ open: true, onOpenChange: () => setCodes(null), codes, t }} />
      )}
    </WidgetSection>
  )
}

function Advice({ security: { hasPassword, passkeys, totp, required }, t }: Omit<SecurityCardProps, 'readOnly'>) {
  if (required) return <Notice>{t('required')}</Notice>
  if (!hasPassword || passkeys.length > 0 || totp !== null) return null
  return (
    <Notice tone="warning" title={t('unprotected')}>
      {t('unprotectedDetail')}
    </Notice>
  )
}
