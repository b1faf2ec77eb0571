import { beforeEach, describe, expect, it } from 'vitest'
import { WardkitError } from '../errors/index.ts'
import { createGlobals } from '../tenancy/globals.ts'
import { createSnapshots } from '../tenancy/snapshots.ts'
import { createAccessTokens } from './access-tokens.ts'
import { createAuthenticator } from './authenticator.ts'
import type { User } from './identity-store.ts'
import { addUser, AUDIENCE, createIdentity, ISSUER, LIMITS, PASSWORD, refused } from './identity.test-support.ts'
import { createSessionVerifier } from './verify-session.ts'
import { createApiKeyVerifier } from './verify-api-key.ts'

type Identity = Awaited<ReturnType<typeof createIdentity>>

let clock: Identity['clock']
let store: Identity['store']
let keys: Identity['keys']
let accessTokens: Identity['accessTokens']
let users: Identity['users']
let apiKeys: Identity['apiKeys']
let authenticator: Identity['authenticator']
let authenticatorOver: Identity['authenticatorOver']
let authenticate: Identity['authenticate']
let ada: Identity['ada']

beforeEach(async () => {
  ;({ clock, store, keys, accessTokens, users, apiKeys, authenticator, authenticatorOver, authenticate, ada } =
    await createIdentity())
})

async function tokenOf(user: User): Promise<string> {
  const { id, tenant, roles, tags } = user
  const revision = await store.currentRevision()
  const grant = { principal: { type: 'user', id, tenant, roles, tags } as const, session: 'ses_1', revision }
  return (await accessTokens.issue(grant)).accessToken
}

const identified = (principal: object) =>
  expect.objectContaining({ status: 'identified', principal: expect.objectContaining(principal) as object }) as object

describe('createAuthenticator', () => {
  it('identifies a user by a token, and the scheme in any case', async () => {
    const token = await tokenOf(ada)
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      expect(await authenticator.authenticate([`${scheme} ${token}`])).toEqual({
        status: 'identified',
        session: 'ses_1',
        standsOn: [],
        expiresAt: clock() + 900_000,
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

  it('asks the upstream issuers about what it does not know itself, and about nothing that it does', async () => {
    const asked: string[] = []
    const principal = { type: 'upstream', id: 'i#s', tenant: 'tnt_a', roles: [], tags: ada.tags } as const
    const both = authenticatorOver(store, (text) => {
      asked.push(text)
      return text === 'of.another.issuer' ? { status: 'identified', principal } : undefined
    })
    const own = await tokenOf(ada)
    for (let time = 0; time < 3; time++) {
      expect(await both.authenticate([`Bearer ${own}`])).toEqual(identified({ id: ada.id }))
      expect(await both.authenticate(['Bearer of.another.issuer'])).toEqual(identified(principal))
    }
    expect(await both.authenticate(['Bearer of.nobody.known'])).toEqual(refused('malformed'))
    expect(asked.filter((text) => text === own)).toHaveLength(1)
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

  describe('of a node that has not heard of the last write', () => {
    /** As compiled before any write that follows, for whoever presents no revision of it. */
    async function behind(): Promise<Identity['authenticator']> {
      const globals = createGlobals({
        services: [],
        knownServices: [],
        policies: [],
        templates: [],
        roles: new Map(),
        revision: 0,
        onUnreadableRole: () => undefined,
      })
      const limits = { maxStalenessSeconds: 60, maxTenants: 10, monotonicNow: clock }
      const snapshots = createSnapshots({
        source: { ...store, changeHint: () => 0 },
        findGlobals: async () => globals,
        ...limits,
      })
      await snapshots.find('tnt_a')
      const verifyApiKey = createApiKeyVerifier({ store, upkeep: store.write, snapshots, clock })
      const verifySession = createSessionVerifier({ store, upkeep: store.write, snapshots, limits: LIMITS, clock })
      const origin = 'https://app.example'
      return createAuthenticator({ accessTokens, verifyApiKey, verifySession, snapshots, origin })
    }

    it('C02 A07 refuses a token that was revoked by the revision its bearer presents', async () => {
      const fields = [`Bearer ${await tokenOf(ada)}`]
      const { authenticate } = await behind()
      const { revision } = await users.update({ tenant: 'tnt_a', id: ada.id, roles: [] })
      expect(await authenticate(fields, revision - 1)).toEqual(identified({ id: ada.id }))
      expect(await authenticate(fields, revision)).toEqual(refused('stale'))
    })

    it('C02 T09 refuses a key that was revoked by the revision its bearer presents', async () => {
      await addUser(store, 'tnt_a', 'boss', { roles: ['admin'] })
      const { text, id } = await apiKeys.create({ tenant: 'tnt_a', name: 'k', createdBy: 'usr_boss_a', roles: [] })
      const { authenticate } = await behind()
      expect(await authenticate([`Bearer ${text}`])).toEqual(identified({ id }))
      const { revision } = await apiKeys.revoke({ tenant: 'tnt_a', id })
      expect(await authenticate([`Bearer ${text}`], revision)).toEqual(refused('revoked'))
    })

    it('says of a revision that does not exist only to who is identified that it does not', async () => {
      const token = await tokenOf(ada)
      const { authenticate } = await behind()
      const ahead = (await store.currentRevision()) + 1
      expect(await authenticate([`Bearer ${token}`], ahead)).toMatchObject({
        status: 'unavailable',
        cause: { code: 'ERR_REVISION_AHEAD' },
      })
      expect(await authenticate(['Bearer a.b.c'], ahead)).toEqual(refused('malformed'))
    })
  })

  it('says unavailable, and never throws, when the store is away', async () => {
    const token = await tokenOf(ada)
    await addUser(store, 'tnt_a', 'boss', { roles: ['admin'] })
    const { text } = await apiKeys.create({ tenant: 'tnt_a', name: 'k', createdBy: 'usr_boss_a', roles: [] })
    const away = () => Promise.reject(new WardkitError('ERR_STORE_UNAVAILABLE', 'away'))
    const withoutStore = authenticatorOver({ ...store, findTenantRecord: away, findApiKey: away })
    for (const credentials of [token, text]) {
      expect(await withoutStore.authenticate([`Bearer ${credentials}`])).toMatchObject({
        status: 'unavailable',
        cause: { code: 'ERR_STORE_UNAVAILABLE' },
      })
    }
  })
})
