import { describe, expect, it } from 'vitest'
import type { RoleTrust, Store, TrustEntry } from '../identity/identity-store.ts'
import { createTags, NO_TAGS } from '../model/tags.ts'
import { aRole, change, NOW, seed } from './store-fixtures.ts'

const CONFLICT = { code: 'ERR_CONFLICT' }
const NOT_FOUND = { code: 'ERR_NOT_FOUND' }

type Given = Omit<RoleTrust, 'version' | 'updatedAt'>

function aTrust(tenant: string, role: string, ...trusted: readonly string[]): Given {
  const entries = trusted.map((each, index): TrustEntry => ({
    id: `tru-${index}`,
    tenant: each,
    principal: index === 0 ? 'usr' : null,
    tags: index === 0 ? createTags({ function: ['Labs', '__proto__'] }) : NO_TAGS,
    externalIdHash: index === 0 ? 'aGFzaA' : null,
  }))
  return { tenant, role, entries, sessionTags: ['case', 'ward'], maxDurationSeconds: 600 }
}

/** Who may assume roles is kept as said, found by whom it names, and ends with the role. */
export function trustContract(store: () => Store): void {
  const put = (trust: Given, expected?: number) =>
    change(store(), trust.tenant, (own) => own.putTrust(trust, expected, NOW))
  const withRoles = async (...roles: readonly string[]) => {
    await seed(store(), 'acme', 'birch', 'cedar')
    for (const role of roles) await change(store(), 'acme', (acme) => acme.insertRole(aRole(role)))
  }

  describe('trust', () => {
    it('comes back as it was given, with versions that go on', async () => {
      await withRoles('reader')
      expect(await store().tenant('acme').findTrust('reader')).toBeUndefined()
      const given = aTrust('acme', 'reader', 'birch', 'acme')
      await put(given, 0)
      expect(await store().tenant('acme').findTrust('reader')).toEqual({ ...given, version: 1, updatedAt: NOW })
      await expect(put(given, 0)).rejects.toMatchObject({ ...CONFLICT, version: 1 })
      await put({ ...given, entries: [] }, 1)
      expect(await store().tenant('acme').findTrust('reader')).toMatchObject({ entries: [], version: 2 })
      expect(await store().tenant('birch').findTrust('reader')).toBeUndefined()
    })

    it('needs a role and tenants that are there', async () => {
      await withRoles('reader')
      await expect(put(aTrust('acme', 'ghost', 'birch'))).rejects.toMatchObject(NOT_FOUND)
      await expect(put(aTrust('acme', 'reader', 'nowhere'))).rejects.toMatchObject(NOT_FOUND)
      await expect(put(aTrust('nowhere', 'reader', 'birch'))).rejects.toMatchObject(NOT_FOUND)
      await expect(put(aTrust('acme', 'member', 'birch'))).rejects.toMatchObject(NOT_FOUND)
    })

    it('is found by the tenants it names, and by no other', async () => {
      await withRoles('b', 'a', 'c')
      await put(aTrust('acme', 'b', 'birch', 'birch'))
      await put(aTrust('acme', 'a', 'cedar', 'birch'))
      await put(aTrust('acme', 'c', 'cedar'))
      const rolesIn = async (tenant: string) => (await store().listTrustsIn(tenant)).map(({ role }) => role)
      expect(await rolesIn('birch')).toEqual(['a', 'b'])
      expect(await rolesIn('cedar')).toEqual(['a', 'c'])
      expect(await rolesIn('acme')).toEqual([])
      expect((await store().listTrustsIn('birch'))[1]).toEqual(await store().tenant('acme').findTrust('b'))
      await put(aTrust('acme', 'b', 'cedar'))
      expect(await rolesIn('birch')).toEqual(['a'])
      await change(store(), 'acme', (acme) => acme.deleteRole('a', NOW))
      expect(await rolesIn('birch')).toEqual([])
      expect(await store().tenant('acme').findTrust('a')).toBeUndefined()
    })

    it('revokes who assumed the role when it changes, as do other tags of the role and its end', async () => {
      await withRoles('reader')
      const revocation = async () => (await store().findTenantRecord('acme'))?.revocations[0]
      const first = await put(aTrust('acme', 'reader', 'birch'))
      expect(await revocation()).toEqual({ principal: 'reader', revision: first })
      await change(store(), 'acme', (acme) =>
        acme.updateRole('reader', { name: 'Renamed', tags: NO_TAGS }, undefined, NOW),
      )
      expect((await revocation())?.revision).toBe(first)
      const tags = createTags({ ward: 'north' })
      const second = await change(store(), 'acme', (acme) => acme.updateRole('reader', { tags }, undefined, NOW))
      expect((await revocation())?.revision).toBe(second)
      expect((await store().tenant('acme').findRole('reader'))?.tags).toEqual(tags)
      const third = await change(store(), 'acme', (acme) => acme.deleteRole('reader', NOW))
      expect((await revocation())?.revision).toBe(third)
    })
  })
}
