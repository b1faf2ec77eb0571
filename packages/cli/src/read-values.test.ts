import { describe, expect, it } from 'vitest'
import { readMoment, readSeconds, readTagOptions, readWhole } from './read-values.ts'

const NOW = Date.UTC(2026, 0, 31)

describe('values of options', () => {
  it('read spans', () => {
    expect(['45s', '30m', '12h', '90d'].map((text) => readSeconds('--expires', text))).toEqual([
      45, 1_800, 43_200, 7_776_000,
    ])
    for (const text of ['', '0d', '90', '-1d', '1y', '1.5h'])
      expect(() => readSeconds('--expires', text)).toThrow('--expires')
  })

  it('read moments with their offset, dates, and spans before now', () => {
    expect(readMoment('--since', '2h', NOW)).toBe(NOW - 7_200_000)
    expect(readMoment('--since', '2026-01-31', 0)).toBe(NOW)
    expect(readMoment('--since', '2026-01-31T01:00+01:00', 0)).toBe(NOW)
    for (const text of ['yesterday', '31.01.2026', '2026-13-01', '2026-01-31T08:00', '2026']) {
      expect(() => readMoment('--since', text, NOW)).toThrow('--since')
    }
  })

  it('read tags, several values of a key, and keys that objects have of their own', () => {
    expect(readTagOptions(['ward=7', 'ward=8', 'note=a=b'])).toEqual({ ward: ['7', '8'], note: ['a=b'] })
    expect(Object.keys(readTagOptions(['__proto__=x']))).toEqual(['__proto__'])
    for (const text of ['ward', '=7']) expect(() => readTagOptions([text])).toThrow('key=value')
  })

  it('read whole numbers', () => {
    expect(readWhole('--limit', '12')).toBe(12)
    for (const text of ['', '-1', '1.5', 'x', '9'.repeat(16)])
      expect(() => readWhole('--limit', text)).toThrow('--limit')
  })
})
