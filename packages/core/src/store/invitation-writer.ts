import { WardkitError } from '../errors/index.ts'
import type { Invitation, InvitationWriter } from '../identity/invitation-store.ts'
import {
  checkedIdentifier,
  checkedIdentifiers,
  checkedTags,
  checkedText,
  checkedTime,
  checkedWord,
  invalid,
} from './checked-values.ts'
import type { WriteScope } from './store-writer.ts'

/** The meaning of every write of invitations. They change no decision, so the tenant's revision stays as it is. */
export function createInvitationWriter(
  scope: WriteScope,
  tenant: string,
  requireAssignable: (roles: readonly string[]) => Promise<void>,
): InvitationWriter {
  const rows = scope.tables.tenant(tenant)
  return {
    async insertInvitation(input) {
      const invitation = checkedInvitation(input, tenant)
      scope.assertOpen()
      if ((await scope.tables.findTenant(tenant)) === undefined) {
        throw new WardkitError('ERR_NOT_FOUND', `there is no tenant \`${tenant}\``)
      }
      if ((await rows.findInvitation(invitation.id)) !== undefined) {
        throw new WardkitError('ERR_CONFLICT', `there is an invitation with the id \`${invitation.id}\` already`)
      }
      if ((await rows.findInvitationByEmail(invitation.email)) !== undefined) {
        throw new WardkitError('ERR_CONFLICT', 'this address is invited already')
      }
      await requireAssignable(invitation.roles)
      await rows.putInvitation(invitation)
    },

    async updateInvitation(id, change) {
      scope.assertOpen()
      const invitation = await rows.findInvitation(checkedIdentifier(id, 'invitation'))
      if (invitation === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no invitation \`${id}\``)
      const { invitedBy, sentAt, expiresAt } = { ...invitation, ...change }
      await rows.putInvitation(checkedInvitation({ ...invitation, invitedBy, sentAt, expiresAt }, tenant))
    },

    async deleteInvitation(id) {
      scope.assertOpen()
      return rows.deleteInvitation(checkedIdentifier(id, 'invitation'))
    },
  }
}

function checkedInvitation(invitation: Invitation, tenant: string): Invitation {
  const { invitedBy, name } = invitation
  if (invitation.tenant !== tenant) throw invalid('invitation.tenant', 'must be the tenant that is written to')
  return Object.freeze({
    id: checkedIdentifier(invitation.id, 'invitation.id'),
    tenant,
    email: checkedIdentifier(invitation.email, 'invitation.email'),
    name: name === null ? null : checkedText(name, 'invitation.name', 'name'),
    roles: checkedIdentifiers(invitation.roles, 'invitation.roles'),
    tags: checkedTags(invitation.tags, 'invitation.tags'),
    invitedBy: Object.freeze({
      type: checkedWord(invitedBy.type, 'invitation.invitedBy.type', ['user', 'apiKey', 'operator', 'application']),
      id: invitedBy.id === null ? null : checkedIdentifier(invitedBy.id, 'invitation.invitedBy.id'),
    }),
    createdAt: checkedTime(invitation.createdAt, 'invitation.createdAt'),
    sentAt: checkedTime(invitation.sentAt, 'invitation.sentAt'),
    expiresAt: checkedTime(invitation.expiresAt, 'invitation.expiresAt'),
  })
}
