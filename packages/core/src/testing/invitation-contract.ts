import { beforeEach, describe, expect, it } from 'vitest'
import type { Invitation, Store } from '../identity/identity-store.ts'
import type { InvitationSearch } from '../identity/invitation-store.ts'
import { createTags } from '../model/tags.ts'
import { anInvitation, aRole, change, NOW, seed } from './store-fixtures.ts'

const CONFLICT = { code: 'ERR_CONFLICT' }
const NOT_FOUND = { code: 'ERR_NOT_FOUND' }
const INVALID = { code: 'ERR_INVALID_INPUT' }

/** Invitations are kept as they were made, one for each address of a tenant; settings are one record with a version. */
export function invitationContract(store: () => Store): void {
  const insert = (invitation: Invitation) =>
    change(store(), invitation.tenant, (own) => own.insertInvitation(invitation))

  describe('invitations', () => {
    beforeEach(() => seed(store(), 'acme', 'bolt'))

    it('come back as they were made, in their own tenant', async () => {
      const made = anInvitation('inv', { tags: createTags({ Function: ['Doctors'] }), roles: ['member'], name: 'Bea' })
      await insert(made)
      const own = store().tenant('acme')
      expect(await own.findInvitation('inv')).toEqual(made)
      expect(await own.findInvitationByEmail('inv@example.com')).toEqual(made)
      expect(await own.findInvitation('other')).toBeUndefined()
      expect(await store().tenant('bolt').findInvitation('inv')).toBeUndefined()
      expect(await store().tenant('bolt').findInvitationByEmail('inv@example.com')).toBeUndefined()
      expect(await store().tenant('bolt').searchInvitations({ limit: 10 })).toEqual([])
    })

    it('are one for each address of a tenant', async () => {
      await insert(anInvitation('inv'))
      await expect(insert(anInvitation('inv', { email: 'other@example.com' }))).rejects.toMatchObject(CONFLICT)
      await expect(insert(anInvitation('two', { email: 'inv@example.com' }))).rejects.toMatchObject(CONFLICT)
      await insert(anInvitation('inv', { tenant: 'bolt' }))
    })

    it('give only roles that can be assigned, and lose those that are deleted', async () => {
      await expect(insert(anInvitation('inv', { roles: ['doctor'] }))).rejects.toMatchObject(NOT_FOUND)
      await change(store(), 'acme', (own) => own.insertRole(aRole('doctor')))
      await insert(anInvitation('inv', { roles: ['doctor', 'member'] }))
      await insert(anInvitation('alone', { roles: ['doctor'] }))
      await change(store(), 'acme', (own) => own.deleteRole('doctor', NOW))
      expect((await store().tenant('acme').findInvitation('inv'))?.roles).toEqual(['member'])
      expect((await store().tenant('acme').findInvitation('alone'))?.roles).toEqual([])
    })

    it('are sent anew, and deleted once', async () => {
      await insert(anInvitation('inv'))
      const sent = { invitedBy: { type: 'application', id: null }, sentAt: NOW + 1, expiresAt: NOW + 9 } as const
      await change(store(), 'acme', (own) => own.updateInvitation('inv', sent))
      expect(await store().tenant('acme').findInvitation('inv')).toEqual(anInvitation('inv', sent))
      const gone: boolean[] = []
      await change(store(), 'bolt', async (own) => gone.push(await own.deleteInvitation('inv')))
      await change(store(), 'acme', async (own) => gone.push(await own.deleteInvitation('inv')))
      await change(store(), 'acme', async (own) => gone.push(await own.deleteInvitation('inv')))
      expect(gone).toEqual([false, true, false])
      const late = change(store(), 'acme', (own) => own.updateInvitation('inv', sent))
      await expect(late).rejects.toMatchObject(NOT_FOUND)
    })

    it.each<[Omit<InvitationSearch, 'limit'>, string[]]>([
      [{}, ['a', 'b', 'c']],
      [{ after: 'a@example.com' }, ['b', 'c']],
      [{ text: 'B@' }, ['b']],
      [{ text: 'ZO' }, ['c']],
      [{ text: '%' }, []],
      [{ expired: { at: NOW + 5, is: true } }, ['a']],
      [{ expired: { at: NOW + 5, is: false } }, ['b', 'c']],
    ])('are found by %j', async (search, ids) => {
      await insert(anInvitation('c', { name: 'Zoe' }))
      await insert(anInvitation('a', { expiresAt: NOW + 5 }))
      await insert(anInvitation('b'))
      const found = await store()
        .tenant('acme')
        .searchInvitations({ ...search, limit: 10 })
      expect(found.map(({ id }) => id)).toEqual(ids)
      expect(await store().tenant('acme').searchInvitations({ limit: 1 })).toHaveLength(1)
    })

    it('are refused where a store cannot keep them', async () => {
      await expect(insert(anInvitation('inv', { email: 'a\0@example.com' }))).rejects.toMatchObject(INVALID)
      await expect(insert(anInvitation('inv', { expiresAt: 0.5 }))).rejects.toMatchObject(INVALID)
    })
  })

  describe('settings', () => {
    beforeEach(() => seed(store(), 'acme', 'bolt'))

    const put = (settings: string, version?: number, tenant = 'acme') =>
      change(store(), tenant, (own) => own.putSettings(settings, version, NOW))

    it('are one record of a tenant, whose version every change raises', async () => {
      const read = () => store().tenant('acme').findSettings()
      expect(await read()).toBeUndefined()
      const revision = await put('{"a":1}', 0)
      expect(await read()).toEqual({ settings: '{"a":1}', version: 1, updatedAt: NOW })
      expect((await store().findTenantRevisions('acme'))?.policies).toBe(revision)
      await expect(put('{}', 0)).rejects.toMatchObject(CONFLICT)
      await put('{"a":2}', 1)
      await put('{"a":3}')
      expect(await read()).toEqual({ settings: '{"a":3}', version: 3, updatedAt: NOW })
      expect(await store().tenant('bolt').findSettings()).toBeUndefined()
      await expect(put('{}', 0, 'nowhere')).rejects.toMatchObject(NOT_FOUND)
    })

    it('stand beside a name that may change', async () => {
      await store().write((writer) => writer.setTenantName('acme', 'Acme Health'))
      expect(await store().findTenant('acme')).toMatchObject({ name: 'Acme Health', slug: 'slug-of-acme' })
      const unknown = store().write((writer) => writer.setTenantName('nowhere', 'x'))
      await expect(unknown).rejects.toMatchObject(NOT_FOUND)
    })
  })
}
