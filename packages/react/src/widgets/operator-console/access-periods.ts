import type { AccessSummary, AccessSummaryQuery } from '../../hooks/use-operator.ts'

export type Period = 'day' | 'week' | 'month'
export type Step = AccessSummaryQuery['by']

const HOUR = 3_600_000
const DAY = 24 * HOUR
const LENGTHS: Readonly<Record<Step, number>> = { hour: HOUR, day: DAY }
const DAYS: Readonly<Record<Period, number>> = { day: 1, week: 7, month: 30 }

/** The steps in which a period can be seen, the best first: neither two bars nor seven hundred. */
export const STEPS: Readonly<Record<Period, readonly Step[]>> = {
  day: ['hour'],
  week: ['day', 'hour'],
  month: ['day'],
}

/** The time of a period that ends now, in whole steps so that the first bar is no half of one. Steps begin as the server has them, in UTC. */
export function timeOf(period: Period, by: Step, now: number): { readonly from: number; readonly to: number } {
  const step = LENGTHS[by]
  const to = now - (now % step) + step
  return { from: to - DAYS[period] * DAY, to }
}

export type Bucket = AccessSummary['buckets'][number]

/** A bucket for every step, those without requests too: the server leaves them out. */
export function fillBuckets(
  buckets: AccessSummary['buckets'],
  { from, to, by }: Pick<AccessSummaryQuery, 'from' | 'to' | 'by'>,
): readonly Bucket[] {
  const known = new Map(buckets.map((bucket) => [bucket.at, bucket]))
  return Array.from({ length: Math.ceil((to - from) / LENGTHS[by]) }, (_, index) => {
    const at = from + index * LENGTHS[by]
    return known.get(at) ?? { at, allowed: 0, denied: 0, failed: 0 }
  })
}

export function totalOf({ allowed, denied, failed }: Omit<Bucket, 'at'>): number {
  return allowed + denied + failed
}

/** All of them together. */
export function sumOf(buckets: readonly Bucket[]): Omit<Bucket, 'at'> {
  return buckets.reduce(
    (sum, { allowed, denied, failed }) => ({
      allowed: sum.allowed + allowed,
      denied: sum.denied + denied,
      failed: sum.failed + failed,
    }),
    { allowed: 0, denied: 0, failed: 0 },
  )
}

/** The end of an axis from 0: the next number that is round. */
export function axisEnd(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1)))
  return [1, 2, 2.5, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((end) => end >= most) ?? most
}

/** When a step begins: a day of UTC, or an hour where the reader is. */
export function formatStep(at: number, by: Step, locale: string): string {
  return by === 'day'
    ? new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(at)
    : new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }).format(at)
}
