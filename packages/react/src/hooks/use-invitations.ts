import { answerOf, type Schema } from '../client/wardkit-client.ts'
import { usePages, type Pages } from './use-pages.ts'
import { useWardkitMutation } from './use-wardkit-query.ts'

export type Invitation = Schema<'Invitation'>

/** Which invitations are meant. What is absent narrows nothing. */
export interface InvitationFilter {
  /** Part of the e-mail or of the name. */
  readonly search?: string
  readonly status?: 'pending' | 'expired'
}

/** Several people, invited alike. */
export interface NewInvitations {
  readonly emails: readonly string[]
  readonly roles: readonly string[]
  readonly tags: Readonly<Record<string, readonly string[]>>
}

/** What came of one of several. */
export interface InvitationResult {
  readonly email: string
  readonly invitation?: Invitation | undefined
  readonly problem?: Schema<'ItemProblem'> | undefined
}

const KEY = ['invitations']

/** Who was invited and has not accepted yet, page by page. */
export function useInvitations(filter: InvitationFilter = {}): Pages<Invitation> {
  return usePages<Invitation>({
    key: [...KEY, filter],
    read: (client, page, signal) =>
      answerOf(client.GET('/invitations', { params: { query: { ...filter, ...page } }, signal })),
  })
}

/** Invites people, each on their own: one that is refused holds up no other. */
export function useInvite() {
  return useWardkitMutation<NewInvitations, readonly InvitationResult[]>({
    write: async (client, { emails, roles, tags }) => {
      const invitations = emails.map((email) => ({
        email,
        roles: [...roles],
        tags: tags as Record<string, string[]>,
      }))
      return (await answerOf(client.POST('/invitations/bulk', { body: { invitations } }))).results
    },
    changes: [KEY],
  })
}

/** Mails a new link; the one before is good no more. */
export function useResendInvitation() {
  return useWardkitMutation({
    write: (client, invitationId: string) =>
      answerOf(client.POST('/invitations/{invitationId}/resend', { params: { path: { invitationId } } })),
    changes: [KEY],
  })
}

/** Takes an invitation back. */
export function useRevokeInvitation() {
  return useWardkitMutation({
    write: (client, invitationId: string) =>
      answerOf(client.DELETE('/invitations/{invitationId}', { params: { path: { invitationId } } })),
    changes: [KEY],
  })
}
