import { describe, expect, it } from 'vitest'
import { mannWhitney } from './mann-whitney.ts'

const range = (count: number, from = 0): readonly number[] => Array.from({ length: count }, (_, index) => from + index)

describe('the Mann-Whitney U test', () => {
  it('tells nothing apart that is the same', () => {
    expect(mannWhitney(range(500), range(500))).toBeGreaterThan(0.99)
    expect(mannWhitney([1, 1, 1], [1, 1, 1])).toBe(1)
  })

  it('gives the p that the formula comes to by hand', () => {
    // U = 112.5, 15 pairs of ties, z = 2.355015, and of that erfc(z / √2).
    expect(mannWhitney(range(20), range(20, 5))).toBeCloseTo(0.018522, 6)
  })

  it('tells apart what differs by a little, given enough of it', () => {
    expect(mannWhitney(range(500), range(500, 60))).toBeLessThan(0.001)
    expect(mannWhitney(range(500, 60), range(500))).toBeLessThan(0.001)
  })
})
