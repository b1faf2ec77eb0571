import { describe, expect, it } from 'vitest'
import { clientAddress } from './client-address.ts'

describe('the address of a caller', () => {
  it.each([
    [
      'P15 is the connection’s, whatever the header says, where no proxy is one’s own',
      ['198.51.100.7'],
      0,
      '192.0.2.1',
    ],
    ['is what one proxy appended', ['198.51.100.7'], 1, '198.51.100.7'],
    [
      'A02 is what one proxy appended, not what the caller wrote before it',
      ['1.2.3.4, 198.51.100.7'],
      1,
      '198.51.100.7',
    ],
    ['A02 is what the first of two proxies appended', ['1.2.3.4, 198.51.100.7', '10.0.0.1'], 2, '198.51.100.7'],
    ['is the connection’s where the chain is too short', ['198.51.100.7'], 2, '192.0.2.1'],
    ['is the connection’s where the entry is no address', ['unknown'], 1, '192.0.2.1'],
    ['is the connection’s where there is no header', [], 1, '192.0.2.1'],
    ['may be IPv6', ['2001:db8::1'], 1, '2001:db8::1'],
  ] as const)('%s', (_title, fields, hops, address) => {
    expect(clientAddress('192.0.2.1', fields, hops)).toBe(address)
  })
})
