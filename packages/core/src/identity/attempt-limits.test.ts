import { describe, expect, it } from 'vitest'
import { createAttemptLimits, networkOf } from './attempt-limits.ts'

const LIMITED = { code: 'ERR_RATE_LIMITED', status: 429, headers: { 'retry-after': '1' } }
const times = async (count: number, work: () => Promise<unknown>) => {
  for (let n = 0; n < count; n++) await work()
}

describe('attempt limits', () => {
  it('A02 bound guesses at one account from one address', async () => {
    const limits = createAttemptLimits()
    await times(10, () => limits.admitLogin('192.0.2.1', 'ada'))
    await expect(limits.admitLogin('192.0.2.1', 'ada')).rejects.toMatchObject(LIMITED)
    await limits.admitLogin('192.0.2.1', 'bob')
    await limits.admitLogin('192.0.2.2', 'ada')
  })

  it('A02 bound spraying from one address over many accounts, and from one IPv6 network', async () => {
    const limits = createAttemptLimits({ loginsPerAddress: 5 })
    await times(5, () => limits.admitLogin('192.0.2.1', crypto.randomUUID()))
    await expect(limits.admitLogin('192.0.2.1', 'ada')).rejects.toMatchObject(LIMITED)
    for (let host = 1; host <= 5; host++) await limits.admitLogin(`2001:db8:0:1::${host}`, `account ${host}`)
    await expect(limits.admitLogin('2001:db8:0:1:ffff::9', 'ada')).rejects.toMatchObject(LIMITED)
    await limits.admitLogin('2001:db8:0:2::9', 'ada')
  })

  it('A02 bound guesses at one account from many addresses, and lock its owner out of none they came from', async () => {
    const limits = createAttemptLimits({ loginsPerAccount: 20 })
    limits.loggedIn('203.0.113.9', 'ada')
    for (let host = 0; host < 20; host++) await limits.admitLogin(`192.0.2.${host}`, 'ada')
    await expect(limits.admitLogin('192.0.2.99', 'ada')).rejects.toMatchObject(LIMITED)
    await limits.admitLogin('203.0.113.9', 'ada')
    await expect(limits.admitLogin('203.0.113.8', 'ada')).rejects.toMatchObject(LIMITED)
  })

  it('A02 bound guesses at one account’s second factor from many addresses, by themselves, and not where its owner came from', async () => {
    const limits = createAttemptLimits({ factorsPerAccount: 3, loginsPerAccount: 1_000 })
    limits.loggedIn('203.0.113.9', 'ada')
    for (let host = 0; host < 3; host++) await limits.admitFactor(`192.0.2.${host}`, 'ada')
    await expect(limits.admitFactor('192.0.2.99', 'ada')).rejects.toMatchObject(LIMITED)
    await limits.admitFactor('203.0.113.9', 'ada')
    await limits.admitFactor('192.0.2.99', 'bob')
    await limits.admitLogin('192.0.2.99', 'ada')
  })

  it('A02 bound guesses at one account’s second factor from one address, as they do logins', async () => {
    const limits = createAttemptLimits({ factorsPerAccount: 1_000 })
    limits.loggedIn('192.0.2.1', 'ada')
    await times(10, () => limits.admitFactor('192.0.2.1', 'ada'))
    await expect(limits.admitFactor('192.0.2.1', 'ada')).rejects.toMatchObject(LIMITED)
    await limits.admitLogin('192.0.2.1', 'ada')
  })

  it('bound requests and mails', async () => {
    const limits = createAttemptLimits({ requestsPerAddress: 2, mailsPerEmail: 1 })
    await times(2, () => limits.admitRequest('192.0.2.1'))
    await expect(limits.admitRequest('192.0.2.1')).rejects.toMatchObject(LIMITED)
    expect(await limits.admitMail('ada@example.com')).toBe(true)
    expect(await limits.admitMail('ada@example.com')).toBe(false)
    expect(await limits.admitMail('bob@example.com')).toBe(true)
  })

  it('fail closed where attempts cannot be counted', async () => {
    const limits = createAttemptLimits({
      createLimiter: () => ({ consume: () => Promise.reject(new Error('the counter is away')) }),
    })
    await expect(limits.admitLogin('192.0.2.1', 'ada')).rejects.toMatchObject({ code: 'ERR_UNAVAILABLE' })
    await expect(limits.admitMail('ada@example.com')).rejects.toMatchObject({ code: 'ERR_UNAVAILABLE' })
  })

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0DB8:0000:0000:1:2:3:4', '2001:db8:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['1::2:3:4:5:6', '1:0:0:2::/64'],
    ['', ''],
  ])('count %s as %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
