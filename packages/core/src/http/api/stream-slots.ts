import { limitReached } from '../../identity/tenant-limits.ts'

/** Room for what is streamed to a tenant at once. */
export interface StreamSlots {
  /** Takes one place, and answers what gives it back. @throws WardkitError `ERR_LIMIT_REACHED` */
  take(tenant: string): () => void
}

/** @param most streams at once of one tenant, in this process */
export function createStreamSlots(most: number): StreamSlots {
  const taken = new Map<string, number>()

  function change(tenant: string, by: 1 | -1): void {
    const count = (taken.get(tenant) ?? 0) + by
    if (count === 0) taken.delete(tenant)
    else taken.set(tenant, count)
  }

  return {
    take(tenant) {
      if ((taken.get(tenant) ?? 0) >= most) throw limitReached('logStreams', most)
      change(tenant, 1)
      let isHeld = true
      return () => {
        if (isHeld) change(tenant, -1)
        isHeld = false
      }
    },
  }
}
