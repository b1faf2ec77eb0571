import { beforeEach, describe, expect, it } from 'vitest'
import type { Resource, ResourceRef } from '../model/resource.ts'
import { createTags } from '../model/tags.ts'
import { createResourceLookups, type ResourceLoader } from './resource-lookups.ts'
import type { Snapshot } from './snapshot.ts'

let rows: Resource[]
let reads: number
const source = {
  async findResource(tenant: string, { type, id }: ResourceRef) {
    reads++
    const named = rows.filter((row) => row.type === type && row.id === id)
    return named.find((row) => row.tenant === tenant) ?? named[0]
  },
}
const snapshotOf = (tenant: string, resourcesRevision = 1): Snapshot => ({
  tenant,
  status: 'active',
  revision: 1,
  resourcesRevision,
  linksRevision: 0,
  policies: {
    shared: [],
    findRole: () => undefined,
    roleIds: () => [],
    serviceOf: () => undefined,
    templates: new Map(),
  },
  revocations: new Map(),
})
const row = (tenant: string, type: string, id: string): Resource => ({ tenant, type, id, tags: createTags({}) })
const open = (loaders: Record<string, ResourceLoader> = {}) =>
  createResourceLookups({ source, loaders: new Map(Object.entries(loaders)), maxResources: 2_000, loaderTimeout: 20 })

beforeEach(() => {
  rows = []
  reads = 0
})

describe('resource lookups', () => {
  it('remember a registered resource until its tenant registers anything', async () => {
    rows = [row('a', 'patient', '1')]
    const lookups = open()
    for (let i = 0; i < 3; i++) await lookups.find(snapshotOf('a', 1), { type: 'patient', id: '1' })
    expect(reads).toBe(1)
    await lookups.find(snapshotOf('a', 2), { type: 'patient', id: '1' })
    expect(reads).toBe(2)
  })

  it('F18 forget what was asked for least recently beyond the limit', async () => {
    rows = Array.from({ length: 2_001 }, (_, index) => row('a', 'patient', String(index)))
    const lookups = open()
    const ask = (id: string) => lookups.find(snapshotOf('a'), { type: 'patient', id })
    for (const { id } of rows.slice(0, 2_000)) await ask(id)
    await ask('0')
    expect(reads).toBe(2_000)
    await ask('2000')
    await ask('0')
    expect(reads).toBe(2_001)
    await ask('1')
    expect(reads).toBe(2_002)
  })

  it('never remember that a resource is unknown: another tenant may register it meanwhile', async () => {
    const lookups = open()
    expect(await lookups.find(snapshotOf('a'), { type: 'patient', id: '1' })).toEqual({ status: 'unknown' })
    rows = [row('b', 'patient', '1')]
    expect(await lookups.find(snapshotOf('a'), { type: 'patient', id: '1' })).toMatchObject({
      status: 'known',
      resource: { tenant: 'b' },
    })
  })

  it('C03 never take one resource for another, however their names run together', async () => {
    const parts = ['a', 'a1:', '1:a', ':', '1', 'aa', '11', '2:aa']
    rows = parts.flatMap((tenant) => parts.flatMap((type) => parts.map((id) => row(tenant, type, id))))
    const lookups = open()
    for (let round = 0; round < 2; round++) {
      for (const { tenant, type, id } of rows) {
        const found = await lookups.find(snapshotOf(tenant), { type, id })
        expect(found).toMatchObject({ status: 'known', resource: { tenant, type, id } })
      }
    }
    expect(reads).toBe(rows.length)
  })

  it('ask the application’s loader every time, and the store never, for a type that has one', async () => {
    rows = [row('a', 'patient', '1')]
    let loads = 0
    const lookups = open({
      patient: (id, tenant) => ({ tenant, owner: `owner-of-${id}`, tags: { load: String(++loads) } }),
    })
    await lookups.find(snapshotOf('a'), { type: 'patient', id: '1' })
    const second = await lookups.find(snapshotOf('a'), { type: 'patient', id: '1' })
    expect(second).toMatchObject({ status: 'known', resource: { tenant: 'a', owner: 'owner-of-1' } })
    expect([loads, reads]).toEqual([2, 0])
  })

  it('take null and undefined from a loader as a resource that nobody knows', async () => {
    const lookups = open({ patient: () => null, note: async () => undefined })
    expect(await lookups.find(snapshotOf('a'), { type: 'patient', id: '1' })).toEqual({ status: 'unknown' })
    expect(await lookups.find(snapshotOf('a'), { type: 'note', id: '1' })).toEqual({ status: 'unknown' })
  })

  it.each<[string, ResourceLoader]>([
    [
      'throws',
      () => {
        throw new Error('down')
      },
    ],
    ['rejects', () => Promise.reject(new Error('down'))],
    ['never answers', () => new Promise(() => undefined)],
    ['answers no tenant', () => ({}) as never],
    ['answers an empty tenant', () => ({ tenant: '' })],
    ['answers an owner that is no text', () => ({ tenant: 'a', owner: 7 }) as never],
    ['answers tags that are none', () => ({ tenant: 'a', tags: { k: [''] } })],
    ['answers tags of the wrong type', () => ({ tenant: 'a', tags: { k: 7 } }) as never],
  ])('C04 F22 are unavailable when a loader %s, and ask it again the next time', async (_what, loader) => {
    let fails = true
    const lookups = open({ patient: (id, tenant) => (fails ? loader(id, tenant) : { tenant }) })
    expect(await lookups.find(snapshotOf('a'), { type: 'patient', id: '1' })).toMatchObject({ status: 'unavailable' })
    fails = false
    expect(await lookups.find(snapshotOf('a'), { type: 'patient', id: '1' })).toMatchObject({ status: 'known' })
  })
})
