import { beforeEach, describe, expect, it } from 'vitest'
import { addUser, cheapPasswords, createEnterOver, createIdentity, PASSWORD, refused } from './identity.test-support.ts'
import { createLogin } from './login.ts'

type Identity = Awaited<ReturnType<typeof createIdentity>>

let clock: Identity['clock']
let store: Identity['store']
let sessions: Identity['sessions']
let users: Identity['users']
let authenticate: Identity['authenticate']
let ada: Identity['ada']

beforeEach(async () => {
  ;({ clock, store, sessions, users, authenticate, ada } = await createIdentity())
})

const identified = (principal: object) =>
  expect.objectContaining({ status: 'identified', principal: expect.objectContaining(principal) as object }) as object

describe('createLogin', () => {
  const counted = () => {
    const counts = { hashes: 0, reads: 0, writes: 0 }
    const passwords = cheapPasswords()
    const reading =
      <A extends unknown[], R>(read: (...given: A) => R) =>
      (...given: A) => (counts.reads++, read(...given))
    const logIn = createLogin({
      clock,
      enter: createEnterOver(
        {
          ...store,
          listUsersOfPerson: reading(store.listUsersOfPerson),
          findTenant: reading(store.findTenant),
        },
        clock,
        sessions,
      ),
      passwords: {
        hash: passwords.hash,
        verify: (password, stored) => (counts.hashes++, passwords.verify(password, stored)),
      },
      store: {
        currentRevision: reading(store.currentRevision),
        findPersonByEmail: reading(store.findPersonByEmail),
        findPasswordHash: reading(store.findPasswordHash),
      },
      upkeep: (work) => (counts.writes++, store.write(work)),
    })
    return { counts, logIn, passwords }
  }
  const setPassword = async (hash: string) => store.write((writer) => writer.putPasswordHash('per_ada', hash, clock()))
  const email = 'ada@example.com'

  it('A01 does the same work for an unknown e-mail, no address, and a person without a password, as for a wrong password', async () => {
    const { passwords } = counted()
    await addUser(store, 'tnt_a', 'keyless')
    await setPassword(await passwords.hash(PASSWORD))
    const works = []
    for (const email of ['ada@example.com', 'nobody@example.com', 'no address', 'keyless@example.com', '']) {
      const { counts, logIn } = counted()
      expect(await logIn({ email, password: 'a wrong password' })).toEqual({ status: 'refused' })
      works.push(counts)
    }
    for (const work of works) expect(work).toEqual({ hashes: 1, reads: 3, writes: 0 })
  })

  it('refuses a disabled user and a suspended tenant, after the password', async () => {
    const { logIn, passwords } = counted()
    await setPassword(await passwords.hash(PASSWORD))
    expect(await logIn({ email, password: PASSWORD })).toMatchObject({ status: 'loggedIn', user: { id: ada.id } })
    await users.disable({ tenant: 'tnt_a', id: ada.id })
    expect(await logIn({ email, password: PASSWORD })).toEqual({ status: 'refused' })
    await users.enable({ tenant: 'tnt_a', id: ada.id })
    await store.write((writer) => writer.setTenantStatus('tnt_a', 'suspended'))
    expect(await logIn({ email, password: PASSWORD })).toEqual({ status: 'refused' })
  })

  it('puts the e-mail into the token only when it is verified', async () => {
    const { logIn } = counted()
    await users.create({ tenant: 'tnt_a', email: 'new@example.com', name: 'New', password: PASSWORD })
    await users.create({
      tenant: 'tnt_a',
      email: 'sure@example.com',
      name: 'Sure',
      password: PASSWORD,
      emailVerified: true,
    })
    const principalOf = async (email: string) => {
      const result = await logIn({ email, password: PASSWORD })
      if (result.status !== 'loggedIn') throw new Error(result.status)
      return authenticate(result.session.kind === 'tokens' ? result.session.accessToken : '')
    }
    expect(await principalOf('sure@example.com')).toEqual(identified({ email: 'sure@example.com' }))
    expect(await principalOf('new@example.com')).toEqual(identified({}))
    expect(JSON.stringify(await principalOf('new@example.com'))).not.toContain('new@example.com')
  })

  it('hashes anew what was hashed with other parameters, and never over a password changed meanwhile', async () => {
    await setPassword(await cheapPasswords().hash(PASSWORD))
    const changed = await cheapPasswords().hash('another good password')
    const racing = (passwordChanges: boolean) =>
      createLogin({
        store,
        upkeep: store.write,
        clock,
        enter: createEnterOver(store, clock, sessions),
        passwords: {
          verify: async () => ({ matches: true, outdated: true }),
          async hash() {
            if (passwordChanges) await setPassword(changed)
            return 'rehashed'
          },
        },
      })
    await racing(true)({ email, password: PASSWORD })
    expect(await store.findPasswordHash('per_ada')).toBe(changed)
    await racing(false)({ email, password: PASSWORD })
    expect(await store.findPasswordHash('per_ada')).toBe('rehashed')
  })

  it('lets nobody in with a token that outlives a change made during the login', async () => {
    const { passwords } = counted()
    await setPassword(await passwords.hash(PASSWORD))
    const logIn = createLogin({
      clock,
      enter: createEnterOver(store, clock, sessions),
      store,
      upkeep: store.write,
      passwords: {
        hash: passwords.hash,
        async verify(password, stored) {
          const verification = await passwords.verify(password, stored)
          await users.setPassword({ tenant: 'tnt_a', id: ada.id, password: 'another good password' })
          return verification
        },
      },
    })
    const result = await logIn({ email, password: PASSWORD })
    expect(result.status).toBe('loggedIn')
    if (result.status === 'loggedIn' && result.session.kind === 'tokens')
      expect(await authenticate(result.session.accessToken)).toEqual(refused('stale'))
  })
})
