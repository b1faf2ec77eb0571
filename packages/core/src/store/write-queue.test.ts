import { describe, expect, it } from 'vitest'
import { createWriteQueue } from './write-queue.ts'

const BUSY = { code: 'ERR_STORE_BUSY' }

describe('a write queue', () => {
  it('runs one write at a time, in the order they came, whatever becomes of each', async () => {
    const queue = createWriteQueue()
    const log: string[] = []
    const write = (name: string) => async () => {
      log.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, 2))
      log.push(`${name} ends`)
      if (name === 'b') throw new Error('b failed')
      return name
    }
    const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => queue.run(write(name))))
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('refuses a write inside a write instead of waiting for ever', async () => {
    const queue = createWriteQueue(20)
    const inner = queue.run(() => queue.run(async () => 'inner'))
    await expect(inner).rejects.toMatchObject(BUSY)
    await expect(queue.run(async () => 'next')).resolves.toBe('next')
  })

  it('never runs a write that gave up, nor two at once after it did', async () => {
    const queue = createWriteQueue(20)
    let running = 0
    let most = 0
    let release = (): void => undefined
    const slow = async (): Promise<void> => {
      most = Math.max(most, ++running)
      await new Promise<void>((resolve) => (release = resolve))
      running--
    }
    const first = queue.run(slow)
    let ran = false
    const late = queue.run(async () => {
      ran = true
    })
    await expect(late).rejects.toMatchObject(BUSY)
    const third = queue.run(slow)
    await expect(third).rejects.toMatchObject(BUSY)
    release()
    await first
    const fourth = queue.run(slow)
    await expect.poll(() => running).toBe(1)
    release()
    await fourth
    expect({ most, ran }).toEqual({ most: 1, ran: false })
  })

  it('finishes what it took when it is closed, and takes nothing more', async () => {
    const queue = createWriteQueue()
    const taken = queue.run(async () => 'taken')
    const closing = queue.close()
    await expect(queue.run(async () => 'late')).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' })
    await closing
    await expect(taken).resolves.toBe('taken')
  })
})
