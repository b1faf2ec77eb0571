import { beforeEach, describe, expect, it } from 'vitest'
import { WardkitError } from '../errors/index.ts'
import type { Store } from '../identity/identity-store.ts'
import { NO_TAGS } from '../model/tags.ts'
import { createMemoryStore } from '../store/memory/index.ts'
import { loadClinic } from '../decision/testdata/decision-case.ts'
import { createGlobals } from './globals.ts'
import type { Snapshots } from './snapshot.ts'
import { createSnapshots } from './snapshots.ts'
import type { SnapshotSource } from './snapshot-source.ts'

const ROLE = {
  id: 'rol_1',
  name: 'reader',
  description: '',
  policy: '- allow: [GET:/patient]',
  tags: NO_TAGS,
  version: 1,
  createdAt: 0,
  updatedAt: 0,
}

let store: Store
let now: number
/** What the store is made to fail with, and how often each of its reads was asked. */
let failure: Error | undefined
let asked: Record<'currentRevision' | 'findTenantRevisions' | 'findTenantRecord', number>
let snapshots: Snapshots

beforeEach(async () => {
  store = createMemoryStore()
  now = 0
  failure = undefined
  asked = { currentRevision: 0, findTenantRevisions: 0, findTenantRecord: 0 }
  for (const [id, slug] of Object.entries({ a: 'acme', b: 'bolt' })) {
    await store.write((writer) => writer.insertTenant({ id, slug, name: slug, status: 'active', createdAt: 0 }))
  }
  snapshots = await open(watched(store))
})

async function open(source: SnapshotSource): Promise<Snapshots> {
  const service = await loadClinic()
  const globals = createGlobals({
    services: [service],
    knownServices: [service],
    policies: [],
    templates: [],
    roles: new Map(),
    revision: 0,
    onUnreadableRole: () => undefined,
  })
  return createSnapshots({
    source,
    findGlobals: async () => globals,
    maxStalenessSeconds: 60,
    maxTenants: 100,
    monotonicNow: () => now,
  })
}

function watched(source: Store): SnapshotSource {
  const watch = async <T>(name: keyof typeof asked, read: () => Promise<T>): Promise<T> => {
    asked[name]++
    if (failure !== undefined) throw failure
    return read()
  }
  return {
    changeHint: () => {
      if (failure !== undefined) throw failure
      return source.changeHint()
    },
    currentRevision: () => watch('currentRevision', () => source.currentRevision()),
    findTenantRevisions: (tenant) => watch('findTenantRevisions', () => source.findTenantRevisions(tenant)),
    findTenantRecord: (tenant) => watch('findTenantRecord', () => source.findTenantRecord(tenant)),
  }
}

const addRole = () => store.write((writer) => writer.tenant('a').insertRole(ROLE))
const lost = () => new WardkitError('ERR_STORE_UNAVAILABLE', 'gone')

describe('snapshots', () => {
  it('answer nothing for a tenant that is not there, and remember nothing of it', async () => {
    expect(await snapshots.find('ghost')).toBeUndefined()
    await store.write((writer) =>
      writer.insertTenant({ id: 'ghost', slug: 'ghost', name: 'x', status: 'active', createdAt: 0 }),
    )
    expect((await snapshots.find('ghost'))?.tenant).toBe('ghost')
  })

  it('C01 see every write of the same process at the next question', async () => {
    expect((await snapshots.find('a'))?.policies.findRole('rol_1')).toBeUndefined()
    const { revision } = await addRole()
    const snapshot = await snapshots.find('a')
    expect(snapshot?.policies.findRole('rol_1')).toBeDefined()
    expect(snapshot?.revision).toBe(revision)
  })

  it('ask the store nothing but its hint while nothing changes', async () => {
    await snapshots.find('a')
    const before = { ...asked }
    for (let i = 0; i < 100; i++) await snapshots.find('a')
    expect(asked).toEqual(before)
  })

  it('are the very same object while the tenant is untouched, whatever other tenants do', async () => {
    const before = await snapshots.find('b')
    await addRole()
    expect((await snapshots.find('b'))?.policies).toBe(before?.policies)
    expect(asked.findTenantRecord).toBe(1)
  })

  it('do not compile the roles anew when only a resource changed', async () => {
    const before = await snapshots.find('a')
    const { revision } = await store.write((writer) =>
      writer.tenant('a').putResource({ type: 'patient', id: '1', tags: new Map() }),
    )
    const after = await snapshots.find('a')
    expect(after?.policies).toBe(before?.policies)
    expect(after?.resourcesRevision).toBe(revision)
  })

  it('load a tenant once for all who ask at once', async () => {
    const found = await Promise.all(Array.from({ length: 50 }, async () => snapshots.find('a')))
    expect(new Set(found).size).toBe(1)
    expect(asked.findTenantRecord).toBe(1)
  })

  it('C02 are at the revision a request has seen, or refuse', async () => {
    await snapshots.find('a')
    const { revision } = await addRole()
    expect((await snapshots.find('a', revision))?.policies.findRole('rol_1')).toBeDefined()
    await expect(snapshots.find('a', revision + 1)).rejects.toMatchObject({ code: 'ERR_REVISION_AHEAD' })
  })

  it('F07 outlive the store for as long as was set, and no longer', async () => {
    const before = await snapshots.find('a')
    failure = lost()
    now = 60_000
    expect(await snapshots.find('a')).toBe(before)
    now = 60_001
    await expect(snapshots.find('a')).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' })
    failure = undefined
    expect(await snapshots.find('a')).toBeDefined()
  })

  it('F04 outlive a store whose disk is full alike', async () => {
    const before = await snapshots.find('a')
    failure = new WardkitError('ERR_STORE_FULL', 'full')
    expect(await snapshots.find('a')).toBe(before)
    now = 60_001
    await expect(snapshots.find('a')).rejects.toMatchObject({ code: 'ERR_STORE_FULL' })
  })

  it('F07 count that time from when the tenant itself was last confirmed, not from any other question', async () => {
    await snapshots.find('a')
    now = 50_000
    await snapshots.find('b')
    failure = lost()
    now = 70_000
    expect(await snapshots.find('b')).toBeDefined()
    await expect(snapshots.find('a')).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' })
  })

  it('F07 do not stand in for a tenant that was never asked', async () => {
    await snapshots.find('a')
    failure = lost()
    await expect(snapshots.find('b')).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' })
  })

  it('do not stand in for a revision that they have not reached', async () => {
    await snapshots.find('a')
    failure = lost()
    await expect(snapshots.find('a', 1_000)).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' })
  })

  it('C04 C05 never hide a failure that is not the store’s', async () => {
    await snapshots.find('a')
    await addRole()
    failure = new TypeError('a bug')
    await expect(snapshots.find('a')).rejects.toThrow('a bug')
  })

  it('refuse a tenant whose guardrail cannot be read, rather than decide without it', async () => {
    await store.write((writer) => writer.tenant('a').putGuardrail('- deny: [', undefined, 0))
    await expect(snapshots.find('a')).rejects.toMatchObject({ code: 'ERR_POLICY_INVALID' })
    expect(await snapshots.find('b')).toBeDefined()
  })

  it('F18 drop the least recently asked tenant beyond the limit', async () => {
    const source = watched(store)
    const service = await loadClinic()
    const globals = createGlobals({
      services: [service],
      knownServices: [service],
      policies: [],
      templates: [],
      roles: new Map(),
      revision: 0,
      onUnreadableRole: () => undefined,
    })
    const few = createSnapshots({
      source,
      findGlobals: async () => globals,
      maxStalenessSeconds: 60,
      maxTenants: 1,
      monotonicNow: () => now,
    })
    await few.find('a')
    await few.find('b')
    await few.find('a')
    expect(asked.findTenantRecord).toBe(3)
  })
})
