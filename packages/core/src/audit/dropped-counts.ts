import type { DroppedRecord } from './access-record.ts'

/** Tenants whose drops are counted apart; of those beyond, the drops are counted as nobody's. */
const MAX_TENANTS = 1000

/** How many decisions of one tenant could not be kept. */
export type Dropped = Omit<DroppedRecord, 'sequence'>

/** Counts the decisions that could not be kept, so that the log says so itself. */
export interface DroppedCounts {
  add(dropped: Pick<Dropped, 'tenant' | 'dropped' | 'from' | 'to'>): void
  /** Takes out the count of one tenant. */
  take(): Dropped | undefined
  readonly total: number
}

export function createDroppedCounts(): DroppedCounts {
  const counts = new Map<string | null, Dropped>()
  let total = 0
  return {
    get total() {
      return total
    },
    add({ tenant, dropped, from, to }) {
      total += dropped
      const owner = counts.has(tenant) || counts.size < MAX_TENANTS ? tenant : null
      const known = counts.get(owner) ?? { dropped: 0, from, to }
      const last = Math.max(known.to, to)
      counts.set(owner, {
        kind: 'dropped',
        time: last,
        tenant: owner,
        dropped: known.dropped + dropped,
        from: Math.min(known.from, from),
        to: last,
      })
    },
    take() {
      const [first] = counts.values()
      if (first === undefined) return undefined
      counts.delete(first.tenant)
      total -= first.dropped
      return first
    },
  }
}
