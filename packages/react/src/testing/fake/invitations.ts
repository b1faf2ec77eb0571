import type { Schema } from '../../client/wardkit-client.ts'
import { FakeProblem, notFound } from '../fake-problem.ts'
import { pageOf, type FakeHandlers } from '../fake-handlers.ts'
import type { FakeState } from '../fake-state.ts'
import { FAKE_PASSWORD_RULES } from './tenant.ts'

const DAY = 86_400_000
const GOOD_FOR = 7 * DAY

export function createInvitations(now: number): Schema<'Invitation'>[] {
  const invitation = (id: string, email: string, more: Partial<Schema<'Invitation'>>): Schema<'Invitation'> => ({
    id,
    email,
    name: null,
    roles: ['doctor'],
    tags: {},
    status: 'pending',
    invitedBy: { type: 'user', id: 'u_grace', name: 'Grace Okafor' },
    createdAt: now - DAY,
    sentAt: now - DAY,
    expiresAt: now + GOOD_FOR - DAY,
    ...more,
  })
  return [
    invitation('i_lin', 'lin@acmehealth.example', { tags: { function: ['doctors'] } }),
    invitation('i_marie', 'marie.curie@acmehealth.example', {
      name: 'Marie Curie',
      roles: ['auditor', 'receptionist'],
    }),
    invitation('i_old', 'sam@acmehealth.example', {
      roles: [],
      status: 'expired',
      createdAt: now - 20 * DAY,
      sentAt: now - 20 * DAY,
      expiresAt: now - 13 * DAY,
    }),
  ]
}

export const invitationHandlers: FakeHandlers = {
  'GET /invitations': ({ state, query }) => {
    const search = (query.get('search') ?? '').toLowerCase()
    return pageOf(
      state.invitations.filter(({ email, name }) => `${email} ${name ?? ''}`.toLowerCase().includes(search)),
      query,
    )
  },
  'POST /invitations/bulk': ({ state, body }) => ({
    results: body.invitations.map(({ email, roles, tags }) => {
      const isThere = [...state.invitations, ...state.users].some((one) => one.email === email)
      if (isThere) return { email, problem: { code: 'ERR_CONFLICT', detail: 'the address is taken' } }
      const now = Date.now()
      const invitation: Schema<'Invitation'> = {
        id: `i_${email}`,
        email,
        name: null,
        roles: roles ?? [],
        tags: Object.fromEntries(Object.entries(tags ?? {}).map(([key, values]) => [key, [values].flat()])),
        status: 'pending',
        invitedBy: null,
        createdAt: now,
        sentAt: now,
        expiresAt: now + GOOD_FOR,
      }
      state.invitations.unshift(invitation)
      return { email, invitation }
    }),
  }),
  'POST /invitations/{invitationId}/resend': ({ state, params }) => {
    const invitation = find(state, params['invitationId'])
    return Object.assign(invitation, { status: 'pending', sentAt: Date.now(), expiresAt: Date.now() + GOOD_FOR })
  },
  'DELETE /invitations/{invitationId}': ({ state, params }) => {
    const invitation = find(state, params['invitationId'])
    state.invitations = state.invitations.filter((one) => one !== invitation)
    return undefined
  },
  'POST /invitations/show': ({ state, body }) => {
    if (body.code !== state.login.linkCode) throw new FakeProblem(400, 'ERR_CODE_REFUSED')
    const { hasAccount } = state.login
    return {
      email: 'lin@acmehealth.example',
      tenant: { id: 't_acme', slug: 'acme-health', name: 'Acme Health' },
      name: null,
      hasAccount,
      needsPassword: !hasAccount,
      passwordRules: FAKE_PASSWORD_RULES,
    }
  },
}

function find({ invitations }: FakeState, id: string | undefined): Schema<'Invitation'> {
  const found = invitations.find((invitation) => invitation.id === id)
  if (found === undefined) throw notFound()
  return found
}
