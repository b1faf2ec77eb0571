import { beforeEach, describe, expect, it } from 'vitest'
import { createPacedHint, HINT_STANDS_FOR, type PacedHint } from './paced-hint.ts'

let now: number
let reads: number
let failure: Error | undefined
let hint: PacedHint

beforeEach(() => {
  now = 0
  reads = 0
  failure = undefined
  hint = createPacedHint(
    () => {
      if (failure !== undefined) throw failure
      return ++reads
    },
    () => now,
  )
})

describe('a paced hint', () => {
  it('stands for a millisecond and no longer', () => {
    expect([hint.current(), hint.current()]).toEqual([1, 1])
    now += HINT_STANDS_FOR - 0.001
    expect(hint.current()).toBe(1)
    now += 0.001
    expect(hint.current()).toBe(2)
  })

  it('C01 is read anew after a write of its own process, however soon', () => {
    hint.current()
    hint.forget()
    expect(hint.current()).toBe(2)
  })

  it('never stands in for one that could not be read', () => {
    hint.current()
    now += HINT_STANDS_FOR
    failure = new Error('disk')
    expect(() => hint.current()).toThrow('disk')
    expect(() => hint.current()).toThrow('disk')
    failure = undefined
    expect(hint.current()).toBe(2)
  })
})
