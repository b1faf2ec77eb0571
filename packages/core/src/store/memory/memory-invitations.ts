import type { Invitation, InvitationReader } from '../../identity/invitation-store.ts'
import { foldTag } from '../../model/fold.ts'
import { compareCodePoints } from '../../util/compare-code-points.ts'
import { checkedPage } from '../checked-values.ts'
import type { Table } from './table.ts'

/** Reads of a tenant's invitations. @param own undefined for a tenant that is not there */
export function createMemoryInvitationReader(own: () => Table<Invitation> | undefined): InvitationReader {
  const all = () => Array.from(own()?.entries() ?? [], ([, invitation]) => invitation)
  return {
    findInvitation: async (id) => own()?.get(id),
    findInvitationByEmail: async (email) => all().find((invitation) => invitation.email === email),
    async searchInvitations({ text, expired, after = '', limit }) {
      checkedPage({ limit })
      const part = foldTag(text ?? '')
      return all()
        .filter(
          ({ email, name, expiresAt }) =>
            compareCodePoints(email, after) > 0 &&
            (email.includes(part) || foldTag(name ?? '').includes(part)) &&
            (expired === undefined || expiresAt <= expired.at === expired.is),
        )
        .sort((a, b) => compareCodePoints(a.email, b.email))
        .slice(0, limit)
    },
  }
}
