import { beforeEach, describe, expect, it } from 'vitest'
import type { Page, Store } from '../identity/identity-store.ts'
import { anApiKey, aRole, aSession, aUser, change, NOW, seed } from './store-fixtures.ts'

const SSO = 'connection:con_1'

/** What gives a user their roles takes away only what it gave; a user's last login is known. */
export function roleGrantContract(store: () => Store): void {
  describe('grants of roles', () => {
    const reads = () => store().tenant('acme')
    const rolesOf = async (user: string) => (await reads().findUser(user))?.roles
    const grantsOf = async (user: string) =>
      (await reads().listRoleGrants(user)).map(({ role, source }) => `${role} ${source}`)
    const revocations = async () => (await store().findTenantRecord('acme'))?.revocations ?? []

    beforeEach(async () => {
      await seed(store(), 'acme', 'bolt')
      await change(store(), 'acme', async (own) => {
        for (const role of ['doctor', 'nurse']) await own.insertRole(aRole(role))
        await own.insertUser(aUser('acme', 'u1', { roles: ['doctor'] }))
      })
    })

    it('are by hand where nothing else is said', async () => {
      expect(await grantsOf('u1')).toEqual(['doctor manual'])
      expect(await reads().listRoleGrants('nobody')).toEqual([])
      expect(await store().tenant('bolt').listRoleGrants('u1')).toEqual([])
    })

    it('tell who holds a role, by id, and how many they are', async () => {
      await change(store(), 'bolt', (own) => own.insertUser(aUser('bolt', 'u9', { roles: ['admin'] })))
      await change(store(), 'acme', async (own) => {
        await own.insertUser(aUser('acme', 'u2', { person: 'bob', roles: ['doctor', 'admin'], status: 'disabled' }))
        await own.setRoleGrants('u1', SSO, ['doctor', 'nurse'], NOW)
        for (const id of ['k1', 'k2', 'k3'])
          await own.insertApiKey(anApiKey('acme', id, { roles: ['doctor', 'nurse'] }))
        await own.revokeApiKey('k2', NOW)
      })
      const users = async (role: string, page?: Page) =>
        (await reads().listUsersWithRole(role, page)).map(({ id }) => id)
      const keys = async (role: string, page?: Page) =>
        (await reads().listApiKeysWithRole(role, page)).map(({ id }) => id)
      expect([await users('doctor'), await keys('doctor')]).toEqual([
        ['u1', 'u2'],
        ['k1', 'k3'],
      ])
      expect([await users('doctor', { limit: 1 }), await users('doctor', { after: 'u1' })]).toEqual([['u1'], ['u2']])
      expect([await keys('nurse', { limit: 1 }), await keys('nurse', { after: 'k1' })]).toEqual([['k1'], ['k3']])
      expect(await users('admin')).toEqual(['u2'])
      expect((await reads().listUsersWithRole('doctor'))[0]).toEqual(await reads().findUser('u1'))
      expect((await reads().listApiKeysWithRole('doctor'))[0]).toEqual(await store().findApiKey('k1'))
      for (const [role, count] of [
        ['doctor', 4],
        ['nurse', 3],
        ['admin', 1],
        ['none', 0],
      ] as const) {
        expect(await reads().countRoleHolders(role), role).toBe(count)
      }
      expect(await store().tenant('nowhere').countRoleHolders('doctor')).toBe(0)
    })

    it('of one source leave those of others alone', async () => {
      await change(store(), 'acme', (own) => own.setRoleGrants('u1', SSO, ['nurse', 'doctor', 'nurse'], NOW))
      expect(await rolesOf('u1')).toEqual(['doctor', 'nurse'])
      expect(await grantsOf('u1')).toEqual([`doctor ${SSO}`, 'doctor manual', `nurse ${SSO}`])
      await change(store(), 'acme', (own) => own.setRoleGrants('u1', SSO, [], NOW))
      expect(await rolesOf('u1')).toEqual(['doctor'])
      expect(await grantsOf('u1')).toEqual(['doctor manual'])
    })

    it('revoke tokens where the roles held change, and only there', async () => {
      const touched = await change(store(), 'acme', (own) => own.setRoleGrants('u1', SSO, ['doctor'], NOW))
      expect(await revocations()).toEqual([])
      expect((await store().findTenantRevisions('acme'))?.policies).toBe(touched)
      await change(store(), 'acme', (own) => own.setRoleGrants('u1', SSO, ['doctor'], NOW))
      expect((await store().findTenantRevisions('acme'))?.policies).toBe(touched)
      const changed = await change(store(), 'acme', (own) => own.setRoleGrants('u1', SSO, ['nurse'], NOW))
      expect(await revocations()).toEqual([{ principal: 'u1', revision: changed }])
    })

    it('stay as they are when something else of the user changes', async () => {
      await change(store(), 'acme', (own) => own.setRoleGrants('u1', SSO, ['nurse'], NOW))
      await change(store(), 'acme', (own) => own.updateUser('u1', { name: 'Ada L.' }, NOW))
      await change(store(), 'acme', (own) => own.updateUser('u1', { roles: ['nurse', 'doctor', 'member'] }, NOW))
      expect(await grantsOf('u1')).toEqual(['doctor manual', 'member manual', `nurse ${SSO}`])
    })

    it('are all taken away when the role is, by hand or with the role itself', async () => {
      await change(store(), 'acme', (own) => own.setRoleGrants('u1', SSO, ['doctor', 'nurse'], NOW))
      await change(store(), 'acme', (own) => own.updateUser('u1', { roles: ['nurse'] }, NOW))
      expect(await grantsOf('u1')).toEqual([`nurse ${SSO}`])
      await change(store(), 'acme', (own) => own.deleteRole('nurse', NOW))
      expect(await grantsOf('u1')).toEqual([])
      expect(await rolesOf('u1')).toEqual([])
    })

    it('go with their user', async () => {
      await change(store(), 'acme', (own) => own.deleteUser('u1', NOW))
      await change(store(), 'acme', (own) => own.insertUser(aUser('acme', 'u1')))
      expect(await grantsOf('u1')).toEqual([])
    })

    it('are refused for roles that are not there, users that are not there, and names that are none', async () => {
      const set = (user: string, source: string, roles: readonly string[]) =>
        change(store(), 'acme', (own) => own.setRoleGrants(user, source, roles, NOW))
      await expect(set('u1', SSO, ['surgeon'])).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
      await expect(set('u2', SSO, ['nurse'])).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
      await expect(set('u1', '', ['nurse'])).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' })
      expect(await grantsOf('u1')).toEqual(['doctor manual'])
    })

    it('are told with a user who is searched, and when they last logged in', async () => {
      const found = async () => (await reads().searchUsers({ ids: ['u1'], sort: 'name', limit: 10 }))[0]
      await change(store(), 'acme', (own) => own.setRoleGrants('u1', SSO, ['doctor'], NOW))
      expect(await found()).toMatchObject({
        lastLoginAt: null,
        grants: [
          { role: 'doctor', source: SSO },
          { role: 'doctor', source: 'manual' },
        ],
      })
      await change(store(), 'acme', (own) => own.insertSession(aSession('s1', { user: 'u1' })))
      await change(store(), 'acme', (own) => own.updateUser('u1', { name: 'Ada L.' }, NOW))
      expect(await found()).toMatchObject({ user: { id: 'u1', name: 'Ada L.' }, lastLoginAt: NOW })
      expect(await reads().searchUsers({ ids: ['u2'], sort: 'name', limit: 10 })).toEqual([])
    })
  })
}
