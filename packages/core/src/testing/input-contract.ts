import { describe, expect, it } from 'vitest'
import type { Store, Tenant } from '../identity/identity-store.ts'
import { IDENTIFIER_LIMIT, isIdentifier } from '../model/identifier.ts'
import { createTags, NO_TAGS } from '../model/tags.ts'
import { compareCodePoints } from '../util/compare-code-points.ts'
import { aPerson, aResource, aRole, aTenant, aUser, change, NOW, seed } from './store-fixtures.ts'

const INVALID = { code: 'ERR_INVALID_INPUT' }

/** Names that trip over quoting, patterns, prototypes, folding or byte orders, and are names all the same. */
const NAMES = [
  "'",
  '"; DROP TABLE users; --',
  "' OR 1=1 --",
  '%',
  '_',
  '?',
  '$1',
  '\\',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  'null',
  '0',
  '00',
  ' ',
  ' x ',
  'a\nb',
  '\u0001',
  'İ',
  'ß',
  '\u202Etxet',
  '\uE000',
  '\uFFFD',
  '\uFFFF',
  '😀',
  '👩‍👩‍👧',
  'patient/1',
  '\u00e1b',
  'x'.repeat(IDENTIFIER_LIMIT),
]

/** Texts that no store takes for a name: every store would keep another text, or none. */
const NO_NAMES = ['', 'x'.repeat(IDENTIFIER_LIMIT + 1), 'a\0b', '\uD800', 'x\uDC00', 'e\u0301']

/** Text is kept exactly as it came, or refused; lists come in pages, in one order everywhere. */
export function inputContract(store: () => Store, furtherNames: readonly string[]): void {
  const names = [...new Set([...NAMES, ...furtherNames])].filter(isIdentifier)
  const noNames = [...new Set([...NO_NAMES, ...furtherNames])].filter((name) => !isIdentifier(name))

  describe('L01 names', () => {
    it('of every kind are kept apart and exactly', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', async (acme) => {
        for (const name of names) await acme.putResource(aResource('patient', name, { owner: name }))
      })
      for (const name of names) {
        expect(await store().findResource('acme', { type: 'patient', id: name })).toMatchObject({
          id: name,
          owner: name,
        })
      }
      expect(await store().findResource('acme', { type: 'patient', id: 'no such name' })).toBeUndefined()
    })

    it('that other text would be read as are refused, and name nothing', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', (acme) => acme.putResource(aResource('patient', '\uFFFD')))
      for (const name of noNames) {
        await expect(
          change(store(), 'acme', (acme) => acme.putResource(aResource('patient', name))),
        ).rejects.toMatchObject(INVALID)
        await expect(change(store(), 'acme', (acme) => acme.putResource(aResource(name, '1')))).rejects.toMatchObject(
          INVALID,
        )
        await expect(store().write((writer) => writer.insertTenant(aTenant(name)))).rejects.toMatchObject(INVALID)
        expect(await store().findResource('acme', { type: 'patient', id: name })).toBeUndefined()
        expect(await store().tenant('acme').findResource({ type: 'patient', id: name })).toBeUndefined()
        expect(await store().tenant('acme').findUser(name)).toBeUndefined()
        expect(await store().tenant(name).listUsers()).toEqual([])
        expect(await store().findTenantRevisions(name)).toBeUndefined()
        expect(await store().findTenantRecord(name)).toBeUndefined()
        expect(await store().findPersonByEmail(name)).toBeUndefined()
        expect(await store().findApiKey(name)).toBeUndefined()
      }
    })

    it('of type and id do not run into each other', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', (acme) => acme.putResource(aResource('a', 'b\u0001c')))
      expect(await store().findResource('acme', { type: 'a\u0001b', id: 'c' })).toBeUndefined()
      expect(await store().findResource('acme', { type: 'a\0b', id: 'c' })).toBeUndefined()
    })
  })

  describe('pages', () => {
    it('walk through every name once, in code point order, whatever their size', async () => {
      await seed(store(), 'acme')
      await change(store(), 'acme', async (acme) => {
        for (const name of names) await acme.putResource(aResource('patient', name))
        for (const name of names) if (name.length < 200) await acme.insertRole(aRole(`r${name}`))
      })
      const expected = [...names].sort(compareCodePoints)
      for (const limit of [1, 7, 1_000]) {
        const seen: string[] = []
        for (;;) {
          const after = seen.at(-1)
          const page = await store()
            .tenant('acme')
            .listResources('patient', { limit, ...(after === undefined ? {} : { after }) })
          if (page.length === 0) break
          seen.push(...page.map(({ id }) => id))
        }
        expect(seen).toEqual(expected)
      }
    })

    it('hold a hundred rows unless told otherwise', async () => {
      await store().write(async (writer) => {
        for (let i = 0; i < 120; i++) await writer.insertTenant(aTenant(`t${String(i).padStart(3, '0')}`))
      })
      expect(await store().listTenants()).toHaveLength(100)
      expect((await store().listTenants({ after: 't099' })).map(({ id }) => id)[0]).toBe('t100')
      expect(await store().listTenants({ limit: 1_000 })).toHaveLength(120)
    })

    it.each([0, -1, 1.5, 1_001, Number.NaN])('refuse a limit of %s', async (limit) => {
      await seed(store(), 'acme')
      await expect(store().listTenants({ limit })).rejects.toMatchObject(INVALID)
      await expect(store().tenant('acme').listUsers({ limit })).rejects.toMatchObject(INVALID)
    })

    it('refuse a beginning that is no name', async () => {
      await seed(store(), 'acme')
      await expect(store().tenant('acme').listRoles({ after: '\uD800' })).rejects.toMatchObject(INVALID)
    })
  })

  describe('B04 tags', () => {
    it('named like parts of a prototype are data', async () => {
      await seed(store(), 'acme')
      const tags = createTags(
        JSON.parse('{"__proto__":"x","constructor":["y","z"],"10":"b","9":"a"}') as Record<string, string>,
      )
      await change(store(), 'acme', (acme) => acme.putResource({ type: 'patient', id: '1', tags }))
      expect((await store().findResource('acme', { type: 'patient', id: '1' }))?.tags).toEqual(tags)
      expect(Object.prototype).not.toHaveProperty('x')
    })

    it('made by hand are refused where they break the limits, and folded anew', async () => {
      await seed(store(), 'acme')
      const wrong = new Map([['a', { key: 'A', values: ['B'], folded: ['forged'] }]])
      await change(store(), 'acme', (acme) => acme.putResource({ type: 'patient', id: '1', tags: wrong }))
      expect((await store().findResource('acme', { type: 'patient', id: '1' }))?.tags).toEqual(createTags({ A: 'B' }))
      const long = new Map([['a', { key: 'a', values: ['x'.repeat(256)], folded: ['x'] }]])
      await expect(
        change(store(), 'acme', (acme) => acme.putResource({ type: 'patient', id: '1', tags: long })),
      ).rejects.toMatchObject(INVALID)
    })
  })

  describe('records', () => {
    it('keep no field that is not theirs', async () => {
      const extra = { ...aTenant('acme'), admin: true } as Tenant
      await store().write((writer) => writer.insertTenant(extra))
      expect(await store().findTenant('acme')).toEqual(aTenant('acme'))
    })

    it('do not change with the object that was handed in', async () => {
      await seed(store(), 'acme')
      const roles = ['member']
      const tags = new Map(createTags({ a: 'b' }))
      await change(store(), 'acme', (acme) => acme.insertUser(aUser('acme', 'usr', { roles, tags })))
      roles.push('admin')
      tags.clear()
      const user = await store().tenant('acme').findUser('usr')
      expect(user?.roles).toEqual(['member'])
      expect(user?.tags).toEqual(createTags({ a: 'b' }))
    })

    it.each([
      ['a status that is none', { status: 'deleted' as Tenant['status'] }],
      ['a moment that is none', { createdAt: 1.5 }],
      ['a moment that is no number', { createdAt: '1' as unknown as number }],
      ['a name with half a surrogate pair', { name: '\uD800' }],
      ['a name that is too long', { name: 'x'.repeat(256) }],
      ['a name that is missing', { name: undefined as unknown as string }],
    ])('refuse %s', async (_, fields) => {
      await expect(store().write((writer) => writer.insertTenant(aTenant('acme', fields)))).rejects.toMatchObject(
        INVALID,
      )
    })

    it('take large values, up to their limits', async () => {
      await seed(store(), 'acme')
      const policy = 'é'.repeat(262_144)
      await change(store(), 'acme', (acme) => acme.insertRole(aRole('large', { policy })))
      expect((await store().tenant('acme').findRole('large'))?.policy).toBe(policy)
      const larger = aRole('larger', { policy: `${policy}x` })
      await expect(change(store(), 'acme', (acme) => acme.insertRole(larger))).rejects.toMatchObject(INVALID)
      const values = Array.from({ length: 100 }, (_, index) => String(index).padStart(255, 'v'))
      const tags = createTags(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key-${index}`, values])))
      await change(store(), 'acme', (acme) => acme.putResource({ type: 'patient', id: '1', tags }))
      expect((await store().findResource('acme', { type: 'patient', id: '1' }))?.tags).toEqual(tags)
    })

    it('refuse a service that is no JSON text of one', async () => {
      for (const service of ['', 'null', '[]', '{}', '{"roles":[null]}', '{"roles":[{"id":1}]}']) {
        const record = { id: 'ehr', service, digest: 'ZGlnZXN0' }
        await expect(store().write((writer) => writer.putService(record))).rejects.toMatchObject(INVALID)
      }
    })

    it('say which field is wrong', async () => {
      const write = store().write((writer) => writer.insertPerson(aPerson('ada', { email: '' })))
      await expect(write).rejects.toThrow('`person.email`')
      await seed(store(), 'acme')
      const user = change(store(), 'acme', (acme) =>
        acme.insertUser(aUser('acme', 'usr', { roles: ['a', ''], tags: NO_TAGS })),
      )
      await expect(user).rejects.toThrow('`user.roles[1]`')
      await expect(change(store(), 'acme', (acme) => acme.revokePrincipal('usr', NOW + 0.5))).rejects.toThrow('`at`')
    })
  })
}
