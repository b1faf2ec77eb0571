import { describe, expect, it } from 'vitest'
import { GATES } from './gates.ts'
import { GROUPS } from './groups/groups.ts'
import { judge, type Gate } from './judge.ts'

const GATE: Gate = { id: 'g', claim: 'c', group: 'x', judged: [{ of: 'a' }], atMost: 10, unit: 'ns' }

function samples(of: Record<string, readonly number[]>): Map<string, readonly number[]> {
  return new Map(Object.entries(of))
}

describe('judge', () => {
  it('judges the median of the rounds, so that one slow round fails nothing', () => {
    expect(judge(GATE, samples({ a: [9, 10, 900] }))).toMatchObject({ value: 10, passed: true })
  })

  it('fails what lies beyond its bound', () => {
    expect(judge(GATE, samples({ a: [11, 11, 1] }))).toMatchObject({ value: 11, passed: false })
  })

  it('judges the worst of several', () => {
    const gate = { ...GATE, judged: [{ of: 'a' }, { of: 'b' }, { of: 'c' }] }
    expect(judge(gate, samples({ a: [1], b: [12], c: [2] }))).toMatchObject({ value: 12, passed: false })
  })

  it('takes the least of several for the worst where more is better', () => {
    const { atMost: _, ...rest } = GATE
    const gate = { ...rest, judged: [{ of: 'a' }, { of: 'b' }], atLeast: 5 }
    expect(judge(gate, samples({ a: [8], b: [4] }))).toMatchObject({ value: 4, passed: false })
    expect(judge(gate, samples({ a: [8], b: [5] }))).toMatchObject({ value: 5, passed: true })
  })

  it('divides round by round, so that a machine slowed down for a while does not change a ratio', () => {
    const gate = { ...GATE, judged: [{ of: 'a', over: 'b' }], atMost: 2 }
    expect(judge(gate, samples({ a: [2, 20, 2], b: [1, 10, 1] }))).toMatchObject({ value: 2, spread: 0, passed: true })
  })

  it('tells the time beside the floors it came to', () => {
    const gate: Gate = { ...GATE, judged: [{ of: 'a', over: 'floor' }], atMost: 40, unit: 'floors' }
    expect(judge(gate, samples({ a: [2_000, 2_400], floor: [50, 60] }))).toMatchObject({ value: 40, dividend: 2_200 })
    expect(judge({ ...gate, unit: 'ratio' }, samples({ a: [2_000], floor: [50] }))).toMatchObject({ dividend: null })
  })

  it('fails what was not measured', () => {
    expect(judge(GATE, samples({}))).toMatchObject({ value: null, passed: false })
    const gate = { ...GATE, judged: [{ of: 'a', over: 'b' }] }
    expect(judge(gate, samples({ a: [1, 1], b: [1] }))).toMatchObject({ value: null, passed: false })
  })
})

describe('the gates', () => {
  it('have each a name of their own, one bound, and a group that measures them', () => {
    expect(new Set(GATES.map(({ id }) => id)).size).toBe(GATES.length)
    for (const { atMost, atLeast, group, judged } of GATES) {
      expect([atMost, atLeast].filter((bound) => bound !== undefined)).toHaveLength(1)
      expect(GROUPS.map(({ name }) => name)).toContain(group)
      expect(judged).not.toEqual([])
    }
  })
})
