import { describe, expect, it } from 'vitest'
import { createId, randomText } from './identifiers.ts'

describe('identifiers', () => {
  it('carry what they are of and 128 bits in 26 lower-case characters', () => {
    expect(createId('usr')).toMatch(/^usr_[0-9a-hjkmnp-tv-z]{26}$/)
    expect(randomText(32)).toMatch(/^[0-9a-hjkmnp-tv-z]{52}$/)
  })

  it('use every character at every place, but for the padded last one', () => {
    const texts = Array.from({ length: 2000 }, () => randomText(16))
    for (let place = 0; place < 25; place++) expect(new Set(texts.map((text) => text[place])).size).toBe(32)
    expect(new Set(texts).size).toBe(texts.length)
  })
})
