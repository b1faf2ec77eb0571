'use client'

export { InviteUsers, type InviteUsersProps } from './invite-users.tsx'
export { UserInvites, type UserInvitesProps } from './user-invites.tsx'
