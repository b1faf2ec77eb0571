import { describe, expect, it } from 'vitest'
import { createResourceCache } from './resource-cache.ts'

const named = (id: number) => ({ type: 'patient', id: String(id) })

function remembered(cache: ReturnType<typeof createResourceCache<number>>, upTo: number): readonly number[] {
  return Array.from({ length: upTo }, (_, id) => id).filter((id) => cache.get('a', named(id)) !== undefined)
}

describe('createResourceCache', () => {
  it('never remembers more than it may, whatever is asked for in between', () => {
    for (const max of [2, 3, 10, 11]) {
      const cache = createResourceCache<number>(max)
      for (let id = 0; id < 100; id++) {
        cache.set('a', named(id), id)
        cache.get('a', named(id % 7))
        cache.get('a', named(0))
      }
      // Asking may make it forget, never remember more.
      expect(remembered(cache, 100).length).toBeLessThanOrEqual(max)
    }
  })

  it('remembers the half that was asked for last', () => {
    const cache = createResourceCache<number>(10)
    for (let id = 0; id < 100; id++) {
      cache.set('a', named(id), id)
      expect(cache.get('a', named(0))).toBe(0)
    }
    expect(remembered(cache, 100)).toEqual(expect.arrayContaining([0, 97, 98, 99]))
  })

  it('answers what was set last', () => {
    const cache = createResourceCache<number>(10)
    for (let value = 0; value < 30; value++) {
      cache.set('a', named(1), value)
      expect(cache.get('a', named(1))).toBe(value)
    }
    expect(cache.get('b', named(1))).toBeUndefined()
    expect(cache.get('a', { type: 'ward', id: '1' })).toBeUndefined()
  })
})
