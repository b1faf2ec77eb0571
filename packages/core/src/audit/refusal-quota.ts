/** Most refusals of one tenant, and of nobody's tenant, that are kept each second. */
export const REFUSALS_PER_SECOND = 1000

const WINDOW = 1000

/**
 * Holds each tenant to so many refusals a second: who asks for what is refused, again and again, must not push the records of others out of the
 * queue and out of the file.
 */
export interface RefusalQuota {
  /** Whether one more refusal of the tenant's is kept. */
  admits(tenant: string | null): boolean
}

/** @param monotonicNow milliseconds that only go forward */
export function createRefusalQuota(monotonicNow: () => number): RefusalQuota {
  const counts = new Map<string | null, number>()
  let begun = -Infinity
  return {
    admits(tenant) {
      const now = monotonicNow()
      if (now - begun >= WINDOW) {
        begun = now
        counts.clear()
      }
      const count = (counts.get(tenant) ?? 0) + 1
      if (count > REFUSALS_PER_SECOND) return false
      counts.set(tenant, count)
      return true
    },
  }
}
