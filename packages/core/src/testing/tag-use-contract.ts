import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../identity/identity-store.ts'
import type { TagUseSearch } from '../identity/tag-store.ts'
import { createTags } from '../model/tags.ts'
import { aResource, aRole, aUser, anApiKey, change, NOW, seed } from './store-fixtures.ts'

/** What tags a tenant uses is known as they are written, and of no other tenant. */
export function tagUseContract(store: () => Store): void {
  describe('uses of tags', () => {
    const find = async (search: Partial<TagUseSearch>, tenant = 'acme') => {
      const uses = await store()
        .tenant(tenant)
        .listTagUses({ holder: 'user', limit: 10, ...search })
      return uses.map(({ text, holders }) => `${text} ${holders}`)
    }

    beforeEach(async () => {
      await seed(store(), 'acme', 'bolt')
      await change(store(), 'acme', async (acme) => {
        const tags = createTags({ Function: ['Doctors', 'nurses'], ward: '7', 'wardkit:origin': 'sso' })
        await acme.insertUser(aUser('acme', 'ada', { tags }))
        await acme.insertUser(aUser('acme', 'bob', { person: 'bob', tags: createTags({ FUNCTION: 'doctors' }) }))
      })
      await change(store(), 'bolt', (bolt) => bolt.insertUser(aUser('bolt', 'ada', { tags: createTags({ fax: 'x' }) })))
    })

    it('are told by key and by value, folded, in order, and begin as asked for', async () => {
      expect(await find({})).toEqual(['Function 2', 'ward 1'])
      expect(await find({ prefix: 'FU' })).toEqual(['Function 2'])
      expect(await find({ prefix: 'u' })).toEqual([])
      expect(await find({ key: 'FUNCTION' })).toEqual(['Doctors 2', 'nurses 1'])
      expect(await find({ key: 'function', prefix: 'NUR' })).toEqual(['nurses 1'])
      expect(await find({ limit: 1 })).toEqual(['Function 2'])
      expect(await find({ key: 'fax' })).toEqual([])
      expect(await find({ key: '' })).toEqual([])
      expect(await find({}, 'bolt')).toEqual(['fax 1'])
      expect(await find({}, 'nowhere')).toEqual([])
    })

    it('follow what is changed and taken away', async () => {
      await change(store(), 'acme', (acme) => acme.updateUser('ada', { tags: createTags({ ward: ['7', '8'] }) }, NOW))
      expect(await find({})).toEqual(['FUNCTION 1', 'ward 1'].map((use) => expect.stringMatching(new RegExp(use, 'i'))))
      expect(await find({ key: 'ward' })).toEqual(['7 1', '8 1'])
      await change(store(), 'acme', (acme) => acme.updateUser('ada', { name: 'Other' }, NOW))
      await change(store(), 'acme', (acme) => acme.deleteUser('bob', NOW))
      expect(await find({})).toEqual(['ward 1'])
      await change(store(), 'acme', (acme) => acme.deleteUser('ada', NOW))
      expect(await find({})).toEqual([])
    })

    it('are apart by kind of holder; a revoked key has none, and a resource only its own', async () => {
      await change(store(), 'acme', async (acme) => {
        await acme.insertRole(aRole('doctor', { tags: createTags({ site: 'north' }) }))
        await acme.insertApiKey(anApiKey('acme', 'key', { tags: createTags({ job: 'nightly' }) }))
        await acme.putResource(aResource('folder', '1', { tags: createTags({ area: 'a' }) }))
        const parent = { type: 'folder', id: '1' }
        await acme.putResource(aResource('file', '1', { tags: createTags({ level: '2' }), parent }))
      })
      expect(await find({ holder: 'role' })).toEqual(['site 1'])
      expect(await find({ holder: 'apiKey' })).toEqual(['job 1'])
      expect(await find({ holder: 'resource' })).toEqual(['area 1', 'level 1'])
      await change(store(), 'acme', async (acme) => {
        await acme.updateRole('doctor', { tags: createTags({}) }, undefined, NOW)
        await acme.revokeApiKey('key', NOW)
        await acme.putResource(aResource('folder', '1', { tags: createTags({ area: 'b' }) }))
      })
      expect(await find({ holder: 'role' })).toEqual([])
      expect(await find({ holder: 'apiKey' })).toEqual([])
      expect(await find({ holder: 'resource', key: 'area' })).toEqual(['b 1'])
      await change(store(), 'acme', (acme) => acme.deleteResource({ type: 'file', id: '1' }))
      expect(await find({ holder: 'resource' })).toEqual(['area 1'])
    })

    it('are no more when their write is not', async () => {
      const failed = change(store(), 'acme', async (acme) => {
        await acme.updateUser('ada', { tags: createTags({ other: 'x' }) }, NOW)
        throw new TypeError('no')
      })
      await expect(failed).rejects.toThrow('no')
      expect(await find({})).toEqual(['Function 2', 'ward 1'])
    })
  })
}
