import { expect, test } from 'vitest'
import { findNearest } from './nearest.ts'

test('finds the candidate with the fewest edits', () => {
  expect(findNearest('GET:/patients/{id}', ['POST:/patient', 'GET:/patient/{id}', 'GET:/diagnostic/{id}'])).toBe(
    'GET:/patient/{id}',
  )
})

test('counts a difference in letter case and a swap of neighbours as near', () => {
  expect(findNearest('$PrincipalTags', ['$principal', '$principalTags'])).toBe('$principalTags')
  expect(findNearest('whree', ['allow', 'where'])).toBe('where')
})

test('answers nothing where no candidate is near', () => {
  expect(findNearest('colour', ['allow', 'deny'])).toBeUndefined()
  expect(findNearest('x', [])).toBeUndefined()
})

test('does not compare words of more than 200 characters', () => {
  expect(findNearest('a'.repeat(201), ['a'.repeat(200)])).toBeUndefined()
})
