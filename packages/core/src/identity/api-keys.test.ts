import { beforeEach, describe, expect, it } from 'vitest'
import { createAdministration } from './administration.ts'
import { createApiKeys } from './api-keys.ts'
import type { Actor } from './actor.ts'
import { addUser, createIdentity, refused, tags } from './identity.test-support.ts'

type Identity = Awaited<ReturnType<typeof createIdentity>>

let identity: Identity
let key: { readonly id: string; readonly text: string }

beforeEach(async () => {
  identity = await createIdentity()
  key = await create()
})

const create = (over: object = {}) =>
  identity.apiKeys.create({ tenant: 'tnt_a', name: 'export', createdBy: identity.ada.id, roles: ['member'], ...over })
const named = (over: object = {}) => ({ tenant: 'tnt_a', id: key.id, ...over })

/** The keys as somebody reaches them whose request was allowed by a role other than `admin`. */
function keysAs(actor: Actor) {
  const { store, clock } = identity
  const permission = { revision: Number.MAX_SAFE_INTEGER, renew: () => Promise.reject(new Error('not asked')) }
  return createApiKeys({ administration: createAdministration({ store, clock })(actor, { permission }), clock })
}

describe('rotating an API key', () => {
  it('T09 gives it a new secret under the same id, and refuses the old one at once', async () => {
    const { text, ...rotated } = await identity.apiKeys.rotate(named())
    expect(rotated).toMatchObject({ id: key.id, previousExpiresAt: null })
    expect(text.slice(0, 30)).toBe(key.text.slice(0, 30))
    expect(await identity.authenticate(text)).toMatchObject({ status: 'identified', principal: { id: key.id } })
    expect(await identity.authenticate(key.text)).toEqual(refused('invalid'))
  })

  it('leaves the old secret good for the overlap, to the millisecond, and never two old ones', async () => {
    await identity.authenticate(key.text)
    const next = await identity.apiKeys.rotate(named({ overlapSeconds: 60 }))
    identity.clock.advance(59_999)
    for (const text of [key.text, next.text]) expect((await identity.authenticate(text)).status).toBe('identified')
    const last = await identity.apiKeys.rotate(named({ overlapSeconds: 60 }))
    expect(await identity.authenticate(key.text)).toEqual(refused('invalid'))
    expect((await identity.authenticate(next.text)).status).toBe('identified')
    identity.clock.advance(60_000)
    expect(await identity.authenticate(next.text)).toEqual(refused('invalid'))
    expect((await identity.authenticate(last.text)).status).toBe('identified')
  })

  it('ends an overlap that goes on when it is rotated without one', async () => {
    await identity.apiKeys.rotate(named({ overlapSeconds: 60 }))
    await identity.apiKeys.rotate(named())
    expect(await identity.authenticate(key.text)).toEqual(refused('invalid'))
  })

  it('T09 renews no key that is revoked, expired, or more than its creator holds', async () => {
    const conflict = { code: 'ERR_CONFLICT' }
    const short = await create({ expiresInSeconds: 60 })
    identity.clock.advance(60_000)
    await expect(identity.apiKeys.rotate(named({ id: short.id }))).rejects.toMatchObject(conflict)
    await identity.users.update({ tenant: 'tnt_a', id: identity.ada.id, roles: [] })
    await expect(identity.apiKeys.rotate(named())).rejects.toMatchObject(conflict)
    await identity.users.update({ tenant: 'tnt_a', id: identity.ada.id, roles: ['member'] })
    await identity.apiKeys.revoke(named())
    await expect(identity.apiKeys.rotate(named())).rejects.toMatchObject(conflict)
    await expect(identity.apiKeys.rotate(named({ tenant: 'tnt_b' }))).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await expect(identity.apiKeys.rotate(named({ overlapSeconds: 604_801 }))).rejects.toMatchObject({
      code: 'ERR_INVALID_INPUT',
    })
  })

  it('T04 hands a secret only to its creator, or to who holds everything', async () => {
    const bob = await addUser(identity.store, 'tnt_a', 'bob')
    const boss = await addUser(identity.store, 'tnt_a', 'boss', { roles: ['admin'] })
    const as = ({ id }: { readonly id: string }) => keysAs({ type: 'user', id, tenant: 'tnt_a' })
    await expect(as(bob).rotate(named())).rejects.toMatchObject({ code: 'ERR_FORBIDDEN' })
    const { id: high } = await create({ createdBy: boss.id, roles: ['admin'] })
    await expect(as(bob).rotate(named({ id: high }))).rejects.toMatchObject({ code: 'ERR_NOT_GRANTED' })
    expect((await as(identity.ada).rotate(named())).id).toBe(key.id)
    expect((await as(boss).rotate(named())).id).toBe(key.id)
  })
})

describe('changing an API key', () => {
  it('changes what it holds from its next request on', async () => {
    expect(
      await identity.apiKeys.update(named({ name: 'import', roles: [], tags: { function: 'doctors' } })),
    ).toMatchObject({ name: 'import', roles: [], lastUsedAt: null })
    expect(await identity.authenticate(key.text)).toMatchObject({
      principal: { roles: [], tags: tags({ function: 'doctors' }) },
    })
  })

  it('T09 gives it no more than its creator holds now', async () => {
    const notGranted = { code: 'ERR_NOT_GRANTED' }
    await expect(identity.apiKeys.update(named({ roles: ['admin'] }))).rejects.toMatchObject(notGranted)
    await expect(identity.apiKeys.update(named({ tags: { ward: 'north' } }))).rejects.toMatchObject(notGranted)
    await identity.users.update({ tenant: 'tnt_a', id: identity.ada.id, roles: [] })
    await expect(identity.apiKeys.update(named({ roles: ['member'] }))).rejects.toMatchObject(notGranted)
    await identity.apiKeys.update(named({ name: 'renamed' }))
    await identity.users.disable({ tenant: 'tnt_a', id: identity.ada.id })
    await expect(identity.apiKeys.update(named({ roles: [] }))).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await identity.apiKeys.revoke(named())
    await expect(identity.apiKeys.update(named({ name: 'x' }))).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
  })

  it('T04 gives and takes only what the actor holds', async () => {
    const bob = await addUser(identity.store, 'tnt_a', 'bob', { roles: [], tags: tags({}) })
    const keys = keysAs({ type: 'user', id: bob.id, tenant: 'tnt_a' })
    await expect(keys.update(named({ roles: [] }))).rejects.toMatchObject({ code: 'ERR_NOT_GRANTED' })
    await expect(keys.update(named({ tags: { function: 'doctors' } }))).rejects.toMatchObject({
      code: 'ERR_NOT_GRANTED',
    })
    expect((await keys.update(named({ name: 'renamed' }))).name).toBe('renamed')
  })

  it('G03 leaves what was changed in the audit log, and no secret', async () => {
    await identity.apiKeys.update(named({ roles: [] }))
    const { text } = await identity.apiKeys.rotate(named({ overlapSeconds: 5 }))
    const window = { first: 1, last: 1_000, order: 'newest', limit: 2 } as const
    const [rotation, update] = (await identity.store.listAudit({ tenant: 'tnt_a' }, window)).map(({ record }) => record)
    expect(JSON.parse(update!)).toMatchObject({
      action: 'api-key.update',
      details: { before: { roles: ['member'] }, after: { roles: [] } },
    })
    expect(JSON.parse(rotation!)).toMatchObject({ action: 'api-key.rotate', details: { overlapSeconds: 5 } })
    const { secretHash, previousSecretHash } = (await identity.store.findApiKey(key.id))!
    for (const secret of [text.slice(-52), secretHash, previousSecretHash!]) expect(rotation).not.toContain(secret)
  })
})

describe('the use of an API key', () => {
  it('is written down once a minute at most, beside the request, and never moves the tenant on', async () => {
    const { store, clock, authenticatorOver } = identity
    const before = await store.findTenantRevisions('tnt_a')
    let writes = 0
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const slow = authenticatorOver({ ...store, write: (work) => (writes++, held.then(() => store.write(work))) })
    const use = async () =>
      expect(await slow.authenticate([`Bearer ${key.text}`])).toMatchObject({ status: 'identified' })
    for (let time = 0; time < 10; time++) await use()
    expect(writes).toBe(1)
    release()
    await expect.poll(async () => (await store.findApiKey(key.id))?.lastUsedAt).toBe(clock())
    clock.advance(59_999)
    await use()
    expect(writes).toBe(1)
    clock.advance(1)
    await use()
    expect(writes).toBe(2)
    await expect.poll(async () => (await identity.apiKeys.list('tnt_a'))[0]?.lastUsedAt).toBe(clock())
    expect(await store.findTenantRevisions('tnt_a')).toEqual(before)
  })

  it('is not noted for a wrong secret, and a write that fails refuses nobody', async () => {
    let writes = 0
    const failing = identity.authenticatorOver({
      ...identity.store,
      write: () => (writes++, Promise.reject(new Error('full'))),
    })
    await failing.authenticate([`Bearer ${key.text.slice(0, -1)}${key.text.endsWith('0') ? '1' : '0'}`])
    expect(writes).toBe(0)
    expect((await failing.authenticate([`Bearer ${key.text}`])).status).toBe('identified')
    expect(writes).toBe(1)
  })
})
