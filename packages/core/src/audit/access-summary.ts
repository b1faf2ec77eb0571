import { WardkitError } from '../errors/index.ts'
import type { Reason } from '../decision/decision.ts'
import { compareCodePoints } from '../util/compare-code-points.ts'
import type { AccessCounter, AccessGroup } from './access-log-file.ts'
import { assertAccessQuery } from './access-query.ts'

/** What became of requests, counted. */
export interface AccessCounts {
  /** Passed: allowed by policies, public, or let pass by the application. */
  readonly allowed: number
  /** Refused, or such as report mode would refuse. */
  readonly denied: number
  /** Not decided: something that was needed was out of reach. */
  readonly failed: number
}

/** The access log in numbers, over one tenant or all. */
export interface AccessSummary {
  /** By time, in UTC, each bucket by its first moment; none without requests. */
  readonly buckets: readonly (AccessCounts & { readonly at: number })[]
  /** The busiest first; null is whoever was of no tenant. */
  readonly tenants: readonly (AccessCounts & { readonly tenant: string | null })[]
  readonly operations: readonly (AccessCounts & { readonly operation: string })[]
  /** Why decisions refused. */
  readonly reasons: readonly { readonly reason: Reason; readonly count: number }[]
  /** Decisions of that time that could not be kept. */
  readonly dropped: number
  /** Whether all of that time is in it: the oldest records are removed as the log grows and ages. */
  readonly complete: boolean
}

/** Which records are counted. Whose they are must be said: a tenant's, or, for the application's own operators, every tenant's. */
export type AccessSummaryQuery = {
  /** Milliseconds since 1970, inclusive. */
  readonly from: number
  /** Exclusive. */
  readonly to: number
  readonly by: 'hour' | 'day'
} & (
  { readonly tenant: string; readonly everyTenant?: never } | { readonly everyTenant: true; readonly tenant?: never }
)

/** Most lines of each list. */
const MAX_LINES = 1_000

const HOUR = 60 * 60 * 1_000
const BUCKETS = { hour: HOUR, day: 24 * HOUR } as const

/**
 * Counts what an access log holds of some time.
 *
 * @throws TypeError for a query that is none
 */
export async function summarizeAccess(counter: AccessCounter, query: AccessSummaryQuery): Promise<AccessSummary> {
  const { from, to, by, tenant } = assertSummaryQuery(query)
  const buckets = new Tally<number>()
  const tenants = new Tally<string | null>()
  const operations = new Tally<string>()
  const reasons = new Map<Reason, number>()
  const span = { from, to, bucket: BUCKETS[by], ...(tenant === undefined ? {} : { tenant }) }
  const counted = await counter.count(span, (group) => {
    const outcome = outcomeOf(group)
    buckets.count(group.at, outcome, group.count)
    tenants.count(group.tenant, outcome, group.count)
    if (group.operation !== null) operations.count(group.operation, outcome, group.count)
    if (outcome === 'denied' && group.reason !== null)
      reasons.set(group.reason, (reasons.get(group.reason) ?? 0) + group.count)
  })
  return {
    buckets: buckets.entries.map(([at, counts]) => ({ at, ...counts })).sort((one, other) => one.at - other.at),
    tenants: tenants.busiest().map(([tenant, counts]) => ({ tenant, ...counts })),
    operations: operations.busiest().map(([operation, counts]) => ({ operation, ...counts })),
    reasons: [...reasons]
      .map(([reason, count]) => ({ reason, count }))
      .sort((one, other) => other.count - one.count || compareCodePoints(one.reason, other.reason)),
    ...counted,
  }
}

/** What comes from a caller in JSON is checked like a query of records. */
function assertSummaryQuery({ by, ...query }: AccessSummaryQuery): AccessSummaryQuery {
  assertAccessQuery(query)
  const { from, to } = query
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || !Object.hasOwn(BUCKETS, by))
    throw new TypeError('a summary of the access log needs `from`, `to`, and `by`: `hour` or `day`')
  return { by, ...query }
}

/** Counts by key. */
class Tally<Key> {
  readonly #counts = new Map<Key, Record<keyof AccessCounts, number>>()

  count(key: Key, outcome: keyof AccessCounts, times: number): void {
    const counts = this.#counts.get(key) ?? { allowed: 0, denied: 0, failed: 0 }
    counts[outcome] += times
    this.#counts.set(key, counts)
  }

  get entries(): [Key, AccessCounts][] {
    return [...this.#counts]
  }

  busiest(): readonly (readonly [Key, AccessCounts])[] {
    const total = ({ allowed, denied, failed }: AccessCounts): number => allowed + denied + failed
    return this.entries
      .sort(([a, one], [b, other]) => total(other) - total(one) || compareCodePoints(String(a), String(b)))
      .slice(0, MAX_LINES)
  }
}

function outcomeOf({ outcome, code }: AccessGroup): keyof AccessCounts {
  if (outcome === 'would-refuse') return 'denied'
  if (outcome !== 'refused') return 'allowed'
  return code !== null && new WardkitError(code, '').status >= 500 ? 'failed' : 'denied'
}
