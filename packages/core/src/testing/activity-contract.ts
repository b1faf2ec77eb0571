import { describe, expect, it } from 'vitest'
import type { Counted } from '../identity/count-store.ts'
import type { Store, TenantReader } from '../identity/identity-store.ts'
import { aLink, anApiKey, anInvitation, aPerson, aRole, aSession, aUser, change, NOW, seed } from './store-fixtures.ts'

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

    it('counts what it has of each kind, as the transaction sees it', async () => {
      await seed(store(), 'acme', 'birch')
      const countsOf = async (tenant: TenantReader) => {
        const kinds: Counted[] = ['users', 'invitations', 'roles', 'apiKeys', 'connections', 'domains', 'links']
        return Object.fromEntries(await Promise.all(kinds.map(async (kind) => [kind, await tenant.countOf(kind)])))
      }
      const none = await countsOf(store().tenant('acme'))
      await change(store(), 'acme', async (acme) => {
        await acme.insertUser(aUser('acme', 'usr'))
        await acme.insertUser(aUser('acme', 'bob', { person: 'bob' }))
        await acme.deleteUser('bob', NOW)
        for (const n of [1, 2]) {
          await acme.insertRole(aRole(`role-${n}`))
          await acme.insertInvitation(anInvitation(`inv-${n}`, { email: `inv-${n}@example.com` }))
          await acme.insertApiKey(anApiKey('acme', `key-${n}`))
          await acme.insertLink(aLink('acme', `lnk-${n}`))
        }
        await acme.revokeApiKey('key-1', NOW)
        await acme.deleteInvitation('inv-1')
        await acme.deleteLink('lnk-1')
        // Put anew, and no other.
        await acme.updateRole('role-1', { name: 'Other' }, undefined, NOW)
        const seen = { ...none, users: 1, invitations: 1, roles: 2, apiKeys: 1, links: 1 }
        expect(await countsOf(acme)).toEqual(seen)
      })
      const counts = { users: 1, roles: 2, apiKeys: 1, invitations: 1, links: 1 }
      expect(await countsOf(store().tenant('acme'))).toMatchObject(counts)
      expect(await store().tenant('birch').countOf('roles')).toBe(0)
      expect(await store().tenant('nowhere').countOf('links')).toBe(0)
    })
  })
}
