import { Building2, ChevronRight } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useOperatorTenants, type OperatorTenant } from '../../hooks/use-operator.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import {
  DataTable,
  DateText,
  EmptyState,
  IconButton,
  Loaded,
  NoMatch,
  Pager,
  RelativeTime,
  SearchInput,
  Select,
  type Column,
} from '../../ui/index.ts'
import type { TranslateOperator } from './operator-console.tsx'
import { TenantStatus } from './tenant-status.tsx'

export interface TenantsViewProps {
  readonly t: TranslateOperator
  readonly onOpen: (tenant: string) => void
}

type Status = OperatorTenant['status'] | ''

/** Every tenant, narrowed by name and status. */
export function TenantsView({ t, onOpen }: TenantsViewProps) {
  const common = useMessages(commonMessages)
  const [search, setSearch] = useState('')
  const [status, setStatus] = useState<Status>('')
  // What is typed is asked for once the page has a moment to spare.
  const wanted = useDeferredValue(search.trim())
  const tenants = useOperatorTenants({
    ...(wanted === '' ? {} : { search: wanted }),
    ...(status === '' ? {} : { status }),
  })
  const columns: readonly Column<OperatorTenant>[] = [
    {
      id: 'name',
      header: t('name'),
      kind: 'title',
      cell: ({ name, slug }) => (
        <span className="wk-cell-lines">
          <bdi>{name}</bdi>
          <code className="wk-hint" dir="ltr">
            {slug}
          </code>
        </span>
      ),
    },
    { id: 'status', header: t('status'), cell: (tenant) => <TenantStatus t={t} status={tenant.status} /> },
    { id: 'users', header: t('users'), cell: ({ users }) => new Intl.NumberFormat(t.locale).format(users) },
    {
      id: 'lastActivity',
      header: t('lastActivity'),
      cell: ({ lastActivityAt }) =>
        lastActivityAt === null ? (
          <span className="wk-hint">{common('never')}</span>
        ) : (
          <RelativeTime at={lastActivityAt} />
        ),
    },
    { id: 'created', header: t('created'), cell: ({ createdAt }) => <DateText at={createdAt} /> },
    {
      id: 'open',
      header: t('open', { name: '' }),
      kind: 'end',
      cell: ({ id, name }) => (
        <IconButton
          size="sm"
          tooltip={false}
          label={t('open', { name })}
          icon={<ChevronRight className="wk-flip" />}
          onClick={() => onOpen(id)}
        />
      ),
    },
  ]
  return (
    <>
      <div className="wk-toolbar">
        <SearchInput label={t('search')} value={search} onChange={setSearch} />
        <Select aria-label={t('status')} value={status} onChange={({ target }) => setStatus(target.value as Status)}>
          <option value="">{t('anyStatus')}</option>
          <option value="active">{t('active')}</option>
          <option value="suspended">{t('suspended')}</option>
        </Select>
      </div>
      <Loaded
        query={tenants.query}
        empty={{
          when: ({ items }) => items.length === 0 && tenants.page === 1,
          show:
            wanted === '' && status === '' ? (
              <EmptyState
                icon={<Building2 />}
                title={t('tenantsEmptyTitle')}
                description={t('tenantsEmptyDescription')}
              />
            ) : (
              <NoMatch
                title={t('noMatchTitle')}
                description={t('noMatchDescription')}
                clearLabel={t('clearFilters')}
                onClear={() => {
                  setSearch('')
                  setStatus('')
                }}
              />
            ),
        }}
      >
        {() => (
          <DataTable
            caption={t('tenants')}
            columns={columns}
            rows={tenants.items}
            keyOf={({ id }) => id}
            nameOf={({ name }) => name}
            stale={tenants.query.isPlaceholderData}
            footer={<Pager {...tenants} />}
          />
        )}
      </Loaded>
    </>
  )
}
