import { LRUCache } from 'lru-cache'

/**
 * Remembers at most `max` values, and forgets those first that nobody asked for longest.
 *
 * It grows with what it holds. An `LRUCache` given `max` reserves room for all of it at once: tens of milliseconds and megabytes at each start.
 */
export function createLru<K extends string, V extends object | true>(max: number): LRUCache<K, V> {
  return new LRUCache<K, V>({ maxSize: max, sizeCalculation: () => 1 })
}
