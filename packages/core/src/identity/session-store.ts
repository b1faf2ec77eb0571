/** A login that goes on: of a browser, or of a program that refreshes its tokens. */
export interface Session {
  /** The public part of the cookie or refresh token. */
  readonly id: string
  readonly tenant: string
  readonly user: string
  readonly kind: 'browser' | 'tokens'
  /** SHA-256 of the secret part, base64url. */
  readonly secretHash: string
  /** Of the secret before, while requests that were sent with it may still arrive; null where there is none. */
  readonly previousSecretHash: string | null
  readonly previousExpiresAt: number | null
  /** What its user could do when the secret was made, by `privilegesOf`; empty where that is not known. */
  readonly privileges: string
  readonly createdAt: number
  /** When it was last used, by up to a minute. */
  readonly usedAt: number
  /** However much it is used. */
  readonly expiresAt: number
  /** When its person last proved that it is them: at the login, or since. */
  readonly authenticatedAt: number
  /** How the session was begun; of one's own credentials, the most that was shown since. One that a connection vouches for stays so. */
  readonly authenticatedBy: AuthenticatedBy
  /** How its person last proved it, at `authenticatedAt`. */
  readonly provedBy: AuthenticatedBy
  /** The network address it was begun from. */
  readonly address: string | null
  /** The program it was begun with, as it called itself. */
  readonly agent: string | null
}

/**
 * How a session's person has proved that it is them.
 *
 * - `password`: with a password alone
 * - `secondFactor`: with a second factor too, or a passkey that verified its user
 * - `connection`: to the tenant's identity provider, which vouches for them in this tenant and no other
 */
export type AuthenticatedBy = 'password' | 'secondFactor' | 'connection'

/** Reads of sessions, of a store and in a transaction. */
export interface SessionLookup {
  /** A session by its public id, whatever its tenant: the id arrives before the tenant is known. */
  findSession(id: string): Promise<Session | undefined>
}

/** Reads of a tenant's sessions. */
export interface SessionReader {
  /** The sessions of one user, by id; ended and expired ones too until they are deleted. */
  listSessions(user: string): Promise<readonly Session[]>
}

/** Writes of a tenant's sessions. */
export interface SessionWriter {
  /** @throws WardkitError `ERR_CONFLICT` when the id is taken, `ERR_NOT_FOUND` for a user who is not there */
  insertSession(session: Session): Promise<void>
  /** @throws WardkitError `ERR_NOT_FOUND` */
  updateSession(
    id: string,
    change: Partial<
      Pick<
        Session,
        | 'secretHash'
        | 'previousSecretHash'
        | 'previousExpiresAt'
        | 'privileges'
        | 'usedAt'
        | 'authenticatedAt'
        | 'authenticatedBy'
        | 'provedBy'
      >
    >,
  ): Promise<void>
  /** Ends a session: every token of it is revoked. Whether it was there. */
  deleteSession(id: string, at: number): Promise<boolean>
  /** Ends every session of the tenant whose person has proved who they are in this way. */
  endSessionsBy(authenticatedBy: AuthenticatedBy, at: number): Promise<void>
}
