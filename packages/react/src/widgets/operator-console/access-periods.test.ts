import { describe, expect, it } from 'vitest'
import { axisEnd, fillBuckets, formatStep, STEPS, sumOf, timeOf, type Period } from './access-periods.ts'

const HOUR = 3_600_000
const NOW = Date.UTC(2026, 5, 14, 9, 41)

describe.each(Object.entries(STEPS))('the period of a %s', (period, steps) => {
  it.each(steps)('ends with the present %s and holds whole steps', (by) => {
    const { from, to } = timeOf(period as Period, by, NOW)
    const step = by === 'hour' ? HOUR : 24 * HOUR
    expect(to).toBeGreaterThan(NOW)
    expect(to - NOW).toBeLessThanOrEqual(step)
    expect([from % step, to % step]).toEqual([0, 0])
    expect((to - from) / step).toBeLessThanOrEqual(168)
  })
})

it('has a bucket for every step, also where nothing was asked', () => {
  const time = { ...timeOf('day', 'hour', NOW), by: 'hour' as const }
  const busy = { at: Date.UTC(2026, 5, 14, 3), allowed: 3, denied: 2, failed: 1 }
  const filled = fillBuckets([busy], time)
  expect(filled).toHaveLength(24)
  expect(filled.filter(({ allowed }) => allowed > 0)).toEqual([busy])
  expect(filled.at(-1)?.at).toBe(Date.UTC(2026, 5, 14, 9))
  expect(sumOf(filled)).toEqual({ allowed: 3, denied: 2, failed: 1 })
})

it.each([
  [0, 1],
  [1, 1],
  [3, 3],
  [7, 8],
  [10, 10],
  [11, 20],
  [420, 500],
  [999, 1000],
  [2417, 2500],
])('ends the axis of %i at %i', (most, end) => {
  expect(axisEnd(most)).toBe(end)
})

it('names a day as UTC has it, wherever the reader is', () => {
  expect(formatStep(Date.UTC(2026, 5, 14), 'day', 'en')).toBe('Jun 14')
})
