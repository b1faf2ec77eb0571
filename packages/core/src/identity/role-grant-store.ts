/** A role that a user holds, and what gave it to them. Two sources may give the same role: it is held until both have taken it away. */
export interface RoleGrant {
  readonly role: string
  /** `MANUAL`, or `CONNECTION_SOURCE` and the id of the connection that the user logs in through. */
  readonly source: string
}

/** The source of roles that people give. */
export const MANUAL = 'manual'

/** What sources of roles that a connection grants begin with. */
export const CONNECTION_SOURCE = 'connection:'

export interface RoleGrantReader {
  /** By role, then by source; none for a user who is not there. */
  listRoleGrants(user: string): Promise<readonly RoleGrant[]>
}

export interface RoleGrantWriter {
  /**
   * Makes `roles` all that one source gives a user; what others gave stays as it is. Tokens are revoked only where the roles held change.
   * @throws WardkitError `ERR_NOT_FOUND` for a user who is not there, and for a role that cannot be assigned and was not held
   */
  setRoleGrants(user: string, source: string, roles: readonly string[], at: number): Promise<void>
}
