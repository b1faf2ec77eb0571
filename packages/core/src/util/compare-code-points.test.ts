import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareCodePoints } from './compare-code-points.ts'

it('orders text as its UTF-8 bytes', () => {
  const text = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareCodePoints(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
    }),
  )
})

it('puts what is beyond U+FFFF last, unlike UTF-16', () => {
  expect('😀' < '\uE000').toBe(true)
  expect(compareCodePoints('😀', '\uE000')).toBeGreaterThan(0)
})
