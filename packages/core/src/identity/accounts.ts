import { WardkitError } from '../errors/index.ts'
import type { Clock } from '../util/clock.ts'
import type { ActorContext } from './actor.ts'
import type { Administer } from './administration.ts'
import { createId } from './identifiers.ts'
import type { Person, Store, StoreWriter, Tenant, User } from './identity-store.ts'
import { codeRefused, type OneTimeCodes } from './one-time-codes.ts'
import type { Outbox } from './outbox.ts'
import type { FindPasswordRules } from './password-rules.ts'
import { wordsOf, type PasswordRules, type Passwords } from './passwords.ts'
import { displayName, email as emailInput, readInput } from './read-input.ts'
import { endSessions } from './sessions.ts'
import { slugOf } from './slug-of.ts'
import type { Upkeep } from './upkeep.ts'

/**
 * What people do about their own accounts, over links that are mailed to them. What is asked for with an e-mail is answered alike whoever has it,
 * and costs the same.
 */
export interface Accounts {
  /** Mails a link to begin a tenant. @throws WardkitError `ERR_INVALID_INPUT` */
  requestSignUp(input: { readonly email: string; readonly tenantName: string }): Promise<void>
  /**
   * Makes the tenant that a link is for, with its first user as admin.
   * @throws WardkitError `ERR_CODE_REFUSED`, `ERR_INVALID_INPUT`, `ERR_OVERLOADED`
   */
  completeSignUp(input: SignUp, context?: ActorContext): Promise<Place>
  /** Mails a link to choose a new password. @throws WardkitError `ERR_INVALID_INPUT` */
  requestPasswordReset(input: { readonly email: string }): Promise<void>
  /** What a password must be that a link is for. @throws WardkitError `ERR_CODE_REFUSED` */
  showPasswordReset(code: string): Promise<PasswordRules>
  /** Sets the password of whom a link is for, and ends all their sessions. @throws WardkitError `ERR_CODE_REFUSED`, `ERR_INVALID_INPUT`, `ERR_OVERLOADED` */
  resetPassword(input: { readonly code: string; readonly password: string }, context?: ActorContext): Promise<void>
  /**
   * Changes the password of a person who is logged in and knows the old one, and ends all their sessions.
   * @throws WardkitError `ERR_LOGIN_REFUSED`, `ERR_INVALID_INPUT`, `ERR_OVERLOADED`
   */
  changePassword(
    person: string,
    input: { readonly password: string; readonly newPassword: string },
    context?: ActorContext,
  ): Promise<void>
  /**
   * Mails a link to the new address of a person who is logged in and knows their password, and a word of it to the old one.
   * @throws WardkitError `ERR_LOGIN_REFUSED`, `ERR_INVALID_INPUT`, `ERR_OVERLOADED`
   */
  requestEmailChange(person: string, input: { readonly password: string; readonly email: string }): Promise<void>
  /** Gives the person whom a link is for their new address, and ends all their sessions. @throws WardkitError `ERR_CODE_REFUSED` */
  confirmEmail(input: { readonly code: string }, context?: ActorContext): Promise<void>
}

export interface SignUp {
  readonly code: string
  /** What the first user is called. */
  readonly name: string
  readonly password: string
}

/** Where somebody is: a user of a tenant. */
export interface Place {
  readonly person: Person
  readonly tenant: Tenant
  readonly user: User
}

/** Where links lead, on the application's own pages. */
export interface LinkPages {
  readonly signUp: string
  readonly passwordReset: string
  readonly invitation: string
  readonly emailChange: string
}

export interface AccountsOptions {
  readonly store: Pick<Store, 'findPerson' | 'findPersonByEmail' | 'findPasswordHash' | 'listUsersOfPerson'>
  readonly administer: Administer
  readonly upkeep: Upkeep
  readonly codes: OneTimeCodes
  readonly outbox: Pick<Outbox, 'queue' | 'deliver'>
  readonly passwords: Passwords
  readonly passwordRules: FindPasswordRules
  readonly pages: LinkPages
  readonly clock: Clock
}

const HOUR_SECONDS = 3_600
const DAY_SECONDS = 24 * HOUR_SECONDS

/** Whom a code is about that is made only so that an unknown address costs what a known one does. */
const NOBODY = 'per_nobody'

/** The accounts of one store. */
export function createAccounts(options: AccountsOptions): Accounts {
  const { store, administer, upkeep, codes, outbox, passwords, passwordRules, pages, clock } = options

  /** The code stands in the fragment, which browsers send to nobody. */
  const linkTo = (page: string, code: string) => `${page}#code=${code}`

  async function hashNew(password: string, about: readonly string[], rules: PasswordRules): Promise<string> {
    const problem = await passwords.findProblem(password, about, rules)
    if (problem !== undefined) throw new WardkitError('ERR_INVALID_INPUT', `\`password\` ${problem}`)
    return passwords.hash(password)
  }

  async function getPerson(id: string): Promise<Person> {
    const person = await store.findPerson(id)
    if (person === undefined) throw codeRefused()
    return person
  }

  /** The person, when the password is theirs. */
  async function assertKnows(id: string, password: string): Promise<Person> {
    const { matches } = await passwords.verify(password, await store.findPasswordHash(id))
    const person = await store.findPerson(id)
    if (matches && person !== undefined) return person
    throw new WardkitError('ERR_LOGIN_REFUSED', 'the password is wrong')
  }

  /** Ends whatever rests on what a person was: sessions, tokens and codes, in every tenant. */
  async function endEverything(writer: StoreWriter, person: Person): Promise<void> {
    const now = clock()
    for (const place of await writer.listUsersOfPerson(person.id)) {
      const tenant = writer.tenant(place.tenant)
      await endSessions(tenant, place.id, now)
      await tenant.revokePrincipal(place.id, now)
    }
    await codes.revoke(writer, person.id)
    await codes.revoke(writer, person.email)
  }

  /**
   * Makes the account of somebody whom no tenant has any more that of whoever reads its mail now: what they logged in with before is good no longer.
   * @throws WardkitError `ERR_CODE_REFUSED` where a tenant has them
   */
  async function beginAnew(writer: StoreWriter, person: Person, now: number): Promise<void> {
    if ((await writer.listUsersOfPerson(person.id)).length > 0) throw codeRefused()
    await writer.updatePerson(person.id, { emailVerifiedAt: now })
    for (const { id } of await writer.listPasskeys(person.id)) await writer.deletePasskey(person.id, id)
    await writer.deleteTotp(person.id)
    await writer.putRecoveryCodes(person.id, [])
    await codes.revoke(writer, person.id)
  }

  async function setPassword(writer: StoreWriter, person: Person, hash: string): Promise<void> {
    await writer.putPasswordHash(person.id, hash, clock())
    await endEverything(writer, person)
    await outbox.queue(writer, person.email, 'password-changed', {})
  }

  return {
    async requestSignUp(input) {
      const email = readInput(emailInput, input.email)
      const tenantName = readInput(displayName, input.tenantName)
      const known = await store.findPersonByEmail(email)
      // Who is in no tenant any more signs up as anybody does.
      const places = await store.listUsersOfPerson(known?.id ?? NOBODY)
      const isKnown = places.length > 0
      await upkeep(async (writer) => {
        const data = { email, tenantName }
        // For a known address too, where nobody is told the code: the work is the same.
        const subject = isKnown ? NOBODY : email
        const code = await codes.issue(writer, { purpose: 'sign-up', subject, data, lifetimeSeconds: DAY_SECONDS })
        if (isKnown) await outbox.queue(writer, email, 'sign-up-known', { tenantName })
        else await outbox.queue(writer, email, 'sign-up', { tenantName, link: linkTo(pages.signUp, code) })
      })
      outbox.deliver()
    },

    async completeSignUp({ code, name, password }, context) {
      const wanted = await codes.peek('sign-up', code)
      if (wanted === undefined) throw codeRefused()
      const userName = readInput(displayName, name)
      const { email, tenantName } = wanted
      const about = [...wordsOf(email, userName), tenantName, ...tenantName.split(' ')]
      const hash = await hashNew(password, about, passwordRules.application)
      const now = clock()
      const fresh: Person = { id: createId('per'), email, emailVerifiedAt: now, createdAt: now }
      const tenant: Tenant = {
        id: createId('tnt'),
        slug: slugOf(tenantName),
        name: tenantName,
        status: 'active',
        createdAt: now,
      }
      const account: Omit<User, 'person'> = {
        id: createId('usr'),
        tenant: tenant.id,
        name: userName,
        status: 'active',
        roles: ['admin'],
        tags: new Map(),
        createdAt: now,
      }
      const change = {
        action: 'tenant.sign-up',
        tenant: tenant.id,
        target: { type: 'tenant', id: tenant.id },
        details: { name: tenant.name, slug: tenant.slug, user: account.id, email },
      } as const
      const { value } = await administer({ type: 'nobody' }, context).write(change, async (writer) => {
        await codes.redeem(writer, 'sign-up', code)
        await codes.revoke(writer, email)
        const known = await writer.findPersonByEmail(email)
        const person = known === undefined ? fresh : { ...known, emailVerifiedAt: now }
        if (known === undefined) await writer.insertPerson(person)
        else await beginAnew(writer, known, now)
        await writer.putPasswordHash(person.id, hash, now)
        await writer.insertTenant(tenant)
        const user: User = { ...account, person: person.id }
        await writer.tenant(tenant.id).insertUser(user)
        return { person, user }
      })
      return { ...value, tenant }
    },

    async requestPasswordReset(input) {
      const email = readInput(emailInput, input.email)
      const person = await store.findPersonByEmail(email)
      await upkeep(async (writer) => {
        const subject = person?.id ?? NOBODY
        const code = await codes.issue(writer, {
          purpose: 'password-reset',
          subject,
          data: { person: subject },
          lifetimeSeconds: HOUR_SECONDS,
        })
        if (person === undefined) await outbox.queue(writer, email, 'password-reset-unknown', {})
        else await outbox.queue(writer, email, 'password-reset', { link: linkTo(pages.passwordReset, code) })
      })
      outbox.deliver()
    },

    async showPasswordReset(code) {
      const wanted = await codes.peek('password-reset', code)
      if (wanted === undefined) throw codeRefused()
      return passwordRules.ofPerson(wanted.person)
    },

    async resetPassword({ code, password }, context) {
      const wanted = await codes.peek('password-reset', code)
      if (wanted === undefined) throw codeRefused()
      const person = await getPerson(wanted.person)
      const hash = await hashNew(password, wordsOf(person.email, ''), await passwordRules.ofPerson(person.id))
      const target = { type: 'person', id: person.id }
      const change = { action: 'person.reset-password', tenant: null, target } as const
      await administer({ type: 'nobody' }, context).write(change, async (writer) => {
        await codes.redeem(writer, 'password-reset', code)
        // Who followed the link has the mailbox.
        if (person.emailVerifiedAt === null) await writer.updatePerson(person.id, { emailVerifiedAt: clock() })
        await setPassword(writer, person, hash)
      })
      outbox.deliver()
    },

    async changePassword(id, { password, newPassword }, context) {
      const person = await assertKnows(id, password)
      const hash = await hashNew(newPassword, wordsOf(person.email, ''), await passwordRules.ofPerson(id))
      const target = { type: 'person', id }
      const change = { action: 'person.change-password', tenant: null, target } as const
      await administer({ type: 'nobody' }, context).write(change, (writer) => setPassword(writer, person, hash))
      outbox.deliver()
    },

    async requestEmailChange(id, input) {
      const email = readInput(emailInput, input.email)
      const person = await assertKnows(id, input.password)
      const isTaken = (await store.findPersonByEmail(email)) !== undefined
      await upkeep(async (writer) => {
        const subject = isTaken ? NOBODY : id
        const data = { person: id, email }
        const code = await codes.issue(writer, {
          purpose: 'email-change',
          subject,
          data,
          lifetimeSeconds: HOUR_SECONDS,
        })
        await outbox.queue(writer, person.email, 'email-changing', { email })
        // Who asks learns from nothing whether somebody has the address; who has it learns that somebody asked.
        if (isTaken) await outbox.queue(writer, email, 'email-change-known', {})
        else await outbox.queue(writer, email, 'email-change', { link: linkTo(pages.emailChange, code) })
      })
      outbox.deliver()
    },

    async confirmEmail({ code }, context) {
      const wanted = await codes.peek('email-change', code)
      if (wanted === undefined) throw codeRefused()
      const person = await getPerson(wanted.person)
      const target = { type: 'person', id: person.id }
      const details = { before: person.email, after: wanted.email }
      const change = { action: 'person.change-email', tenant: null, target, details } as const
      await administer({ type: 'nobody' }, context).write(change, async (writer) => {
        const { email } = await codes.redeem(writer, 'email-change', code)
        await writer.updatePerson(person.id, { email, emailVerifiedAt: clock() })
        await endEverything(writer, person)
      })
      outbox.deliver()
    },
  }
}
