import { Ellipsis, MailPlus, Send, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../../hooks/use-may.ts'
import {
  useInvitations,
  useResendInvitation,
  useRevokeInvitation,
  type Invitation,
} from '../../hooks/use-invitations.ts'
import { useRoleCatalog } from '../../hooks/use-role-catalog.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import {
  Badge,
  Chip,
  ChipList,
  ConfirmDialog,
  DataTable,
  DateText,
  EmailText,
  EmptyState,
  IconButton,
  Loaded,
  Menu,
  MenuItem,
  Pager,
  RelativeTime,
  useToast,
  WidgetSection,
  type Column,
} from '../../ui/index.ts'
import { runAction, type WidgetAction } from '../widget-props.ts'
import { InviteUsers, type InviteUsersProps } from './invite-users.tsx'
import { userInvitesMessages } from './messages.ts'

export interface UserInvitesProps extends Omit<InviteUsersProps, 'variant'> {
  readonly resend?: WidgetAction<Invitation> | undefined
  readonly revoke?: WidgetAction<Invitation> | undefined
}

/** Who was invited and has not joined yet; more people, a new link, an end to an invitation. */
export function UserInvites({ readOnly = false, messages, invite, resend, revoke }: UserInvitesProps) {
  const t = useMessages(userInvitesMessages, messages)
  const invitations = useInvitations()
  const button = <InviteUsers readOnly={readOnly} messages={messages} invite={invite} />
  const isEmpty = invitations.query.data?.items.length === 0 && invitations.page === 1
  return (
    <WidgetSection
      slot="user-invites"
      title={t('title')}
      description={t('description')}
      actions={isEmpty || invitations.query.data === undefined ? null : button}
    >
      <Loaded
        query={invitations.query}
        empty={{
          when: () => isEmpty,
          show: (
            <EmptyState
              icon={<MailPlus />}
              title={t('emptyTitle')}
              description={t('emptyDescription')}
              action={button}
            />
          ),
        }}
      >
        {() => <InvitationTable {...{ invitations, readOnly, messages, resend, revoke }} />}
      </Loaded>
    </WidgetSection>
  )
}

interface InvitationTableProps extends Pick<UserInvitesProps, 'messages' | 'resend' | 'revoke'> {
  readonly invitations: ReturnType<typeof useInvitations>
  readonly readOnly: boolean
}

function InvitationTable({ invitations, readOnly, messages, resend, revoke }: InvitationTableProps) {
  const t = useMessages(userInvitesMessages, messages)
  const common = useMessages(commonMessages)
  const toast = useToast()
  const catalog = useRoleCatalog()
  const resending = useResendInvitation()
  const revocation = useRevokeInvitation()
  const mayResend = useMay('POST:/wardkit/invitations/{invitationId}/resend') && !readOnly && resend?.disabled !== true
  const mayRevoke = useMay('DELETE:/wardkit/invitations/{invitationId}') && !readOnly && revoke?.disabled !== true
  const [asked, setAsked] = useState<Invitation | null>(null)
  const roles = [...(catalog.data?.own ?? []), ...(catalog.data?.shared ?? [])]
  const nameOf = (id: string): string => roles.find((role) => role.id === id)?.name ?? id

  async function sendAgain(invitation: Invitation): Promise<void> {
    const { email } = invitation
    try {
      await runAction(resend, invitation, async ({ id }) => {
        await resending.mutateAsync(id)
        toast({ text: t('resent', { email }) })
      })
    } catch {
      toast({ text: t('failed', { email }), tone: 'danger' })
    }
  }

  async function takeBack(invitation: Invitation): Promise<void> {
    try {
      await runAction(revoke, invitation, async ({ id }) => {
        await revocation.mutateAsync(id)
        toast({ text: t('revoked', { email: invitation.email }) })
      })
    } catch {
      // Shown in the dialog, which stays.
      return
    }
    setAsked(null)
  }

  const columns: readonly Column<Invitation>[] = [
    {
      id: 'email',
      header: t('email'),
      kind: 'title',
      width: '30%',
      cell: ({ email, name }) => (
        <span className="wk-cell-lines">
          <EmailText email={email} />
          {name === null ? null : <bdi className="wk-hint">{name}</bdi>}
        </span>
      ),
    },
    {
      id: 'roles',
      header: t('roles'),
      width: '24%',
      cell: ({ roles: ids }) =>
        ids.length === 0 ? (
          <span className="wk-hint">{t('noRoles')}</span>
        ) : (
          <ChipList>
            {ids.map((id) => (
              <Chip key={id} value={nameOf(id)} />
            ))}
          </ChipList>
        ),
    },
    {
      id: 'invitedBy',
      header: t('invitedBy'),
      cell: ({ invitedBy }) => (
        <bdi className="wk-anywhere">{invitedBy === null ? t('byApplication') : (invitedBy.name ?? invitedBy.id)}</bdi>
      ),
    },
    { id: 'sent', header: t('sent'), cell: ({ sentAt }) => <RelativeTime at={sentAt} /> },
    { id: 'expiry', header: t('expiry'), cell: ({ expiresAt }) => <DateText at={expiresAt} /> },
    {
      id: 'status',
      header: t('status'),
      cell: ({ status }) =>
        status === 'expired' ? (
          <Badge tone="warning">{t('expired')}</Badge>
        ) : (
          <Badge tone="info" dot>
            {t('pending')}
          </Badge>
        ),
    },
  ]
  const menu: Column<Invitation> = {
    id: 'actions',
    header: common('actions'),
    kind: 'end',
    cell: (invitation) => (
      <Menu
        trigger={
          <IconButton
            size="sm"
            tooltip={false}
            label={t('actionsOf', { email: invitation.email })}
            icon={<Ellipsis />}
          />
        }
      >
        {mayResend ? (
          <MenuItem icon={<Send />} onSelect={() => void sendAgain(invitation)}>
            {t('resend')}
          </MenuItem>
        ) : null}
        {mayRevoke ? (
          <MenuItem danger icon={<Undo2 />} onSelect={() => setAsked(invitation)}>
            {t('revoke')}
          </MenuItem>
        ) : null}
      </Menu>
    ),
  }
  return (
    <>
      <DataTable
        caption={t('title')}
        columns={mayResend || mayRevoke ? [...columns, menu] : columns}
        rows={invitations.items}
        keyOf={({ id }) => id}
        nameOf={({ email }) => email}
        stale={invitations.query.isPlaceholderData}
        footer={<Pager {...invitations} />}
      />
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(open) => {
          if (open) return
          setAsked(null)
          revocation.reset()
        }}
        title={t('revokeTitle', { email: asked?.email ?? '' })}
        description={t('revokeDescription')}
        confirmLabel={t('revoke')}
        danger
        pending={revocation.isPending}
        problem={revocation.error}
        onConfirm={() => {
          if (asked !== null) void takeBack(asked)
        }}
      />
    </>
  )
}
