import { describe, expect, it } from 'vitest'
import type { Store, TenantWriter, TrustEntry } from '../identity/identity-store.ts'
import { NO_TAGS } from '../model/tags.ts'
import {
  aLink,
  aPerson,
  aResource,
  aRole,
  aSession,
  aTenant,
  aUser,
  anApiKey,
  anInvitation,
  change,
  NOW,
  seed,
} from './store-fixtures.ts'

/** A tenant that is deleted is no more in anything, and others go on. */
export function tenantRemovalContract(store: () => Store): void {
  const remove = async (tenant: string) => (await store().write((writer) => writer.deleteTenant(tenant, NOW))).revision
  const sweep = async () => {
    while (await store().sweepTenants(2));
  }

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
      expect(await store().listUsersOfPerson('bob')).toEqual([])
      expect(await store().listUsersOfPerson('ada')).toEqual([aUser('birch', 'usr')])
      await sweep()
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
      await sweep()
      await store().write((writer) => writer.insertTenant(aTenant('acme')))
      expect((await store().findTenantBySlug('slug-of-acme'))?.id).toBe('acme')
      expect(await store().tenant('acme').listRoles()).toEqual([])
      expect(await store().tenant('acme').findSettings()).toBeUndefined()
      expect((await store().findTenantRecord('acme'))?.revocations).toEqual([])
    })

    it('T12 is read by nobody and written by nobody from the commit on, whatever is still to be swept away', async () => {
      await seed(store(), 'acme', 'birch')
      const link = { principal: { type: 'tenant', id: 'birch', tenant: 'birch' } } as const
      await change(store(), 'acme', async (acme) => {
        await acme.insertUser(aUser('acme', 'usr'))
        await acme.insertRole(aRole('role'))
        await acme.insertApiKey(anApiKey('acme', 'key'))
        await acme.insertSession(aSession('ses'))
        await acme.insertInvitation(anInvitation('inv'))
        await acme.putResource(aResource('patient', '1'))
        await acme.insertLink(aLink('acme', 'out', link))
      })
      const { value: seen } = await store().write(async (writer) => {
        await writer.deleteTenant('acme', NOW)
        return [
          await writer.findTenant('acme'),
          await writer.tenant('acme').listUsers(),
          await writer.findApiKey('key'),
        ]
      })
      expect(seen).toEqual([undefined, [], undefined])
      const own = store().tenant('acme')
      expect(await own.findUser('usr')).toBeUndefined()
      expect(await own.listUsers()).toEqual([])
      expect(await own.listRoles()).toEqual([])
      expect(await own.findResource({ type: 'patient', id: '1' })).toBeUndefined()
      expect(await own.findInvitation('inv')).toBeUndefined()
      expect(await own.findLink('out')).toBeUndefined()
      expect(await store().findResource('acme', { type: 'patient', id: '1' })).toBeUndefined()
      expect(await store().listTenants()).toEqual([aTenant('birch')])
      expect(await store().findTenantBySlug('slug-of-acme')).toBeUndefined()

      await store().write((writer) => writer.insertTenant(aTenant('cedar', { slug: 'slug-of-acme' })))
      const late = (work: (acme: TenantWriter) => Promise<unknown>) => change(store(), 'acme', work)
      const gone = { code: 'ERR_NOT_FOUND' }
      await expect(late((acme) => acme.insertRole(aRole('late')))).rejects.toMatchObject(gone)
      await expect(late((acme) => acme.insertUser(aUser('acme', 'late')))).rejects.toMatchObject(gone)
      await expect(late((acme) => acme.putResource(aResource('patient', '2')))).rejects.toMatchObject(gone)
      await expect(late((acme) => acme.insertSession(aSession('late')))).rejects.toMatchObject(gone)
      await expect(late((acme) => acme.insertLink(aLink('acme', 'late')))).rejects.toMatchObject(gone)
      const toGone = aLink('birch', 'late', { principal: { type: 'tenant', id: 'acme', tenant: 'acme' } })
      await expect(change(store(), 'birch', (birch) => birch.insertLink(toGone))).rejects.toMatchObject(gone)
      await sweep()
      expect(await store().sweepTenants(2)).toBe(false)
      expect((await store().findTenantBySlug('slug-of-acme'))?.id).toBe('cedar')
    })

    it('T12 leaves a person who came to another tenant before they were swept away', async () => {
      await seed(store(), 'acme', 'birch')
      await change(store(), 'acme', (acme) => acme.insertUser(aUser('acme', 'bob', { person: 'bob' })))
      await remove('acme')
      if ((await store().findPerson('bob')) === undefined)
        await store().write((writer) => writer.insertPerson(aPerson('bob', { email: 'bob@example.com' })))
      await change(store(), 'birch', (birch) => birch.insertUser(aUser('birch', 'bob', { person: 'bob' })))
      await sweep()
      expect(await store().findPerson('bob')).toBeDefined()
      expect(await store().tenant('birch').findUser('bob')).toBeDefined()
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
