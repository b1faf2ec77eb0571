import { beforeEach, describe, expect, it } from 'vitest'
import { addUser, createIdentity, refused, tags } from './identity.test-support.ts'

type Identity = Awaited<ReturnType<typeof createIdentity>>

let clock: Identity['clock']
let store: Identity['store']
let users: Identity['users']
let apiKeys: Identity['apiKeys']
let authenticatorOver: Identity['authenticatorOver']
let authenticate: Identity['authenticate']
let ada: Identity['ada']

beforeEach(async () => {
  ;({ clock, store, users, apiKeys, authenticatorOver, authenticate, ada } = await createIdentity())
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
        standsOn: [{ tenant: 'tnt_a', names: [ada.id] }],
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

  it('T09 A07 are refused while their creator no longer holds what they hold', async () => {
    const { text } = await create({ tags: { function: 'doctors' } })
    for (const change of [{ roles: [] }, { roles: ['member'], tags: {} }]) {
      await users.update({ tenant: 'tnt_a', id: ada.id, ...change })
      expect(await authenticate(text)).toEqual(refused('revoked'))
    }
    await users.update({ tenant: 'tnt_a', id: ada.id, roles: ['admin'] })
    expect((await authenticate(text)).status).toBe('identified')
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
    const counting = authenticatorOver({ ...store, findApiKey: (id) => (reads++, store.findApiKey(id)) })
    for (let time = 0; time < 20; time++) await counting.authenticate([`Bearer ${text}`])
    expect(reads).toBe(2)
    await users.update({ tenant: 'tnt_a', id: ada.id, name: 'Ada' })
    for (let time = 0; time < 20; time++) await counting.authenticate([`Bearer ${text}`])
    expect(reads).toBe(3)
  })
})
