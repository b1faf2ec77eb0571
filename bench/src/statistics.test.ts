import { describe, expect, it } from 'vitest'
import { median, spread } from './statistics.ts'

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[7], 7],
    [[], NaN],
  ])('of %j is %d', (numbers, expected) => {
    expect(median(numbers)).toBe(expected)
  })
})

describe('spread', () => {
  it('tells how far the middle half lies apart, as a part of the median, and leaves one slow round out', () => {
    expect(spread([90, 95, 100, 105, 1_000])).toBe(0.05)
    expect(spread([100, 100, 100])).toBe(0)
  })
})
