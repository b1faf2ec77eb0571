import { describe, expect, it } from 'vitest'
import type { Store } from '../identity/identity-store.ts'
import type { LinkPrincipal } from '../model/link.ts'
import { LINKS_PER_PAIR } from '../store/link-writer.ts'
import { aLink, aPerson, aResource, aRole, aUser, anApiKey, change, NOW, seed } from './store-fixtures.ts'

const CONFLICT = { code: 'ERR_CONFLICT' }
const NOT_FOUND = { code: 'ERR_NOT_FOUND' }
const REF = { type: 'patient', id: '1' }

/** Links are found by whom they are to and on what, and go with what they are on. */
export function linkContract(store: () => Store): void {
  const USER: LinkPrincipal = { type: 'user', id: 'usr', tenant: 'acme' }

  async function fill(): Promise<void> {
    await seed(store(), 'acme', 'birch')
    await change(store(), 'acme', async (acme) => {
      await acme.insertUser(aUser('acme', 'usr'))
      await acme.insertRole(aRole('doctor'))
      await acme.insertApiKey(anApiKey('acme', 'key'))
    })
    await change(store(), 'birch', (birch) => birch.insertUser(aUser('birch', 'other')))
  }

  const link = (...links: ReturnType<typeof aLink>[]) =>
    change(store(), 'acme', async (acme) => {
      for (const each of links) await acme.insertLink(each)
    })

  describe('links', () => {
    it('come back as they were given, by every way there is', async () => {
      await fill()
      const whole = aLink('acme', 'a', { createdBy: 'usr', expiresAt: NOW + 5 })
      const onNothing = aLink('acme', 'b', { resource: null, slots: new Map() })
      await link(whole, onNothing)
      const acme = store().tenant('acme')
      expect(await acme.findLink('a')).toEqual(whole)
      expect(await acme.listLinksOn(REF)).toEqual([whole])
      expect(await acme.listLinksTo(USER)).toEqual([whole, onNothing])
      expect(await acme.listLinksTo(USER, { after: 'a', limit: 1 })).toEqual([onNothing])
      expect(await store().findLinks([USER], REF)).toEqual([whole])
      expect(await store().findLinks([USER], null)).toEqual([onNothing])
      expect(await store().findLinks([], REF)).toEqual([])
    })

    it('are found only for exactly whom and what they name', async () => {
      await fill()
      await link(aLink('acme', 'a'))
      const others: readonly LinkPrincipal[] = [
        { ...USER, id: 'USR' },
        { ...USER, tenant: 'birch' },
        { ...USER, type: 'apiKey' },
        { ...USER, type: 'role' },
        { ...USER, id: '\uD800' },
      ]
      expect(await store().findLinks(others, REF)).toEqual([])
      for (const ref of [
        { type: 'patient', id: '2' },
        { type: 'Patient', id: '1' },
        { type: 'patient\u00001', id: '' },
      ]) {
        expect(await store().findLinks([USER], ref)).toEqual([])
      }
    })

    it('touch the tenant of whom they are to, when they are made and when they are taken away', async () => {
      await fill()
      const principal = { type: 'user', id: 'other', tenant: 'birch' } as const
      const made = await link(aLink('acme', 'a', { principal }))
      expect((await store().findTenantRevisions('birch'))?.links).toBe(made)
      expect((await store().findTenantRevisions('acme'))?.links).toBe(0)
      const taken = await change(store(), 'acme', (acme) => acme.deleteLink('a'))
      expect((await store().findTenantRevisions('birch'))?.links).toBe(taken)
      expect((await store().findTenantRevisions('birch'))?.policies).toBeLessThan(made)
      expect(await store().findLinks([principal], REF)).toEqual([])
    })

    it('are deleted once, and have ids of their own', async () => {
      await fill()
      await link(aLink('acme', 'a'))
      await expect(link(aLink('acme', 'a'))).rejects.toMatchObject(CONFLICT)
      const { value } = await store().write((writer) => writer.tenant('acme').deleteLink('a'))
      const again = await store().write((writer) => writer.tenant('acme').deleteLink('a'))
      expect([value, again.value]).toEqual([true, false])
      expect(await store().findLinks([USER], REF)).toEqual([])
    })

    it.each([
      ['user', { type: 'user', id: 'nobody', tenant: 'acme' }],
      ['user of a tenant', { type: 'user', id: 'usr', tenant: 'birch' }],
      ['API key', { type: 'apiKey', id: 'nothing', tenant: 'acme' }],
      ['API key of a tenant', { type: 'apiKey', id: 'key', tenant: 'birch' }],
      ['role', { type: 'role', id: 'nowhere', tenant: 'acme' }],
      ['role of a tenant', { type: 'role', id: 'doctor', tenant: 'birch' }],
      ['tenant', { type: 'tenant', id: 'nowhere', tenant: 'nowhere' }],
    ] as const)('are refused to a %s that is not there, and nothing is left of them', async (_, principal) => {
      await fill()
      await expect(link(aLink('acme', 'a', { principal }))).rejects.toMatchObject(NOT_FOUND)
      expect(await store().tenant('acme').findLink('a')).toBeUndefined()
    })

    it('are refused to an e-mail in another tenant, and to two tenants at once', async () => {
      await fill()
      const invalid = { code: 'ERR_INVALID_INPUT' }
      for (const principal of [
        { type: 'email', id: 'eve@example.com', tenant: 'birch' },
        { type: 'tenant', id: 'acme', tenant: 'birch' },
      ] as const) {
        await expect(link(aLink('acme', 'a', { principal }))).rejects.toMatchObject(invalid)
      }
    })

    it('go with their resource, so that nothing inherits them, and with their role', async () => {
      await fill()
      await change(store(), 'acme', (acme) => acme.putResource(aResource('patient', '1')))
      const toRole = { type: 'role', id: 'doctor', tenant: 'acme' } as const
      await link(
        aLink('acme', 'a', { principal: { type: 'user', id: 'other', tenant: 'birch' } }),
        aLink('acme', 'b', { principal: toRole, resource: { type: 'patient', id: '2' } }),
      )
      const removed = await change(store(), 'acme', (acme) => acme.deleteResource(REF))
      expect(await store().tenant('acme').listLinksOn(REF)).toEqual([])
      expect((await store().findTenantRevisions('birch'))?.links).toBe(removed)
      const deleted = await change(store(), 'acme', (acme) => acme.deleteRole('doctor', NOW))
      expect(await store().tenant('acme').listLinksTo(toRole)).toEqual([])
      expect((await store().findTenantRevisions('acme'))?.links).toBe(deleted)
    })

    it('are at most so many to one principal on one resource, those that have expired not counted', async () => {
      await fill()
      const many = Array.from({ length: LINKS_PER_PAIR }, (_, index) =>
        aLink('acme', `l${index}`, { expiresAt: index === 0 ? NOW + 1 : null }),
      )
      await link(...many)
      await expect(link(aLink('acme', 'more'))).rejects.toMatchObject(CONFLICT)
      await link(aLink('acme', 'elsewhere', { resource: { type: 'patient', id: '2' } }))
      await link(aLink('acme', 'more', { createdAt: NOW + 1 }))
      expect(await store().tenant('acme').findLink('l0')).toBeUndefined()
      expect(await store().findLinks([USER], REF)).toHaveLength(LINKS_PER_PAIR)
    })
  })

  describe('links to an e-mail', () => {
    const toEve: LinkPrincipal = { type: 'email', id: 'eve@example.com', tenant: 'acme' }
    const eve = (emailVerifiedAt: number | null) => aPerson('eve', { emailVerifiedAt })
    const become = (tenant: string) =>
      change(store(), tenant, (own) => own.insertUser(aUser(tenant, `eve-${tenant}`, { person: 'eve' })))

    it('become those of a user with that verified e-mail, and stay theirs', async () => {
      await fill()
      await link(aLink('acme', 'a', { principal: toEve }))
      await store().write((writer) => writer.insertPerson(eve(NOW)))
      expect((await store().tenant('acme').findLink('a'))?.principal).toEqual(toEve)
      await become('birch')
      expect((await store().tenant('acme').findLink('a'))?.principal).toEqual(toEve)
      const became = await become('acme')
      const user: LinkPrincipal = { type: 'user', id: 'eve-acme', tenant: 'acme' }
      expect((await store().findLinks([user], REF)).map(({ id }) => id)).toEqual(['a'])
      expect((await store().findTenantRevisions('acme'))?.links).toBe(became)
      await link(aLink('acme', 'b', { principal: toEve }))
      expect((await store().tenant('acme').findLink('b'))?.principal).toEqual(user)
    })

    it('wait as long as the e-mail is not verified', async () => {
      await fill()
      await link(aLink('acme', 'a', { principal: toEve }))
      await store().write((writer) => writer.insertPerson(eve(null)))
      await become('acme')
      await link(aLink('acme', 'b', { principal: toEve }))
      expect((await store().tenant('acme').listLinksTo(toEve)).map(({ id }) => id)).toEqual(['a', 'b'])
      await store().write((writer) => writer.updatePerson('eve', { emailVerifiedAt: NOW }))
      const user: LinkPrincipal = { type: 'user', id: 'eve-acme', tenant: 'acme' }
      expect((await store().findLinks([user], REF)).map(({ id }) => id)).toEqual(['a', 'b'])
    })
  })
}
