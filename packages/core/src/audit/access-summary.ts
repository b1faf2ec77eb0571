import { WardkitError } from '../errors/index.ts'
import type { Reason } from '../decision/decision.ts'
import type { AccessLog } from './access-log.ts'
import { MAX_PAGE } from './access-query.ts'
import type { DecisionRecord } from './access-record.ts'

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
  /** By time, each bucket by its first moment; none without requests. */
  readonly buckets: readonly (AccessCounts & { readonly at: number })[]
  /** The busiest first; null is whoever was of no tenant. */
  readonly tenants: readonly (AccessCounts & { readonly tenant: string | null })[]
  readonly operations: readonly (AccessCounts & { readonly operation: string })[]
  /** Why decisions refused. */
  readonly reasons: readonly { readonly reason: Reason; readonly count: number }[]
  /** Decisions of that time that could not be kept. */
  readonly dropped: number
  /** Whether all of that time is in it: only the newest records are counted, up to a bound. */
  readonly complete: boolean
}

export interface AccessSummaryQuery {
  /** Milliseconds since 1970, inclusive. */
  readonly from: number
  /** Exclusive. */
  readonly to: number
  /** One tenant; all of them when absent. */
  readonly tenant?: string
  readonly by: 'hour' | 'day'
}

/** Most records that are counted for one answer. */
const MAX_RECORDS = 100_000
/** Most lines of each list. */
const MAX_LINES = 100

const HOUR = 60 * 60 * 1_000
const BUCKETS = { hour: HOUR, day: 24 * HOUR } as const

/** Counts what the access log holds, page by page, so that requests are served meanwhile. */
export async function summarizeAccess(
  log: Pick<AccessLog, 'query'>,
  { from, to, tenant, by }: AccessSummaryQuery,
): Promise<AccessSummary> {
  const whose = tenant === undefined ? ({ everyTenant: true } as const) : { tenant }
  const buckets = new Tally<number>()
  const tenants = new Tally<string | null>()
  const operations = new Tally<string>()
  const reasons = new Map<Reason, number>()
  let dropped = 0
  let left = MAX_RECORDS
  let after: number | null = null
  do {
    const position: { after?: number } = after === null ? {} : { after }
    const limit = Math.min(MAX_PAGE, left)
    const { records, next } = await log.query({ ...whose, from, to, order: 'newest', limit, ...position })
    for (const record of records) {
      if (record.kind === 'dropped') dropped += record.dropped
      else {
        const outcome = outcomeOf(record)
        buckets.count(record.time - (record.time % BUCKETS[by]), outcome)
        tenants.count(record.tenant, outcome)
        if (record.operation !== null) operations.count(record.operation, outcome)
        if (outcome === 'denied' && record.reason !== null)
          reasons.set(record.reason, (reasons.get(record.reason) ?? 0) + 1)
      }
    }
    left -= records.length
    after = next
  } while (after !== null && left > 0)
  return {
    buckets: buckets.entries.map(([at, counts]) => ({ at, ...counts })).sort((one, other) => one.at - other.at),
    tenants: tenants.busiest().map(([tenant, counts]) => ({ tenant, ...counts })),
    operations: operations.busiest().map(([operation, counts]) => ({ operation, ...counts })),
    reasons: [...reasons].map(([reason, count]) => ({ reason, count })).sort((one, other) => other.count - one.count),
    dropped,
    complete: after === null,
  }
}

/** Counts by key. */
class Tally<Key> {
  readonly #counts = new Map<Key, Record<keyof AccessCounts, number>>()

  count(key: Key, outcome: keyof AccessCounts): void {
    const counts = this.#counts.get(key) ?? { allowed: 0, denied: 0, failed: 0 }
    counts[outcome] += 1
    this.#counts.set(key, counts)
  }

  get entries(): [Key, AccessCounts][] {
    return [...this.#counts]
  }

  busiest(): readonly (readonly [Key, AccessCounts])[] {
    const total = ({ allowed, denied, failed }: AccessCounts): number => allowed + denied + failed
    return this.entries.sort(([, one], [, other]) => total(other) - total(one)).slice(0, MAX_LINES)
  }
}

function outcomeOf({ outcome, code }: DecisionRecord): keyof AccessCounts {
  if (outcome === 'would-refuse') return 'denied'
  if (outcome !== 'refused') return 'allowed'
  return code !== null && new WardkitError(code, '').status >= 500 ? 'failed' : 'denied'
}
