import { AppWindow, ChevronRight, KeyRound, UserCog, UserRound, UserX } from 'lucide-react'
import type { AuditRecord, useAuditLog } from '../../hooks/use-audit-log.ts'
import { Avatar, Badge, DataTable, IconButton, Pager, RelativeTime, type Column } from '../../ui/index.ts'
import { toneOf } from './audit-actions.ts'
import type { NamesById, TranslateAudit } from './audit-log.tsx'

export interface AuditTableProps {
  readonly log: ReturnType<typeof useAuditLog>
  readonly names: NamesById
  readonly t: TranslateAudit
  readonly onShow: (record: AuditRecord) => void
}

/** One page of the log. */
export function AuditTable({ log, names, t, onShow }: AuditTableProps) {
  const columns: readonly Column<AuditRecord>[] = [
    {
      id: 'action',
      header: t('action'),
      kind: 'title',
      width: '27%',
      cell: ({ action }) => (
        <Badge tone={toneOf(action)}>
          <code dir="ltr">{action}</code>
        </Badge>
      ),
    },
    { id: 'actor', header: t('actor'), width: '25%', cell: ({ actor }) => <Actor {...{ actor, names, t }} /> },
    {
      id: 'target',
      header: t('target'),
      width: '28%',
      cell: ({ target, details }) =>
        target === null ? null : (
          <span className="wk-audit-target" title={target.id}>
            <span className="wk-hint">{target.type}</span>
            <bdi className="wk-ellipsis">{names.get(target.id) ?? nameIn(details) ?? target.id}</bdi>
          </span>
        ),
    },
    { id: 'time', header: t('time'), cell: ({ time }) => <RelativeTime at={time} /> },
    {
      id: 'show',
      header: t('show'),
      kind: 'end',
      cell: (record) => (
        <IconButton
          size="sm"
          label={t('details', { action: record.action })}
          icon={<ChevronRight className="wk-flip" />}
          onClick={() => onShow(record)}
        />
      ),
    },
  ]
  return (
    <DataTable
      caption={t('title')}
      columns={columns}
      rows={log.items}
      keyOf={({ sequence }) => String(sequence)}
      nameOf={({ action }) => action}
      stale={log.query.isPlaceholderData}
      footer={<Pager {...log} />}
    />
  )
}

/** What something was called when it was made, changed or removed, as far as that was written down. */
function nameIn(details: AuditRecord['details']): string | undefined {
  return [details, details['after'], details['before']]
    .map((one) => (typeof one === 'object' && one !== null && 'name' in one ? one['name'] : undefined))
    .find((name) => typeof name === 'string' && name !== '') as string | undefined
}

export interface ActorProps extends Pick<AuditTableProps, 'names' | 't'> {
  readonly actor: AuditRecord['actor']
}

/** Who did it: somebody by name where it is known, else what they are. */
export function Actor({ actor: { type, id }, names, t }: ActorProps) {
  const name = id === null ? undefined : names.get(id)
  if (name !== undefined) {
    return (
      <span className="wk-person">
        <Avatar name={name} size="sm" />
        <bdi className="wk-anywhere">{name}</bdi>
      </span>
    )
  }
  const [Icon, label] =
    type === 'application'
      ? [AppWindow, t('application')]
      : type === 'operator'
        ? [UserCog, t('operator')]
        : type === 'nobody'
          ? [UserX, t('nobody')]
          : [type === 'apiKey' ? KeyRound : UserRound, id]
  return (
    <span className="wk-person">
      <Icon aria-hidden="true" />
      <bdi className="wk-anywhere">{label}</bdi>
    </span>
  )
}
