import { describe, expect, it } from 'vitest'
import type { Store, StoreChange, StoreWriter } from '../identity/identity-store.ts'
import { aPerson, aResource, aRole, aTenant, aUser, change, NOW, seed } from './store-fixtures.ts'

/** Writes are all or nothing, one after the other, each at a revision of its own, and seen only when committed. */
export function transactionContract(store: () => Store): void {
  describe('writes', () => {
    it('begin at revision 0 and raise it by one each', async () => {
      expect(await store().currentRevision()).toBe(0)
      const first = await store().write((writer) => writer.insertTenant(aTenant('acme')))
      const second = await store().write(async (writer) => writer.revision)
      expect(first.revision).toBe(1)
      expect(second).toEqual({ value: 2, revision: 2 })
      expect(await store().currentRevision()).toBe(2)
    })

    it('leave nothing behind when their work throws, the revision included', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', (acme) => acme.insertRole(aRole('kept')))
      const before = await store().currentRevision()
      const failure = new Error('the work failed')
      const write = store().write(async (writer) => {
        await writer.insertTenant(aTenant('birch'))
        await writer.insertPerson(aPerson('eve'))
        await writer.putPasswordHash('ada', 'hash', NOW)
        await writer.tenant('acme').insertUser(aUser('acme', 'usr', { roles: ['kept'] }))
        await writer.tenant('acme').putResource(aResource('patient', '1'))
        await writer.tenant('acme').putGuardrail('- deny: ["*"]', 0, NOW)
        await writer.tenant('acme').deleteRole('kept', NOW)
        throw failure
      })
      await expect(write).rejects.toBe(failure)
      expect(await store().currentRevision()).toBe(before)
      expect(await store().findTenant('birch')).toBeUndefined()
      expect(await store().findPersonByEmail('eve@example.com')).toBeUndefined()
      expect(await store().findPasswordHash('ada')).toBeUndefined()
      expect(await store().listUsersOfPerson('ada')).toEqual([])
      expect(await store().findResource('acme', { type: 'patient', id: '1' })).toBeUndefined()
      expect(await store().tenant('acme').findGuardrail()).toBeUndefined()
      expect(await store().tenant('acme').findRole('kept')).toEqual(aRole('kept'))
      const record = await store().findTenantRecord('acme')
      expect(record?.revocations).toEqual([])
      expect(record?.revisions.policies).toBe(before)
    })

    it('go on after one that failed', async () => {
      await expect(store().write(async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
      await expect(store().write((writer) => writer.insertTenant(aTenant('acme')))).resolves.toMatchObject({
        revision: 1,
      })
    })

    it('read what they wrote, while nobody else does', async () => {
      await seed(store(), 'acme')
      const before = await store().currentRevision()
      await store().write(async (writer) => {
        const acme = writer.tenant('acme')
        await acme.insertUser(aUser('acme', 'usr'))
        await acme.putResource(aResource('patient', '1'))
        expect(await acme.findUser('usr')).toBeDefined()
        expect(await acme.listResources('patient')).toHaveLength(1)
        expect(await store().tenant('acme').findUser('usr')).toBeUndefined()
        expect(await store().findResource('acme', { type: 'patient', id: '1' })).toBeUndefined()
        expect(await store().currentRevision()).toBe(before)
      })
      expect(await store().tenant('acme').findUser('usr')).toBeDefined()
    })

    it('keep what succeeded before a refusal that the work itself caught', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', async (acme) => {
        await acme.insertRole(aRole('first'))
        await expect(acme.insertUser(aUser('acme', 'usr', { roles: ['nowhere'] }))).rejects.toMatchObject({
          code: 'ERR_NOT_FOUND',
        })
      })
      expect(await store().tenant('acme').findRole('first')).toBeDefined()
      expect(await store().tenant('acme').findUser('usr')).toBeUndefined()
    })

    it('refuse a writer that outlived its write', async () => {
      await seed(store(), 'acme')
      let late: StoreWriter | undefined
      await store().write(async (writer) => {
        late = writer
      })
      await expect(late?.insertTenant(aTenant('birch'))).rejects.toThrow()
      await expect(late?.tenant('acme').putResource(aResource('patient', '1'))).rejects.toThrow()
      expect(await store().findTenant('birch')).toBeUndefined()
    })

    it('lose nothing when fifty come at once', async () => {
      await seed(store(), 'acme')
      const before = await store().currentRevision()
      await change(store(), 'acme', (acme) => acme.insertRole(aRole('counter', { description: '0' })))
      const writes = Array.from({ length: 50 }, () =>
        change(store(), 'acme', async (acme) => {
          const role = await acme.findRole('counter')
          await new Promise((resolve) => setTimeout(resolve, 1))
          await acme.updateRole('counter', { description: String(Number(role?.description) + 1) }, role?.version, NOW)
        }),
      )
      const revisions = await Promise.all(writes)
      expect(new Set(revisions).size).toBe(50)
      expect(Math.max(...revisions)).toBe(before + 51)
      expect(await store().tenant('acme').findRole('counter')).toMatchObject({ description: '50', version: 51 })
    })
  })

  describe('revisions of a tenant', () => {
    it('are raised only for what a write touched', async () => {
      await seed(store(), 'acme', 'birch')
      const birch = await store().findTenantRevisions('birch')
      const resources = await change(store(), 'acme', (acme) => acme.putResource(aResource('patient', '1')))
      const policies = await change(store(), 'acme', (acme) => acme.insertRole(aRole('doctor')))
      expect(await store().findTenantRevisions('acme')).toEqual({ policies, resources, links: 0 })
      expect(await store().findTenantRevisions('birch')).toEqual(birch)
      expect(await store().findTenantRevisions('nowhere')).toBeUndefined()
      await store().write((writer) => writer.insertPerson(aPerson('eve')))
      expect(await store().findTenantRevisions('acme')).toEqual({ policies, resources, links: 0 })
    })

    it('begin at the write that made it', async () => {
      await seed(store(), 'acme')
      expect(await store().findTenantRevisions('acme')).toEqual({ policies: 1, resources: 1, links: 0 })
    })

    it('are those of its record', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', (acme) => acme.putResource(aResource('patient', '1')))
      expect((await store().findTenantRecord('acme'))?.revisions).toEqual({ policies: 1, resources: 2, links: 0 })
      expect(await store().findTenantRecord('nowhere')).toBeUndefined()
    })
  })

  describe('listeners', () => {
    it('are told of every commit before its write answers, and of no rollback', async () => {
      const seen: StoreChange[] = []
      const remove = store().onWrite((change) => seen.push(change))
      await seed(store(), 'acme', 'birch')
      expect(seen).toEqual([
        { revision: 1, policiesOf: ['acme', 'birch'], resourcesOf: ['acme', 'birch'], linksOf: [] },
      ])
      await change(store(), 'birch', (birch) => birch.putResource(aResource('patient', '1')))
      expect(seen[1]).toEqual({ revision: 2, policiesOf: [], resourcesOf: ['birch'], linksOf: [] })
      await expect(change(store(), 'acme', async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
      expect(seen).toHaveLength(2)
      remove()
      await change(store(), 'acme', (acme) => acme.insertRole(aRole('doctor')))
      expect(seen).toHaveLength(2)
    })

    it('read the new revision', async () => {
      let read: Promise<number> | undefined
      store().onWrite(() => {
        read = store().currentRevision()
      })
      await seed(store(), 'acme')
      expect(await read).toBe(1)
    })
  })

  describe('the change hint', () => {
    it('differs after a write, and stays as it is without one', async () => {
      const before = store().changeHint()
      expect(store().changeHint()).toBe(before)
      await seed(store(), 'acme')
      const after = store().changeHint()
      expect(after).not.toBe(before)
      expect(store().changeHint()).toBe(after)
    })
  })

  describe('a closed store', () => {
    it('has finished the writes it took, and refuses everything after', async () => {
      await seed(store(), 'acme')
      const slow = change(store(), 'acme', async (acme) => {
        await new Promise((resolve) => setTimeout(resolve, 20))
        await acme.insertRole(aRole('doctor'))
      })
      const closing = store().close()
      const refused = { code: 'ERR_STORE_UNAVAILABLE' }
      await expect(change(store(), 'acme', async () => undefined)).rejects.toMatchObject(refused)
      await expect(slow).resolves.toBe(2)
      await closing
      await expect(store().close()).resolves.toBeUndefined()
      await expect(store().currentRevision()).rejects.toMatchObject(refused)
      await expect(store().findTenant('acme')).rejects.toMatchObject(refused)
      await expect(store().findTenantRecord('acme')).rejects.toMatchObject(refused)
      await expect(store().findResource('acme', { type: 'patient', id: '1' })).rejects.toMatchObject(refused)
      await expect(store().tenant('acme').listUsers()).rejects.toMatchObject(refused)
      expect(() => store().changeHint()).toThrow(expect.objectContaining(refused))
    })
  })
}
