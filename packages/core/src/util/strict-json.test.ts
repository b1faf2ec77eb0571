import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_JSON_DEPTH, parseStrictJson } from './strict-json.ts'

describe('parseStrictJson', () => {
  it('reads whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value, null, 1)
        expect(parseStrictJson(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  it.each([
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '{"x":[{"b":1, "c":{}, "b" :2}]}',
    '{"__proto__":1,"__proto__":2}',
    '{"a\\"":1,"a\\"":2}',
  ])('refuses an object that says a key twice: %s', (text) => {
    expect(() => parseStrictJson(text)).toThrow(/says a key twice/)
  })

  it('takes equal keys in different objects, and equal strings that are values', () => {
    expect(parseStrictJson('[{"a":"a"},{"a":["a","a"]}]')).toEqual([{ a: 'a' }, { a: ['a', 'a'] }])
  })

  it('refuses what nests too deep, and text that is not JSON, without repeating it', () => {
    const deep = MAX_JSON_DEPTH + 1
    expect(() => parseStrictJson('['.repeat(deep) + ']'.repeat(deep))).toThrow(/nests deeper/)
    expect(() => parseStrictJson('hunter2')).toThrow(/^this is not JSON$/)
  })
})
