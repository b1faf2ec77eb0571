import type { User } from './user-store.ts'

/** A human being with credentials; user of none, one or many tenants. */
export interface Person {
  readonly id: string
  /** Canonical: see `canonicalEmail`. */
  readonly email: string
  readonly emailVerifiedAt: number | null
  readonly createdAt: number
}

/** Reads of persons, of a store. */
export interface PersonReader {
  findPerson(id: string): Promise<Person | undefined>
  /** By canonical e-mail. */
  findPersonByEmail(email: string): Promise<Person | undefined>
  findPasswordHash(person: string): Promise<string | undefined>
  /** The places of one person in all tenants, by tenant id. */
  listUsersOfPerson(person: string): Promise<readonly User[]>
}

/**
 * Reads and writes of persons, in a transaction: a hash is replaced only while it is the one that was verified, and a new password revokes the
 * tokens of every place the person has.
 */
export interface PersonWriter extends PersonReader {
  /** @throws WardkitError `ERR_CONFLICT` when the e-mail is taken */
  insertPerson(person: Person): Promise<void>
  /** @throws WardkitError `ERR_NOT_FOUND`, `ERR_CONFLICT` when the e-mail is taken */
  updatePerson(id: string, change: Partial<Pick<Person, 'email' | 'emailVerifiedAt'>>): Promise<void>
  putPasswordHash(person: string, hash: string, at: number): Promise<void>
}
