import { expect, test } from 'vitest'
import { printScalar } from './print-scalar.ts'

test.each([
  ['GET:/a/{b}', 'GET:/a/{b}'],
  ['null', "'null'"],
  ['0x1F', "'0x1F'"],
  ['*', "'*'"],
  ['a: b', "'a: b'"],
  ['a #b', "'a #b'"],
  ["it's", "it's"],
  ["'x' = $principalTags:a", `"'x' = $principalTags:a"`],
  ['a\nb\u202e', '"a\\nb\\u202e"'],
  ['', "''"],
])('prints %j as %s', (text, printed) => {
  expect(printScalar(text)).toBe(printed)
})

test('quotes brackets, braces and commas between brackets only', () => {
  expect(printScalar('a,b', true)).toBe("'a,b'")
  expect(printScalar('a,b')).toBe('a,b')
})
