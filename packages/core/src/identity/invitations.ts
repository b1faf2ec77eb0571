import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import { tagsToJson, type TagInput } from '../model/tags.ts'
import type { Clock } from '../util/clock.ts'
import type { Actor } from './actor.ts'
import type { Administration } from './administration.ts'
import { assertGranted } from './find-ungranted.ts'
import { createId } from './identifiers.ts'
import type { StoreWriter } from './identity-store.ts'
import type { Invitation, InvitationSearch, Inviter } from './invitation-store.ts'
import type { OneTimeCodes } from './one-time-codes.ts'
import type { Outbox } from './outbox.ts'
import { displayName, email, identifier, readInput, roleIds, tags } from './read-input.ts'
import type { Revised } from './revised.ts'

/** Asking people by mail to become users of a tenant. What an invitation gives, its inviter must be able to grant now and when it is accepted. */
export interface Invitations {
  /**
   * Mails a link. An invitation of the same address that has expired is replaced.
   * @throws WardkitError `ERR_INVALID_INPUT`; `ERR_NOT_FOUND` for an unknown tenant or role; `ERR_NOT_GRANTED`; `ERR_CONFLICT` when the address is invited
   * already, or is that of a user
   */
  create(input: InvitationInput): Promise<Revised<Invitation>>
  /**
   * Mails a new link, good for as long as the first was; the old one is good no more, and whoever sends it answers for the invitation from now on.
   * @throws WardkitError `ERR_NOT_FOUND`, `ERR_NOT_GRANTED`
   */
  resend(input: InvitationName): Promise<Revised<Invitation>>
  /** Takes an invitation back: its link is good no more. @throws WardkitError `ERR_NOT_FOUND`, `ERR_NOT_GRANTED` */
  revoke(input: InvitationName): Promise<{ readonly revision: number }>
  find(input: InvitationName): Promise<Invitation | undefined>
  /** Those that were not accepted yet, by e-mail. @throws WardkitError `ERR_INVALID_INPUT` */
  search(input: InvitationSearch & { readonly tenant: string }): Promise<readonly Invitation[]>
}

export interface InvitationName {
  readonly tenant: string
  readonly id: string
}

export interface InvitationInput {
  readonly tenant: string
  readonly email: string
  /** What the user is to be called; they are asked where it is absent. */
  readonly name?: string
  readonly roles?: readonly string[]
  readonly tags?: TagInput
  /** From an hour to 30 days; 7 days by default. */
  readonly expiresInSeconds?: number
}

export interface InvitationsOptions {
  readonly administration: Administration
  readonly actor: Actor
  readonly codes: OneTimeCodes
  readonly outbox: Pick<Outbox, 'queue' | 'deliver'>
  /** Where the link leads. */
  readonly page: string
  readonly clock: Clock
}

const HOUR_SECONDS = 3_600
const WEEK_SECONDS = 7 * 24 * HOUR_SECONDS
const LONGEST_SECONDS = 30 * 24 * HOUR_SECONDS

const Name = z.strictObject({ tenant: identifier, id: identifier })
const Input = z.strictObject({
  tenant: identifier,
  email,
  name: displayName.nullable().default(null),
  roles: roleIds.default([]),
  tags: tags.default(new Map()),
  expiresInSeconds: z.int().min(HOUR_SECONDS).max(LONGEST_SECONDS).default(WEEK_SECONDS),
})
const Search = z.strictObject({
  tenant: identifier,
  text: z.string().max(200).exactOptional(),
  expired: z.strictObject({ at: z.int(), is: z.boolean() }).exactOptional(),
  after: identifier.exactOptional(),
  limit: z.int().min(1).max(1_000),
})

/** The invitations of one store, as one actor reaches them. */
export function createInvitations(options: InvitationsOptions): Invitations {
  const { administration, actor, codes, outbox, page, clock } = options
  const { write } = administration
  const inviter = toInviter(actor)

  /** The code stands in the fragment, which browsers send to nobody. */
  async function mail(writer: StoreWriter, invitation: Invitation): Promise<void> {
    const { id, tenant, expiresAt } = invitation
    await codes.revoke(writer, id)
    const lifetimeSeconds = Math.ceil((expiresAt - clock()) / 1000)
    const data = { tenant, invitation: id }
    const code = await codes.issue(writer, { purpose: 'invitation', subject: id, data, lifetimeSeconds })
    const tenantName = (await writer.findTenant(tenant))?.name ?? ''
    const inviterName = inviter.type === 'user' ? await nameOf(writer, tenant, inviter.id) : null
    const told = { link: `${page}#code=${code}`, tenantName, inviterName }
    await outbox.queue(writer, invitation.email, 'invitation', told, tenant)
  }

  return {
    async create(input) {
      const { expiresInSeconds, ...fields } = readInput(Input, input)
      const now = clock()
      const times = { createdAt: now, sentAt: now, expiresAt: now + 1000 * expiresInSeconds }
      const invitation: Invitation = { id: createId('inv'), ...fields, invitedBy: inviter, ...times }
      const { id, tenant, email, name, roles } = invitation
      const details = { email, name, roles, tags: tagsToJson(invitation.tags), expiresAt: times.expiresAt }
      const { revision } = await write(
        { ...changeOf('invitation.create', tenant, id), details },
        async (writer, grantor) => {
          assertGranted(grantor, invitation)
          const own = writer.tenant(tenant)
          const person = await writer.findPersonByEmail(email)
          const places = person === undefined ? [] : await writer.listUsersOfPerson(person.id)
          if (places.some((place) => place.tenant === tenant))
            throw new WardkitError('ERR_CONFLICT', 'somebody with this e-mail is a user of the tenant already')
          const known = await own.findInvitationByEmail(email)
          if (known !== undefined && known.expiresAt <= now) {
            await codes.revoke(writer, known.id)
            await own.deleteInvitation(known.id)
          } else if (known !== undefined) {
            throw new WardkitError('ERR_CONFLICT', 'this address is invited already', {
              help: 'send that invitation again, or revoke it first',
            })
          }
          await own.insertInvitation(invitation)
          await mail(writer, invitation)
        },
      )
      outbox.deliver()
      return { ...invitation, revision }
    },

    async resend(input) {
      const { tenant, id } = readInput(Name, input)
      const now = clock()
      const change = { ...changeOf('invitation.resend', tenant, id), details: ({ email }: Invitation) => ({ email }) }
      const { value, revision } = await write(change, async (writer, grantor) => {
        const before = await getInvitation(writer, { tenant, id })
        assertGranted(grantor, before)
        const lifetime = before.expiresAt - before.sentAt
        const sent = { invitedBy: inviter, sentAt: now, expiresAt: now + lifetime }
        await writer.tenant(tenant).updateInvitation(id, sent)
        const invitation = { ...before, ...sent }
        await mail(writer, invitation)
        return invitation
      })
      outbox.deliver()
      return { ...value, revision }
    },

    async revoke(input) {
      const { tenant, id } = readInput(Name, input)
      const change = { ...changeOf('invitation.revoke', tenant, id), details: ({ email }: Invitation) => ({ email }) }
      const { revision } = await write(change, async (writer, grantor) => {
        const invitation = await getInvitation(writer, { tenant, id })
        assertGranted(grantor, invitation)
        await codes.revoke(writer, id)
        await writer.tenant(tenant).deleteInvitation(id)
        return invitation
      })
      return { revision }
    },

    async find(input) {
      const { tenant, id } = readInput(Name, input)
      return administration.tenant(tenant).findInvitation(id)
    },

    async search(input) {
      const { tenant, ...search } = readInput(Search, input)
      return administration.tenant(tenant).searchInvitations(search)
    },
  }
}

function toInviter(actor: Actor): Inviter {
  switch (actor.type) {
    case 'user':
    case 'apiKey':
    case 'operator':
      return { type: actor.type, id: actor.id }
    default:
      // An assumed role and nobody invite nobody: the administration refuses them before.
      return { type: 'application', id: null }
  }
}

function changeOf(action: 'invitation.create' | 'invitation.resend' | 'invitation.revoke', tenant: string, id: string) {
  return { action, tenant, target: { type: 'invitation', id } }
}

async function getInvitation(writer: StoreWriter, { tenant, id }: InvitationName): Promise<Invitation> {
  const invitation = await writer.tenant(tenant).findInvitation(id)
  if (invitation === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no invitation \`${id}\``)
  return invitation
}

async function nameOf(writer: StoreWriter, tenant: string, user: string | null): Promise<string | null> {
  return user === null ? null : ((await writer.tenant(tenant).findUser(user))?.name ?? null)
}
