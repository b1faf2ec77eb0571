import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import { tagsToJson } from '../model/tags.ts'
import type { Clock } from '../util/clock.ts'
import type { Place } from './accounts.ts'
import type { Actor, ActorContext } from './actor.ts'
import { readGrantor, type Administer } from './administration.ts'
import { findUngranted } from './find-ungranted.ts'
import { createId } from './identifiers.ts'
import type { Person, Store, StoreWriter, Tenant, User } from './identity-store.ts'
import type { Invitation, Inviter } from './invitation-store.ts'
import { codeRefused, type OneTimeCodes } from './one-time-codes.ts'
import type { FindPasswordRules } from './password-rules.ts'
import { wordsOf, type PasswordRules, type Passwords } from './passwords.ts'
import { displayName, readInput } from './read-input.ts'

/** What somebody who was invited does. The link was mailed to the address that was invited: who has it has the mailbox. */
export interface InvitationAcceptance {
  /** What a link is for. @throws WardkitError `ERR_CODE_REFUSED` */
  show(code: string): Promise<ShownInvitation>
  /**
   * Makes who was invited a user of the tenant, once. Somebody new chooses a password; somebody who has one shows that they know it, or is logged in.
   *
   * @param visitor the person who is logged in, where one is
   * @throws WardkitError `ERR_CODE_REFUSED`; `ERR_LOGIN_REFUSED` for a wrong password, or none; `ERR_INVALID_INPUT` for a name or password that is missing
   * or does not do; `ERR_NOT_GRANTED` when whoever invited them may no longer give what the invitation gives; `ERR_CONFLICT`; `ERR_OVERLOADED`
   */
  accept(input: Acceptance, visitor?: Person, context?: ActorContext): Promise<Place>
}

export interface ShownInvitation {
  readonly email: string
  readonly tenant: Tenant
  readonly name: string | null
  /** Whether the address has an account with a password, which is then asked for. */
  readonly hasAccount: boolean
  /** What a password must be that is chosen now. */
  readonly passwordRules: PasswordRules
}

export interface Acceptance {
  readonly code: string
  /** What the user is to be called; by default what the invitation says. */
  readonly name?: string | undefined
  /** The account's, or a new one where it has none. */
  readonly password?: string | undefined
}

export interface InvitationAcceptanceOptions {
  readonly store: Pick<Store, 'tenant' | 'findTenant' | 'findPersonByEmail' | 'findPasswordHash'>
  readonly administer: Administer
  readonly codes: OneTimeCodes
  readonly passwords: Passwords
  readonly passwordRules: FindPasswordRules
  readonly clock: Clock
}

const Input = z.strictObject({ code: z.string(), name: displayName.optional(), password: z.string().optional() })

/** The acceptance of one store's invitations. */
export function createInvitationAcceptance(options: InvitationAcceptanceOptions): InvitationAcceptance {
  const { store, administer, codes, passwords, passwordRules, clock } = options

  async function open(code: string) {
    const wanted = await codes.peek('invitation', code)
    const tenant = wanted === undefined ? undefined : await store.findTenant(wanted.tenant)
    const invitation = tenant && wanted ? await store.tenant(tenant.id).findInvitation(wanted.invitation) : undefined
    if (tenant?.status !== 'active' || invitation === undefined) throw codeRefused()
    const person = await store.findPersonByEmail(invitation.email)
    const hash = person === undefined ? undefined : await store.findPasswordHash(person.id)
    return { tenant, invitation, person, hash }
  }

  /** The hash of a password that is chosen now; undefined for somebody who showed that the account is theirs. */
  async function prove(
    { tenant, person, hash, invitation }: Awaited<ReturnType<typeof open>>,
    { name, password }: { readonly name: string; readonly password: string | undefined },
    visitor: Person | undefined,
  ): Promise<string | undefined> {
    if (person !== undefined && visitor?.id === person.id) return undefined
    if (hash === undefined) {
      const rules = await passwordRules.ofPerson(person?.id, tenant.id)
      const problem = await passwords.findProblem(password ?? '', wordsOf(invitation.email, name), rules)
      if (problem !== undefined) throw new WardkitError('ERR_INVALID_INPUT', `\`password\` ${problem}`)
      return passwords.hash(password ?? '')
    }
    const isKnown = password !== undefined && (await passwords.verify(password, hash)).matches
    if (!isKnown) throw new WardkitError('ERR_LOGIN_REFUSED', 'the password is wrong')
    return undefined
  }

  return {
    async show(code) {
      const { tenant, invitation, person, hash } = await open(code)
      const rules = await passwordRules.ofPerson(person?.id, tenant.id)
      const { email, name } = invitation
      return { email, tenant, name, hasAccount: hash !== undefined, passwordRules: rules }
    },

    async accept(input, visitor, context) {
      const { code, ...given } = readInput(Input, input)
      const opened = await open(code)
      const { tenant, invitation, person: known, hash } = opened
      const name = given.name ?? invitation.name
      if (name === null) throw new WardkitError('ERR_INVALID_INPUT', '`name` is needed: the invitation says none')
      const newHash = await prove(opened, { name, password: given.password }, visitor)

      const now = clock()
      const { email, roles, tags } = invitation
      const person: Person = { ...(known ?? { id: createId('per'), email, createdAt: now }), emailVerifiedAt: now }
      const place = { tenant: tenant.id, person: person.id, name, roles, tags }
      const user: User = { id: createId('usr'), status: 'active', createdAt: now, ...place }
      const change = {
        action: 'invitation.accept',
        tenant: tenant.id,
        target: { type: 'invitation', id: invitation.id },
        details: { user: user.id, email, name, roles, tags: tagsToJson(tags), invitedBy: { ...invitation.invitedBy } },
      } as const
      await administer({ type: 'nobody' }, context).write(change, async (writer) => {
        // INVARIANT: of many at once one gets the code, and everything below is undone with it.
        await codes.redeem(writer, 'invitation', code)
        await assertStill(writer, opened)
        if (known === undefined) await writer.insertPerson(person)
        else if (known.emailVerifiedAt === null) await writer.updatePerson(person.id, { emailVerifiedAt: now })
        // What was shown or chosen rests on the password that was there.
        if (known !== undefined && (await writer.findPasswordHash(known.id)) !== hash)
          throw new WardkitError('ERR_CONFLICT', 'the password was changed meanwhile', { help: 'try again' })
        if (newHash !== undefined) await writer.putPasswordHash(person.id, newHash, now)
        await writer.tenant(tenant.id).deleteInvitation(invitation.id)
        await writer.tenant(tenant.id).insertUser(user)
      })
      return { person, tenant, user }
    },
  }

  /** Whether all that the invitation rests on is still so, as the transaction sees it. */
  async function assertStill(
    writer: StoreWriter,
    { tenant, invitation }: { readonly tenant: Tenant; readonly invitation: Invitation },
  ): Promise<void> {
    if ((await writer.findTenant(tenant.id))?.status !== 'active') throw codeRefused()
    const current = await writer.tenant(tenant.id).findInvitation(invitation.id)
    if (current === undefined) throw codeRefused()
    // A role that was deleted meanwhile is given to nobody; the invitation shown before is not what stands now.
    if (current.roles.length !== invitation.roles.length)
      throw new WardkitError('ERR_CONFLICT', 'the invitation was changed meanwhile', { help: 'try again' })
    if (await mayGrant(writer, current)) return
    throw new WardkitError('ERR_NOT_GRANTED', 'whoever sent this invitation may no longer give what it gives', {
      help: 'ask for a new one',
    })
  }

  /** T07: nobody gets more through an invitation than who sent it could give now. */
  async function mayGrant(writer: StoreWriter, invitation: Invitation): Promise<boolean> {
    try {
      const grantor = await readGrantor(writer, toActor(invitation.invitedBy, invitation.tenant), clock())
      return findUngranted(grantor, invitation) === undefined
    } catch (error) {
      // Disabled, removed or revoked: they may give nothing any more.
      if (error instanceof WardkitError && error.code === 'ERR_FORBIDDEN') return false
      throw error
    }
  }
}

function toActor({ type, id }: Inviter, tenant: string): Actor {
  if (id === null || type === 'application') return { type: 'application' }
  return type === 'operator' ? { type, id } : { type, id, tenant }
}
