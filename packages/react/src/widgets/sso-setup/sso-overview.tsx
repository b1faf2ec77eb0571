import { Plus, ShieldCheck } from 'lucide-react'
import type { Connection } from '../../hooks/use-connections.ts'
import type { Domain } from '../../hooks/use-domains.ts'
import {
  Avatar,
  Badge,
  Button,
  Card,
  Chip,
  ChipList,
  DataTable,
  EmptyState,
  RelativeTime,
  type Column,
} from '../../ui/index.ts'
import { ConnectionStatus } from './connection-status.tsx'
import { DomainList } from './domain-list.tsx'
import { Enforcement } from './enforcement.tsx'
import { useSso } from './sso-context.ts'

export interface SsoOverviewProps {
  readonly connections: readonly Connection[]
  readonly domains: readonly Domain[]
  readonly onOpen: (connection: Connection) => void
  readonly onAdd: () => void
}

/** Everything that is set up of single sign-on. */
export function SsoOverview({ connections, domains, onOpen, onAdd }: SsoOverviewProps) {
  const { t, mayChange } = useSso()
  const add = mayChange ? (
    <Button icon={<Plus />} onClick={onAdd}>
      {t('addConnection')}
    </Button>
  ) : undefined
  const columns: readonly Column<Connection>[] = [
    {
      id: 'name',
      header: t('name'),
      kind: 'title',
      cell: ({ name, issuer }) => (
        <span className="wk-cell-main">
          <Avatar name={name} shape="square" />
          <span className="wk-cell-lines">
            <bdi className="wk-ellipsis">{name}</bdi>
            <bdi className="wk-hint wk-ellipsis" dir="ltr">
              {issuer}
            </bdi>
          </span>
        </span>
      ),
    },
    {
      id: 'domains',
      header: t('domains'),
      cell: ({ id }) => (
        <ChipList>
          {domains
            .filter(({ connection }) => connection === id)
            .map((one) => (
              <Chip key={one.id} value={one.domain} />
            ))}
        </ChipList>
      ),
    },
    {
      id: 'test',
      header: t('lastTest'),
      cell: ({ lastTest }) =>
        lastTest === null ? (
          <span className="wk-hint">{t('never')}</span>
        ) : (
          <span className="wk-row">
            {lastTest.status === 'failed' ? <Badge tone="danger">{t('runFailed')}</Badge> : null}
            {lastTest.status === 'passed' ? <Badge tone="success">{t('runPassed')}</Badge> : null}
            <span className="wk-hint">
              <RelativeTime at={lastTest.at} />
            </span>
          </span>
        ),
    },
    { id: 'status', header: t('status'), cell: ({ status }) => <ConnectionStatus status={status} /> },
    {
      id: 'open',
      header: t('manage'),
      kind: 'end',
      cell: (connection) => (
        <Button size="sm" onClick={() => onOpen(connection)}>
          {!mayChange
            ? t('view')
            : connection.status === 'draft' || connection.status === 'tested'
              ? t('continueSetup')
              : t('manage')}
          <span className="wk-visually-hidden"> {connection.name}</span>
        </Button>
      ),
    },
  ]
  return (
    <div className="wk-stack wk-sso-overview">
      <Card title={t('connections')} actions={connections.length === 0 ? undefined : add}>
        {connections.length === 0 ? (
          <EmptyState icon={<ShieldCheck />} title={t('introTitle')} description={t('introDescription')} action={add} />
        ) : (
          <DataTable
            caption={t('connections')}
            columns={columns}
            rows={connections}
            keyOf={({ id }) => id}
            nameOf={({ name }) => name}
          />
        )}
      </Card>
      <Card title={t('domains')} description={t('domainsHint')}>
        <DomainList domains={domains} connections={connections} />
      </Card>
      <Enforcement connections={connections} />
    </div>
  )
}
