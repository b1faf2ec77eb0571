'use client'

export { AcceptInvitationForm, type AcceptInvitationFormProps } from './accept-invitation-form.tsx'
