import { describe, expect, it } from 'vitest'
import { isInMediaRange, isJsonMediaType } from './media-type.ts'

describe('isJsonMediaType', () => {
  it('knows JSON, its suffix and nothing that only resembles them', () => {
    expect(['application/json', 'text/json', 'application/problem+json'].every(isJsonMediaType)).toBe(true)
    expect(['application/jsonp', 'application/json-seq', 'text/plain', 'json'].some(isJsonMediaType)).toBe(false)
  })
})

describe('isInMediaRange', () => {
  it('knows the type itself, its range and the range of all', () => {
    expect(['text/csv', 'text/*', '*/*'].every((declared) => isInMediaRange('text/csv', declared))).toBe(true)
    expect(['text/css', 'image/*', 'text', 'text/', '*'].some((declared) => isInMediaRange('text/csv', declared))).toBe(
      false,
    )
  })
})
