import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useCan } from '../../hooks/use-can.ts'
import type { InvitationResult, NewInvitations } from '../../hooks/use-invitations.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, createPart, LazyOverlay } from '../../ui/index.ts'
import type { WidgetAction, WidgetBaseProps } from '../widget-props.ts'
import { userInvitesMessages } from './messages.ts'

/** Loaded when it is needed: forms weigh as much as all the rest. */
const inviteDialog = createPart(async () => (await import('./invite-dialog.tsx')).InviteDialog)

export interface InviteUsersProps extends WidgetBaseProps<(typeof userInvitesMessages)['english']> {
  readonly invite?: WidgetAction<NewInvitations, readonly InvitationResult[]> | undefined
  /** `primary` when absent. */
  readonly variant?: 'primary' | 'secondary'
}

/** A button that opens the dialog to invite people, for whoever may; as for the `actions` of `UserTable`. */
export function InviteUsers({ readOnly = false, messages, invite, variant = 'primary' }: InviteUsersProps) {
  const t = useMessages(userInvitesMessages, messages)
  const { answer } = useCan('POST:/wardkit/invitations/bulk')
  const [open, setOpen] = useState(false)
  if (readOnly || invite?.disabled === true || (answer !== 'yes' && answer !== 'depends')) return null
  return (
    <>
      <Button variant={variant} icon={<UserPlus />} onClick={() => setOpen(true)}>
        {t('invite')}
      </Button>
      {open ? (
        <LazyOverlay part={inviteDialog} props={{ open, onOpenChange: setOpen, messages, action: invite }} />
      ) : null}
    </>
  )
}
