import { describe, expect, it } from 'vitest'
import { percentDecode } from './percent-decode.ts'

describe('percentDecode', () => {
  it('decodes once', () => {
    expect(['a', 'caf%C3%A9', '%2525', 'a+b'].map(percentDecode)).toEqual(['a', 'café', '%25', 'a+b'])
  })

  it('answers undefined for what is not UTF-8', () => {
    expect(['%', '%2', '%zz', '%ff', '%c0%af', '%ed%a0%80'].map(percentDecode)).toEqual(Array(6).fill(undefined))
  })
})
