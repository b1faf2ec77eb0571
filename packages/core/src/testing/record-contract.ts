import { describe, expect, it } from 'vitest'
import type { Store } from '../identity/identity-store.ts'
import { createTags } from '../model/tags.ts'
import { aPerson, aResource, aRole, aService, aTenant, aUser, change, NOW, seed } from './store-fixtures.ts'

const CONFLICT = { code: 'ERR_CONFLICT' }
const NOT_FOUND = { code: 'ERR_NOT_FOUND' }

/** Every record comes back as it was given; what is taken conflicts, what is missing is not found. */
export function recordContract(store: () => Store): void {
  describe('tenants', () => {
    it('come back as they were given, and may be suspended and resumed', async () => {
      await store().write((writer) => writer.insertTenant(aTenant('acme')))
      expect(await store().findTenant('acme')).toEqual(aTenant('acme'))
      expect(await store().findTenantBySlug('slug-of-acme')).toEqual(aTenant('acme'))
      expect(await store().findTenantBySlug('acme')).toBeUndefined()
      await store().write((writer) => writer.setTenantStatus('acme', 'suspended'))
      expect(await store().findTenant('acme')).toEqual(aTenant('acme', { status: 'suspended' }))
      expect(await store().findTenantRecord('acme')).toMatchObject({
        status: 'suspended',
        revisions: { policies: 2, resources: 1 },
      })
      await store().write((writer) => writer.setTenantStatus('acme', 'active'))
      expect((await store().findTenantRecord('acme'))?.status).toBe('active')
    })

    it('have an id and a slug of their own', async () => {
      await seed(store(), 'acme')
      const sameId = aTenant('acme', { slug: 'other' })
      const sameSlug = aTenant('other', { slug: 'slug-of-acme' })
      await expect(store().write((writer) => writer.insertTenant(sameId))).rejects.toMatchObject(CONFLICT)
      await expect(store().write((writer) => writer.insertTenant(sameSlug))).rejects.toMatchObject(CONFLICT)
    })

    it('must be there to be changed', async () => {
      const status = store().write((writer) => writer.setTenantStatus('nowhere', 'suspended'))
      await expect(status).rejects.toMatchObject(NOT_FOUND)
      await expect(change(store(), 'nowhere', (own) => own.insertRole(aRole('doctor')))).rejects.toMatchObject(
        NOT_FOUND,
      )
      await expect(change(store(), 'nowhere', (own) => own.putResource(aResource('a', 'b')))).rejects.toMatchObject(
        NOT_FOUND,
      )
      await expect(change(store(), 'nowhere', (own) => own.putGuardrail(null, 0, NOW))).rejects.toMatchObject(NOT_FOUND)
    })

    it('can be filled in the write that makes them', async () => {
      await store().write(async (writer) => {
        await writer.insertTenant(aTenant('acme'))
        await writer.tenant('acme').insertRole(aRole('doctor'))
      })
      expect((await store().findTenantRecord('acme'))?.roles).toEqual([
        { id: 'doctor', name: 'Role doctor', policy: aRole('doctor').policy },
      ])
    })
  })

  describe('persons', () => {
    it('are found by id and by e-mail', async () => {
      const ada = aPerson('ada', { emailVerifiedAt: NOW })
      await store().write((writer) => writer.insertPerson(ada))
      expect(await store().findPerson('ada')).toEqual(ada)
      expect(await store().findPersonByEmail('ada@example.com')).toEqual(ada)
      expect(await store().findPersonByEmail('ADA@example.com')).toBeUndefined()
    })

    it('have an e-mail of their own, which no message repeats', async () => {
      await seed(store())
      const same = store().write((writer) => writer.insertPerson(aPerson('eve', { email: 'ada@example.com' })))
      await expect(same).rejects.toMatchObject({ ...CONFLICT, message: expect.not.stringContaining('ada@') as string })
      await expect(
        store().write((writer) => writer.insertPerson(aPerson('ada', { email: 'x@y.z' }))),
      ).rejects.toMatchObject(CONFLICT)
    })

    it('have one password hash, the last', async () => {
      await seed(store())
      expect(await store().findPasswordHash('ada')).toBeUndefined()
      await store().write((writer) => writer.putPasswordHash('ada', 'first', NOW))
      await store().write((writer) => writer.putPasswordHash('ada', 'second', NOW + 1))
      expect(await store().findPasswordHash('ada')).toBe('second')
      expect(await store().findPasswordHash('bob')).toBeUndefined()
      const nobody = store().write((writer) => writer.putPasswordHash('nobody', 'hash', NOW))
      await expect(nobody).rejects.toMatchObject(NOT_FOUND)
    })
  })

  describe('users', () => {
    it('come back as they were given, their roles as a set in order', async () => {
      await seed(store(), 'acme')
      const tags = createTags({ Function: ['Doctors', 'nurses'], ward: '7' })
      const user = aUser('acme', 'usr', { roles: ['member', 'admin', 'member'], tags })
      await change(store(), 'acme', (acme) => acme.insertUser(user))
      const expected = { ...user, roles: ['admin', 'member'] }
      expect(await store().tenant('acme').findUser('usr')).toEqual(expected)
      expect(await store().tenant('acme').listUsers()).toEqual([expected])
    })

    it('change by field', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', (acme) => acme.insertUser(aUser('acme', 'usr', { roles: ['member'] })))
      await change(store(), 'acme', (acme) => acme.updateUser('usr', { status: 'disabled', name: 'A.' }, NOW))
      await change(store(), 'acme', (acme) => acme.updateUser('usr', { roles: ['admin'] }, NOW))
      expect(await store().tenant('acme').findUser('usr')).toEqual(
        aUser('acme', 'usr', { status: 'disabled', name: 'A.', roles: ['admin'] }),
      )
      await expect(change(store(), 'acme', (acme) => acme.updateUser('nobody', {}, NOW))).rejects.toMatchObject(
        NOT_FOUND,
      )
    })

    it('are one for each person and tenant', async () => {
      await seed(store(), 'birch', 'acme')
      for (const tenant of ['birch', 'acme'])
        await change(store(), tenant, (own) => own.insertUser(aUser(tenant, `usr-${tenant}`)))
      expect((await store().listUsersOfPerson('ada')).map(({ id }) => id)).toEqual(['usr-acme', 'usr-birch'])
      expect(await store().listUsersOfPerson('bob')).toEqual([])
      const again = change(store(), 'acme', (acme) => acme.insertUser(aUser('acme', 'other')))
      await expect(again).rejects.toMatchObject(CONFLICT)
      const sameId = change(store(), 'acme', (acme) => acme.insertUser(aUser('acme', 'usr-acme', { person: 'bob' })))
      await expect(sameId).rejects.toMatchObject(CONFLICT)
      const nobody = change(store(), 'acme', (acme) => acme.insertUser(aUser('acme', 'other', { person: 'nobody' })))
      await expect(nobody).rejects.toMatchObject(NOT_FOUND)
    })

    it("hold roles of the tenant's own, global ones and the services'", async () => {
      await seed(store(), 'acme')
      await store().write(async (writer) => {
        await writer.putService(aService('ehr', ['auditor']))
        await writer.putGlobalRoles(['support'])
        await writer.tenant('acme').insertRole(aRole('doctor'))
      })
      const roles = ['admin', 'auditor', 'doctor', 'member', 'support']
      await change(store(), 'acme', (acme) => acme.insertUser(aUser('acme', 'usr', { roles })))
      expect((await store().tenant('acme').findUser('usr'))?.roles).toEqual(roles)
      const unknown = change(store(), 'acme', (acme) => acme.updateUser('usr', { roles: ['nowhere'] }, NOW))
      await expect(unknown).rejects.toMatchObject(NOT_FOUND)
    })

    it('keep a role that its service no longer defines, and nobody else gets it', async () => {
      await seed(store(), 'acme')
      await store().write((writer) => writer.putService(aService('ehr', ['auditor'])))
      await change(store(), 'acme', (acme) => acme.insertUser(aUser('acme', 'usr', { roles: ['auditor'] })))
      await store().write((writer) => writer.putService(aService('ehr', [])))
      await change(store(), 'acme', (acme) => acme.updateUser('usr', { roles: ['auditor', 'member'] }, NOW))
      const other = aUser('acme', 'other', { person: 'bob', roles: ['auditor'] })
      await expect(change(store(), 'acme', (acme) => acme.insertUser(other))).rejects.toMatchObject(NOT_FOUND)
    })
  })

  describe('roles', () => {
    it('begin at version 1, and every change raises it', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', (acme) => acme.insertRole(aRole('doctor', { version: 7 })))
      expect(await store().tenant('acme').findRole('doctor')).toEqual(aRole('doctor'))
      await change(store(), 'acme', (acme) => acme.updateRole('doctor', { policy: '[]' }, 1, NOW + 5))
      await change(store(), 'acme', (acme) => acme.updateRole('doctor', { name: 'D.' }, undefined, NOW + 6))
      const changed = aRole('doctor', { policy: '[]', name: 'D.', version: 3, updatedAt: NOW + 6 })
      expect(await store().tenant('acme').listRoles()).toEqual([changed])
    })

    it('conflict when the version is another, and stay as they are', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', (acme) => acme.insertRole(aRole('doctor')))
      const stale = change(store(), 'acme', (acme) => acme.updateRole('doctor', { name: 'D.' }, 2, NOW))
      await expect(stale).rejects.toMatchObject(CONFLICT)
      expect(await store().tenant('acme').findRole('doctor')).toEqual(aRole('doctor'))
    })

    it('have ids of their own, and none of a global role or a service', async () => {
      await seed(store(), 'acme')
      await store().write((writer) => writer.putService(aService('ehr', ['auditor'])))
      await change(store(), 'acme', (acme) => acme.insertRole(aRole('doctor')))
      for (const id of ['doctor', 'admin', 'member', 'auditor']) {
        await expect(change(store(), 'acme', (acme) => acme.insertRole(aRole(id)))).rejects.toMatchObject(CONFLICT)
      }
    })

    it('must be there to be changed or deleted', async () => {
      await seed(store(), 'acme')
      await expect(change(store(), 'acme', (acme) => acme.updateRole('doctor', {}, 1, NOW))).rejects.toMatchObject(
        NOT_FOUND,
      )
      await expect(change(store(), 'acme', (acme) => acme.deleteRole('doctor', NOW))).rejects.toMatchObject(NOT_FOUND)
      await expect(change(store(), 'acme', (acme) => acme.deleteRole('admin', NOW))).rejects.toMatchObject(NOT_FOUND)
    })
  })

  describe('the guardrail', () => {
    it('is put, replaced and removed, each against the version last read', async () => {
      await seed(store(), 'acme')
      expect(await store().tenant('acme').findGuardrail()).toBeUndefined()
      await change(store(), 'acme', (acme) => acme.putGuardrail('one', 0, NOW))
      expect(await store().tenant('acme').findGuardrail()).toEqual({ policy: 'one', version: 1, updatedAt: NOW })
      await expect(change(store(), 'acme', (acme) => acme.putGuardrail('two', 0, NOW))).rejects.toMatchObject(CONFLICT)
      await change(store(), 'acme', (acme) => acme.putGuardrail('two', 1, NOW))
      expect((await store().findTenantRecord('acme'))?.guardrail).toBe('two')
      await change(store(), 'acme', (acme) => acme.putGuardrail(null, 2, NOW))
      expect(await store().tenant('acme').findGuardrail()).toBeUndefined()
      expect((await store().findTenantRecord('acme'))?.guardrail).toBeNull()
    })

    it('of every tenant that has one is listed, by tenant', async () => {
      await seed(store(), 'birch', 'acme', 'none', 'removed')
      for (const tenant of ['birch', 'acme', 'removed']) {
        await change(store(), tenant, (own) => own.putGuardrail(`of ${tenant}`, 0, NOW))
      }
      await change(store(), 'removed', (own) => own.putGuardrail(null, 1, NOW))
      expect(await store().listGuardrails()).toEqual([
        { tenant: 'acme', policy: 'of acme' },
        { tenant: 'birch', policy: 'of birch' },
      ])
    })

    it('has no version twice, even after a removal', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', (acme) => acme.putGuardrail('one', 0, NOW))
      await change(store(), 'acme', (acme) => acme.putGuardrail(null, 1, NOW))
      await change(store(), 'acme', (acme) => acme.putGuardrail('two', 0, NOW))
      await expect(change(store(), 'acme', (acme) => acme.putGuardrail('three', 1, NOW))).rejects.toMatchObject(
        CONFLICT,
      )
      expect((await store().tenant('acme').findGuardrail())?.policy).toBe('two')
    })
  })

  describe('resources', () => {
    it('are put, replaced whole and deleted', async () => {
      await seed(store(), 'acme')
      const ref = { type: 'patient', id: '1' }
      await change(store(), 'acme', (acme) => acme.putResource(aResource('patient', '1', { owner: 'usr' })))
      expect(await store().findResource('acme', ref)).toEqual({
        tenant: 'acme',
        ...aResource('patient', '1', { owner: 'usr' }),
      })
      await change(store(), 'acme', (acme) => acme.putResource({ ...ref, tags: createTags({}) }))
      expect(await store().findResource('acme', ref)).toEqual({ tenant: 'acme', ...ref, tags: new Map() })
      const deletions: boolean[] = []
      for (let i = 0; i < 2; i++)
        await change(store(), 'acme', async (acme) => deletions.push(await acme.deleteResource(ref)))
      expect(deletions).toEqual([true, false])
      expect(await store().findResource('acme', ref)).toBeUndefined()
    })

    it('are counted by type, in their own tenant', async () => {
      await seed(store(), 'acme', 'bolt')
      await change(store(), 'acme', async (own) => {
        for (const id of ['1', '2']) await own.putResource(aResource('patient', id))
        await own.putResource(aResource('diagnostic', '1'))
      })
      expect(await store().tenant('acme').listResourceTypes()).toEqual([
        { type: 'diagnostic', count: 1 },
        { type: 'patient', count: 2 },
      ])
      expect(await store().tenant('bolt').listResourceTypes()).toEqual([])
    })

    it('of one id are apart by type', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', (acme) => acme.putResource(aResource('patient', '1')))
      expect(await store().findResource('acme', { type: 'diagnostic', id: '1' })).toBeUndefined()
      expect(await store().tenant('acme').listResources('diagnostic')).toEqual([])
      expect(await store().tenant('acme').listResources('patient')).toHaveLength(1)
    })
  })
}
