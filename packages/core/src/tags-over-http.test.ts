import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeTags } from './identity/change-tags.ts'
import { createTags } from './model/tags.ts'
import { createMemoryStore } from './store/memory/index.ts'
import type { Store } from './identity/identity-store.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'

const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname
const PASSWORD = 'seven green kettles'
const TAGGER = `- allow:
    - GET:/wardkit/users/{userId}/tags
    - PUT:/wardkit/users/{userId}/tags
    - PATCH:/wardkit/users/{userId}/tags
    - PATCH:/wardkit/resources/{type}/{id}/tags
    - POST:/wardkit/resources/tags/bulk
    - PUT:/wardkit/resources/{type}/{id}
    - DELETE:/wardkit/resources/{type}/{id}
    - PUT:/wardkit/roles/{roleId}/tags
    - PATCH:/wardkit/roles/{roleId}/tags
    - GET:/wardkit/users`

let store: Store
let wardkit: Wardkit
let tenant: string
let admin: string
let tagger: string
let bea: string
const ids = { tagger: '' }

beforeEach(async () => {
  store = createMemoryStore()
  wardkit = await createWardkit({
    openapi: DOCUMENT,
    store,
    secret: 'a secret for tests that is long enough',
    accessLog: { file: ':memory:' },
    onEvent: () => undefined,
  })
  tenant = (await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })).id
  const { id: role } = await wardkit.roles.create({ tenant, name: 'Tagger', policy: TAGGER })
  const make = async (name: string, roles: string[], tags: Record<string, string> = {}) => {
    const email = `${name}@example.com`
    const user = { tenant, email, name, password: PASSWORD, emailVerified: true, roles, tags }
    return (await wardkit.users.create(user)).id
  }
  await make('admin', ['admin'])
  ids.tagger = await make('tagger', [role], { ward: 'a' })
  bea = await make('bea', ['member'], { Function: 'doctors' })
  admin = await logIn('admin')
  tagger = await logIn('tagger')
})

afterEach(() => wardkit.close())

async function send(token: string, method: string, path: string, body?: unknown) {
  const init = { method, headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` } }
  const request = body === undefined ? init : { ...init, body: JSON.stringify(body) }
  const response = await wardkit.fetch(new Request(`http://localhost/wardkit${path}`, request))
  const text = await response.text()
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> }
}

async function logIn(name: string): Promise<string> {
  const { body } = await send('none', 'POST', '/login', { email: `${name}@example.com`, password: PASSWORD })
  return body['accessToken'] as string
}

const register = (id: string, tags: Record<string, string | string[]> = {}, parent?: string) =>
  wardkit.resources.register({
    ...{ tenant, type: 'patient', id, tags, owner: bea },
    ...(parent === undefined ? {} : { parent: { type: 'patient', id: parent } }),
  })

describe('a change of tags', () => {
  const before = createTags({ Ward: ['a', 'b'], 'wardkit:origin': 'sso', function: 'doctors' })
  const change = (input: Parameters<typeof changeTags>[1]) => [...(changeTags(before, input)?.keys() ?? [])].sort()

  it('T08 leaves the system’s tags as they are', () => {
    expect(change({ tags: createTags({ x: 'y' }) })).toEqual(['wardkit:origin', 'x'])
    expect(change({ tags: new Map() })).toEqual(['wardkit:origin'])
    expect(change({ removeTags: ['WARD'] })).toEqual(['function', 'wardkit:origin'])
    expect(change({ setTags: createTags({ WARD: 'c' }), removeTags: ['function'] })).toEqual(['ward', 'wardkit:origin'])
    expect(changeTags(before, {})).toBeUndefined()
  })
})

describe('tags over HTTP', () => {
  it('are read, replaced and changed by key', async () => {
    const path = `/users/${bea}/tags`
    expect((await send(admin, 'GET', path)).body).toEqual({ tags: { Function: ['doctors'] }, system: [] })
    const patch = await send(admin, 'PATCH', path, { set: { Ward: ['A', 'b'] } })
    expect(patch.body).toEqual({ tags: { Function: ['doctors'], Ward: ['A', 'b'] }, system: [] })
    expect((await send(admin, 'PATCH', path, { remove: ['FUNCTION', 'none'] })).body).toMatchObject({
      tags: { Ward: ['A', 'b'] },
    })
    expect((await send(admin, 'PUT', path, { tags: { x: 'y' } })).body).toMatchObject({ tags: { x: ['y'] } })
    const { id: key } = await wardkit.apiKeys.create({ tenant, name: 'CI', createdBy: bea, roles: [] })
    expect((await send(admin, 'PATCH', `/api-keys/${key}/tags`, { set: { x: 'y' } })).body).toMatchObject({
      tags: { x: ['y'] },
    })
    // A key holds no more than who made it.
    const beyond = await send(admin, 'PUT', `/api-keys/${key}/tags`, { tags: { x: 'z' } })
    expect(beyond).toMatchObject({ status: 403, body: { code: 'ERR_NOT_GRANTED' } })
  })

  it.each([
    ['PUT', { tags: { 'WardKit:x': 'y' } }],
    ['PATCH', { set: { 'wardkit:x': 'y' } }],
    ['PATCH', { remove: ['WARDKIT:x'] }],
    ['PUT', { tags: { [`x${'y'.repeat(127)}`]: 'y' } }],
    ['PUT', {}],
    ['PATCH', { tags: { x: 'y' } }],
    ['PATCH', { set: { x: 'y' }, roles: ['admin'] }],
  ])('T03 T08 refuse %s %j', async (method, body) => {
    await register('1', { x: 'y' })
    for (const path of [`/users/${bea}/tags`, '/resources/patient/1/tags']) {
      expect((await send(admin, method, path, body)).status).toBe(400)
    }
    expect((await wardkit.users.find({ tenant, id: bea }))?.tags).toEqual(createTags({ Function: 'doctors' }))
  })

  it('T08 are given and taken away only by who holds them', async () => {
    const path = `/users/${bea}/tags`
    const refused = { status: 403, body: { code: 'ERR_NOT_GRANTED' } }
    expect(await send(tagger, 'PATCH', path, { set: { ward: 'b' } })).toMatchObject(refused)
    expect(await send(tagger, 'PATCH', path, { remove: ['function'] })).toMatchObject(refused)
    expect(await send(tagger, 'PUT', path, { tags: { ward: 'a' } })).toMatchObject(refused)
    expect((await send(tagger, 'PATCH', path, { set: { Ward: 'A' } })).status).toBe(200)
  })

  it.each([
    ['$body:tags:function', ['doctors', 'Doctors', ['nurses', 'DOCTORS']], 'nurses'],
    ['$body:tags:FUNCTION', ['doctors', 'DocTors'], 'nurses'],
  ])('T08 are refused by a condition on %s in whatever letter case they are sent', async (variable, refused, taken) => {
    const deny = (condition: string) =>
      wardkit.guardrails.set({ tenant, policy: `- deny: ['PUT:/wardkit/users/{userId}/tags']\n  where: ${condition}` })
    const put = async (tags: object) => (await send(admin, 'PUT', `/users/${bea}/tags`, { tags })).status
    // As the checker advises: without the tag nothing is denied, so a key that is not recognised would be let through.
    const where = `${variable} IS NOT NULL AND ${variable}`
    for (const condition of [`${where} = 'Doctors'`, `${where} IN ('x', 'Doctors')`, `${where} LIKE 'Doc%'`]) {
      await deny(condition)
      for (const key of ['function', 'Function', 'FUNCTION']) {
        for (const value of refused) {
          expect(await put({ [key]: value }), `${condition}: ${key} ${String(value)}`).toBe(403)
          expect(await put({ ward: 'a', [key]: value })).toBe(403)
        }
        expect(await put({ [key]: taken }), condition).toBe(200)
      }
      // Two spellings of one key are no way past it either.
      expect(await put({ function: taken, Function: 'doctors' })).toBe(403)
      expect(await put({ wards: 'doctors' })).toBe(200)
    }
  })

  it('T08 are refused by key, in whatever letter case it is named', async () => {
    const policy =
      "- deny: ['PATCH:/wardkit/users/{userId}/tags']\n  where: $body:remove IS NOT NULL AND $body:remove = 'function'"
    await wardkit.guardrails.set({ tenant, policy })
    const patch = async (remove: string[]) => (await send(admin, 'PATCH', `/users/${bea}/tags`, { remove })).status
    for (const key of ['function', 'Function', 'FUNCTION']) expect(await patch([key])).toBe(403)
    expect(await patch(['ward', 'FUNCTION'])).toBe(403)
    expect(await patch(['ward'])).toBe(200)
  })

  it('T08 are refused by a field list, in whatever letter case list and body spell a key', async () => {
    const path = `/users/${bea}/tags`
    for (const listed of ['tags.function', 'tags.FUNCTION', 'tags.func*']) {
      await wardkit.guardrails.set({ tenant, policy: `- deny: ['PUT:/wardkit/users/{userId}/tags:[${listed}]']` })
      for (const key of ['function', 'Function', 'FUNCTION']) {
        expect((await send(admin, 'PUT', path, { tags: { [key]: 'x' } })).status, `${listed}: ${key}`).toBe(403)
        expect((await send(admin, 'PUT', path, { tags: { ward: 'a', [key]: ['x'] } })).status).toBe(403)
      }
      expect((await send(admin, 'PUT', path, { tags: { ward: 'a' } })).status, listed).toBe(200)
      // The name of a field is spelt in one way: any other is no field.
      expect((await send(admin, 'PUT', path, { Tags: { function: 'x' } })).status).toBe(400)
    }
    // In lists too.
    const policy = "- deny: ['POST:/wardkit/invitations/bulk:[invitations.tags.function]']"
    await wardkit.guardrails.set({ tenant, policy })
    const invite = (tags: object) =>
      send(admin, 'POST', '/invitations/bulk', {
        invitations: [{ email: 'a@example.com' }, { email: 'b@example.com', tags }],
      })
    expect((await invite({ FUNCTION: 'x' })).status).toBe(403)
    expect((await invite({ ward: 'x' })).status).toBe(200)
  })

  it('T08 are allowed by a field list to the key that it lists, and to no other', async () => {
    const policy = "- allow: ['PATCH:/wardkit/users/{userId}/tags:[set.Ward]']"
    const { id: role } = await wardkit.roles.create({ tenant, name: 'Ward', policy })
    await wardkit.users.update({ tenant, id: ids.tagger, roles: [role] })
    const ward = await logIn('tagger')
    const patch = (set: object) => send(ward, 'PATCH', `/users/${bea}/tags`, { set })
    for (const key of ['ward', 'WARD']) expect((await patch({ [key]: 'a' })).status).toBe(200)
    for (const set of [{ wards: 'a' }, { ward: 'a', function: 'a' }]) expect((await patch(set)).status).toBe(403)
  })

  it('T05 are not one’s own to change', async () => {
    const path = `/users/${ids.tagger}/tags`
    for (const [method, body] of [
      ['PATCH', { set: { ward: 'a' } }],
      ['PATCH', { remove: ['ward'] }],
      ['PUT', { tags: {} }],
    ] as const) {
      expect(await send(tagger, method, path, body)).toMatchObject({ status: 403, body: { code: 'ERR_FORBIDDEN' } })
    }
  })

  it('T08 of a resource are given only by who holds them, and the rest of it stays', async () => {
    await register('folder', { ward: 'b' })
    await register('1', { function: 'doctors' }, 'folder')
    const path = '/resources/patient/1/tags'
    const refused = { status: 403, body: { code: 'ERR_NOT_GRANTED' } }
    expect(await send(tagger, 'PATCH', path, { set: { ward: 'c' } })).toMatchObject(refused)
    expect(await send(tagger, 'PATCH', path, { remove: ['function'] })).toMatchObject(refused)
    expect((await send(tagger, 'PATCH', path, { set: { ward: 'a' } })).body).toMatchObject({
      tags: { function: ['doctors'], ward: ['a'] },
    })
    await send(admin, 'PATCH', '/resources/patient/folder/tags', { set: { site: 'north' } })
    expect((await send(admin, 'GET', '/resources/patient/1')).body).toEqual({
      type: 'patient',
      id: '1',
      owner: bea,
      parent: { type: 'patient', id: 'folder' },
      tags: { function: ['doctors'], ward: ['a'] },
      effectiveTags: { function: ['doctors'], ward: ['a'], site: ['north'] },
    })
  })

  it('T08 T02 of a resource are replaced with its owner and its parent, of what is registered in the tenant and nothing else', async () => {
    await register('folder', { site: 'north' })
    await register('1', { function: 'doctors' })
    const put = (id: string, body: object, token = admin) => send(token, 'PUT', `/resources/patient/${id}`, body)
    const parent = { type: 'patient', id: 'folder' }
    expect(await put('1', { owner: ids.tagger, parent, tags: { ward: 'a' } })).toMatchObject({
      status: 200,
      body: { owner: ids.tagger, parent, tags: { ward: ['a'] }, effectiveTags: { site: ['north'], ward: ['a'] } },
    })
    expect((await put('1', { owner: null })).body).toMatchObject({ owner: null, parent: null, tags: {} })
    expect(await put('folder', { parent })).toMatchObject({ status: 400 })
    expect(await put('1', { parent: { type: 'patient', id: 'nowhere' } })).toMatchObject({ status: 404 })
    for (const body of [{ tenant }, { id: '2' }, { tags: { 'wardkit:x': 'y' } }, { owner: '' }]) {
      expect((await put('1', body)).status, JSON.stringify(body)).toBe(400)
    }
    // Whose an id is that nobody registered, or another tenant, is not for people of this one to say.
    const other = (await wardkit.tenants.create({ slug: 'bolt', name: 'Bolt' })).id
    await wardkit.resources.register({ tenant: other, type: 'patient', id: 'theirs' })
    for (const id of ['theirs', 'unknown']) {
      expect((await put(id, {})).status).toBe(404)
      expect((await send(admin, 'DELETE', `/resources/patient/${id}`)).status).toBe(404)
      expect(await wardkit.resources.find({ tenant, type: 'patient', id })).toBeUndefined()
    }
    expect(await wardkit.resources.find({ tenant: other, type: 'patient', id: 'theirs' })).toBeDefined()
  })

  it('T08 of a resource, and its owner, change only by who holds them, however it is done', async () => {
    await register('folder', { site: 'north' })
    await register('1', { ward: 'a' })
    await wardkit.resources.register({ tenant, type: 'patient', id: 'mine', owner: ids.tagger, tags: { ward: 'a' } })
    await register('2', { function: 'doctors' })
    const refused = { status: 403, body: { code: 'ERR_NOT_GRANTED' } }
    const put = (id: string, body: object) => send(tagger, 'PUT', `/resources/patient/${id}`, body)
    const parent = { type: 'patient', id: 'folder' }
    // Given, inherited, taken away, another's to own.
    expect(await put('1', { owner: bea, tags: { ward: 'b' } })).toMatchObject(refused)
    expect(await put('1', { owner: bea, tags: { ward: 'a' }, parent })).toMatchObject(refused)
    expect(await put('2', { owner: bea })).toMatchObject(refused)
    expect(await put('1', { owner: ids.tagger, tags: { ward: 'a' } })).toMatchObject(refused)
    expect(await put('1', { tags: { ward: 'a' } })).toMatchObject(refused)
    for (const id of ['1', '2']) expect(await send(tagger, 'DELETE', `/resources/patient/${id}`)).toMatchObject(refused)
    expect((await put('1', { owner: bea })).body).toMatchObject({ owner: bea, tags: {} })
    expect((await put('mine', { owner: bea, tags: { ward: 'a' } })).status).toBe(200)
    await wardkit.resources.register({ tenant, type: 'patient', id: 'mine', owner: ids.tagger, tags: { ward: 'a' } })
    expect((await send(tagger, 'DELETE', '/resources/patient/mine')).status).toBe(204)
  })

  it('of many resources are changed each on its own', async () => {
    await register('1')
    await register('2', { ward: 'x' })
    const resources = ['1', '2', '3'].map((id) => ({ type: 'patient', id }))
    const { body } = await send(tagger, 'POST', '/resources/tags/bulk', { resources, set: { ward: 'a' } })
    expect(body).toMatchObject({
      results: [
        { id: '1' },
        { id: '2', problem: { code: 'ERR_NOT_GRANTED' } },
        { id: '3', problem: { code: 'ERR_NOT_FOUND' } },
      ],
    })
    expect((await wardkit.resources.find({ tenant, type: 'patient', id: '1' }))?.tags).toEqual(
      createTags({ ward: 'a' }),
    )
  })

  it('stand in lists of resources by type', async () => {
    for (const id of ['1', '2', '3']) await register(id)
    await wardkit.resources.register({ tenant, type: 'diagnostic', id: '1' })
    expect((await send(admin, 'GET', '/resources/types')).body).toEqual({
      items: [
        { type: 'diagnostic', count: 1 },
        { type: 'patient', count: 3 },
      ],
    })
    const first = await send(admin, 'GET', '/resources?type=patient&limit=2')
    const rest = await send(admin, 'GET', `/resources?type=patient&limit=2&cursor=${String(first.body['next'])}`)
    expect(first.body).toMatchObject({ items: [{ id: '1' }, { id: '2' }] })
    expect(rest.body).toMatchObject({ items: [{ id: '3' }], next: null })
  })

  it('of a role are read, replaced and changed by key, and given only by who holds them', async () => {
    const { id } = await wardkit.roles.create({ tenant, name: 'Locum', policy: TAGGER, tags: { site: 'north' } })
    const path = `/roles/${id}/tags`
    expect((await send(admin, 'GET', path)).body).toEqual({ tags: { site: ['north'] }, system: [] })
    expect((await send(admin, 'PATCH', path, { set: { Ward: 'a' }, remove: ['SITE'] })).body).toMatchObject({
      tags: { Ward: ['a'] },
    })
    expect((await send(admin, 'PUT', path, { tags: { function: 'doctors' } })).body).toMatchObject({
      tags: { function: ['doctors'] },
    })
    const refused = { status: 403, body: { code: 'ERR_NOT_GRANTED' } }
    expect(await send(tagger, 'PATCH', path, { remove: ['function'] })).toMatchObject(refused)
    expect(await send(tagger, 'PUT', path, { tags: {} })).toMatchObject(refused)
    expect((await send(tagger, 'PATCH', path, { set: { ward: 'A' } })).status).toBe(200)
    expect(await send(admin, 'GET', '/roles/admin/tags')).toMatchObject({ status: 404 })
  })

  it('T08 of a role are what a condition on the role asks for', async () => {
    const { id } = await wardkit.roles.create({ tenant, name: 'Locum', policy: TAGGER, tags: { site: 'north' } })
    const policy = "- deny: ['PATCH:/wardkit/roles/{roleId}']\n  where: $resourceTags:site = 'north'"
    await wardkit.guardrails.set({ tenant, policy })
    const rename = () => send(admin, 'PATCH', `/roles/${id}`, { name: 'Other', version: 1 })
    expect((await rename()).status).toBe(403)
  })
})

describe('the tags of a tenant, in code', () => {
  it('are read and changed in one way for all who have them', async () => {
    await register('1', { ward: 'a' })
    const { id: role } = await wardkit.roles.create({ tenant, name: 'Locum', policy: TAGGER })
    const { id: key } = await wardkit.apiKeys.create({ tenant, name: 'CI', createdBy: ids.tagger, roles: [] })
    const holders = [
      { tenant, holder: 'user', id: bea },
      { tenant, holder: 'apiKey', id: key },
      { tenant, holder: 'role', id: role },
      { tenant, holder: 'resource', type: 'patient', id: '1' },
    ] as const
    for (const of of holders) {
      await wardkit.tags.change(of, { tags: {}, setTags: { Ward: 'A' } })
      expect(await wardkit.tags.get(of)).toEqual(createTags({ Ward: 'A' }))
      await wardkit.tags.change(of, { removeTags: ['ward'] })
      expect(await wardkit.tags.get(of)).toEqual(createTags({}))
      const elsewhere = { ...of, id: 'nowhere' }
      await expect(wardkit.tags.get(elsewhere)).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    }
    const notTheirs = wardkit
      .as({ type: 'user', id: ids.tagger, tenant })
      .tags.change(holders[0], { setTags: { x: 'y' } })
    await expect(notTheirs).rejects.toMatchObject({ code: 'ERR_FORBIDDEN' })
  })
})

describe('suggestions of tags', () => {
  const suggest = (token: string, query: string) => send(token, 'GET', `/tags/suggestions?${query}`)

  beforeEach(async () => {
    await register('1', { site: 'north' })
    const other = (await wardkit.tenants.create({ slug: 'bolt', name: 'Bolt' })).id
    const cid = { tenant: other, email: 'cid@example.com', name: 'Cid', tags: { function: 'spies', fax: '1' } }
    await wardkit.users.create(cid)
  })

  it('tell the keys in use, or the values of one, of the caller’s tenant and no other', async () => {
    expect((await suggest(admin, 'holder=user')).body).toEqual({
      keys: [
        { key: 'Function', count: 1 },
        { key: 'ward', count: 1 },
      ],
      values: [],
    })
    expect((await suggest(admin, 'holder=user&key=FUNCTION')).body).toEqual({
      keys: [],
      values: [{ value: 'doctors', count: 1 }],
    })
    expect((await suggest(admin, 'holder=user&prefix=W&limit=1')).body).toMatchObject({ keys: [{ key: 'ward' }] })
    expect((await suggest(admin, 'holder=user&key=fax')).body).toEqual({ keys: [], values: [] })
    expect((await suggest(admin, 'holder=resource')).body).toMatchObject({ keys: [{ key: 'site', count: 1 }] })
    for (const wrong of ['holder=tenant', 'holder=user&limit=101', 'holder=user&tenant=x', 'key=ward']) {
      expect((await suggest(admin, wrong)).status, wrong).toBe(400)
    }
  })

  it('T08 are only for who may list the holders', async () => {
    expect((await suggest(tagger, 'holder=user')).status).toBe(200)
    for (const holder of ['apiKey', 'role', 'resource']) {
      expect(await suggest(tagger, `holder=${holder}`)).toMatchObject({ status: 403, body: { code: 'ERR_FORBIDDEN' } })
    }
    // Who may list those of one type is told of no others.
    const policy = "- allow: ['GET:/wardkit/resources']\n  where: $query:type = 'diagnostic'"
    const { id: role } = await wardkit.roles.create({ tenant, name: 'Lister', policy })
    await wardkit.users.update({ tenant, id: bea, roles: [role] })
    const lister = await logIn('bea')
    expect((await send(lister, 'GET', '/resources?type=diagnostic')).status).toBe(200)
    expect((await suggest(lister, 'holder=resource')).status).toBe(403)
  })
})
