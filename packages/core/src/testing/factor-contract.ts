import { describe, expect, it } from 'vitest'
import type { Totp } from '../identity/factor-store.ts'
import type { Store } from '../identity/identity-store.ts'
import { aPasskey, NOW, seed } from './store-fixtures.ts'

const CONFLICT = { code: 'ERR_CONFLICT' }
const NOT_FOUND = { code: 'ERR_NOT_FOUND' }

/** What second factors need: that each is its person's alone, and that what is good once is used once. */
export function factorContract(store: () => Store): void {
  describe('passkeys', () => {
    it('come back by what their authenticator calls them, and by their person, the oldest first', async () => {
      await seed(store())
      const long = 'x'.repeat(1_364)
      const first = aPasskey('b', { credential: long, transports: ['internal', 'usb'], lastUsedAt: NOW })
      const second = aPasskey('a', { createdAt: NOW + 1, multiDevice: false, backedUp: false })
      await store().write(async (writer) => {
        await writer.insertPasskey(second)
        await writer.insertPasskey(first)
        await writer.insertPasskey(aPasskey('c', { person: 'bob' }))
      })
      expect(await store().listPasskeys('ada')).toEqual([first, second])
      expect(await store().findPasskey(long)).toEqual(first)
      expect(await store().findPasskey('none')).toBeUndefined()
      expect(await store().listPasskeys('nobody')).toEqual([])
    })

    it('are of a person who is there, and registered once', async () => {
      await seed(store())
      await store().write((writer) => writer.insertPasskey(aPasskey('a')))
      for (const [passkey, problem] of [
        [aPasskey('a', { credential: 'other' }), CONFLICT],
        [aPasskey('b', { credential: 'credential-of-a', person: 'bob' }), CONFLICT],
        [aPasskey('b', { person: 'nobody' }), NOT_FOUND],
        [aPasskey('b', { counter: -1 }), { code: 'ERR_INVALID_INPUT' }],
      ] as const) {
        await expect(store().write((writer) => writer.insertPasskey(passkey))).rejects.toMatchObject(problem)
      }
      expect(await store().listPasskeys('ada')).toEqual([aPasskey('a')])
    })

    it('change in what changes, and in nothing else', async () => {
      await seed(store())
      const change = { name: 'Phone', counter: 7, backedUp: false, lastUsedAt: NOW + 9 }
      await store().write(async (writer) => {
        await writer.insertPasskey(aPasskey('a'))
        await writer.updatePasskey('credential-of-a', { ...change, ...{ person: 'bob', publicKey: 'other' } })
      })
      expect(await store().listPasskeys('ada')).toEqual([aPasskey('a', change)])
      const none = store().write((writer) => writer.updatePasskey('none', { counter: 1 }))
      await expect(none).rejects.toMatchObject(NOT_FOUND)
    })

    it('are deleted by their person only', async () => {
      await seed(store())
      await store().write((writer) => writer.insertPasskey(aPasskey('a')))
      const remove = async (person: string) =>
        (await store().write((writer) => writer.deletePasskey(person, 'a'))).value
      expect(await remove('bob')).toBe(false)
      expect(await remove('ada')).toBe(true)
      expect(await remove('ada')).toBe(false)
      expect(await store().findPasskey('credential-of-a')).toBeUndefined()
    })
  })

  describe('TOTP secrets', () => {
    it('are one for each person, replaced and deleted', async () => {
      await seed(store())
      await store().write((writer) => writer.putTotp(aTotp('ada')))
      await store().write((writer) =>
        writer.putTotp(aTotp('ada', { wrapped: 'again', usedStep: 9, createdAt: NOW + 1 })),
      )
      expect(await store().findTotp('ada')).toEqual(aTotp('ada', { wrapped: 'again', usedStep: 9, createdAt: NOW + 1 }))
      expect(await store().findTotp('bob')).toBeUndefined()
      expect((await store().write((writer) => writer.deleteTotp('ada'))).value).toBe(true)
      expect((await store().write((writer) => writer.deleteTotp('ada'))).value).toBe(false)
      const stranger = store().write((writer) => writer.putTotp(aTotp('nobody')))
      await expect(stranger).rejects.toMatchObject(NOT_FOUND)
    })
  })

  describe('recovery codes', () => {
    it('A10 are taken once, by their person, also when fifty try at once', async () => {
      await seed(store())
      await store().write((writer) => writer.putRecoveryCodes('ada', ['one', 'two']))
      const take = async (person: string, hash: string) =>
        (await store().write((writer) => writer.takeRecoveryCode(person, hash))).value
      expect(await take('bob', 'one')).toBe(false)
      expect(await take('ada', 'three')).toBe(false)
      const taken = await Promise.all(Array.from({ length: 50 }, () => take('ada', 'one')))
      expect(taken.filter(Boolean)).toHaveLength(1)
      expect(await store().countRecoveryCodes('ada')).toBe(1)
    })

    it('are replaced all together', async () => {
      await seed(store())
      await store().write((writer) => writer.putRecoveryCodes('ada', ['one', 'two']))
      await store().write((writer) => writer.putRecoveryCodes('ada', ['three']))
      expect(await store().countRecoveryCodes('ada')).toBe(1)
      expect((await store().write((writer) => writer.takeRecoveryCode('ada', 'one'))).value).toBe(false)
      const stranger = store().write((writer) => writer.putRecoveryCodes('nobody', ['one']))
      await expect(stranger).rejects.toMatchObject(NOT_FOUND)
    })
  })
}

function aTotp(person: string, fields: Partial<Totp> = {}): Totp {
  return { person, wrapped: 'wrapped', usedStep: 0, createdAt: NOW, ...fields }
}
