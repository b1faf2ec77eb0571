import { describe, expect, it } from 'vitest'
import type { Store } from '../identity/identity-store.ts'
import { SUBTREE_BATCH, SubtreeTooLargeError, type ResourceInput, type SubtreeWalk } from '../identity/subtree.ts'
import { MAX_RESOURCE_DEPTH, type ResourceRef } from '../model/resource.ts'
import { createTags, tagsToJson, type TagInput } from '../model/tags.ts'
import { change, seed } from './store-fixtures.ts'

const INVALID = { code: 'ERR_INVALID_INPUT' }
const CONFLICT = { code: 'ERR_CONFLICT' }
const NOT_FOUND = { code: 'ERR_NOT_FOUND' }

const folder = (id: string): ResourceRef => ({ type: 'folder', id })

function aFolder(id: string, tags: TagInput = {}, parent?: string): ResourceInput {
  return { ...folder(id), tags: createTags(tags), ...(parent === undefined ? {} : { parent: folder(parent) }) }
}

/** What lies in what: tags are those of everything above, and are brought up to date by the write that changes them. */
export function resourceContract(store: () => Store): void {
  const put = (...resources: ResourceInput[]) =>
    change(store(), 'acme', async (acme) => {
      for (const resource of resources) await acme.putResource(resource)
    })

  async function tagsOf(id: string): Promise<Record<string, string[]> | 'pending'> {
    const found = await store().findResource('acme', folder(id))
    if (found?.pending === true) return 'pending'
    return { ...tagsToJson(found?.tags ?? new Map()) }
  }

  describe('a resource in another', () => {
    it('has the tags of all that it is in, a key of its own in place of theirs, and no owner of theirs', async () => {
      await seed(store(), 'acme')
      await put(
        { ...aFolder('a', { stage: ['dev', 'test'], team: 'one' }), owner: 'ada' },
        aFolder('b', { Stage: 'prod' }, 'a'),
        aFolder('c', { extra: 'x' }, 'b'),
      )
      expect(await tagsOf('c')).toEqual({ team: ['one'], Stage: ['prod'], extra: ['x'] })
      const found = await store().findResource('acme', folder('c'))
      expect(found).toEqual({
        ...folder('c'),
        tenant: 'acme',
        parent: folder('b'),
        ownTags: createTags({ extra: 'x' }),
        tags: createTags({ team: 'one', Stage: 'prod', extra: 'x' }),
      })
    })

    it('follows every change of what it is in, and of where it is', async () => {
      await seed(store(), 'acme')
      await put(
        aFolder('a', { k: '1' }),
        aFolder('b', {}, 'a'),
        aFolder('c', {}, 'b'),
        aFolder('z', { k: '9', z: 'z' }),
      )
      await put(aFolder('a', { k: '2', more: 'm' }))
      expect(await tagsOf('c')).toEqual({ k: ['2'], more: ['m'] })
      await put(aFolder('b', { own: 'o' }, 'z'))
      expect(await tagsOf('c')).toEqual({ k: ['9'], z: ['z'], own: ['o'] })
      await put(aFolder('b', { own: 'o' }))
      expect(await tagsOf('c')).toEqual({ own: ['o'] })
      expect(await tagsOf('z')).toEqual({ k: ['9'], z: ['z'] })
    })

    it('needs one that is there, in the same tenant', async () => {
      await seed(store(), 'acme', 'birch')
      await change(store(), 'birch', (birch) => birch.putResource(aFolder('a')))
      await expect(put(aFolder('b', {}, 'a'))).rejects.toMatchObject(NOT_FOUND)
      await expect(put(aFolder('b', {}, 'nowhere'))).rejects.toMatchObject(NOT_FOUND)
      expect(await store().tenant('acme').findResource(folder('b'))).toBeUndefined()
    })

    it('never lies in itself, nor in what lies in it', async () => {
      await seed(store(), 'acme')
      await put(aFolder('a', { k: '1' }), aFolder('b', {}, 'a'), aFolder('c', {}, 'b'))
      for (const parent of ['a', 'b', 'c'])
        await expect(put(aFolder('a', { k: '2' }, parent))).rejects.toMatchObject(INVALID)
      expect(await tagsOf('c')).toEqual({ k: ['1'] })
    })

    it(`lies at most ${MAX_RESOURCE_DEPTH} deep, with all that is in it`, async () => {
      await seed(store(), 'acme')
      const chain = Array.from({ length: MAX_RESOURCE_DEPTH + 1 }, (_, depth) =>
        aFolder(`d${depth}`, { [`k${depth}`]: 'v' }, depth === 0 ? undefined : `d${depth - 1}`),
      )
      await put(...chain)
      expect(Object.keys(await tagsOf(`d${MAX_RESOURCE_DEPTH}`))).toHaveLength(MAX_RESOURCE_DEPTH + 1)
      await expect(put(aFolder('too deep', {}, `d${MAX_RESOURCE_DEPTH}`))).rejects.toMatchObject(INVALID)
      await put(aFolder('top'))
      await expect(put(aFolder('d0', { k0: 'other' }, 'top'))).rejects.toMatchObject(INVALID)
      expect(await tagsOf('d3')).toEqual({ k0: ['v'], k1: ['v'], k2: ['v'], k3: ['v'] })
    })

    it('keeps what it is in from being deleted', async () => {
      await seed(store(), 'acme')
      await put(aFolder('a'), aFolder('b', {}, 'a'))
      const remove = (id: string) => change(store(), 'acme', (acme) => acme.deleteResource(folder(id)))
      await expect(remove('a')).rejects.toMatchObject(CONFLICT)
      await remove('b')
      await remove('a')
      expect(await store().findResource('acme', folder('a'))).toBeUndefined()
    })

    it('may have more keys than a holder by those of what it is in', async () => {
      await seed(store(), 'acme')
      const many = (name: string) =>
        Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${name}${index}`, 'v']))
      await put(aFolder('a', many('a')), aFolder('b', many('b'), 'a'))
      expect(Object.keys(await tagsOf('b'))).toHaveLength(100)
    })
  })

  describe('a large subtree', () => {
    const LEAVES = SUBTREE_BATCH + 50
    const leaf = (index: number) => `leaf${String(index).padStart(5, '0')}`

    async function fill(): Promise<void> {
      await seed(store(), 'acme')
      await put(aFolder('root', { k: '1' }), aFolder('mid', {}, 'root'), aFolder('aside', { k: '9' }))
      await put(
        ...Array.from({ length: LEAVES }, (_, index) => aFolder(leaf(index), {}, index % 2 === 0 ? 'mid' : 'root')),
      )
    }

    const inWrites = async (walk: SubtreeWalk): Promise<SubtreeWalk> => {
      let next = walk
      while (next.places.length > 0) {
        const from = next
        next = (await store().write((writer) => writer.tenant('acme').walkSubtree(from))).value
      }
      return next
    }
    const begin = (resource: ResourceInput, name: string) =>
      store().write((writer) => writer.tenant('acme').beginSubtree(resource, name))
    const move = (resource: ResourceInput, walk: SubtreeWalk) =>
      store().write((writer) => writer.tenant('acme').moveSubtree(resource, walk))
    const end = (walk: SubtreeWalk) => store().write((writer) => writer.tenant('acme').endSubtree(walk))
    const SAMPLE = ['root', 'mid', leaf(0), leaf(1), leaf(LEAVES - 1)]
    const sampled = () => Promise.all(SAMPLE.map(tagsOf))
    const all = (value: unknown) => SAMPLE.map(() => value)

    it('is not changed by one write, which leaves all as it was', async () => {
      await fill()
      await expect(put(aFolder('root', { k: '2' }))).rejects.toBeInstanceOf(SubtreeTooLargeError)
      expect(await sampled()).toEqual(all({ k: ['1'] }))
      // What changes nothing for what is beneath is no such change.
      await put({ ...aFolder('root', { k: '1' }), owner: 'ada' })
    })

    it('is changed in many, and in none of them has anything tags of half a change', async () => {
      await fill()
      const changed = aFolder('root', { k: '2' })
      const { value: begun } = await begin(changed, 'one')
      expect(await tagsOf('root')).toBe('pending')
      expect(await tagsOf(leaf(0))).toEqual({ k: ['1'] })
      const marked = await inWrites(begun)
      expect(await sampled()).toEqual(all('pending'))
      const { value: moved } = await move(changed, marked)
      expect(await sampled()).toEqual(all('pending'))
      const { value: half } = await store().write((writer) => writer.tenant('acme').walkSubtree(moved))
      expect((await sampled()).filter((tags) => tags !== 'pending')).not.toContainEqual({ k: ['1'] })
      await end(await inWrites(half))
      expect(await sampled()).toEqual(all({ k: ['2'] }))
    })

    it('broken off stays pending, and is whole when it is begun again', async () => {
      await fill()
      const changed = aFolder('root', { k: '2' }, 'aside')
      const { value: first } = await begin(changed, 'one')
      const marked = await inWrites(first)
      const { value: moved } = await move(changed, marked)
      await store().write((writer) => writer.tenant('acme').walkSubtree(moved))
      const { value: again } = await begin(changed, 'two')
      // The first has come to its end: it settles nothing any more.
      await expect(store().write((writer) => writer.tenant('acme').walkSubtree(moved))).rejects.toMatchObject(CONFLICT)
      await expect(move(changed, marked)).rejects.toMatchObject(CONFLICT)
      await expect(end({ ...moved, places: [] })).rejects.toMatchObject(CONFLICT)
      const { value: settling } = await move(changed, await inWrites(again))
      await end(await inWrites(settling))
      expect(await sampled()).toEqual(all({ k: ['2'] }))
    })

    it('takes what comes into it meanwhile along, and lets go what leaves it', async () => {
      await fill()
      const changed = aFolder('root', { k: '2' })
      const { value: begun } = await begin(changed, 'one')
      const marked = await inWrites(begun)
      await put(aFolder('new', {}, 'mid'), aFolder(leaf(0), {}, 'aside'))
      expect(await tagsOf('new')).toBe('pending')
      expect(await tagsOf(leaf(0))).toEqual({ k: ['9'] })
      const { value: settling } = await move(changed, marked)
      await end(await inWrites(settling))
      expect(await tagsOf('new')).toEqual({ k: ['2'] })
      expect(await tagsOf(leaf(0))).toEqual({ k: ['9'] })
    })

    it('is not moved before all beneath it is pending', async () => {
      await fill()
      const changed = aFolder('root', { k: '2' })
      const { value: begun } = await begin(changed, 'one')
      await expect(move(changed, begun)).rejects.toMatchObject(INVALID)
    })
  })
}
