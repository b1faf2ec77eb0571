import { Building2, Ellipsis, KeyRound, Pencil, Trash2, Users } from 'lucide-react'
import type { TrustEntry } from '../../hooks/use-role-trust.ts'
import {
  Avatar,
  Badge,
  ChipList,
  DataTable,
  IconButton,
  Menu,
  MenuItem,
  TagChips,
  type Column,
} from '../../ui/index.ts'
import { useTrust } from './trust-context.ts'

export interface TrustTableProps {
  readonly nameOf: (entry: TrustEntry) => string
  readonly onEdit: (entry: TrustEntry) => void
  readonly onRemove: (entry: TrustEntry) => void
}

/** Who may assume the role, an entry in each row. */
export function TrustTable({ nameOf, onEdit, onRemove }: TrustTableProps) {
  const { role, trust, ownTenant, mayChange, t } = useTrust()
  const columns: readonly Column<TrustEntry>[] = [
    {
      id: 'who',
      header: t('who'),
      kind: 'title',
      width: '28%',
      cell: (entry) => <Who entry={entry} name={nameOf(entry)} />,
    },
    {
      id: 'from',
      header: t('from'),
      cell: ({ tenant }) =>
        tenant === ownTenant ? (
          t('own')
        ) : (
          <span className="wk-cell-lines">
            {t('other')}
            <code className="wk-hint wk-anywhere" dir="ltr">
              {tenant}
            </code>
          </span>
        ),
    },
    {
      id: 'tags',
      header: t('holding'),
      cell: ({ tags }) =>
        Object.keys(tags).length === 0 ? (
          <span className="wk-hint">{t('anyTags')}</span>
        ) : (
          <ChipList>
            <TagChips tags={tags} />
          </ChipList>
        ),
    },
    {
      id: 'externalId',
      header: t('externalId'),
      cell: ({ externalId }) =>
        externalId ? (
          <Badge tone="info">{t('externalIdAsked')}</Badge>
        ) : (
          <span className="wk-hint">{t('externalIdNotAsked')}</span>
        ),
    },
  ]
  const actions: Column<TrustEntry> = {
    id: 'actions',
    header: t('edit'),
    kind: 'end',
    cell: (entry) => (
      <Menu
        trigger={
          <IconButton size="sm" tooltip={false} label={t('actionsOf', { name: nameOf(entry) })} icon={<Ellipsis />} />
        }
      >
        <MenuItem icon={<Pencil />} onSelect={() => onEdit(entry)}>
          {t('edit')}
        </MenuItem>
        <MenuItem danger icon={<Trash2 />} onSelect={() => onRemove(entry)}>
          {t('remove')}
        </MenuItem>
      </Menu>
    ),
  }
  return (
    <DataTable
      caption={t('caption', { role: role.name })}
      columns={mayChange ? [...columns, actions] : columns}
      rows={trust.trust}
      keyOf={({ id }) => id}
      nameOf={nameOf}
    />
  )
}

function Who({ entry: { tenant, principal }, name }: { readonly entry: TrustEntry; readonly name: string }) {
  const { ownTenant, t } = useTrust()
  const isNamed = principal !== null && name !== principal
  const Icon = principal !== null ? KeyRound : tenant === ownTenant ? Users : Building2
  return (
    <span className="wk-cell-main">
      {isNamed ? (
        <Avatar name={name} size="sm" />
      ) : (
        <span className="wk-trust-mark" aria-hidden="true">
          <Icon />
        </span>
      )}
      {principal === null ? (
        t('anybody')
      ) : isNamed ? (
        <bdi className="wk-anywhere">{name}</bdi>
      ) : (
        <code className="wk-anywhere" dir="ltr">
          {principal}
        </code>
      )}
    </span>
  )
}
