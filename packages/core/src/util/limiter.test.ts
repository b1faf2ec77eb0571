import { describe, expect, it } from 'vitest'
import { createLimiter } from './limiter.ts'

const refusal = () => new Error('full')

describe('createLimiter', () => {
  it('runs no more at once than it may, in order, and goes on after a failure', async () => {
    const limit = createLimiter({ concurrency: 2, queue: 10, refusal })
    let running = 0
    let most = 0
    const done: number[] = []
    const work = (id: number) => async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 1))
      running--
      done.push(id)
      if (id === 1) throw new Error('failed')
    }
    const results = await Promise.allSettled([0, 1, 2, 3, 4].map((id) => limit(work(id))))
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ])
    expect(most).toBe(2)
    expect(done).toEqual([0, 1, 2, 3, 4])
    expect(await limit(() => Promise.resolve('free again'))).toBe('free again')
  })

  it('refuses what finds the queue full', async () => {
    const limit = createLimiter({ concurrency: 1, queue: 1, refusal })
    const results = await Promise.allSettled([1, 2, 3].map((id) => limit(() => Promise.resolve(id))))
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  })
})
