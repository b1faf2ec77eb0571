import type { Tags } from '../model/tags.ts'
import type { Page } from './page.ts'
import type { RoleGrant, RoleGrantReader, RoleGrantWriter } from './role-grant-store.ts'

/** A person's place in one tenant: the principal. */
export interface User {
  readonly id: string
  readonly tenant: string
  readonly person: string
  readonly name: string
  readonly status: 'active' | 'disabled'
  /** Role ids: the tenant's own, global ones, the service's. Kept as a set: each once, ordered by id. */
  readonly roles: readonly string[]
  readonly tags: Tags
  readonly createdAt: number
}

/** Which users are meant, and in what order; what is absent narrows nothing. */
export interface UserSearch {
  /** These users and no others, 100 at most. */
  readonly ids?: readonly string[]
  /** Part of the name or of the e-mail, ASCII letter case aside. */
  readonly text?: string
  /** Held. */
  readonly role?: string
  readonly status?: User['status']
  /** Held, compared as tags are; without `value` any value of the key. */
  readonly tag?: { readonly key: string; readonly value?: string }
  /** Names and e-mails in code point order, ASCII letter case aside; users alike in this by id. */
  readonly sort: UserOrder
  readonly descending?: boolean
  /** The `position` of the user to go on behind. */
  readonly after?: UserPosition
  /** At most this many, 1,000 at most. */
  readonly limit: number
}

export type UserOrder = 'name' | 'email' | 'createdAt'

/** Where a user stands in an order: what it is ordered by, and its id. */
export type UserPosition = readonly [key: string | number, id: string]

export interface FoundUser {
  readonly user: User
  readonly email: string
  readonly emailVerifiedAt: number | null
  /** When a session of theirs last began; null before the first. */
  readonly lastLoginAt: number | null
  /** Whether they have a second factor: a passkey or an authenticator app. */
  readonly secondFactor: boolean
  /** What gave them each of their roles, by role, then by source. */
  readonly grants: readonly RoleGrant[]
  readonly position: UserPosition
}

/** Reads of a tenant's users. */
export interface UserReader extends RoleGrantReader {
  findUser(id: string): Promise<User | undefined>
  listUsers(page?: Page): Promise<readonly User[]>
  /** Users with their e-mail, narrowed and in the order asked for. */
  searchUsers(search: UserSearch): Promise<readonly FoundUser[]>
}

/** Writes of a tenant's users. */
export interface UserWriter extends RoleGrantWriter {
  /** @throws WardkitError `ERR_CONFLICT` when the person is already a user of this tenant, `ERR_NOT_FOUND` for a role that is not the tenant's, a global one or the service's */
  insertUser(user: User): Promise<void>
  /**
   * Changes a user and revokes every token resolved for it before. `roles` are all they are to hold: what is new is granted by hand, what is left out is
   * taken away whatever gave it.
   * @throws WardkitError `ERR_NOT_FOUND`
   */
  updateUser(id: string, change: Partial<Pick<User, 'name' | 'status' | 'roles' | 'tags'>>, at: number): Promise<void>
  /** Takes a person's place away, and all that was resolved for it; the person stays. @throws WardkitError `ERR_NOT_FOUND` */
  deleteUser(id: string, at: number): Promise<void>
}
