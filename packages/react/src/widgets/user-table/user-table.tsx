import { Users } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useRoleCatalog } from '../../hooks/use-role-catalog.ts'
import { useUsers, type ListedUser, type UserFilter } from '../../hooks/use-users.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { EmptyState, Loaded, NoMatch, SearchInput, Select, WidgetSection, type Sort } from '../../ui/index.ts'
import type { WidgetAction, WidgetBaseProps } from '../widget-props.ts'
import { userTableMessages } from './messages.ts'
import { UserRows } from './user-rows.tsx'

export interface UserTableProps extends WidgetBaseProps<(typeof userTableMessages)['english']> {
  /** At the end of the title's line, such as `<InviteUser />`. */
  readonly actions?: React.ReactNode
  readonly edit?: WidgetAction<ListedUser>
  readonly disable?: WidgetAction<readonly string[]>
  readonly remove?: WidgetAction<readonly string[]>
}

type UserSort = NonNullable<UserFilter['sort']>

/** The people of the tenant: who they are, what they hold and from where, and an end to their access. */
export function UserTable({ readOnly = false, messages, actions = null, edit, disable, remove }: UserTableProps) {
  const t = useMessages(userTableMessages, messages)
  const catalog = useRoleCatalog()
  const [search, setSearch] = useState('')
  const [role, setRole] = useState('')
  const [status, setStatus] = useState<'' | 'active' | 'disabled'>('')
  const [sort, setSort] = useState<Sort>({ by: 'name', order: 'ascending' })
  // What is typed is asked for once the page has a moment to spare.
  const wanted = useDeferredValue(search.trim())
  const isNarrowed = wanted !== '' || role !== '' || status !== ''
  const users = useUsers({
    sort: `${sort.order === 'descending' ? '-' : ''}${sort.by}` as UserSort,
    ...(wanted === '' ? {} : { search: wanted }),
    ...(role === '' ? {} : { role }),
    ...(status === '' ? {} : { status }),
  })
  const roles = [...(catalog.data?.own ?? []), ...(catalog.data?.shared ?? [])]

  return (
    <WidgetSection slot="user-table" title={t('title')} description={t('description')} actions={actions}>
      <div className="wk-toolbar wk-user-toolbar">
        <SearchInput label={t('searchPlaceholder')} value={search} onChange={setSearch} />
        <Select aria-label={t('role')} value={role} onChange={(event) => setRole(event.target.value)}>
          <option value="">{t('anyRole')}</option>
          {roles.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t('status')}
          value={status}
          onChange={(event) => setStatus(event.target.value as typeof status)}
        >
          <option value="">{t('anyStatus')}</option>
          <option value="active">{t('active')}</option>
          <option value="disabled">{t('disabled')}</option>
        </Select>
      </div>
      <Loaded
        query={users.query}
        empty={{
          when: ({ items }) => items.length === 0 && users.page === 1,
          show: isNarrowed ? (
            <NoMatch
              title={t('noMatchTitle')}
              description={t('noMatchDescription')}
              clearLabel={t('clearFilters')}
              onClear={() => {
                setSearch('')
                setRole('')
                setStatus('')
              }}
            />
          ) : (
            <EmptyState
              icon={<Users />}
              title={t('emptyTitle')}
              description={t('emptyDescription')}
              action={actions ?? undefined}
            />
          ),
        }}
      >
        {() => <UserRows {...{ users, roles, sort, readOnly, messages, edit, disable, remove }} onSort={setSort} />}
      </Loaded>
    </WidgetSection>
  )
}
