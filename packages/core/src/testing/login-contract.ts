import { describe, expect, it } from 'vitest'
import type { Mail, OneTimeCode, Store } from '../identity/identity-store.ts'
import { aPerson, aSession, aUser, change, NOW, seed } from './store-fixtures.ts'

const CONFLICT = { code: 'ERR_CONFLICT' }
const NOT_FOUND = { code: 'ERR_NOT_FOUND' }

/** What logins need: sessions that end at once, codes that one caller gets, mail that one sender takes. */
export function loginContract(store: () => Store): void {
  const seedUser = async () => {
    await seed(store(), 'acme', 'birch')
    await change(store(), 'acme', (acme) => acme.insertUser(aUser('acme', 'usr')))
  }

  describe('sessions', () => {
    it('come back by their id, before any tenant is known, and by their user', async () => {
      await seedUser()
      await change(store(), 'acme', async (acme) => {
        await acme.insertSession(aSession('b', { kind: 'tokens', address: '2001:db8::1', agent: 'curl' }))
        await acme.insertSession(aSession('a'))
      })
      expect(await store().findSession('b')).toEqual(
        aSession('b', { kind: 'tokens', address: '2001:db8::1', agent: 'curl' }),
      )
      expect((await store().tenant('acme').listSessions('usr')).map(({ id }) => id)).toEqual(['a', 'b'])
      expect(await store().tenant('birch').listSessions('usr')).toEqual([])
      expect(await store().tenant('acme').listSessions('nobody')).toEqual([])
      expect(await store().findSession('none')).toBeUndefined()
    })

    it('are of a user who is there, and have ids that no tenant has twice', async () => {
      await seedUser()
      await change(store(), 'acme', (acme) => acme.insertSession(aSession('ses')))
      await expect(change(store(), 'acme', (acme) => acme.insertSession(aSession('ses')))).rejects.toMatchObject(
        CONFLICT,
      )
      const stranger = aSession('other', { tenant: 'birch' })
      await expect(change(store(), 'birch', (birch) => birch.insertSession(stranger))).rejects.toMatchObject(NOT_FOUND)
    })

    it('are changed in their own tenant only, without a new revision of its policies', async () => {
      await seedUser()
      await change(store(), 'acme', (acme) => acme.insertSession(aSession('ses')))
      const before = await store().findTenantRevisions('acme')
      await change(store(), 'acme', (acme) => acme.updateSession('ses', { secretHash: 'bmV3', usedAt: NOW + 5 }))
      expect(await store().findSession('ses')).toEqual(aSession('ses', { secretHash: 'bmV3', usedAt: NOW + 5 }))
      const proof = { authenticatedAt: NOW + 7, authenticatedBy: 'secondFactor' } as const
      await change(store(), 'acme', (acme) => acme.updateSession('ses', proof))
      const proved = aSession('ses', { secretHash: 'bmV3', usedAt: NOW + 5, ...proof })
      expect(await store().findSession('ses')).toEqual(proved)
      expect(await store().findTenantRevisions('acme')).toEqual(before)
      const foreign = change(store(), 'birch', (birch) => birch.updateSession('ses', { usedAt: NOW }))
      await expect(foreign).rejects.toMatchObject(NOT_FOUND)
      expect(await change(store(), 'birch', (birch) => birch.deleteSession('ses', NOW))).toBeGreaterThan(0)
      expect(await store().findSession('ses')).toBeDefined()
    })

    it('A07 end once, and revoke their tokens with it', async () => {
      await seedUser()
      await change(store(), 'acme', (acme) => acme.insertSession(aSession('ses')))
      const ended: boolean[] = []
      const revision = await change(store(), 'acme', async (acme) => ended.push(await acme.deleteSession('ses', NOW)))
      await change(store(), 'acme', async (acme) => ended.push(await acme.deleteSession('ses', NOW)))
      expect(ended).toEqual([true, false])
      expect(await store().findSession('ses')).toBeUndefined()
      const record = await store().findTenantRecord('acme')
      expect(record?.revocations).toEqual([{ principal: 'ses', revision }])
      expect(record?.revisions.policies).toBe(revision)
    })

    it('A07 end by how they were authenticated, in their own tenant only', async () => {
      await seedUser()
      await change(store(), 'birch', (birch) => birch.insertUser(aUser('birch', 'far')))
      await change(store(), 'birch', (birch) => birch.insertSession(aSession('c', { tenant: 'birch', user: 'far' })))
      const proved = { authenticatedBy: 'secondFactor' } as const
      await change(store(), 'acme', async (acme) => {
        for (const session of [aSession('a'), aSession('b', proved)]) await acme.insertSession(session)
      })
      const revision = await change(store(), 'acme', (acme) => acme.endSessionsBy('password', NOW))
      expect((await store().tenant('acme').listSessions('usr')).map(({ id }) => id)).toEqual(['b'])
      expect(await store().findSession('a')).toBeUndefined()
      expect(await store().findSession('c')).toBeDefined()
      expect((await store().findTenantRecord('acme'))?.revocations).toEqual([{ principal: 'a', revision }])
    })

    it('of a user that have expired are forgotten when another begins', async () => {
      await seedUser()
      await change(store(), 'acme', (acme) => acme.insertSession(aSession('old', { expiresAt: NOW + 10 })))
      await change(store(), 'acme', (acme) => acme.insertSession(aSession('new', { createdAt: NOW + 10 })))
      expect((await store().tenant('acme').listSessions('usr')).map(({ id }) => id)).toEqual(['new'])
    })
  })

  describe('one-time codes', () => {
    const take = async (code: OneTimeCode, over: Partial<OneTimeCode> = {}, at = NOW) =>
      (await store().write((writer) => writer.takeCode(code.id, { ...code, ...over }, at))).value

    it('A10 are taken once, by whoever knows the secret and the purpose, before they expire', async () => {
      const code = aCode('cod')
      await store().write((writer) => writer.insertCode(code))
      await expect(store().write((writer) => writer.insertCode(code))).rejects.toMatchObject(CONFLICT)
      expect(await store().findCode('cod')).toEqual(code)
      expect(await take(code, { secretHash: 'b3RoZXI' })).toBeUndefined()
      expect(await take(code, { purpose: 'email-change' })).toBeUndefined()
      expect(await take(code, {}, code.expiresAt)).toBeUndefined()
      expect(await take(code)).toEqual(code)
      expect(await take(code)).toBeUndefined()
      expect(await store().findCode('cod')).toBeUndefined()
    })

    it('A10 of fifty who try at once one gets it', async () => {
      const code = aCode('cod')
      await store().write((writer) => writer.insertCode(code))
      const taken = await Promise.all(Array.from({ length: 50 }, () => take(code)))
      expect(taken.filter((found) => found !== undefined)).toEqual([code])
    })

    it('A10 are tried as often as they may be, by fifty at once, and then gone', async () => {
      const code = aCode('cod')
      await store().write((writer) => writer.insertCode(code))
      const attempt = async (over: Partial<OneTimeCode> = {}, at = NOW) =>
        (await store().write((writer) => writer.tryCode(code.id, { ...code, ...over }, 3, at))).value
      expect(await attempt({ secretHash: 'b3RoZXI' })).toBeUndefined()
      expect(await attempt({ purpose: 'email-change' })).toBeUndefined()
      expect(await attempt({}, code.expiresAt)).toBeUndefined()
      expect(await attempt()).toEqual({ ...code, attempts: 1 })
      const tried = await Promise.all(Array.from({ length: 50 }, () => attempt()))
      expect(tried.filter((found) => found !== undefined)).toHaveLength(2)
      expect(await store().findCode('cod')).toBeUndefined()
    })

    it('go with their subject, as those do that have expired', async () => {
      await store().write(async (writer) => {
        await writer.insertCode(aCode('a', { subject: 'ada' }))
        await writer.insertCode(aCode('b', { subject: 'ada', purpose: 'email-change' }))
        await writer.insertCode(aCode('c', { subject: 'bob' }))
        await writer.insertCode(aCode('d', { subject: 'bob', expiresAt: NOW }))
        await writer.deleteCodes('ada', NOW)
      })
      const left = await Promise.all(['a', 'b', 'c', 'd'].map((id) => store().findCode(id)))
      expect(left.map((code) => code?.id)).toEqual([undefined, undefined, 'c', undefined])
    })

    it('are not taken by a write that fails', async () => {
      const code = aCode('cod')
      await store().write((writer) => writer.insertCode(code))
      const failing = store().write(async (writer) => {
        await writer.takeCode('cod', code, NOW)
        throw new Error('the work failed')
      })
      await expect(failing).rejects.toThrow('the work failed')
      expect(await take(code)).toEqual(code)
    })
  })

  describe('mail', () => {
    const claim = async (at: number, until: number) =>
      (await store().write((writer) => writer.claimMail(at, until))).value

    it('F17 is taken by one sender at a time, the first due first, and again when that one is late', async () => {
      await store().write(async (writer) => {
        await writer.insertMail(aMail('b', { dueAt: NOW + 1 }))
        await writer.insertMail(aMail('a', { dueAt: NOW }))
      })
      expect(await claim(NOW - 1, NOW)).toBeUndefined()
      expect(await claim(NOW + 1, NOW + 60)).toEqual(aMail('a', { dueAt: NOW + 60, attempts: 1 }))
      expect(await claim(NOW + 1, NOW + 60)).toEqual(aMail('b', { dueAt: NOW + 60, attempts: 1 }))
      expect(await claim(NOW + 59, NOW + 99)).toBeUndefined()
      expect((await claim(NOW + 60, NOW + 120))?.attempts).toBe(2)
    })

    it('is put off, listed by when it is due, and deleted', async () => {
      await store().write(async (writer) => {
        await writer.insertMail(aMail('a'))
        await writer.insertMail(aMail('b'))
        await writer.putOffMail('a', NOW + 9)
        await writer.putOffMail('none', NOW + 9)
      })
      expect((await store().listMail(10)).map(({ id }) => id)).toEqual(['b', 'a'])
      expect((await store().listMail(1)).map(({ id }) => id)).toEqual(['b'])
      await store().write((writer) => writer.deleteMail('b'))
      expect((await store().listMail(10)).map(({ id }) => id)).toEqual(['a'])
    })
  })

  describe('persons', () => {
    it('change their e-mail to one that nobody has', async () => {
      await seed(store())
      await store().write((writer) => writer.updatePerson('ada', { email: 'new@example.com', emailVerifiedAt: NOW }))
      const ada = aPerson('ada', { email: 'new@example.com', emailVerifiedAt: NOW })
      expect(await store().findPersonByEmail('new@example.com')).toEqual(ada)
      expect(await store().findPersonByEmail('ada@example.com')).toBeUndefined()
      await store().write((writer) => writer.updatePerson('ada', { emailVerifiedAt: NOW + 1 }))
      const taken = store().write((writer) => writer.updatePerson('bob', { email: 'new@example.com' }))
      await expect(taken).rejects.toMatchObject({ ...CONFLICT, message: expect.not.stringContaining('new@') as string })
      await store().write((writer) => writer.updatePerson('bob', { email: 'ada@example.com' }))
      const nobody = store().write((writer) => writer.updatePerson('nobody', { emailVerifiedAt: NOW }))
      await expect(nobody).rejects.toMatchObject(NOT_FOUND)
    })
  })
}

function aCode(id: string, fields: Partial<OneTimeCode> = {}): OneTimeCode {
  const rest = {
    purpose: 'sign-up',
    subject: 'ada',
    secretHash: 'c2VjcmV0',
    data: '{}',
    expiresAt: NOW + 1_000,
    attempts: 0,
  }
  return { id, ...rest, ...fields }
}

function aMail(id: string, fields: Partial<Mail> = {}): Mail {
  return { id, wrapped: 'wrapped', attempts: 0, dueAt: NOW, createdAt: NOW, ...fields }
}
