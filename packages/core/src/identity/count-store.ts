/** What there is of in a tenant, and may not be without end. */
export type Counted = 'users' | 'invitations' | 'roles' | 'apiKeys' | 'connections' | 'domains' | 'links'

/** Counts of what a tenant has. */
export interface CountReader {
  /** How many there are: of API keys, those that are not revoked. It takes no longer with a million links than with one. */
  countOf(counted: Counted): Promise<number>
}
