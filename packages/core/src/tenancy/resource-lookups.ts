import { isJsonObject } from '../model/json.ts'
import { readTags, type TagInput } from '../model/tags.ts'
import type { Resource, ResourceLookup, ResourceRef } from '../model/resource.ts'
import { withinTime } from '../util/within-time.ts'
import { createResourceCache } from './resource-cache.ts'
import type { Snapshot } from './snapshot.ts'
import type { ResourceSource } from './snapshot-source.ts'

/**
 * Learns of a resource from the application itself, so that it need not be registered. It answers undefined or null when there is no such
 * resource; what it throws makes the decision a refusal.
 */
export type ResourceLoader = (
  id: string,
  tenant: string,
) => LoadedResource | null | undefined | Promise<LoadedResource | null | undefined>

/** What an application tells of its resource. */
export interface LoadedResource {
  /** The tenant it belongs to, which need not be the one asking. */
  readonly tenant: string
  readonly owner?: string
  readonly tags?: TagInput
}

/** Finds out what is known of the resources that a request names. */
export interface ResourceLookups {
  /**
   * What is known of the resource; at once, and no promise, where it is remembered.
   * @param snapshot of the tenant that asks
   */
  find(snapshot: Snapshot, ref: ResourceRef): ResourceLookup | Promise<ResourceLookup>
}

export interface ResourceLookupsOptions {
  readonly source: ResourceSource
  /** By resource type. A type with a loader is never looked up in the store. */
  readonly loaders: ReadonlyMap<string, ResourceLoader>
  /** How many registered resources are kept in memory. */
  readonly maxResources: number
  /** How long a loader may take, in milliseconds. */
  readonly loaderTimeout: number
}

interface Entry {
  readonly lookup: ResourceLookup
  /** The tenant's resources revision it was read at or after. */
  readonly revision: number
}

const UNKNOWN_RESOURCE: ResourceLookup = { status: 'unknown' }
/** What it is in is being changed: its tags are not those it is to have. */
const PENDING_RESOURCE: ResourceLookup = { status: 'unavailable' }

/**
 * Looks resources up in the application's loaders or in the store, remembering only what was registered in the asking tenant itself: that
 * something is unknown, or another tenant's, may change by another tenant's write, which this tenant's revision does not show.
 */
export function createResourceLookups(options: ResourceLookupsOptions): ResourceLookups {
  const registered = createResourceCache<Entry>(options.maxResources)

  async function readRegistered(snapshot: Snapshot, ref: ResourceRef): Promise<ResourceLookup> {
    const resource = await options.source.findResource(snapshot.tenant, ref)
    if (resource === undefined) return UNKNOWN_RESOURCE
    if (resource.pending === true) return PENDING_RESOURCE
    const lookup: ResourceLookup = { status: 'known', resource }
    if (resource.tenant === snapshot.tenant)
      registered.set(snapshot.tenant, resource, { lookup, revision: snapshot.resourcesRevision })
    return lookup
  }

  async function load(loader: ResourceLoader, snapshot: Snapshot, ref: ResourceRef): Promise<ResourceLookup> {
    const loaded = await withinTime(
      loader(ref.id, snapshot.tenant),
      options.loaderTimeout,
      `the resource loader of \`${ref.type}\``,
    )
    return loaded === undefined || loaded === null
      ? UNKNOWN_RESOURCE
      : { status: 'known', resource: toResource(ref, loaded) }
  }

  return {
    find(snapshot, ref) {
      const loader = options.loaders.get(ref.type)
      if (loader !== undefined) return orUnavailable(() => load(loader, snapshot, ref))
      const entry = registered.get(snapshot.tenant, ref)
      if (entry?.revision === snapshot.resourcesRevision) return entry.lookup
      return orUnavailable(() => readRegistered(snapshot, ref))
    },
  }
}

async function orUnavailable(look: () => Promise<ResourceLookup>): Promise<ResourceLookup> {
  try {
    return await look()
  } catch (cause) {
    return { status: 'unavailable', cause }
  }
}

/** A resource as a loader told of it. @throws TypeError where it told what no resource has */
export function toResource(ref: ResourceRef, loaded: LoadedResource): Resource {
  if (typeof loaded.tenant !== 'string' || loaded.tenant === '') {
    throw new TypeError(`the resource loader of \`${ref.type}\` must answer a \`tenant\`, a non-empty string`)
  }
  if (loaded.owner !== undefined && typeof loaded.owner !== 'string') {
    throw new TypeError(`the resource loader of \`${ref.type}\` must answer \`owner\` as a string, or leave it out`)
  }
  const given: unknown = loaded.tags ?? {}
  if (!isJsonObject(given))
    throw new TypeError(`the resource loader of \`${ref.type}\` must answer \`tags\` as an object`)
  const { tags, problems } = readTags(given as TagInput)
  const problem = problems[0]
  if (problem !== undefined)
    throw new TypeError(`the resource loader of \`${ref.type}\`: tag \`${problem.key}\` ${problem.message}`)
  return { ...ref, tenant: loaded.tenant, tags, ...(loaded.owner === undefined ? {} : { owner: loaded.owner }) }
}
