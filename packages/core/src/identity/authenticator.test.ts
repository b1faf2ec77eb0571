import { beforeEach, describe, expect, it } from 'vitest'
import { WardkitError } from '../errors/index.ts'
import { createAccessTokens, type AccessTokens } from './access-tokens.ts'
import { createApiKeys, type ApiKeys } from './api-keys.ts'
import type { Authenticator } from './authentication.ts'
import { createAuthenticator } from './authenticator.ts'
import type { Store, User } from './identity-store.ts'
import {
  addUser,
  AUDIENCE,
  cheapPasswords,
  createKeysAndTokens,
  createTenants,
  createTestClock,
  ISSUER,
  PASSWORD,
  snapshotsOf,
  tags,
} from './identity.test-support.ts'
import { createLogin } from './login.ts'
import type { SigningKeys } from './signing-keys.ts'
import { createUsers, type Users } from './users.ts'
import { createApiKeyVerifier } from './verify-api-key.ts'

let clock: ReturnType<typeof createTestClock>
let store: Store
let keys: SigningKeys
let accessTokens: AccessTokens
let apiKeys: ApiKeys
let users: Users
let authenticator: Authenticator
let ada: User

beforeEach(async () => {
  clock = createTestClock()
  store = await createTenants()
  ;({ keys, accessTokens } = createKeysAndTokens(store, clock))
  apiKeys = createApiKeys({ store, clock })
  users = createUsers({ store, clock, passwords: cheapPasswords() })
  authenticator = authenticatorOf(store)
  ada = await addUser(store, 'tnt_a', 'ada')
})

function authenticatorOf(store: Store): Authenticator {
  const snapshots = snapshotsOf(store)
  const verifyApiKey = createApiKeyVerifier({ store, snapshots, clock })
  return createAuthenticator({ accessTokens, verifyApiKey, snapshots })
}

async function tokenOf(user: User): Promise<string> {
  const { id, tenant, roles, tags } = user
  const revision = await store.currentRevision()
  const grant = { principal: { type: 'user', id, tenant, roles, tags } as const, session: 'ses_1', revision }
  return (await accessTokens.issue(grant)).accessToken
}

const authenticate = (...credentials: string[]) =>
  authenticator.authenticate(credentials.map((text) => `Bearer ${text}`))
const refused = (reason: string) => ({ status: 'unidentified', reason })
const identified = (principal: object) => ({ status: 'identified', principal: expect.objectContaining(principal) })

describe('createAuthenticator', () => {
  it('identifies a user by a token, and the scheme in any case', async () => {
    const token = await tokenOf(ada)
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      expect(await authenticator.authenticate([`${scheme} ${token}`])).toEqual({
        status: 'identified',
        principal: { type: 'user', id: ada.id, tenant: 'tnt_a', roles: ['member'], tags: ada.tags },
      })
    }
  })

  it('tells no credentials from several, other schemes and garbage', async () => {
    const token = await tokenOf(ada)
    expect(await authenticator.authenticate([])).toEqual(refused('none'))
    expect(await authenticate(token, token)).toEqual(refused('malformed'))
    const fields = [
      '',
      'Bearer',
      'Bearer ',
      `Basic ${token}`,
      token,
      `Bearer  ${token}`,
      `Bearer ${token},`,
      `Bearer ${token} `,
      `Bearer\t${token}`,
      ` Bearer ${token}`,
      `Bearer ${token}, Bearer ${token}`,
      'Bearer wk_',
      'Bearer wk_x_y',
      `Bearer ${'x'.repeat(100_000)}`,
      'Bearer a.b.c\0',
    ]
    for (const field of fields)
      expect(await authenticator.authenticate([field]), field.slice(0, 40)).toEqual(refused('malformed'))
  })

  it('A07 refuses the next request of a user who was disabled', async () => {
    const token = await tokenOf(ada)
    expect(await authenticate(token)).toEqual(identified({ id: ada.id }))
    await users.disable({ tenant: 'tnt_a', id: ada.id })
    expect(await authenticate(token)).toEqual(refused('stale'))
    await users.enable({ tenant: 'tnt_a', id: ada.id })
    expect(await authenticate(token)).toEqual(refused('stale'))
    expect(await authenticate(await tokenOf(ada))).toEqual(identified({ id: ada.id }))
  })

  it.each([
    ['roles', { roles: [] }],
    ['tags', { tags: { function: 'nurses' } }],
  ])('A07 refuses the next request with a token from before a change of %s', async (_, change) => {
    const token = await tokenOf(ada)
    const bea = await addUser(store, 'tnt_a', 'bea')
    const other = await tokenOf(bea)
    await users.update({ tenant: 'tnt_a', id: ada.id, ...change })
    expect(await authenticate(token)).toEqual(refused('stale'))
    expect(await authenticate(other)).toEqual(identified({ id: bea.id }))
  })

  it('A07 refuses a token that was being made while its user changed', async () => {
    const revision = await store.currentRevision()
    await users.update({ tenant: 'tnt_a', id: ada.id, roles: [] })
    const grant = {
      principal: { type: 'user', id: ada.id, tenant: 'tnt_a', roles: ['member'], tags: ada.tags } as const,
      session: 's',
    }
    const { accessToken } = await accessTokens.issue({ ...grant, revision })
    expect(await authenticate(accessToken)).toEqual(refused('stale'))
  })

  it('A07 refuses, in every tenant, tokens from before a new password', async () => {
    const there = await addUser(store, 'tnt_b', 'ada')
    const tokens = [await tokenOf(ada), await tokenOf(there)]
    await users.setPassword({ tenant: 'tnt_a', id: ada.id, password: PASSWORD })
    for (const token of tokens) expect(await authenticate(token)).toEqual(refused('stale'))
  })

  it('J08 refuses a token in every spelling once it is revoked', async () => {
    const token = await tokenOf(ada)
    expect((await authenticate(token)).status).toBe('identified')
    await users.update({ tenant: 'tnt_a', id: ada.id, roles: [] })
    for (const variant of [
      token,
      `${token}=`,
      ` ${token}`,
      `${token}\n`,
      `${token.slice(0, -1)}B`,
      `${token.slice(0, -1)}C`,
    ]) {
      expect((await authenticate(variant)).status).toBe('unidentified')
    }
  })

  it('J09 decides in the tenant that the token names, and refuses tenants that are suspended or gone', async () => {
    const token = await tokenOf(ada)
    expect(await authenticate(token)).toEqual(identified({ tenant: 'tnt_a' }))
    await store.write((writer) => writer.setTenantStatus('tnt_a', 'suspended'))
    expect(await authenticate(token)).toEqual(refused('revoked'))
    expect(await authenticate(await tokenOf({ ...ada, tenant: 'tnt_gone' }))).toEqual(refused('revoked'))
  })

  it('refuses tokens meant for another service', async () => {
    const other = createAccessTokens({ keys, issuer: ISSUER, audience: 'billing', clock })
    const principal = { type: 'user', id: ada.id, tenant: 'tnt_a', roles: [], tags: new Map() } as const
    expect(AUDIENCE).not.toBe('billing')
    const { accessToken } = await other.issue({ principal, session: 's', revision: 1 })
    expect(await authenticate(accessToken)).toEqual(refused('invalid'))
  })

  it('says unavailable, and never throws, when the store is away', async () => {
    const token = await tokenOf(ada)
    await addUser(store, 'tnt_a', 'boss', { roles: ['admin'] })
    const { text } = await apiKeys.create({ tenant: 'tnt_a', name: 'k', createdBy: 'usr_boss_a', roles: [] })
    const away = () => Promise.reject(new WardkitError('ERR_STORE_UNAVAILABLE', 'away'))
    authenticator = authenticatorOf({ ...store, findTenantRecord: away, findApiKey: away })
    for (const credentials of [token, text]) {
      expect(await authenticate(credentials)).toMatchObject({
        status: 'unavailable',
        cause: { code: 'ERR_STORE_UNAVAILABLE' },
      })
    }
  })
})

describe('API keys', () => {
  const create = (over: object = {}) =>
    apiKeys.create({ tenant: 'tnt_a', name: 'nightly export', createdBy: ada.id, roles: ['member'], ...over })

  it('identify the key, with its own roles and tags', async () => {
    const { id, text } = await create({ tags: { function: 'doctors' } })
    expect(text).toMatch(/^wk_[0-9a-z]{26}_[0-9a-z]{52}$/)
    for (const time of ['first', 'remembered']) {
      expect(await authenticate(text), time).toEqual({
        status: 'identified',
        principal: { type: 'apiKey', id, tenant: 'tnt_a', roles: ['member'], tags: tags({ function: 'doctors' }) },
      })
    }
  })

  it('are kept only as a hash, which no list shows', async () => {
    const { id, text } = await create()
    const secret = text.slice(-52)
    const kept = await store.findApiKey(id)
    expect(JSON.stringify(kept)).not.toContain(secret)
    expect(kept!.secretHash).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(await apiKeys.list('tnt_a'))).not.toContain(kept!.secretHash)
  })

  it('are refused with another secret, another id or another spelling', async () => {
    const { text } = await create()
    const { text: other } = await create()
    const [, id, secret = ''] = text.split('_')
    await authenticate(text)
    const swapped = secret.endsWith('0') ? `${secret.slice(0, -1)}1` : `${secret.slice(0, -1)}0`
    expect(await authenticate(`wk_${id!}_${other.split('_')[2]!}`)).toEqual(refused('invalid'))
    expect(await authenticate(`wk_${id!}_${swapped}`)).toEqual(refused('invalid'))
    expect(await authenticate(`wk_${'0'.repeat(26)}_${secret}`)).toEqual(refused('invalid'))
    for (const variant of [text.toUpperCase(), `${text}=`, `${text}0`, text.slice(0, -1)]) {
      expect(await authenticate(variant)).toEqual(refused('malformed'))
    }
  })

  it('T09 are refused from the revocation on, and after they expire', async () => {
    const { id, text } = await create()
    const { text: short } = await create({ expiresInSeconds: 60 })
    for (const key of [text, short]) expect((await authenticate(key)).status).toBe('identified')
    await apiKeys.revoke({ tenant: 'tnt_a', id })
    expect(await authenticate(text)).toEqual(refused('revoked'))
    clock.advance(59_999)
    expect((await authenticate(short)).status).toBe('identified')
    clock.advance(1)
    expect(await authenticate(short)).toEqual(refused('expired'))
  })

  it('T09 are refused while their creator is disabled or their tenant suspended', async () => {
    const { text } = await create()
    expect((await authenticate(text)).status).toBe('identified')
    await users.disable({ tenant: 'tnt_a', id: ada.id })
    expect(await authenticate(text)).toEqual(refused('revoked'))
    await users.enable({ tenant: 'tnt_a', id: ada.id })
    expect((await authenticate(text)).status).toBe('identified')
    await store.write((writer) => writer.setTenantStatus('tnt_a', 'suspended'))
    expect(await authenticate(text)).toEqual(refused('revoked'))
  })

  it('T09 are not made with more than their creator holds', async () => {
    await expect(create({ roles: ['admin'] })).rejects.toMatchObject({
      code: 'ERR_NOT_GRANTED',
      status: 403,
      message: expect.stringContaining('`admin`'),
    })
    await expect(create({ tags: { function: ['doctors', 'chiefs'] } })).rejects.toMatchObject({
      code: 'ERR_NOT_GRANTED',
    })
    await expect(create({ tags: { ward: 'north' } })).rejects.toMatchObject({ code: 'ERR_NOT_GRANTED' })
    await create({ roles: [], tags: { FUNCTION: 'Doctors' } })
    await addUser(store, 'tnt_a', 'boss', { roles: ['admin'] })
    await create({ createdBy: 'usr_boss_a', roles: ['member'], tags: { ward: 'north' } })
  })

  it('T09 are not made by somebody disabled, unknown or of another tenant', async () => {
    const { id } = await addUser(store, 'tnt_b', 'bob')
    await expect(create({ createdBy: id })).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await expect(create({ createdBy: 'usr_none' })).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await users.disable({ tenant: 'tnt_a', id: ada.id })
    await expect(create()).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  })

  it('T09 are refused outside the header: a user id or another field in their input is an error', async () => {
    await expect(create({ userId: 'usr_boss' })).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' })
    await expect(create({ expiresInSeconds: 0 })).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' })
  })

  it('cost one read of the key per revision of the tenant, whatever is sent', async () => {
    const { text } = await create()
    let reads = 0
    authenticator = authenticatorOf({ ...store, findApiKey: (id) => (reads++, store.findApiKey(id)) })
    for (let time = 0; time < 20; time++) await authenticate(text)
    expect(reads).toBe(2)
    await users.update({ tenant: 'tnt_a', id: ada.id, name: 'Ada' })
    for (let time = 0; time < 20; time++) await authenticate(text)
    expect(reads).toBe(3)
  })
})

describe('createLogin', () => {
  const counted = () => {
    const counts = { hashes: 0, reads: 0, writes: 0 }
    const passwords = cheapPasswords()
    const reading =
      <A extends unknown[], R>(read: (...given: A) => R) =>
      (...given: A) => (counts.reads++, read(...given))
    const logIn = createLogin({
      clock,
      accessTokens,
      passwords: {
        hash: passwords.hash,
        verify: (password, stored) => (counts.hashes++, passwords.verify(password, stored)),
      },
      store: {
        currentRevision: reading(store.currentRevision),
        findPersonByEmail: reading(store.findPersonByEmail),
        findPasswordHash: reading(store.findPasswordHash),
        listUsersOfPerson: reading(store.listUsersOfPerson),
        findTenant: reading(store.findTenant),
        write: (work) => (counts.writes++, store.write(work)),
      },
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
      return authenticate(result.accessToken)
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
        clock,
        accessTokens,
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
      accessTokens,
      store,
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
    if (result.status === 'loggedIn') expect(await authenticate(result.accessToken)).toEqual(refused('stale'))
  })
})
