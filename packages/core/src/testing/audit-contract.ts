import { describe, expect, it } from 'vitest'
import { createAuditLog } from '../audit/audit-log.ts'
import { chainHash } from '../audit/hash-chain.ts'
import type { AuditEntry, AuditFilter } from '../identity/audit-entry.ts'
import type { Store } from '../identity/identity-store.ts'
import { NOW, seed } from './store-fixtures.ts'

/** The audit log has no gaps, is written with the change it tells of or not at all, and is found again by what it holds. */
export function auditContract(store: () => Store): void {
  const all = async () => {
    const { head } = await store().findAuditEnds()
    return store().listAudit({}, { first: 1, last: head.sequence, order: 'oldest', limit: 1_000 })
  }
  const append = (...entries: readonly AuditEntry[]) =>
    store().write(async (writer) => {
      for (const entry of entries) await writer.appendAudit(entry)
    })

  describe('the audit log', () => {
    it('begins empty, with a base of its own', async () => {
      const { base, head } = await store().findAuditEnds()
      expect(base).toEqual({ sequence: 0, hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
      expect(head).toEqual(base)
      expect(await all()).toEqual([])
    })

    it('G02 chains records in the order of their transactions, several of one transaction too', async () => {
      const { base } = await store().findAuditEnds()
      await append(anEntry({ time: NOW + 9 }), anEntry({ time: NOW }))
      await append(anEntry({}))
      const rows = await all()
      expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
      expect(rows.map(({ record }) => (JSON.parse(record) as { revision: number }).revision)).toEqual([1, 1, 2])
      let { hash } = base
      for (const row of rows) {
        hash = chainHash(hash, row.record)
        expect(row.hash).toBe(hash)
      }
      expect((await store().findAuditEnds()).head).toEqual({ sequence: 3, hash })
      expect(await createAuditLog(store()).verify()).toMatchObject({ ok: true, records: 3 })
    })

    it('G03 keeps no record of a write that failed, and no gap', async () => {
      await append(anEntry({}))
      const failing = store().write(async (writer) => {
        await writer.appendAudit(anEntry({}))
        throw new Error('the work failed')
      })
      await expect(failing).rejects.toThrow('the work failed')
      await append(anEntry({}))
      expect((await all()).map(({ sequence }) => sequence)).toEqual([1, 2])
    })

    it('numbers without gaps when fifty writes come at once', async () => {
      await Promise.all(Array.from({ length: 50 }, () => append(anEntry({}))))
      expect((await all()).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
    })

    it('G05 finds records by tenant, time, actor, action and target', async () => {
      await append(
        anEntry({ tenant: 'acme', time: NOW }),
        anEntry({ tenant: 'birch', time: NOW + 1, action: 'role.delete' }),
        anEntry({ tenant: null, time: NOW + 2, actor: { type: 'application', id: null }, target: null }),
        anEntry({ tenant: 'acme', time: NOW + 3, target: { type: 'role', id: 'rol_2' } }),
      )
      const found = async (filter: AuditFilter, over = {}) =>
        (await store().listAudit(filter, { first: 1, last: 4, order: 'oldest', limit: 10, ...over })).map(
          ({ sequence }) => sequence,
        )
      expect(await found({ tenant: 'acme' })).toEqual([1, 4])
      expect(await found({ tenant: 'nowhere' })).toEqual([])
      expect(await found({ from: NOW + 1, to: NOW + 3 })).toEqual([2, 3])
      expect(await found({ actor: 'usr_1' })).toEqual([1, 2, 4])
      expect(await found({ action: 'role.delete' })).toEqual([2])
      expect(await found({ target: { type: 'role' } })).toEqual([1, 2, 4])
      expect(await found({ target: { type: 'role', id: 'rol_2' } })).toEqual([4])
      expect(await found({}, { order: 'newest', limit: 2 })).toEqual([4, 3])
      expect(await found({ tenant: 'acme' }, { first: 2, last: 3 })).toEqual([])
    })

    it('G01 keeps hostile text in one line of ASCII, cut where it is too long', async () => {
      await append(
        anEntry({
          details: { name: 'a\r\nb\u001b[31m\u202e\u2028', long: 'x'.repeat(1_000_000) },
          address: '\n'.repeat(999),
        }),
      )
      const [row] = await all()
      expect(row?.record).toMatch(/^[\x20-\x7e]*$/)
      expect(row?.record.length).toBeLessThan(100_000)
      const record = JSON.parse(row?.record ?? '') as AuditEntry
      expect(record.details).toMatchObject({
        name: 'a\r\nb\u001b[31m\u202e\u2028',
        long: expect.stringMatching(/…\(\+\d+\)$/) as string,
      })
    })

    it('sees, within a write, what the tenant was at before it, and who is there', async () => {
      await seed(store(), 'acme')
      await store().write(async (writer) => {
        expect(await writer.findTenantRevisions('acme')).toEqual({ policies: 1, resources: 1, links: 0 })
        expect(await writer.findTenantRevisions('nowhere')).toBeUndefined()
        expect((await writer.findTenant('acme'))?.status).toBe('active')
        await writer.setTenantStatus('acme', 'suspended')
        expect((await writer.findTenant('acme'))?.status).toBe('suspended')
        expect(await writer.findApiKey('none')).toBeUndefined()
        expect(await writer.findOperatorKey('none')).toBeUndefined()
      })
    })
  })
}

function anEntry(fields: Partial<AuditEntry>): AuditEntry {
  return {
    time: NOW,
    tenant: 'acme',
    actor: { type: 'user', id: 'usr_1' },
    action: 'role.create',
    target: { type: 'role', id: 'rol_1' },
    requestId: null,
    address: null,
    details: {},
    ...fields,
  }
}
