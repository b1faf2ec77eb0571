import type { ResourceRef } from '../model/resource.ts'

/** What is remembered of resources, by tenant, type and id. */
export interface ResourceCache<T> {
  get(tenant: string, ref: ResourceRef): T | undefined
  /** @param ref is kept: not one whose id was cut out of a request, which would keep the whole request in memory */
  set(tenant: string, ref: ResourceRef, value: T): void
}

interface Entry<T> {
  readonly ref: ResourceRef
  readonly value: T
}

/** By tenant, type and id. */
type Generation<T> = Map<string, Map<string, Map<string, Entry<T>>>>

/**
 * Remembers at most `max` resources (two at least) in two generations: when the younger is full the older is forgotten, and what was asked for
 * since goes along. So at least half of `max` are always those asked for last.
 *
 * Maps in maps, not one under a joined key: making and hashing that key for each question would take longer than the rest of the look-up, and
 * no two names can run together.
 */
export function createResourceCache<T>(max: number): ResourceCache<T> {
  const limit = Math.max(1, Math.floor(max / 2))
  let young: Generation<T> = new Map()
  let old: Generation<T> = new Map()
  let size = 0

  function put(tenant: string, entry: Entry<T>): void {
    if (size >= limit) {
      old = young
      young = new Map()
      size = 0
    }
    const { type, id } = entry.ref
    const byId = childOf(childOf(young, tenant), type)
    if (!byId.has(id)) size++
    byId.set(id, entry)
  }

  return {
    get(tenant, ref) {
      const known = find(young, tenant, ref)
      if (known !== undefined) return known.value
      const older = find(old, tenant, ref)
      if (older !== undefined) put(tenant, older)
      return older?.value
    },
    set(tenant, { type, id }, value) {
      put(tenant, { ref: { type, id }, value })
    },
  }
}

function find<T>(generation: Generation<T>, tenant: string, { type, id }: ResourceRef): Entry<T> | undefined {
  return generation.get(tenant)?.get(type)?.get(id)
}

function childOf<T>(parent: Map<string, Map<string, T>>, key: string): Map<string, T> {
  let child = parent.get(key)
  if (child === undefined) {
    child = new Map()
    parent.set(key, child)
  }
  return child
}
