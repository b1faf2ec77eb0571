import { describe, expect, it } from 'vitest'
import { createTokenMemory } from './token-memory.ts'

describe('a memory of tokens', () => {
  it('knows a token by all of it, and by nothing less or more', () => {
    const memory = createTokenMemory<string>(1_000)
    memory.remember('head.claims.signature', 'known')
    expect(memory.recall('head.claims.signature')).toBe('known')
    const others = [
      ...[
        '',
        '.',
        'head.claims',
        'head.claims.',
        'head.claims.signatur',
        'head.claims.signatures',
        'head.claims.Signature',
      ],
      ...[
        'head.claims.signaturf',
        'head.claimz.signature',
        'head.claims.signature.',
        'head.claims..signature',
        'x.claims.signature',
      ],
      // Units whose low byte is that of the letter.
      ...['head.claims.signatur\u0165', 'head.claims.signatur\uff65', 'head.claim\u0173.signature'],
    ]
    for (const other of others) expect(memory.recall(other), other).toBeUndefined()
  })

  it('keeps several signatures of one content apart: the newest is known, an older one is verified anew', () => {
    const memory = createTokenMemory<string>(1_000)
    memory.remember('head.claims.first', 'first')
    memory.remember('head.claims.second', 'second')
    expect([memory.recall('head.claims.first'), memory.recall('head.claims.second')]).toEqual([undefined, 'second'])
  })

  it('forgets the least recently shown beyond its size', () => {
    const memory = createTokenMemory<number>(30)
    const tokens = ['head.claims1.s', 'head.claims2.s', 'head.claims3.s']
    memory.remember(tokens[0]!, 1)
    memory.remember(tokens[1]!, 2)
    expect(memory.recall(tokens[0]!)).toBe(1)
    memory.remember(tokens[2]!, 3)
    expect(tokens.map((token) => memory.recall(token))).toEqual([1, undefined, 3])
  })
})
