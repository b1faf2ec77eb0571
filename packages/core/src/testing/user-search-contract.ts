import { beforeEach, describe, expect, it } from 'vitest'
import type { Store, User, UserPosition, UserSearch } from '../identity/identity-store.ts'
import { createTags } from '../model/tags.ts'
import { aPasskey, aPerson, aUser, change, NOW, seed } from './store-fixtures.ts'

/** Users are found by what they are and hold, in every order, page by page; who is removed is gone. */
export function userSearchContract(store: () => Store): void {
  describe('a search of users', () => {
    beforeEach(async () => {
      await seed(store(), 'acme', 'bolt')
      await add('acme', 'u1', 'Zoë Álvarez', { roles: ['admin'], createdAt: NOW })
      await add('acme', 'u2', 'ada', { tags: createTags({ Function: ['Doctors', 'nurses'] }), createdAt: NOW + 2 })
      await add('acme', 'u3', 'Ada', { status: 'disabled', roles: ['admin', 'member'], createdAt: NOW + 1 })
      await add('acme', 'u4', "Bo %_' OR 1=1", {
        tags: createTags({ function: 'x', __proto__x: 'y' }),
        createdAt: NOW + 1,
      })
      await add('bolt', 'u5', 'Ada', { roles: ['admin'] })
    })

    async function add(tenant: string, id: string, name: string, fields: Partial<User>): Promise<void> {
      const person = aPerson(`p-${id}`, { email: `${id}.mail@example.com`, emailVerifiedAt: id === 'u2' ? NOW : null })
      await store().write(async (writer) => {
        await writer.insertPerson(person)
        await writer.tenant(tenant).insertUser(aUser(tenant, id, { person: person.id, name, ...fields }))
      })
    }

    const find = async (search: Partial<UserSearch>, tenant = 'acme') =>
      (
        await store()
          .tenant(tenant)
          .searchUsers({ sort: 'name', limit: 10, ...search })
      ).map(({ user }) => user.id)

    it('orders by name, e-mail and time, ASCII letter case aside, alike ones by id', async () => {
      expect(await find({})).toEqual(['u2', 'u3', 'u4', 'u1'])
      expect(await find({ descending: true })).toEqual(['u1', 'u4', 'u3', 'u2'])
      expect(await find({ sort: 'email' })).toEqual(['u1', 'u2', 'u3', 'u4'])
      expect(await find({ sort: 'createdAt' })).toEqual(['u1', 'u3', 'u4', 'u2'])
      expect(await find({}, 'bolt')).toEqual(['u5'])
      expect(await find({}, 'nowhere')).toEqual([])
    })

    it('tells the e-mail, and whether it was verified', async () => {
      const [first] = await store().tenant('acme').searchUsers({ sort: 'name', limit: 1 })
      expect(first).toEqual({
        user: await store().tenant('acme').findUser('u2'),
        email: 'u2.mail@example.com',
        emailVerifiedAt: NOW,
        lastLoginAt: null,
        secondFactor: false,
        grants: [],
        position: ['ada', 'u2'],
      })
    })

    it('tells who has a second factor: recovery codes alone are none', async () => {
      await store().write(async (writer) => {
        await writer.putTotp({ person: 'p-u2', wrapped: 'wrapped', usedStep: 0, createdAt: NOW })
        await writer.insertPasskey(aPasskey('a', { person: 'p-u3' }))
        await writer.putRecoveryCodes('p-u1', ['aGFzaA'])
      })
      const found = await store().tenant('acme').searchUsers({ sort: 'name', limit: 10 })
      expect(found.filter(({ secondFactor }) => secondFactor).map(({ user }) => user.id)).toEqual(['u2', 'u3'])
    })

    it.each<[Partial<UserSearch>, string[]]>([
      [{ text: 'ADA' }, ['u2', 'u3']],
      [{ text: 'ë Á' }, ['u1']],
      [{ text: 'U4.Mail' }, ['u4']],
      [{ text: "%_' or" }, ['u4']],
      [{ text: '_' }, ['u4']],
      [{ text: 'nobody' }, []],
      [{ role: 'admin' }, ['u3', 'u1']],
      [{ role: 'admin', status: 'active' }, ['u1']],
      [{ role: 'Admin' }, []],
      [{ status: 'disabled' }, ['u3']],
      [{ tag: { key: 'FUNCTION' } }, ['u2', 'u4']],
      [{ tag: { key: 'function', value: 'doctorS' } }, ['u2']],
      [{ tag: { key: 'function', value: 'doctor' } }, []],
      [{ text: 'a', role: 'member', tag: { key: 'function' } }, []],
      [{ ids: ['u3', 'u1', 'u5', 'nobody'] }, ['u3', 'u1']],
      [{ ids: [] }, []],
    ])('finds by %j', async (search, ids) => {
      expect(await find(search)).toEqual(ids)
    })

    it.each(['name', 'email', 'createdAt'] as const)(
      'goes on behind a user by %s, in both directions',
      async (sort) => {
        for (const descending of [false, true]) {
          const all = await store().tenant('acme').searchUsers({ sort, descending, limit: 10 })
          const walked: string[] = []
          let after: UserPosition | undefined
          for (;;) {
            const [next] = await store()
              .tenant('acme')
              .searchUsers({ sort, descending, limit: 1, ...(after === undefined ? {} : { after }) })
            if (next === undefined) break
            walked.push(next.user.id)
            after = next.position
          }
          expect(walked).toEqual(all.map(({ user }) => user.id))
        }
      },
    )

    it('sees what its own write did, and no more of who was removed', async () => {
      await change(store(), 'acme', async (own) => {
        await own.deleteUser('u1', NOW)
        expect(await own.searchUsers({ sort: 'name', role: 'admin', status: 'active', limit: 1 })).toEqual([])
      })
      expect(await find({})).toEqual(['u2', 'u3', 'u4'])
      expect(await store().tenant('acme').findUser('u1')).toBeUndefined()
      expect(await store().listUsersOfPerson('p-u1')).toEqual([])
      expect(await store().findPerson('p-u1')).toMatchObject({ id: 'p-u1' })
      const { revocations } = (await store().findTenantRecord('acme')) ?? {}
      expect(revocations?.map(({ principal }) => principal)).toEqual(['u1'])
      await expect(change(store(), 'acme', (own) => own.deleteUser('u1', NOW))).rejects.toMatchObject({
        code: 'ERR_NOT_FOUND',
      })
      await expect(change(store(), 'acme', (own) => own.deleteUser('u5', NOW))).rejects.toMatchObject({
        code: 'ERR_NOT_FOUND',
      })
    })
  })
}
