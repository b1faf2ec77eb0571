import { describe, expect, it } from 'vitest'
import type { Store } from '../identity/identity-store.ts'
import { createTags } from '../model/tags.ts'
import { aService, aSigningKey, aUser, anApiKey, anOperatorKey, change, NOW, seed } from './store-fixtures.ts'

const CONFLICT = { code: 'ERR_CONFLICT' }
const NOT_FOUND = { code: 'ERR_NOT_FOUND' }

/** Keys of all kinds, and services: each comes back as it was given, what is taken conflicts, what is missing is not found. */
export function keyContract(store: () => Store): void {
  describe('API keys', () => {
    it('come back by their id, before any tenant is known', async () => {
      await seed(store(), 'acme')
      const key = anApiKey('acme', 'key', { roles: ['member'], tags: createTags({ a: 'b' }), expiresAt: NOW + 1 })
      await change(store(), 'acme', (acme) => acme.insertApiKey(key))
      expect(await store().findApiKey('key')).toEqual(key)
      expect(await store().tenant('acme').listApiKeys()).toEqual([key])
      expect(await store().findApiKey('other')).toBeUndefined()
    })

    it('have ids that no tenant has twice, and roles that are there', async () => {
      await seed(store(), 'acme', 'birch')
      await change(store(), 'acme', (acme) => acme.insertApiKey(anApiKey('acme', 'key')))
      await expect(
        change(store(), 'birch', (birch) => birch.insertApiKey(anApiKey('birch', 'key'))),
      ).rejects.toMatchObject(CONFLICT)
      const unknown = anApiKey('acme', 'other', { roles: ['nowhere'] })
      await expect(change(store(), 'acme', (acme) => acme.insertApiKey(unknown))).rejects.toMatchObject(NOT_FOUND)
    })

    it('may be changed, and note their use, which revokes nothing and is never earlier', async () => {
      await seed(store(), 'acme', 'birch')
      await change(store(), 'acme', (acme) => acme.insertApiKey(anApiKey('acme', 'key', { roles: ['admin'] })))
      const changed = {
        name: 'Nightly',
        roles: ['member'],
        tags: createTags({ a: 'b' }),
        secretHash: 'bmV3',
        previousSecretHash: 'b2xk',
        previousExpiresAt: NOW + 5,
      }
      const revision = await change(store(), 'acme', (acme) => acme.updateApiKey('key', changed, NOW))
      expect(await store().findApiKey('key')).toEqual(anApiKey('acme', 'key', changed))
      const { revocations, revisions } = (await store().findTenantRecord('acme'))!
      expect({ revocations, policies: revisions.policies }).toEqual({
        revocations: [{ principal: 'key', revision }],
        policies: revision,
      })
      for (const at of [NOW + 7, NOW + 6]) await change(store(), 'acme', (acme) => acme.noteApiKeyUse('key', at))
      const used = anApiKey('acme', 'key', { ...changed, lastUsedAt: NOW + 7 })
      expect(await store().findApiKey('key')).toEqual(used)
      expect(await store().tenant('acme').listApiKeys()).toEqual([used])
      expect(await store().findTenantRevisions('acme')).toEqual(revisions)
      for (const [tenant, id, roles] of [
        ['birch', 'key', ['member']],
        ['acme', 'other', ['member']],
        ['acme', 'key', ['nowhere']],
      ] as const) {
        await expect(change(store(), tenant, (own) => own.updateApiKey(id, { roles }, NOW))).rejects.toMatchObject(
          NOT_FOUND,
        )
      }
      await expect(change(store(), 'birch', (own) => own.noteApiKeyUse('key', NOW))).rejects.toMatchObject(NOT_FOUND)
    })

    it('stay revoked since they first were', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', (acme) => acme.insertApiKey(anApiKey('acme', 'key')))
      await change(store(), 'acme', (acme) => acme.revokeApiKey('key', NOW + 1))
      await change(store(), 'acme', (acme) => acme.revokeApiKey('key', NOW + 9))
      expect((await store().findApiKey('key'))?.revokedAt).toBe(NOW + 1)
      expect((await store().tenant('acme').listApiKeys())[0]?.revokedAt).toBe(NOW + 1)
      await expect(change(store(), 'acme', (acme) => acme.revokeApiKey('other', NOW))).rejects.toMatchObject(NOT_FOUND)
    })
  })

  describe('signing keys', () => {
    it('are listed oldest first, changed and deleted', async () => {
      await store().write(async (writer) => {
        await writer.insertSigningKey(aSigningKey('new', { createdAt: NOW + 1 }))
        await writer.insertSigningKey(aSigningKey('old'))
      })
      expect((await store().listSigningKeys()).map(({ kid }) => kid)).toEqual(['old', 'new'])
      await store().write((writer) => writer.updateSigningKey('old', { retiredAt: NOW + 2, expiresAt: NOW + 3 }))
      expect(await store().listSigningKeys()).toEqual([
        aSigningKey('old', { retiredAt: NOW + 2, expiresAt: NOW + 3 }),
        aSigningKey('new', { createdAt: NOW + 1 }),
      ])
      await store().write((writer) => writer.deleteSigningKey('old'))
      expect((await store().listSigningKeys()).map(({ kid }) => kid)).toEqual(['new'])
    })

    it('have kids of their own, and must be there to be changed', async () => {
      await store().write((writer) => writer.insertSigningKey(aSigningKey('kid')))
      await expect(store().write((writer) => writer.insertSigningKey(aSigningKey('kid')))).rejects.toMatchObject(
        CONFLICT,
      )
      await expect(store().write((writer) => writer.updateSigningKey('other', {}))).rejects.toMatchObject(NOT_FOUND)
      await expect(store().write((writer) => writer.deleteSigningKey('other'))).rejects.toMatchObject(NOT_FOUND)
    })
  })

  describe('operator keys', () => {
    it('come back by their id and are listed by it', async () => {
      await store().write(async (writer) => {
        await writer.insertOperatorKey(anOperatorKey('b', { name: 'Deploys' }))
        await writer.insertOperatorKey(anOperatorKey('a'))
      })
      expect(await store().findOperatorKey('b')).toEqual(anOperatorKey('b', { name: 'Deploys' }))
      expect(await store().findOperatorKey('c')).toBeUndefined()
      expect((await store().listOperatorKeys()).map(({ id }) => id)).toEqual(['a', 'b'])
      expect((await store().listOperatorKeys({ after: 'a', limit: 1 })).map(({ id }) => id)).toEqual(['b'])
    })

    it('have ids of their own, and stay revoked since they first were', async () => {
      await store().write((writer) => writer.insertOperatorKey(anOperatorKey('a')))
      await expect(store().write((writer) => writer.insertOperatorKey(anOperatorKey('a')))).rejects.toMatchObject(
        CONFLICT,
      )
      await store().write((writer) => writer.revokeOperatorKey('a', NOW + 1))
      await store().write((writer) => writer.revokeOperatorKey('a', NOW + 9))
      expect(await store().findOperatorKey('a')).toEqual(anOperatorKey('a', { revokedAt: NOW + 1 }))
      await expect(store().write((writer) => writer.revokeOperatorKey('b', NOW))).rejects.toMatchObject(NOT_FOUND)
    })
  })

  describe('services', () => {
    it('are kept as last put', async () => {
      await store().write((writer) => writer.putService(aService('ehr', ['auditor'])))
      await store().write((writer) => writer.putService(aService('billing')))
      await store().write((writer) => writer.putService(aService('ehr')))
      expect(await store().listServices()).toEqual([aService('billing'), aService('ehr')])
    })

    it('are seen by the transaction that puts them, and have digests', async () => {
      await store().write(async (writer) => {
        await writer.putService(aService('ehr'))
        expect(await writer.listServices()).toEqual([aService('ehr')])
      })
      const { id, digest } = aService('ehr')
      expect(await store().listServiceDigests()).toEqual([{ id, digest }])
    })

    it('are forgotten with the roles they defined', async () => {
      await seed(store(), 'acme')
      await store().write((writer) => writer.putService(aService('ehr', ['auditor'])))
      await store().write((writer) => writer.deleteService('ehr'))
      expect([await store().listServices(), await store().listServiceDigests()]).toEqual([[], []])
      const user = aUser('acme', 'usr', { roles: ['auditor'] })
      await expect(change(store(), 'acme', (acme) => acme.insertUser(user))).rejects.toMatchObject(NOT_FOUND)
      await expect(store().write((writer) => writer.deleteService('ehr'))).rejects.toMatchObject(NOT_FOUND)
    })
  })
}
