import { describe, expect, it } from 'vitest'
import { formatMessage, formatParts, placeholdersOf } from './format-message.ts'

const KEYS = '{count, plural, =0 {no keys} one {# key of {name}} other {# keys of {name}}}'

describe('a message', () => {
  it.each([
    [0, 'no keys'],
    [1, '1 key of Grace'],
    [1200, '1,200 keys of Grace'],
  ])('chooses by the number %i', (count, expected) => {
    expect(formatMessage(KEYS, { count, name: 'Grace' }, 'en')).toBe(expected)
  })

  it('chooses as the language does', () => {
    const days = '{days, plural, two {يومين} few {# أيام} other {# يوم}}'
    expect([2, 5, 100].map((count) => formatMessage(days, { days: count }, 'ar-u-nu-latn'))).toEqual([
      'يومين',
      '5 أيام',
      '100 يوم',
    ])
  })

  it('takes a value as text, whatever syntax is in it', () => {
    expect(formatMessage('to {name}!', { name: '{count, plural, other {#}} <b>' }, 'en')).toBe(
      'to {count, plural, other {#}} <b>!',
    )
  })

  it('keeps values that are no text as parts of their own', () => {
    const link = { link: true }
    expect(formatParts('read {terms} first', { terms: link }, 'en')).toEqual(['read ', link, ' first'])
  })

  it('names its values, those within a plural too', () => {
    expect(placeholdersOf(KEYS)).toEqual(['count', 'name'])
  })

  it.each(['{', '{count, plural, one {x}}', '{a b}'])('is refused where its syntax is wrong: %s', (message) => {
    expect(() => formatMessage(message, {}, 'en')).toThrow(TypeError)
  })
})
