import { describe, expect, it } from 'vitest'
import type { Store } from '../identity/identity-store.ts'
import { aPerson, aSession, aUser, anApiKey, change, NOW, seed } from './store-fixtures.ts'

const NOTHING = { users: 0, lastLoginAt: null, lastActivityAt: null }

/** How much a tenant is used is told of that tenant alone. */
export function activityContract(store: () => Store): void {
  describe('the activity of a tenant', () => {
    it('is its users, its last login, and the last use of a session or a key, whichever was later', async () => {
      await seed(store(), 'acme', 'birch')
      const activity = (tenant = 'acme') => store().tenant(tenant).findActivity()
      expect(await activity()).toEqual(NOTHING)
      await store().write(async (writer) => {
        await writer.insertPerson(aPerson('bo'))
        await writer.tenant('acme').insertUser(aUser('acme', 'usr'))
        await writer.tenant('acme').insertUser(aUser('acme', 'other', { person: 'bo', status: 'disabled' }))
        await writer.tenant('birch').insertUser(aUser('birch', 'usr', { person: 'bo' }))
      })
      expect(await activity()).toEqual({ ...NOTHING, users: 2 })
      await change(store(), 'acme', (acme) => acme.insertSession(aSession('ses', { createdAt: NOW, usedAt: NOW })))
      expect(await activity()).toEqual({ users: 2, lastLoginAt: NOW, lastActivityAt: NOW })
      await change(store(), 'acme', (acme) => acme.updateSession('ses', { usedAt: NOW + 5 }))
      expect(await activity()).toEqual({ users: 2, lastLoginAt: NOW, lastActivityAt: NOW + 5 })
      await change(store(), 'acme', async (acme) => {
        await acme.insertApiKey(anApiKey('acme', 'key', { createdBy: 'usr' }))
        await acme.noteApiKeyUse('key', NOW + 9)
      })
      expect(await activity()).toEqual({ users: 2, lastLoginAt: NOW, lastActivityAt: NOW + 9 })
      expect(await activity('birch')).toEqual({ ...NOTHING, users: 1 })
      expect(await activity('nowhere')).toEqual(NOTHING)
      await store().write(async (writer) => {
        await writer.tenant('acme').deleteUser('other', NOW)
        expect(await writer.tenant('acme').findActivity()).toMatchObject({ users: 1 })
      })
    })
  })
}
