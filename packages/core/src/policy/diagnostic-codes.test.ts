import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DIAGNOSTIC_CODES } from './diagnostic-codes.ts'

test('docs/diagnostics.md lists every code with its meaning, and no other', () => {
  const page = readFileSync(new URL('../../../../docs/diagnostics.md', import.meta.url), 'utf8')
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (.+?) +\|$/gm)].map((row) => [row[1], row[2]])
  expect(rows).toEqual(Object.entries(DIAGNOSTIC_CODES))
})

test('codes stand in alphabetical order', () => {
  const codes = Object.keys(DIAGNOSTIC_CODES)
  expect(codes).toEqual(codes.toSorted())
})
