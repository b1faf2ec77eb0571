import { Ban, Ellipsis, KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Schema } from '../../client/wardkit-client.ts'
import { useApiKeys, useRevokeApiKey, type ApiKey, type NewApiKey } from '../../hooks/use-api-keys.ts'
import { useCan } from '../../hooks/use-can.ts'
import { useRoles } from '../../hooks/use-roles.ts'
import { useMessages } from '../../messages/use-messages.ts'
import {
  Badge,
  Button,
  Chip,
  ChipList,
  ConfirmDialog,
  createPart,
  DataTable,
  DateText,
  EmptyState,
  IconButton,
  LazyOverlay,
  Loaded,
  Menu,
  MenuItem,
  Pager,
  RelativeTime,
  useNow,
  useToast,
  WidgetSection,
  type Column,
} from '../../ui/index.ts'
import { runAction, type WidgetAction, type WidgetBaseProps } from '../widget-props.ts'
import { apiKeysMessages } from './messages.ts'

/** Loaded when it is needed: forms weigh as much as all the rest. */
const createApiKey = createPart(async () => (await import('./create-api-key.tsx')).CreateApiKey)

export interface ApiKeysProps extends WidgetBaseProps<(typeof apiKeysMessages)['english']> {
  readonly create?: WidgetAction<NewApiKey, Schema<'ApiKey'>>
  readonly revoke?: WidgetAction<ApiKey>
}

/** The keys of the tenant's programs: what there is, a new one, an end to one. */
export function ApiKeys({ readOnly = false, messages, create, revoke }: ApiKeysProps) {
  const t = useMessages(apiKeysMessages, messages)
  const keys = useApiKeys()
  const canCreate = useCan('POST:/wardkit/api-keys').answer
  const [creating, setCreating] = useState(false)
  const mayCreate = !readOnly && create?.disabled !== true && (canCreate === 'yes' || canCreate === 'depends')
  const createButton = mayCreate ? (
    <Button variant="primary" icon={<Plus />} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  ) : null
  const isEmpty = keys.query.data?.items.length === 0 && keys.page === 1
  return (
    <WidgetSection
      slot="api-keys"
      title={t('title')}
      description={t('description')}
      actions={isEmpty || keys.query.data === undefined ? null : createButton}
    >
      <Loaded
        query={keys.query}
        empty={{
          when: () => isEmpty,
          show: (
            <EmptyState
              icon={<KeyRound />}
              title={t('emptyTitle')}
              description={t('emptyDescription')}
              action={createButton ?? undefined}
            />
          ),
        }}
      >
        {() => <ApiKeyTable keys={keys} readOnly={readOnly} messages={messages} revoke={revoke} />}
      </Loaded>
      {creating ? (
        <LazyOverlay
          part={createApiKey}
          props={{ open: creating, onOpenChange: setCreating, messages, action: create }}
        />
      ) : null}
    </WidgetSection>
  )
}

interface ApiKeyTableProps {
  readonly keys: ReturnType<typeof useApiKeys>
  readonly readOnly: boolean
  readonly messages: ApiKeysProps['messages']
  readonly revoke: ApiKeysProps['revoke']
}

function ApiKeyTable({ keys, readOnly, messages, revoke }: ApiKeyTableProps) {
  const t = useMessages(apiKeysMessages, messages)
  const toast = useToast()
  const roles = useRoles()
  const revocation = useRevokeApiKey()
  // Which key it would be is open: whoever may revoke any is offered it.
  const canRevoke = useCan('DELETE:/wardkit/api-keys/{keyId}').answer
  const mayRevoke = !readOnly && revoke?.disabled !== true && (canRevoke === 'yes' || canRevoke === 'depends')
  const [asked, setAsked] = useState<ApiKey | null>(null)

  async function revokeAsked(key: ApiKey): Promise<void> {
    try {
      await runAction(revoke, key, () => revocation.mutateAsync(key.id))
    } catch {
      // Shown in the dialog, which stays.
      return
    }
    setAsked(null)
    toast({ text: t('revokedToast', { name: key.name }) })
  }

  const roleName = (id: string) => roles.data?.find((role) => role.id === id)?.name ?? id
  const columns: readonly Column<ApiKey>[] = [
    {
      id: 'name',
      header: t('name'),
      kind: 'title',
      cell: (key) => (
        <span className="wk-cell-lines">
          <bdi>{key.name}</bdi>
          <code className="wk-hint" dir="ltr">
            {key.id}
          </code>
        </span>
      ),
    },
    {
      id: 'roles',
      header: t('roles'),
      width: '28%',
      cell: (key) =>
        key.roles.length === 0 ? (
          <span className="wk-hint">{t('noRoles')}</span>
        ) : (
          <ChipList>
            {key.roles.map((role) => (
              <Chip key={role} value={roleName(role)} />
            ))}
          </ChipList>
        ),
    },
    { id: 'created', header: t('created'), cell: (key) => <RelativeTime at={key.createdAt} /> },
    {
      id: 'used',
      header: t('lastUsed'),
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? <span className="wk-hint">{t('neverUsed')}</span> : <RelativeTime at={lastUsedAt} />,
    },
    {
      id: 'expiry',
      header: t('expiry'),
      cell: ({ expiresAt }) =>
        expiresAt === null ? <span className="wk-hint">{t('expiryNever')}</span> : <DateText at={expiresAt} />,
    },
    { id: 'status', header: t('status'), cell: (key) => <ApiKeyStatus apiKey={key} t={t} /> },
  ]
  const actions: Column<ApiKey> = {
    id: 'actions',
    header: t('revoke'),
    kind: 'end',
    cell: (key) =>
      key.revokedAt === null ? (
        <Menu
          trigger={
            <IconButton size="sm" tooltip={false} label={t('actionsOf', { name: key.name })} icon={<Ellipsis />} />
          }
        >
          <MenuItem danger icon={<Ban />} onSelect={() => setAsked(key)}>
            {t('revoke')}
          </MenuItem>
        </Menu>
      ) : null,
  }
  return (
    <>
      <DataTable
        caption={t('title')}
        columns={mayRevoke ? [...columns, actions] : columns}
        rows={keys.items}
        keyOf={(key) => key.id}
        nameOf={(key) => key.name}
        stale={keys.query.isPlaceholderData}
        footer={<Pager {...keys} />}
      />
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(open) => {
          if (open) return
          setAsked(null)
          revocation.reset()
        }}
        title={t('revokeTitle', { name: asked?.name ?? '' })}
        description={t('revokeDescription')}
        confirmLabel={t('revokeSubmit')}
        danger
        pending={revocation.isPending}
        problem={revocation.error}
        onConfirm={() => {
          if (asked !== null) void revokeAsked(asked)
        }}
      />
    </>
  )
}

interface ApiKeyStatusProps {
  readonly apiKey: ApiKey
  readonly t: ReturnType<typeof useMessages<(typeof apiKeysMessages)['english']>>
}

function ApiKeyStatus({ apiKey: { revokedAt, expiresAt }, t }: ApiKeyStatusProps) {
  const now = useNow()
  if (revokedAt !== null) return <Badge>{t('revoked')}</Badge>
  if (expiresAt !== null && expiresAt <= now) return <Badge tone="warning">{t('expired')}</Badge>
  return (
    <Badge tone="success" dot>
      {t('active')}
    </Badge>
  )
}
