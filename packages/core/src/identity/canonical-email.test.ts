import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalEmail } from './canonical-email.ts'

describe('canonicalEmail', () => {
  it.each([
    ['Ada.Lovelace@Example.COM', 'ada.lovelace@example.com'],
    ['ada+lab@example.co.uk', 'ada+lab@example.co.uk'],
    ["o'brien@example.com", "o'brien@example.com"],
    ['ada@münchen.de', 'ada@xn--mnchen-3ya.de'],
    ['ada@MÜNCHEN.de', 'ada@xn--mnchen-3ya.de'],
    ['ada@xn--mnchen-3ya.de', 'ada@xn--mnchen-3ya.de'],
    ['ada@mu\u0308nchen.de', 'ada@xn--mnchen-3ya.de'],
    ['ada@\u212Aelvin.com', 'ada@kelvin.com'],
    ['ada@\u017Fite.com', 'ada@site.com'],
    ['ada@ｅxample.com', 'ada@example.com'],
  ])('A09 gives one canonical address for %s', (text, canonical) => {
    expect(canonicalEmail(text)).toBe(canonical)
  })

  it.each([
    '',
    'ada',
    '@example.com',
    'ada@',
    'ada＠example.com',
    'm\u0131ke@example.com',
    'mi\u017Fs@example.com',
    'mi\u212Ae@example.com',
    'mİke@example.com',
    '"ada"@example.com',
    '"ada@evil"@example.com',
    'ada@example.com\r\nBcc: eve@example.com',
    'ada\n@example.com',
    'ada@example.com,eve@example.com',
    'ada@example.com;eve@example.com',
    'Ada <ada@example.com>',
    'ada@example.com@evil.com',
    ' ada@example.com',
    'ada@example.com ',
    'ada(comment)@example.com',
    'ada\uD800@example.com',
    'ada@exa\uDC00mple.com',
    'ada\0@example.com',
    'ada@example.com\0.evil.com',
    'ada@localhost',
    'ada@127.0.0.1',
    'ada@0x7f.1',
    'ada@[127.0.0.1]',
    'ada@example.com.',
    'ada@example..com',
    'ada@-example.com',
    'ada@exam_ple.com',
    'ada@example%2ecom',
    'ada@example。com',
    '.ada@example.com',
    'ada.@example.com',
    'a..da@example.com',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a'.repeat(64)}.com`,
    `ada@${'a.'.repeat(125)}com`,
    'a'.repeat(100_000),
  ])('A09 refuses what is not one plain address: %j', (text) => {
    expect(canonicalEmail(text)).toBeUndefined()
  })

  it('A09 leaves a canonical address as it is, and answers only with lower-case ASCII', () => {
    const address = fc.oneof(
      fc.emailAddress(),
      fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })).map(([a, b]) => `${a}@${b}.com`),
    )
    fc.assert(
      fc.property(address, (text) => {
        const canonical = canonicalEmail(text)
        if (canonical === undefined) return
        expect(canonical).toMatch(/^[!-@[-~]+$/)
        expect(canonicalEmail(canonical)).toBe(canonical)
      }),
    )
  })
})
