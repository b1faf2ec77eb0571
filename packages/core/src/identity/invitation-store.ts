import type { Tags } from '../model/tags.ts'

/** Somebody asked by mail to become a user of a tenant. */
export interface Invitation {
  readonly id: string
  readonly tenant: string
  /** Canonical; a tenant invites an address once at a time. */
  readonly email: string
  /** What the user is to be called; null to be asked. */
  readonly name: string | null
  readonly roles: readonly string[]
  readonly tags: Tags
  /** Who answers for it: what they may not grant any more when it is accepted, it does not give. */
  readonly invitedBy: Inviter
  readonly createdAt: number
  /** When the link that works was mailed. */
  readonly sentAt: number
  readonly expiresAt: number
}

export interface Inviter {
  readonly type: 'user' | 'apiKey' | 'operator' | 'application'
  /** Null of the application. */
  readonly id: string | null
}

/** Which invitations are meant; what is absent narrows nothing. */
export interface InvitationSearch {
  /** Part of the e-mail or of the name, ASCII letter case aside. */
  readonly text?: string
  /** Only those that are, or are not, expired at a moment. */
  readonly expired?: { readonly at: number; readonly is: boolean }
  /** The e-mail to go on behind. */
  readonly after?: string
  /** At most this many, 1,000 at most. */
  readonly limit: number
}

export interface InvitationReader {
  findInvitation(id: string): Promise<Invitation | undefined>
  findInvitationByEmail(email: string): Promise<Invitation | undefined>
  /** By e-mail. */
  searchInvitations(search: InvitationSearch): Promise<readonly Invitation[]>
}

export interface InvitationWriter {
  /** @throws WardkitError `ERR_CONFLICT` when the id is taken or the address is invited already, `ERR_NOT_FOUND` for a role that cannot be assigned */
  insertInvitation(invitation: Invitation): Promise<void>
  /** @throws WardkitError `ERR_NOT_FOUND` */
  updateInvitation(id: string, change: Partial<Pick<Invitation, 'invitedBy' | 'sentAt' | 'expiresAt'>>): Promise<void>
  /** Whether it was there. */
  deleteInvitation(id: string): Promise<boolean>
}
