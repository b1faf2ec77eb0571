import { ArrowLeft, Power, PowerOff, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useActivateConnection, useDeleteConnection, type Connection } from '../../hooks/use-connections.ts'
import type { Domain } from '../../hooks/use-domains.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import {
  Button,
  Card,
  Chip,
  ChipList,
  CodeBlock,
  ConfirmDialog,
  IconButton,
  ProblemNotice,
  useToast,
} from '../../ui/index.ts'
import { runAction } from '../widget-props.ts'
import { ConnectionAddresses, EditConnection } from './connection-addresses.tsx'
import { ConnectionStatus } from './connection-status.tsx'
import { useSso } from './sso-context.ts'
import { TestPanel } from './test-panel.tsx'

export interface ConnectionDetailProps {
  readonly connection: Connection
  readonly domains: readonly Domain[]
  readonly onBack: () => void
}

/** One connection, with all that can be done with it. */
export function ConnectionDetail({ connection, domains, onBack }: ConnectionDetailProps) {
  const { t, mayChange } = useSso()
  const common = useMessages(commonMessages)
  const { id, name, issuer, clientId, scopes, status } = connection
  const own = domains.filter((domain) => domain.connection === id)
  return (
    <div className="wk-stack wk-sso-overview">
      <header className="wk-detail-head">
        <IconButton icon={<ArrowLeft className="wk-flip" />} label={common('back')} onClick={onBack} />
        <h3 className="wk-section-title">
          <bdi>{name}</bdi>
        </h3>
        <ConnectionStatus status={status} />
        {mayChange ? <ConnectionActions connection={connection} onDeleted={onBack} /> : null}
      </header>
      <Card title={t('details')} actions={mayChange ? <EditConnection connection={connection} /> : undefined}>
        <div className="wk-stack">
          <div className="wk-field">
            <span className="wk-label">{t('issuer')}</span>
            <CodeBlock inline code={issuer} label={t('issuer')} />
          </div>
          <div className="wk-field">
            <span className="wk-label">{t('clientId')}</span>
            <CodeBlock inline code={clientId} label={t('clientId')} />
          </div>
          <div className="wk-field">
            <span className="wk-label">{t('scopes')}</span>
            <ChipList label={t('scopes')}>
              {scopes.map((scope) => (
                <Chip key={scope} value={scope} />
              ))}
            </ChipList>
          </div>
          {own.length === 0 ? null : (
            <div className="wk-field">
              <span className="wk-label">{t('domains')}</span>
              <ChipList label={t('domains')}>
                {own.map((one) => (
                  <Chip key={one.id} value={one.domain} />
                ))}
              </ChipList>
            </div>
          )}
        </div>
      </Card>
      <Card title={t('testRuns')} description={t('testDescription')}>
        <TestPanel connection={connection} />
      </Card>
      <Card title={t('registerTitle')}>
        <ConnectionAddresses connection={connection} />
      </Card>
    </div>
  )
}

interface ConnectionActionsProps {
  readonly connection: Connection
  readonly onDeleted: () => void
}

function ConnectionActions({ connection, onDeleted }: ConnectionActionsProps) {
  const { t, actions } = useSso()
  const toast = useToast()
  const activation = useActivateConnection()
  const deletion = useDeleteConnection()
  const [asked, setAsked] = useState<'deactivate' | 'remove' | null>(null)
  const { id, name, status } = connection

  async function setActive(active: boolean): Promise<void> {
    const action = active ? actions.activate : actions.deactivate
    try {
      const done = await runAction(action, connection, () => activation.mutateAsync({ id, active }))
      if (done !== undefined) toast({ text: t(active ? 'activated' : 'deactivated', { name }) })
    } catch {
      // Shown where it was asked for.
      return
    }
    setAsked(null)
  }

  async function remove(): Promise<void> {
    try {
      await runAction(actions.remove, connection, () => deletion.mutateAsync(id))
    } catch {
      // Shown in the dialog, which stays.
      return
    }
    toast({ text: t('deleted', { name }) })
    onDeleted()
  }

  return (
    <span className="wk-row wk-detail-actions">
      {status === 'active' ? (
        actions.deactivate?.disabled === true ? null : (
          <Button icon={<PowerOff />} onClick={() => setAsked('deactivate')}>
            {t('deactivate')}
          </Button>
        )
      ) : (
        <Button
          variant="primary"
          icon={<Power />}
          pending={activation.isPending}
          disabled={status === 'draft' || actions.activate?.disabled === true}
          onClick={() => void setActive(true)}
        >
          {t('activate')}
        </Button>
      )}
      {actions.remove?.disabled === true ? null : (
        <Button icon={<Trash2 />} onClick={() => setAsked('remove')}>
          {t('deleteConnection')}
        </Button>
      )}
      {asked === null ? <ProblemNotice problem={activation.error} /> : null}
      <ConfirmDialog
        open={asked === 'deactivate'}
        onOpenChange={(open) => {
          if (open) return
          setAsked(null)
          activation.reset()
        }}
        title={t('deactivateTitle', { name })}
        description={t('deactivateDescription')}
        confirmLabel={t('deactivate')}
        danger
        pending={activation.isPending}
        problem={activation.error}
        onConfirm={() => void setActive(false)}
      />
      <ConfirmDialog
        open={asked === 'remove'}
        onOpenChange={(open) => {
          if (open) return
          setAsked(null)
          deletion.reset()
        }}
        title={t('deleteTitle', { name })}
        description={t('deleteDescription')}
        confirmLabel={t('deleteSubmit')}
        danger
        typed={{ word: name, label: t.rich('deleteWord', { name: <strong key="name">{name}</strong> }) }}
        pending={deletion.isPending}
        problem={deletion.error}
        onConfirm={() => void remove()}
      />
    </span>
  )
}
