import { beforeEach, describe, expect, it } from 'vitest'
import { createTurnHint, HINT_STANDS_FOR, type TurnHint } from './turn-hint.ts'

let now: number
let reads: number
let failure: Error | undefined
let turnEnds: (() => void)[]
let hint: TurnHint

beforeEach(() => {
  now = 0
  reads = 0
  failure = undefined
  turnEnds = []
  hint = createTurnHint(
    () => {
      if (failure !== undefined) throw failure
      return ++reads
    },
    () => now,
    (work) => turnEnds.push(work),
  )
})

const endTurn = () => turnEnds.splice(0).forEach((work) => work())

describe('a hint of one turn', () => {
  it('is read once in a turn, and anew in the next, however soon that comes', () => {
    expect([hint.current(), hint.current()]).toEqual([1, 1])
    endTurn()
    expect([hint.current(), hint.current()]).toEqual([2, 2])
  })

  it('stands for a millisecond at most in a turn that does not end', () => {
    hint.current()
    now += HINT_STANDS_FOR - 0.001
    expect(hint.current()).toBe(1)
    now += 0.001
    expect(hint.current()).toBe(2)
    expect(turnEnds).toHaveLength(1)
  })

  it('C01 is read anew after a write of its own process, in the same turn', () => {
    hint.current()
    hint.forget()
    expect(hint.current()).toBe(2)
  })

  it('never stands in for one that could not be read', () => {
    hint.current()
    endTurn()
    failure = new Error('disk')
    expect(() => hint.current()).toThrow('disk')
    expect(() => hint.current()).toThrow('disk')
    failure = undefined
    expect(hint.current()).toBe(2)
  })
})
