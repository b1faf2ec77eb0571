import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import { isStorableText, tagsToJson, type TagInput } from '../model/tags.ts'
import type { Clock } from '../util/clock.ts'
import { withoutUndefined } from '../util/without-undefined.ts'
import type { Administration } from './administration.ts'
import type { AuditAction } from './audit-action.ts'
import type { AuditDetails } from './audit-entry.ts'
import { ADMIN_ROLE, assertGranted, differenceOf, grantsEverything, type Grantor } from './find-ungranted.ts'
import { changeTags, tagChangeFields, type TagChange } from './change-tags.ts'
import { createId } from './identifiers.ts'
import type { FoundUser, Page, Person, Store, StoreWriter, TenantReader, User, UserSearch } from './identity-store.ts'
import type { FindPasswordRules } from './password-rules.ts'
import { wordsOf, type PasswordRules, type Passwords } from './passwords.ts'
import { displayName, email, identifier, readInput, roleIds, tags } from './read-input.ts'
import type { Revised } from './revised.ts'
import { endSessions } from './sessions.ts'

/** The places of persons in tenants. Whatever changes a user makes its older tokens stale at once. */
export interface Users {
  /**
   * Makes a person a user of a tenant, and the person, where there is none with this e-mail.
   * @throws WardkitError `ERR_INVALID_INPUT`; `ERR_NOT_FOUND` for an unknown tenant or role; `ERR_CONFLICT` when the person is a user of the tenant already,
   * has another password, or holds the e-mail without having proved it
   */
  create(input: UserInput): Promise<Revised<User>>
  /**
   * @throws WardkitError `ERR_INVALID_INPUT`, `ERR_NOT_FOUND`; `ERR_NOT_GRANTED` for a role or tag value that is not the actor's to give or to take
   * away; `ERR_FORBIDDEN` for an actor's own roles and tags, unless they hold `admin`
   */
  update(input: UserChange): Promise<{ readonly revision: number }>
  /** Refuses the user's every request and login from now on. @throws WardkitError `ERR_NOT_FOUND` */
  disable(input: UserName): Promise<{ readonly revision: number }>
  /**
   * Takes a person's place in the tenant away for good; the person and their other places stay. API keys they made work no longer.
   * @throws WardkitError `ERR_NOT_FOUND`; `ERR_CONFLICT` for the last active user who holds `admin`
   */
  remove(input: UserName): Promise<{ readonly revision: number }>
  /** @throws WardkitError `ERR_NOT_FOUND` */
  enable(input: UserName): Promise<{ readonly revision: number }>
  find(input: UserName): Promise<User | undefined>
  findByEmail(input: { readonly tenant: string; readonly email: string }): Promise<User | undefined>
  list(tenant: string, page?: Page): Promise<readonly User[]>
  /** Users with their e-mail, narrowed and in the order asked for. @throws WardkitError `ERR_INVALID_INPUT` */
  search(input: UserSearch & { readonly tenant: string }): Promise<readonly FoundUser[]>
  /**
   * Gives a user's person a new password, in all tenants, and makes every older token of theirs stale.
   * @throws WardkitError `ERR_INVALID_INPUT`, `ERR_NOT_FOUND`
   */
  setPassword(input: UserName & { readonly password: string }): Promise<{ readonly revision: number }>
}

export interface UserName {
  readonly tenant: string
  readonly id: string
}

export interface UserInput {
  readonly tenant: string
  readonly email: string
  readonly name: string
  /** Without one the person cannot log in with a password. */
  readonly password?: string
  readonly roles?: readonly string[]
  readonly tags?: TagInput
  /** Whether your application has seen proof that the e-mail is theirs; policies see the e-mail only then. */
  readonly emailVerified?: boolean
}

export interface UserChange extends UserName, TagChange {
  readonly name?: string
  readonly roles?: readonly string[]
  /** Given in addition to those held, or to `roles`. */
  readonly addRoles?: readonly string[]
  /** Taken away from those held, whatever gave them. */
  readonly removeRoles?: readonly string[]
}

export interface UsersOptions {
  readonly store: Store
  readonly administration: Administration
  readonly passwords: Pick<Passwords, 'findProblem' | 'hash'>
  readonly passwordRules: FindPasswordRules
  readonly clock: Clock
}

const Name = z.strictObject({ tenant: identifier, id: identifier })
const Input = z.strictObject({
  tenant: identifier,
  email,
  name: displayName,
  password: z.string().optional(),
  roles: roleIds.default([]),
  tags: tags.default(new Map()),
  emailVerified: z.boolean().default(false),
})
const Change = Name.extend({
  name: displayName.optional(),
  roles: roleIds.optional(),
  addRoles: roleIds.optional(),
  removeRoles: roleIds.optional(),
  ...tagChangeFields,
})
const Search = z.strictObject({
  tenant: identifier,
  ids: z.array(identifier).max(100).exactOptional(),
  text: z.string().max(200).refine(isStorableText, 'must not hold NUL or half a surrogate pair').exactOptional(),
  role: identifier.exactOptional(),
  status: z.enum(['active', 'disabled']).exactOptional(),
  tag: z.strictObject({ key: identifier, value: identifier.exactOptional() }).exactOptional(),
  sort: z.enum(['name', 'email', 'createdAt']),
  descending: z.boolean().exactOptional(),
  after: z.tuple([z.union([z.string().refine(isStorableText), z.int()]), identifier]).exactOptional(),
  limit: z.int().min(1).max(1_000),
})
const NewPassword = Name.extend({ password: z.string() })

/** The users of one store, as one actor reaches them. */
export function createUsers({ store, administration, passwords, passwordRules, clock }: UsersOptions): Users {
  const { principal, write } = administration

  async function setStatus(input: UserName, action: 'user.disable' | 'user.enable') {
    const { tenant, id } = readInput(Name, input)
    const status = action === 'user.disable' ? 'disabled' : 'active'
    const { revision } = await write(changeOf(action, tenant, id), async (writer, grantor) => {
      // Whoever is disabled loses all they hold, and gets it back when enabled.
      const before = await getUser(writer, { tenant, id })
      assertGranted(grantor, before)
      await writer.tenant(tenant).updateUser(id, { status }, clock())
      // Enabled again, they log in again.
      if (status === 'disabled') await endSessions(writer.tenant(tenant), id, clock())
      await assertAdminLeft(writer.tenant(tenant), before)
    })
    return { revision }
  }

  /** T05: who does not hold `admin` gains nothing by changing themselves, not even by shedding a tag. */
  function assertNotOwn(id: string, grantor: Grantor): void {
    if (principal?.id !== id || grantsEverything(grantor)) return
    throw new WardkitError('ERR_FORBIDDEN', 'nobody changes their own roles and tags')
  }

  async function hashNew(password: string, about: readonly string[], rules: PasswordRules): Promise<string> {
    const problem = await passwords.findProblem(password, about, rules)
    if (problem !== undefined) throw new WardkitError('ERR_INVALID_INPUT', `\`password\` ${problem}`)
    return passwords.hash(password)
  }

  return {
    async create(input) {
      const { email, password, emailVerified, ...fields } = readInput(Input, input)
      const known = await store.findPersonByEmail(email)
      if (known !== undefined) assertMayJoin(known, password)
      const hash =
        password === undefined
          ? undefined
          : await hashNew(password, wordsOf(email, fields.name), await passwordRules.inTenant(fields.tenant))
      const now = clock()
      const person = known ?? {
        id: createId('per'),
        email,
        emailVerifiedAt: emailVerified ? now : null,
        createdAt: now,
      }
      const user: User = { id: createId('usr'), person: person.id, status: 'active', createdAt: now, ...fields }
      const { tenant, name, roles, tags } = user
      const details = { email, emailVerified, hasPassword: hash !== undefined, name, roles, tags: tagsToJson(tags) }
      const { revision } = await write(changeOf('user.create', tenant, user.id, details), async (writer) => {
        if (known === undefined) await writer.insertPerson(person)
        if (hash !== undefined) await writer.putPasswordHash(person.id, hash, now)
        await writer.tenant(user.tenant).insertUser(user)
      })
      return { ...user, revision }
    },

    async update(input) {
      const { tenant, id, ...wanted } = readInput(Change, input)
      const change = { ...changeOf('user.update', tenant, id), details: (change: AuditDetails) => change }
      const { revision } = await write(change, async (writer, grantor) => {
        const before = await getUser(writer, { tenant, id })
        const given = {
          name: wanted.name,
          roles: changeRoles(before.roles, wanted),
          tags: changeTags(before.tags, wanted),
        }
        const after = { ...before, ...withoutUndefined(given) }
        if (given.roles !== undefined || given.tags !== undefined) assertNotOwn(id, grantor)
        assertGranted(grantor, differenceOf(before, after))
        await writer.tenant(tenant).updateUser(id, withoutUndefined(given), clock())
        await assertAdminLeft(writer.tenant(tenant), before)
        return describeChange(before, after)
      })
      return { revision }
    },

    async remove(input) {
      const { tenant, id } = readInput(Name, input)
      const change = { ...changeOf('user.remove', tenant, id), details: (user: User) => ({ name: user.name }) }
      const { revision } = await write(change, async (writer, grantor) => {
        const user = await getUser(writer, { tenant, id })
        assertGranted(grantor, user)
        await endSessions(writer.tenant(tenant), id, clock())
        await writer.tenant(tenant).deleteUser(id, clock())
        await assertAdminLeft(writer.tenant(tenant), user)
        return user
      })
      return { revision }
    },

    disable: (input) => setStatus(input, 'user.disable'),
    enable: (input) => setStatus(input, 'user.enable'),

    async find(input) {
      const { tenant, id } = readInput(Name, input)
      return administration.tenant(tenant).findUser(id)
    },

    async findByEmail(input) {
      const wanted = readInput(z.strictObject({ tenant: identifier, email }), input)
      administration.tenant(wanted.tenant)
      const person = await store.findPersonByEmail(wanted.email)
      const users = person === undefined ? [] : await store.listUsersOfPerson(person.id)
      return users.find((user) => user.tenant === wanted.tenant)
    },

    list: async (tenant, page) => administration.tenant(tenant).listUsers(page),

    async search(input) {
      const { tenant, ...search } = readInput(Search, input)
      return administration.tenant(tenant).searchUsers(search)
    },

    async setPassword(input) {
      const { tenant, id, password } = readInput(NewPassword, input)
      // It is the person's password in all tenants: none of them may set it.
      administration.assertUnbound()
      const user = await store.tenant(tenant).findUser(id)
      const person = user === undefined ? undefined : await store.findPerson(user.person)
      if (user === undefined || person === undefined)
        throw new WardkitError('ERR_NOT_FOUND', `there is no user \`${id}\``)
      const rules = await passwordRules.ofPerson(person.id)
      const hash = await hashNew(password, wordsOf(person.email, user.name), rules)
      const now = clock()
      const { revision } = await write(changeOf('user.set-password', tenant, id), async (writer) => {
        await writer.putPasswordHash(person.id, hash, now)
        for (const place of await writer.listUsersOfPerson(person.id)) {
          await endSessions(writer.tenant(place.tenant), place.id, now)
          await writer.tenant(place.tenant).revokePrincipal(place.id, now)
        }
      })
      return { revision }
    },
  }
}

function changeOf(action: AuditAction, tenant: string, id: string, details: AuditDetails = {}) {
  return { action, tenant, target: { type: 'user', id }, details }
}

type RoleChange = Pick<z.output<typeof Change>, 'roles' | 'addRoles' | 'removeRoles'>

/** The roles that a change makes of those held; undefined where it changes none. */
function changeRoles(
  before: readonly string[],
  { roles, addRoles, removeRoles }: RoleChange,
): readonly string[] | undefined {
  if (roles === undefined && addRoles === undefined && removeRoles === undefined) return undefined
  return [...new Set([...(roles ?? before), ...(addRoles ?? [])])].filter(
    (role) => removeRoles?.includes(role) !== true,
  )
}

async function getUser(writer: StoreWriter, { tenant, id }: UserName): Promise<User> {
  const user = await writer.tenant(tenant).findUser(id)
  if (user === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no user \`${id}\``)
  return user
}

/** A tenant that nobody could administer any more would be lost to its people. @throws WardkitError `ERR_CONFLICT` */
async function assertAdminLeft(tenant: TenantReader, before: User): Promise<void> {
  if (before.status !== 'active' || !grantsEverything(before)) return
  const left = await tenant.searchUsers({ role: ADMIN_ROLE, status: 'active', sort: 'createdAt', limit: 1 })
  if (left.length > 0) return
  throw new WardkitError('ERR_CONFLICT', 'this is the last active user of the tenant who holds `admin`', {
    help: 'give the role to somebody else first',
  })
}

/** What was changed of a user, before and after. */
function describeChange(before: User, after: User): AuditDetails {
  const [old, fresh] = [before, after].map(({ name, roles, tags }) => ({ name, roles, tags: tagsToJson(tags) }))
  return { before: old ?? {}, after: fresh ?? {} }
}

/**
 * One person may be user of many tenants, but not on an e-mail that nobody proved: whoever claimed it first would walk into the second tenant. Nor
 * with a password, which would lock out, or let in, the person's other tenants.
 */
function assertMayJoin(person: Person, password: string | undefined): void {
  if (person.emailVerifiedAt === null) {
    throw new WardkitError('ERR_CONFLICT', 'a person has this e-mail already and has not proved that it is theirs')
  }
  if (password !== undefined) {
    throw new WardkitError(
      'ERR_CONFLICT',
      'a person with this e-mail is there already, with credentials of their own',
      {
        help: 'leave out the password: they log in as they always do',
      },
    )
  }
}
