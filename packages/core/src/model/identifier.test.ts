import { expect, it } from 'vitest'
import { IDENTIFIER_LIMIT, isIdentifier } from './identifier.ts'

it.each(['a', '__proto__', 'é', '😀', ' ', 'x'.repeat(IDENTIFIER_LIMIT)])('%o can name something', (text) => {
  expect(isIdentifier(text)).toBe(true)
})

it.each(['', 'x'.repeat(IDENTIFIER_LIMIT + 1), 'e\u0301', 'a\0', '\uD800', '\uDC00x', 7, null, undefined])(
  '%o names nothing',
  (value) => {
    expect(isIdentifier(value)).toBe(false)
  },
)
