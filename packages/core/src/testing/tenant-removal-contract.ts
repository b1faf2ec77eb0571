import { describe, expect, it } from 'vitest'
import type { Store, TrustEntry } from '../identity/identity-store.ts'
import { NO_TAGS } from '../model/tags.ts'
import { aLink, aResource, aRole, aSession, aTenant, aUser, anApiKey, change, NOW, seed } from './store-fixtures.ts'

/** A tenant that is deleted is no more in anything, and others go on. */
export function tenantRemovalContract(store: () => Store): void {
  const remove = async (tenant: string) => (await store().write((writer) => writer.deleteTenant(tenant, NOW))).revision

  describe('a tenant that is deleted', () => {
    it('T12 takes its users, keys, sessions and resources along, and persons whom no other tenant has', async () => {
      await seed(store(), 'acme', 'birch')
      await change(store(), 'birch', (birch) => birch.insertUser(aUser('birch', 'usr')))
      await change(store(), 'acme', async (acme) => {
        await acme.insertUser(aUser('acme', 'usr'))
        await acme.insertUser(aUser('acme', 'bob', { person: 'bob' }))
        await acme.insertApiKey(anApiKey('acme', 'key'))
        await acme.insertSession(aSession('ses'))
        await acme.putResource(aResource('patient', '1'))
      })
      await store().write((writer) => writer.putPasswordHash('bob', 'hash', NOW))
      const revision = await remove('acme')
      expect(await store().findTenant('acme')).toBeUndefined()
      expect(await store().findTenantRecord('acme')).toBeUndefined()
      expect(await store().findTenantRevisions('acme')).toBeUndefined()
      expect(await store().findApiKey('key')).toBeUndefined()
      expect(await store().findSession('ses')).toBeUndefined()
      expect(await store().findResource('birch', { type: 'patient', id: '1' })).toBeUndefined()
      expect(await store().findPerson('bob')).toBeUndefined()
      expect(await store().findPersonByEmail('bob@example.com')).toBeUndefined()
      expect(await store().findPasswordHash('bob')).toBeUndefined()
      expect(await store().findPerson('ada')).toBeDefined()
      expect(await store().listUsersOfPerson('ada')).toEqual([aUser('birch', 'usr')])
      expect(await store().currentRevision()).toBe(revision)
      await expect(remove('acme')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    })

    it('T12 is reached by no link, reaches nobody by one, and is trusted by no role', async () => {
      await seed(store(), 'acme', 'birch')
      const to = (tenant: string) => ({ principal: { type: 'tenant', id: tenant, tenant } }) as const
      await change(store(), 'birch', async (birch) => {
        await birch.insertLink(aLink('birch', 'in', to('acme')))
        await birch.insertLink(aLink('birch', 'own', to('birch')))
        await birch.insertRole(aRole('role'))
        const entry = (tenant: string): TrustEntry => ({
          ...{ id: `tru-${tenant}`, tenant, principal: null, tags: NO_TAGS, externalIdHash: null },
        })
        const trust = { role: 'role', entries: [entry('acme'), entry('birch')], sessionTags: [] }
        await birch.putTrust({ tenant: 'birch', maxDurationSeconds: 600, ...trust }, undefined, NOW)
      })
      await change(store(), 'acme', (acme) => acme.insertLink(aLink('acme', 'out', to('birch'))))
      const revision = await remove('acme')
      const resource = { type: 'patient', id: '1' }
      const found = await store().findLinks([to('birch').principal, to('acme').principal], resource)
      expect(found.map(({ id }) => id)).toEqual(['own'])
      // Whoever remembers the links of the other tenant reads them anew.
      expect((await store().findTenantRevisions('birch'))?.links).toBe(revision)
      const trust = await store().tenant('birch').findTrust('role')
      expect(trust?.entries.map(({ tenant }) => tenant)).toEqual(['birch'])
      expect(trust?.version).toBe(2)
      expect(await store().listTrustsIn('acme')).toEqual([])
    })

    it('T12 leaves its slug, and even its id, to another that has nothing of it', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', async (acme) => {
        await acme.insertRole(aRole('role'))
        await acme.putSettings('{}', undefined, NOW)
        await acme.revokePrincipal('usr', NOW)
      })
      await remove('acme')
      await store().write((writer) => writer.insertTenant(aTenant('acme')))
      expect((await store().findTenantBySlug('slug-of-acme'))?.id).toBe('acme')
      expect(await store().tenant('acme').listRoles()).toEqual([])
      expect(await store().tenant('acme').findSettings()).toBeUndefined()
      expect((await store().findTenantRecord('acme'))?.revocations).toEqual([])
    })

    it('is there still when what deletes it fails', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', (acme) => acme.insertRole(aRole('role')))
      const failed = store().write(async (writer) => {
        await writer.deleteTenant('acme', NOW)
        throw new TypeError('no')
      })
      await expect(failed).rejects.toThrow('no')
      expect(await store().tenant('acme').findRole('role')).toBeDefined()
    })
  })
}
