import { describe, expect, it } from 'vitest'
import type { Store, TenantReader, TenantWriter } from '../identity/identity-store.ts'
import { createTags } from '../model/tags.ts'
import { aLink, aResource, aRole, aUser, anApiKey, change, NOW, seed } from './store-fixtures.ts'

const REF = { type: 'patient', id: '1' }

const READS: readonly (readonly [name: string, read: (reader: TenantReader) => Promise<unknown>, nothing: unknown])[] =
  [
    ['findUser', (reader) => reader.findUser('usr'), undefined],
    ['listUsers', (reader) => reader.listUsers(), []],
    ['findRole', (reader) => reader.findRole('doctor'), undefined],
    ['listRoles', (reader) => reader.listRoles(), []],
    ['findGuardrail', (reader) => reader.findGuardrail(), undefined],
    ['findResource', (reader) => reader.findResource(REF), undefined],
    ['listResources', (reader) => reader.listResources('patient'), []],
    ['listApiKeys', (reader) => reader.listApiKeys(), []],
    ['findLink', (reader) => reader.findLink('link'), undefined],
    ['listLinksOn', (reader) => reader.listLinksOn(REF), []],
    ['listLinksTo', (reader) => reader.listLinksTo({ type: 'user', id: 'usr', tenant: 'birch' }), []],
  ]

const WRITES: readonly (readonly [name: string, write: (writer: TenantWriter) => Promise<unknown>])[] = [
  ['updateUser', (writer) => writer.updateUser('usr', { name: 'stolen' }, NOW)],
  ['updateRole', (writer) => writer.updateRole('doctor', { policy: 'stolen' }, undefined, NOW)],
  ['deleteRole', (writer) => writer.deleteRole('doctor', NOW)],
  ['revokeApiKey', (writer) => writer.revokeApiKey('key', NOW)],
]

/** Nothing of one tenant is reached through another. */
export function tenancyContract(store: () => Store): void {
  async function fill(): Promise<void> {
    await seed(store(), 'acme', 'birch')
    await change(store(), 'birch', async (birch) => {
      await birch.insertRole(aRole('doctor'))
      await birch.insertUser(aUser('birch', 'usr', { roles: ['doctor'] }))
      await birch.putGuardrail('deny', 0, NOW)
      await birch.putResource(aResource('patient', '1'))
      await birch.insertApiKey(anApiKey('birch', 'key'))
      await birch.insertLink(aLink('birch', 'link'))
    })
  }

  describe('a tenant', () => {
    it.each(READS)("sees nothing of another's through %s, nor does one that is not there", async (_, read, nothing) => {
      await fill()
      expect(await read(store().tenant('birch'))).not.toEqual(nothing)
      expect(await read(store().tenant('acme'))).toEqual(nothing)
      expect(await read(store().tenant('nowhere'))).toEqual(nothing)
      await store().write(async (writer) => {
        expect(await read(writer.tenant('acme'))).toEqual(nothing)
        expect(await read(writer.tenant('nowhere'))).toEqual(nothing)
      })
    })

    it.each(WRITES)("changes nothing of another's through %s", async (_, write) => {
      await fill()
      const before = await everything('birch')
      await expect(change(store(), 'acme', write)).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
      expect(await everything('birch')).toEqual(before)
    })

    it("deletes no resource of another's, and replaces none", async () => {
      await fill()
      const before = await everything('birch')
      await change(store(), 'acme', async (acme) => {
        expect(await acme.deleteResource(REF)).toBe(false)
        expect(await acme.deleteLink('link')).toBe(false)
        await acme.putResource({ ...REF, tags: createTags({ mine: 'yes' }) })
        await acme.putGuardrail('own', 0, NOW)
        await acme.revokePrincipal('usr', NOW)
      })
      expect(await everything('birch')).toEqual(before)
    })

    it("assigns no role of another's", async () => {
      await fill()
      const user = change(store(), 'acme', (acme) => acme.insertUser(aUser('acme', 'mine', { roles: ['doctor'] })))
      await expect(user).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
      const key = change(store(), 'acme', (acme) => acme.insertApiKey(anApiKey('acme', 'mine', { roles: ['doctor'] })))
      await expect(key).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    })

    it("takes no record that names another's", async () => {
      await fill()
      const invalid = { code: 'ERR_INVALID_INPUT' }
      await expect(change(store(), 'acme', (acme) => acme.insertUser(aUser('birch', 'x')))).rejects.toMatchObject(
        invalid,
      )
      await expect(change(store(), 'acme', (acme) => acme.insertApiKey(anApiKey('birch', 'x')))).rejects.toMatchObject(
        invalid,
      )
      await expect(change(store(), 'acme', (acme) => acme.insertLink(aLink('birch', 'x')))).rejects.toMatchObject(
        invalid,
      )
    })

    async function everything(tenant: string): Promise<unknown> {
      const reads = await Promise.all(READS.map(([, read]) => read(store().tenant(tenant))))
      return [...reads, await store().findTenantRecord(tenant)]
    }
  })

  describe('a resource', () => {
    it("is the tenant's own if it has one of that name, else any other's", async () => {
      await fill()
      expect((await store().findResource('acme', REF))?.tenant).toBe('birch')
      await change(store(), 'acme', (acme) => acme.putResource({ ...REF, tags: createTags({ mine: 'yes' }) }))
      expect(await store().findResource('acme', REF)).toEqual({
        ...REF,
        tenant: 'acme',
        tags: createTags({ mine: 'yes' }),
      })
      expect((await store().findResource('birch', REF))?.tenant).toBe('birch')
      await change(store(), 'birch', (birch) => birch.deleteResource(REF))
      expect((await store().findResource('birch', REF))?.tenant).toBe('acme')
      expect((await store().findResource('nowhere', REF))?.tenant).toBe('acme')
      await change(store(), 'acme', (acme) => acme.deleteResource(REF))
      expect(await store().findResource('birch', REF)).toBeUndefined()
    })
  })
}
