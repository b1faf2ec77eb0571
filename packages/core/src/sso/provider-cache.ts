import { createLru } from '../util/create-lru.ts'

/**
 * What was fetched of each provider. Each key stands alone: one provider that is down, slow or hostile touches no other.
 *
 * Many who ask at once wait for one fetch. A fetch that failed is not tried again for a moment, so nothing stampedes; while it fails, what was
 * fetched before goes on being used for a bounded time.
 */
export interface ProviderCache<T extends object> {
  get(key: string, load: () => Promise<T>): Promise<T>
}

/** Times in milliseconds. */
export interface ProviderCacheTimes {
  /** So long it is used without a new fetch. */
  readonly freshFor: number
  /** So long, while fetches fail, it is used at all. */
  readonly usableFor: number
  /** So long a failure is answered again without a new fetch. */
  readonly cooldown: number
}

interface Entry<T> {
  value?: T
  loadedAt: number
  loading?: Promise<T> | undefined
  failure?: { readonly error: unknown; readonly at: number } | undefined
}

const MAX_ENTRIES = 10_000

export function createProviderCache<T extends object>(
  times: ProviderCacheTimes,
  monotonicNow: () => number,
): ProviderCache<T> {
  const entries = createLru<string, Entry<T>>(MAX_ENTRIES)

  async function load(entry: Entry<T>, work: () => Promise<T>): Promise<T> {
    try {
      const value = await work()
      entry.value = value
      entry.loadedAt = monotonicNow()
      entry.failure = undefined
      return value
    } catch (error) {
      entry.failure = { error, at: monotonicNow() }
      return lastGood(entry, error)
    } finally {
      entry.loading = undefined
    }
  }

  function lastGood(entry: Entry<T>, error: unknown): T {
    if (entry.value !== undefined && monotonicNow() - entry.loadedAt < times.usableFor) return entry.value
    throw error
  }

  return {
    async get(key, work) {
      const entry = entries.get(key) ?? { loadedAt: 0 }
      entries.set(key, entry)
      if (entry.value !== undefined && monotonicNow() - entry.loadedAt < times.freshFor) return entry.value
      if (entry.loading !== undefined) return entry.loading
      const { failure } = entry
      if (failure !== undefined && monotonicNow() - failure.at < times.cooldown) return lastGood(entry, failure.error)
      entry.loading = load(entry, work)
      return entry.loading
    },
  }
}
