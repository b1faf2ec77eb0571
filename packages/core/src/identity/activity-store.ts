/** How much a tenant is used. */
export interface TenantActivity {
  readonly users: number
  /** When a session of anybody's last began; null before the first. */
  readonly lastLoginAt: number | null
  /** When anybody last logged in, or a session or API key was last used, by up to a minute; null before the first. */
  readonly lastActivityAt: number | null
}

/** Reads of what goes on in a tenant. */
export interface ActivityReader {
  /** In a time that does not grow with sessions, and by little with users. */
  findActivity(): Promise<TenantActivity>
}

/** The latest of some moments; null where there is none. */
export function latest(...moments: readonly (number | null)[]): number | null {
  const known = moments.filter((moment) => moment !== null)
  return known.length === 0 ? null : Math.max(...known)
}
