import { describe, expect, it } from 'vitest'
import { andThen, orElse } from './and-then.ts'

const fail = (): never => {
  throw new RangeError('no')
}

describe('andThen', () => {
  it('goes on at once with a value, and later with a promised one, whoever made the promise', async () => {
    expect(andThen(3, (value) => value + 1)).toBe(4)
    await expect(andThen(Promise.resolve(3), (value) => value + 1)).resolves.toBe(4)
    const foreign: PromiseLike<number> = { then: (done) => Promise.resolve(3).then(done) }
    await expect(andThen(foreign, (value) => value + 1)).resolves.toBe(4)
  })
})

describe('orElse', () => {
  it('answers a failure at once, a failure that comes later, and nothing in the place of success', async () => {
    const failed = (cause: unknown): string => (cause as Error).message
    expect(orElse(fail, failed)).toBe('no')
    await expect(orElse(async () => fail(), failed)).resolves.toBe('no')
    expect(orElse(() => 'yes', failed)).toBe('yes')
    await expect(orElse(() => Promise.resolve('yes'), failed)).resolves.toBe('yes')
  })
})
