import type { Connection } from '../../hooks/use-connections.ts'
import { Badge, type Tone } from '../../ui/index.ts'
import type { SsoKey } from './providers.ts'
import { useSso } from './sso-context.ts'

const STATUSES: Readonly<Record<Connection['status'], { readonly text: SsoKey; readonly tone: Tone }>> = {
  draft: { text: 'statusDraft', tone: 'neutral' },
  tested: { text: 'statusTested', tone: 'info' },
  active: { text: 'statusActive', tone: 'success' },
  disabled: { text: 'statusDisabled', tone: 'warning' },
}

/** How far a connection has come. */
export function ConnectionStatus({ status }: Pick<Connection, 'status'>) {
  const { t } = useSso()
  const { text, tone } = STATUSES[status]
  return (
    <Badge tone={tone} dot={status === 'active'}>
      {t(text)}
    </Badge>
  )
}
