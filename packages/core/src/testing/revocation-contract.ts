import { describe, expect, it } from 'vitest'
import type { Store } from '../identity/identity-store.ts'
import { REVOCATION_KEPT_FOR } from '../store/tenant-writer.ts'
import { aRole, aUser, anApiKey, change, NOW, seed } from './store-fixtures.ts'

/** What changes a principal makes stale whatever was resolved for it before. */
export function revocationContract(store: () => Store): void {
  async function revocationsOf(tenant: string): Promise<ReadonlyMap<string, number>> {
    const revocations = (await store().findTenantRecord(tenant))?.revocations ?? []
    return new Map(revocations.map(({ principal, revision }) => [principal, revision]))
  }

  describe('revocations', () => {
    it('follow a change of the user, at its revision, and only the last counts', async () => {
      await seed(store(), 'acme', 'birch')
      await change(store(), 'acme', (acme) => acme.insertUser(aUser('acme', 'usr')))
      expect(await revocationsOf('acme')).toEqual(new Map())
      const first = await change(store(), 'acme', (acme) => acme.updateUser('usr', { status: 'disabled' }, NOW))
      expect(await revocationsOf('acme')).toEqual(new Map([['usr', first]]))
      const second = await change(store(), 'acme', (acme) => acme.updateUser('usr', { roles: ['member'] }, NOW))
      expect(await revocationsOf('acme')).toEqual(new Map([['usr', second]]))
      expect(await revocationsOf('birch')).toEqual(new Map())
    })

    it('follow the revocation of an API key or of any principal', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', (acme) => acme.insertApiKey(anApiKey('acme', 'key')))
      const key = await change(store(), 'acme', (acme) => acme.revokeApiKey('key', NOW))
      const session = await change(store(), 'acme', (acme) => acme.revokePrincipal('someone', NOW))
      expect(await revocationsOf('acme')).toEqual(
        new Map([
          ['key', key],
          ['someone', session],
        ]),
      )
      expect((await store().findTenantRevisions('acme'))?.policies).toBe(session)
    })

    it('follow the deletion of a role, for every holder, who no longer holds it', async () => {
      await seed(store(), 'acme', 'birch')
      for (const tenant of ['acme', 'birch']) {
        await change(store(), tenant, async (own) => {
          await own.insertRole(aRole('doctor'))
          await own.insertUser(aUser(tenant, 'holder', { roles: ['doctor', 'member'] }))
          await own.insertUser(aUser(tenant, 'bystander', { person: 'bob', roles: ['member'] }))
        })
      }
      await change(store(), 'acme', (acme) => acme.insertApiKey(anApiKey('acme', 'key', { roles: ['doctor'] })))
      const revision = await change(store(), 'acme', (acme) => acme.deleteRole('doctor', NOW))
      expect(await revocationsOf('acme')).toEqual(
        new Map([
          ['holder', revision],
          ['key', revision],
        ]),
      )
      expect(await revocationsOf('birch')).toEqual(new Map())
      expect(await store().tenant('acme').findRole('doctor')).toBeUndefined()
      expect((await store().tenant('acme').findUser('holder'))?.roles).toEqual(['member'])
      expect((await store().findApiKey('key'))?.roles).toEqual([])
      expect((await store().listUsersOfPerson('ada')).map(({ roles }) => roles)).toEqual([
        ['member'],
        ['doctor', 'member'],
      ])
      expect(await store().tenant('birch').findRole('doctor')).toBeDefined()
    })

    it('do not follow a change of a role, which every decision reads anew', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', async (acme) => {
        await acme.insertRole(aRole('doctor'))
        await acme.insertUser(aUser('acme', 'holder', { roles: ['doctor'] }))
      })
      await change(store(), 'acme', (acme) => acme.updateRole('doctor', { policy: '[]' }, 1, NOW))
      expect(await revocationsOf('acme')).toEqual(new Map())
    })

    it('are kept for 24 hours, and cleared by a later one', async () => {
      await seed(store(), 'acme', 'birch')
      await change(store(), 'birch', (birch) => birch.revokePrincipal('old', NOW))
      await change(store(), 'acme', (acme) => acme.revokePrincipal('old', NOW))
      await change(store(), 'acme', (acme) => acme.revokePrincipal('next', NOW + REVOCATION_KEPT_FOR))
      expect([...(await revocationsOf('acme')).keys()].sort()).toEqual(['next', 'old'])
      await change(store(), 'acme', (acme) => acme.revokePrincipal('last', NOW + REVOCATION_KEPT_FOR + 1))
      expect([...(await revocationsOf('acme')).keys()].sort()).toEqual(['last', 'next'])
      expect([...(await revocationsOf('birch')).keys()]).toEqual(['old'])
    })

    it('take in a role with more holders than fit into one statement', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', async (acme) => {
        await acme.insertRole(aRole('doctor'))
        for (let i = 0; i < 1_100; i++) await acme.insertApiKey(anApiKey('acme', `key-${i}`, { roles: ['doctor'] }))
      })
      await change(store(), 'acme', (acme) => acme.deleteRole('doctor', NOW))
      expect((await revocationsOf('acme')).size).toBe(1_100)
    })
  })
}
