import { exportJWK, generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import { WardkitError } from '../errors/index.ts'
import { createMemoryStore } from '../store/memory/index.ts'
import { byApplication, createKeysAndTokens, createTestClock, DAY, SECRET } from './identity.test-support.ts'
import { createSecret } from './secret.ts'
import { createSigningKeys, type SigningKeysOptions } from './signing-keys.ts'
import type { Store } from './identity-store.ts'

const MINUTE = 60_000

type KeysOver = Pick<SigningKeysOptions, 'clock'> & Partial<SigningKeysOptions> & { readonly store: Store }
const createKeys = ({ store, clock, ...over }: KeysOver) =>
  createSigningKeys({ store, administration: byApplication(store, clock), secret: SECRET, clock, ...over })

function setUp(over = {}) {
  const store = createMemoryStore()
  const clock = createTestClock()
  return { store, clock, keys: createKeys({ store, clock, monotonicNow: clock, ...over }) }
}

describe('createSigningKeys', () => {
  it('makes one first key, however many ask at once', async () => {
    const { store, keys } = setUp()
    const signers = await Promise.all(Array.from({ length: 20 }, () => keys.getSigner()))
    expect(new Set(signers.map(({ kid }) => kid)).size).toBe(1)
    expect(await store.listSigningKeys()).toHaveLength(1)
  })

  it.each([
    ['ES256', ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']],
    ['RS256', ['alg', 'e', 'kid', 'kty', 'n', 'use']],
    ['EdDSA', ['alg', 'crv', 'kid', 'kty', 'use', 'x']],
  ] as const)('publishes %s keys without their private half, and keeps that wrapped', async (algorithm, members) => {
    const { store, keys } = setUp({ algorithm })
    const signer = await keys.getSigner()
    const jwks = await keys.getJwks()
    expect(jwks.keys.map((key) => Object.keys(key).sort())).toEqual([members])
    expect(jwks.keys[0]).toMatchObject({ kid: signer.kid, alg: algorithm, use: 'sig' })
    const [row] = await store.listSigningKeys()
    expect(row!.publicKey).not.toContain('"d"')
    expect(row!.wrappedPrivateKey).not.toContain('"d"')
  })

  it('F14 publishes a successor a day before it signs, and the old key until its last token has expired', async () => {
    const { clock, keys } = setUp()
    const first = await keys.getSigner()
    clock.advance(89 * DAY - 1)
    await keys.getSigner()
    expect((await keys.getJwks()).keys).toHaveLength(1)
    clock.advance(1)
    expect((await keys.getSigner()).kid).toBe(first.kid)
    expect((await keys.getJwks()).keys).toHaveLength(2)
    clock.advance(DAY - 1)
    expect((await keys.getSigner()).kid).toBe(first.kid)
    clock.advance(1)
    const second = await keys.getSigner()
    expect(second.kid).not.toBe(first.kid)
    clock.advance(16 * MINUTE - 1)
    expect(await keys.find(first.kid)).toBeDefined()
    clock.advance(1)
    expect(await keys.find(first.kid)).toBeUndefined()
    expect((await keys.getJwks()).keys.map(({ kid }) => kid)).toEqual([second.kid])
  })

  it('F14 refuses no good token while keys rotate under load', async () => {
    const { clock, store } = setUp()
    const { keys, accessTokens } = createKeysAndTokens(store, clock)
    const other = createKeysAndTokens(store, clock).accessTokens
    const principal = { type: 'user', id: 'usr_1', tenant: 'tnt_a', roles: [], tags: new Map() } as const
    const live: { token: string; until: number }[] = []
    for (let step = 0; step < 60; step++) {
      if (step % 20 === 10) await keys.rotate(step === 30 ? 'immediate' : 'scheduled')
      const { accessToken } = await accessTokens.issue({ principal, session: 'ses_1', revision: 1 })
      live.push({ token: accessToken, until: clock() + 15 * MINUTE })
      clock.advance(5 * MINUTE)
      for (const { token } of live.filter(({ until }) => until > clock())) {
        expect((await accessTokens.verify(token)).status).toBe('verified')
        expect((await other.verify(token)).status).toBe('verified')
      }
      if (step % 20 === 15) clock.advance(DAY)
    }
    expect(new Set(live.map(({ token }) => token.split('.')[0])).size).toBeGreaterThan(2)
  })

  it('F13 forgets a key that another process deleted within a minute, although the clock stands still', async () => {
    const { clock, store, keys } = setUp()
    let elapsed = 0
    const other = createKeys({ store, clock, monotonicNow: () => elapsed })
    const { kid } = await keys.getSigner()
    expect(await other.find(kid)).toBeDefined()
    await keys.rotate('compromised')
    elapsed = 60_000
    expect(await other.find(kid)).toBeUndefined()
  })

  it('refuses at once what a compromised key signed', async () => {
    const { clock, store } = setUp()
    const { keys, accessTokens } = createKeysAndTokens(store, clock)
    const principal = { type: 'user', id: 'usr_1', tenant: 'tnt_a', roles: [], tags: new Map() } as const
    const { accessToken } = await accessTokens.issue({ principal, session: 'ses_1', revision: 1 })
    expect((await accessTokens.verify(accessToken)).status).toBe('verified')
    await keys.rotate('compromised')
    expect(await accessTokens.verify(accessToken)).toEqual({ status: 'refused', reason: 'invalid' })
    expect((await keys.getJwks()).keys).toHaveLength(1)
  })

  it('finds a key that another process made, and reads the store for unknown ones once a second at most', async () => {
    const { store, clock, keys } = setUp()
    let reads = 0
    const counted = { ...store, listSigningKeys: () => (reads++, store.listSigningKeys()) }
    const other = createKeys({ store: counted, clock, monotonicNow: clock })
    await other.getJwks()
    const { kid } = await keys.getSigner()
    clock.advance(1_000)
    reads = 0
    const found = await Promise.all(Array.from({ length: 50 }, async () => other.find(kid)))
    expect(found.every((key) => key?.kid === kid)).toBe(true)
    expect(reads).toBe(1)
    for (const strange of ['../../etc/passwd', "' OR 1=1 --", '__proto__', 'constructor', '', 'x'.repeat(10_240)]) {
      expect(await other.find(strange)).toBeUndefined()
    }
    expect(reads).toBe(1)
  })

  it('verifies with nothing that the secret did not wrap: a key planted in the store is refused', async () => {
    const { store, keys } = setUp()
    const { kid } = await keys.getSigner()
    const [row] = await store.listSigningKeys()
    const { publicKey } = await generateKeyPair('ES256', { extractable: true })
    const planted = JSON.stringify({ ...(await exportJWK(publicKey)), kid, alg: 'ES256' })
    const swapped = { ...store, listSigningKeys: async () => [{ ...row!, publicKey: planted }] }
    const jwks = await createKeys({ store: swapped, clock: createTestClock() }).getJwks()
    expect(jwks).toEqual(await keys.getJwks())

    const renamed = { ...store, listSigningKeys: async () => [{ ...row!, kid: 'sgn_other' }] }
    await expect(createKeys({ store: renamed, clock: createTestClock() }).getJwks()).rejects.toMatchObject({
      code: 'ERR_STORE_CORRUPT',
    })
  })

  it('says that the secret changed when it cannot open its keys', async () => {
    const { store, clock, keys } = setUp()
    await keys.getSigner()
    const other = createKeys({
      store,
      clock,
      monotonicNow: clock,
      secret: createSecret('another secret as long as it needs to be'),
    })
    await expect(other.getSigner()).rejects.toMatchObject({ code: 'ERR_CONFIGURATION' })
  })

  it('goes on with the keys it knows while the store is away, and without a store has none', async () => {
    const { store, clock, keys } = setUp()
    const { kid } = await keys.getSigner()
    let away = false
    const flaky = {
      ...store,
      listSigningKeys: () =>
        away ? Promise.reject(new WardkitError('ERR_STORE_UNAVAILABLE', 'away')) : store.listSigningKeys(),
    }
    const other = createKeys({ store: flaky, clock, monotonicNow: clock })
    await other.getJwks()
    away = true
    clock.advance(5 * MINUTE)
    expect((await other.find(kid))?.kid).toBe(kid)
    await expect(createKeys({ store: flaky, clock, monotonicNow: clock }).find(kid)).rejects.toMatchObject({
      code: 'ERR_STORE_UNAVAILABLE',
    })
  })

  it('refuses to replace keys before they are used', () => {
    expect(() => setUp({ rotateAfterSeconds: 60, publishAheadSeconds: 60 })).toThrow(/^rotateAfterSeconds: expected/)
  })
})
