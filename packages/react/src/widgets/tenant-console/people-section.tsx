import { useMay } from '../../hooks/use-may.ts'
import { InviteUsers } from '../user-invites/invite-users.tsx'
import { UserInvites } from '../user-invites/user-invites.tsx'
import { UserTable } from '../user-table/user-table.tsx'
import type { ConsoleSectionProps } from './console-sections.ts'

/** Members and, below them, who was invited and has not joined yet. */
export function PeopleSection({ readOnly }: ConsoleSectionProps) {
  const mayList = useMay('GET:/wardkit/invitations')
  return (
    <div className="wk-console-parts">
      <UserTable readOnly={readOnly} actions={<InviteUsers readOnly={readOnly} />} />
      {mayList ? <UserInvites readOnly={readOnly} invite={{ disabled: true }} /> : null}
    </div>
  )
}
