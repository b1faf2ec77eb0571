import { WardkitError } from '../errors/index.ts'
import { isStoreFailure } from '../errors/store-failure.ts'
import { buildSnapshot } from './build-snapshot.ts'
import type { FindGlobals } from './follow-service-roles.ts'
import type { Globals } from './globals.ts'
import type { Snapshot, Snapshots } from './snapshot.ts'
import type { SnapshotSource, TenantRevisions } from './snapshot-source.ts'
import { createLru } from '../util/create-lru.ts'

export interface SnapshotsOptions {
  readonly source: SnapshotSource
  readonly findGlobals: FindGlobals
  /** How long a node that lost its store goes on deciding from what it has, in seconds. */
  readonly maxStalenessSeconds: number
  /** How many tenants are kept compiled; the least recently asked are dropped first. */
  readonly maxTenants: number
  /** Milliseconds that only go forward. */
  readonly monotonicNow: () => number
}

interface Entry {
  readonly snapshot: Snapshot
  /** What it was compiled with. */
  readonly globals: Globals
  readonly revisions: TenantRevisions
  /** The store's revision at which these were still the tenant's. */
  readonly verifiedAt: number
  /** When, on the monotonic clock, they were last known to be the tenant's current ones. */
  confirmedAt: number
}

/**
 * Keeps one compiled snapshot for each tenant in use, and brings it up to date when the store has moved on.
 *
 * INVARIANT: an entry is verified at a revision that was read before its record, so it is never older than it says.
 */
export function createSnapshots(options: SnapshotsOptions): Snapshots {
  const { source, findGlobals } = options
  const entries = createLru<string, Entry>(options.maxTenants)
  const loading = new Map<string, Promise<Snapshot | undefined>>()
  let revision = -1
  /** Read at that revision, or later. */
  let globals: Globals | undefined
  let hint: number | undefined

  /** Sees to it that the revision is the store's, and answers the globals there. */
  async function refresh(atLeast: number): Promise<Globals> {
    const current = source.changeHint()
    let shared = globals
    if (shared === undefined || current !== hint || revision < atLeast) {
      const read = await source.currentRevision()
      const found = await findGlobals(read)
      // Reads may overtake each other; the store's revision only rises.
      if (read >= revision) {
        revision = read
        globals = found
        hint = current
      }
      shared = globals ?? found
    }
    if (revision < atLeast) {
      throw new WardkitError('ERR_REVISION_AHEAD', `revision ${atLeast} was asked for and the store is at ${revision}`)
    }
    return shared
  }

  async function load(tenant: string, at: number, shared: Globals): Promise<Snapshot | undefined> {
    const known = entries.get(tenant)
    const revisions = await source.findTenantRevisions(tenant)
    if (revisions === undefined) {
      entries.delete(tenant)
      return undefined
    }
    if (known?.globals === shared && revisions.policies === known.revisions.policies) {
      const snapshot = {
        ...known.snapshot,
        resourcesRevision: revisions.resources,
        linksRevision: revisions.links,
      }
      entries.set(tenant, { snapshot, globals: shared, revisions, verifiedAt: at, confirmedAt: options.monotonicNow() })
      return snapshot
    }
    const record = await source.findTenantRecord(tenant)
    if (record === undefined) return undefined
    const snapshot = buildSnapshot(record, shared)
    const compiled = { snapshot, globals: shared, revisions: record.revisions }
    entries.set(tenant, { ...compiled, verifiedAt: at, confirmedAt: options.monotonicNow() })
    return snapshot
  }

  /** Requests that come while a tenant is being loaded wait for that one load, if it began at the revision they need. */
  function loadOnce(tenant: string, at: number, shared: Globals): Promise<Snapshot | undefined> {
    const key = `${at} ${tenant}`
    const running = loading.get(key)
    if (running !== undefined) return running
    const started = load(tenant, at, shared).finally(() => loading.delete(key))
    loading.set(key, started)
    return started
  }

  function isFreshEnough(entry: Entry): boolean {
    return options.monotonicNow() - entry.confirmedAt <= options.maxStalenessSeconds * 1000
  }

  function confirm(entry: Entry | undefined): Snapshot | undefined {
    if (entry === undefined || entry.verifiedAt < revision) return undefined
    entry.confirmedAt = options.monotonicNow()
    return entry.snapshot
  }

  async function refreshAndFind(tenant: string, atLeast: number): Promise<Snapshot | undefined> {
    try {
      const shared = await refresh(atLeast)
      return confirm(entries.get(tenant)) ?? (await loadOnce(tenant, revision, shared))
    } catch (error) {
      const entry = entries.get(tenant)
      if (entry === undefined || !isStoreFailure(error) || entry.verifiedAt < atLeast || !isFreshEnough(entry))
        throw error
      return entry.snapshot
    }
  }

  function isUnmoved(): boolean {
    try {
      return source.changeHint() === hint
    } catch {
      // Whoever asks further meets the failure again, and answers it.
      return false
    }
  }

  return {
    get revision() {
      return Math.max(revision, 0)
    },
    find(tenant, atLeast = 0) {
      const current = revision >= atLeast && isUnmoved() ? confirm(entries.get(tenant)) : undefined
      return current ?? refreshAndFind(tenant, atLeast)
    },
  }
}
