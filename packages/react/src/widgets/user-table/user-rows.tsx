import { Ban, CircleCheck, Ellipsis, Pencil, ShieldCheck, UserMinus, Workflow } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../../hooks/use-may.ts'
import { useSession } from '../../hooks/use-session.ts'
import { useUserAction, type ListedUser, type UserAction, type useUsers } from '../../hooks/use-users.ts'
import { useMessages } from '../../messages/use-messages.ts'
import {
  Avatar,
  Badge,
  Button,
  Chip,
  ChipList,
  ConfirmDialog,
  createPart,
  DataTable,
  EmailText,
  IconButton,
  LazyOverlay,
  Menu,
  MenuItem,
  MenuSeparator,
  Pager,
  RelativeTime,
  useToast,
  type Column,
  type Sort,
} from '../../ui/index.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { runAction } from '../widget-props.ts'
import { userTableMessages } from './messages.ts'
import type { UserTableProps } from './user-table.tsx'

const editUser = createPart(async () => (await import('./edit-user.tsx')).EditUser)

export interface NamedRole {
  readonly id: string
  readonly name: string
}

export interface UserRowsProps {
  readonly edit: UserTableProps['edit']
  readonly disable: UserTableProps['disable']
  readonly remove: UserTableProps['remove']
  readonly messages: UserTableProps['messages']
  readonly users: ReturnType<typeof useUsers>
  readonly roles: readonly NamedRole[]
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
  readonly readOnly: boolean
}

/** How many chips of one kind stand in a row before the rest is counted. */
const MOST_CHIPS = 3

type Asked = { readonly action: 'disable' | 'remove'; readonly users: readonly string[] } | null

/** The rows of one page of users, and what can be done with one or several. */
export function UserRows({ users, roles, sort, onSort, readOnly, messages, edit, disable, remove }: UserRowsProps) {
  const t = useMessages(userTableMessages, messages)
  const common = useMessages(commonMessages)
  const toast = useToast()
  const session = useSession()
  const change = useUserAction()
  const mayEdit = useMay('PATCH:/wardkit/users/{userId}') && !readOnly && edit?.disabled !== true
  const mayDisable = useMay('POST:/wardkit/users/{userId}/disable') && !readOnly && disable?.disabled !== true
  const mayRemove = useMay('DELETE:/wardkit/users/{userId}') && !readOnly && remove?.disabled !== true
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState<Asked>(null)
  const [editing, setEditing] = useState<ListedUser | null>(null)
  const ownId = session.data?.user.id

  const chosen = users.items.filter(({ id }) => selected.has(id)).map(({ id }) => id)

  async function act(action: UserAction, ids: readonly string[]): Promise<void> {
    const own = action === 'remove' ? remove : disable
    try {
      await runAction(own, ids, async () => change.mutateAsync({ action, users: ids }))
    } catch {
      // Shown in the dialog, which stays.
      return
    }
    setAsked(null)
    setSelected(new Set())
    const count = ids.length
    if (action === 'remove') toast({ text: t('removedToast', { count }) })
    else if (action === 'enable') toast({ text: t('enabledToast', { count }) })
    else toast({ text: t('disabledToast', { count }), onUndo: () => void act('enable', ids) })
  }

  const columns: readonly Column<ListedUser>[] = [
    {
      id: 'name',
      header: t('user'),
      kind: 'title',
      sortable: true,
      cell: (user) => (
        <span className="wk-person">
          <Avatar name={user.name} />
          <span className="wk-cell-lines">
            <span className="wk-person-name">
              <bdi>{user.name}</bdi>
              {user.id === ownId ? <Badge tone="info">{t('you')}</Badge> : null}
            </span>
            <span className="wk-hint">
              <EmailText email={user.email} />
            </span>
          </span>
        </span>
      ),
    },
    { id: 'roles', header: t('roles'), cell: (user) => <UserRoles {...{ user, roles, messages }} /> },
    { id: 'tags', header: t('tags'), cell: (user) => <UserTags {...{ user, messages }} /> },
    {
      id: 'lastLogin',
      header: t('lastLogin'),
      cell: ({ lastLoginAt }) =>
        lastLoginAt === null ? <span className="wk-hint">{common('never')}</span> : <RelativeTime at={lastLoginAt} />,
    },
    {
      id: 'status',
      header: t('status'),
      cell: ({ status, emailVerified, secondFactor }) => (
        <span className="wk-row">
          {status === 'disabled' ? (
            <Badge>{t('disabled')}</Badge>
          ) : emailVerified ? (
            <Badge tone="success" dot>
              {t('active')}
            </Badge>
          ) : (
            <Badge tone="warning" dot>
              {t('unverified')}
            </Badge>
          )}
          {secondFactor ? (
            <span title={t('secondFactorHint')}>
              <Badge icon={<ShieldCheck aria-hidden />}>{t('secondFactor')}</Badge>
            </span>
          ) : null}
        </span>
      ),
    },
  ]
  const menu: Column<ListedUser> = {
    id: 'actions',
    header: common('actions'),
    kind: 'end',
    cell: (user) => (
      <Menu
        trigger={
          <IconButton size="sm" tooltip={false} label={t('actionsOf', { name: user.name })} icon={<Ellipsis />} />
        }
      >
        {mayEdit ? (
          <MenuItem icon={<Pencil />} onSelect={() => setEditing(user)}>
            {t('edit')}
          </MenuItem>
        ) : null}
        {!mayDisable ? null : user.status === 'active' ? (
          <MenuItem icon={<Ban />} onSelect={() => setAsked({ action: 'disable', users: [user.id] })}>
            {t('disable')}
          </MenuItem>
        ) : (
          <MenuItem icon={<CircleCheck />} onSelect={() => void act('enable', [user.id])}>
            {t('enable')}
          </MenuItem>
        )}
        {mayRemove ? (
          <>
            <MenuSeparator />
            <MenuItem danger icon={<UserMinus />} onSelect={() => setAsked({ action: 'remove', users: [user.id] })}>
              {t('remove')}
            </MenuItem>
          </>
        ) : null}
      </Menu>
    ),
  }
  const hasActions = mayEdit || mayDisable || mayRemove
  const canSelect = mayDisable || mayRemove

  return (
    <>
      {chosen.length === 0 ? null : (
        <div className="wk-bulk" role="region" aria-label={common('selected', { count: chosen.length })}>
          <span>{common('selected', { count: chosen.length })}</span>
          {mayDisable ? (
            <Button size="sm" onClick={() => setAsked({ action: 'disable', users: chosen })}>
              {t('disable')}
            </Button>
          ) : null}
          {mayRemove ? (
            <Button size="sm" variant="danger" onClick={() => setAsked({ action: 'remove', users: chosen })}>
              {common('remove')}
            </Button>
          ) : null}
          <Button size="sm" variant="ghost" onClick={() => setSelected(new Set())}>
            {common('clear')}
          </Button>
        </div>
      )}
      <DataTable
        caption={t('title')}
        columns={hasActions ? [...columns, menu] : columns}
        rows={users.items}
        keyOf={({ id }) => id}
        nameOf={({ name }) => name}
        sort={sort}
        onSort={onSort}
        {...(canSelect ? { selection: { keys: selected, onChange: setSelected } } : {})}
        stale={users.query.isPlaceholderData}
        footer={<Pager {...users} />}
      />
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(isOpen) => {
          if (isOpen) return
          setAsked(null)
          change.reset()
        }}
        title={t(asked?.action === 'remove' ? 'removeTitle' : 'disableTitle', { count: asked?.users.length ?? 1 })}
        description={t(asked?.action === 'remove' ? 'removeDescription' : 'disableDescription')}
        confirmLabel={asked?.action === 'remove' ? common('remove') : t('disable')}
        danger
        pending={change.isPending}
        problem={change.error}
        onConfirm={() => {
          if (asked !== null) void act(asked.action, asked.users)
        }}
      />
      {editing === null ? null : (
        <LazyOverlay
          key={editing.id}
          part={editUser}
          props={{ open: true, onOpenChange: () => setEditing(null), user: editing, roles, messages, action: edit }}
        />
      )}
    </>
  )
}

interface CellProps {
  readonly messages: UserTableProps['messages']
  readonly user: ListedUser
}

function UserRoles({ user, roles, messages }: CellProps & { readonly roles: readonly NamedRole[] }) {
  const t = useMessages(userTableMessages, messages)
  const nameOf = (id: string): string => roles.find((role) => role.id === id)?.name ?? id
  const isFromConnection = (id: string): boolean =>
    user.roleSources.some(({ role, source }) => role === id && source === 'connection')
  if (user.roles.length === 0) return <span className="wk-hint">{t('noRoles')}</span>
  return (
    <ChipList>
      {user.roles.slice(0, MOST_CHIPS).map((id) => (
        <Chip
          key={id}
          value={nameOf(id)}
          icon={isFromConnection(id) ? <Workflow role="img" aria-label={t('fromConnection')} /> : undefined}
        />
      ))}
      <More names={user.roles.slice(MOST_CHIPS).map(nameOf)} messages={messages} />
    </ChipList>
  )
}

function UserTags({ user, messages }: CellProps) {
  const t = useMessages(userTableMessages, messages)
  const tags = Object.entries(user.tags).flatMap(([key, values]) => values.map((value) => ({ key, value })))
  if (tags.length === 0) return <span className="wk-hint">{t('noTags')}</span>
  return (
    <ChipList>
      {tags.slice(0, MOST_CHIPS).map(({ key, value }) => (
        <Chip key={`${key}\n${value}`} name={key} value={value} />
      ))}
      <More names={tags.slice(MOST_CHIPS).map(({ key, value }) => `${key}: ${value}`)} messages={messages} />
    </ChipList>
  )
}

/** How many there are more, and which, for whoever points at it. */
function More({
  names,
  messages,
}: {
  readonly names: readonly string[]
  readonly messages: UserTableProps['messages']
}) {
  const t = useMessages(userTableMessages, messages)
  if (names.length === 0) return null
  return (
    <span className="wk-hint" title={names.join('\n')}>
      {t('more', { count: names.length })}
    </span>
  )
}
