import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { chainHash } from './hash-chain.ts'

it.each(['', '{"kind":"decision"}', 'é漢😀\ud800', 'x'.repeat(100_000)])(
  'G02 hashes what was before and the text, as every log written so far was',
  (record) => {
    const previous = 'ab'.repeat(32)
    const expected = createHash('sha256').update(Buffer.from(previous, 'hex')).update(record, 'utf8').digest('hex')
    expect(chainHash(previous, record)).toBe(expected)
  },
)
