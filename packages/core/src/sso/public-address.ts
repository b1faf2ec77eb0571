import { BlockList, isIP } from 'node:net'

/** Every range that is not of the public internet, or leads back into this network. @see RFC 6890; IANA special-purpose address registries */
const NOT_PUBLIC: readonly (readonly [address: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.31.196.0', 24, 'ipv4'],
  ['192.52.193.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['192.175.48.0', 24, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  // All of IPv6 but global unicast, and of that what wraps an IPv4 address or documents something.
  ['::', 3, 'ipv6'],
  ['4000::', 2, 'ipv6'],
  ['8000::', 1, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
]

// One list for each family: `BlockList` finds every IPv4 address in `::/3` too, as the mapped address that it could be written as.
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const [address, prefix, family] of NOT_PUBLIC) blocked[family].addSubnet(address, prefix, family)

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether an IP address is one that everybody on the internet reaches. A text that is no address is not. */
export function isPublicAddress(address: string): boolean {
  const family = familyOf(address)
  return family !== undefined && !blocked[family].check(address, family)
}

/** Whether an IP address is this very machine's. */
export function isLoopbackAddress(address: string): boolean {
  const family = familyOf(address)
  return family !== undefined && loopback.check(address, family)
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  // A zone (`fe80::1%eth0`) names an interface of this machine.
  if (address.includes('%')) return undefined
  const version = isIP(address)
  if (version === 0) return undefined
  return version === 4 ? 'ipv4' : 'ipv6'
}
