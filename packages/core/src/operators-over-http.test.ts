import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isForOperators } from './http/api/assert-operator.ts'
import { OWN_ROUTES } from './http/api/own-document.ts'
import { createMemoryStore } from './store/memory/index.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'

const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname
const PASSWORD = 'seven green kettles'

let wardkit: Wardkit
let key: string
let acme: string
let birch: string

beforeAll(async () => {
  wardkit = await createWardkit({
    openapi: DOCUMENT,
    store: createMemoryStore(),
    secret: 'a secret for tests that is long enough',
    accessLog: { file: ':memory:' },
    onEvent: () => undefined,
    rateLimits: { requestsPerAddress: 1_000 },
  })
  key = (await wardkit.operators.create({ name: 'Olga of support' })).text
  acme = (await wardkit.tenants.create({ slug: 'acme', name: 'Acme Health' })).id
  birch = (await wardkit.tenants.create({ slug: 'birch', name: 'Birch Clinic' })).id
  for (const [tenant, email] of [
    [acme, 'ada@acme.example'],
    [birch, 'bo@birch.example'],
  ] as const) {
    await wardkit.users.create({ tenant, email, name: 'Admin', password: PASSWORD, roles: ['admin'] })
  }
})

afterAll(() => wardkit.close())

async function send(authorization: string, method: string, path: string) {
  const request = new Request(`http://localhost/wardkit${path}`, { method, headers: { authorization } })
  const response = await wardkit.fetch(request)
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
}

const asOperator = (method: string, path: string) => send(`Bearer ${key}`, method, path)

async function logIn(email: string) {
  const body = JSON.stringify({ email, password: PASSWORD })
  const headers = { 'content-type': 'application/json' }
  const response = await wardkit.fetch(new Request('http://localhost/wardkit/login', { method: 'POST', headers, body }))
  const answer: unknown = await response.json()
  return { status: response.status, token: (answer as { accessToken?: string }).accessToken ?? '' }
}

const listOf = async (query: string) =>
  (await asOperator('GET', `/operator/tenants${query}`)).body.items.map(({ slug }: { slug: string }) => slug)

describe('an operator', () => {
  it('sees every tenant, by part of its name and by status', async () => {
    expect((await listOf('')).sort()).toEqual(['acme', 'birch'])
    expect(await listOf('?search=HEALTH')).toEqual(['acme'])
    expect(await listOf('?search=birch&status=suspended')).toEqual([])
    const first = (await asOperator('GET', '/operator/tenants?limit=1')).body
    const second = (await asOperator('GET', `/operator/tenants?limit=1&cursor=${first.next}`)).body
    expect([first, second].flatMap(({ items }) => items).map(({ id }) => id)).toEqual([acme, birch].sort())
    expect(second.next).toBeNull()
  })

  it('sees how many people a tenant has, and when the last one came', async () => {
    await wardkit.users.create({ tenant: acme, email: 'second@acme.example', name: 'Second' })
    expect((await asOperator('GET', `/operator/tenants/${acme}`)).body).toMatchObject({ users: 2, lastLoginAt: null })
    await logIn('ada@acme.example')
    const { body } = await asOperator('GET', `/operator/tenants/${acme}`)
    expect(body).toMatchObject({ id: acme, name: 'Acme Health', status: 'active', users: 2 })
    expect(body.lastLoginAt).toBeGreaterThan(0)
    expect(body.lastActivityAt).toBeGreaterThanOrEqual(body.lastLoginAt)
    const { items } = (await asOperator('GET', '/operator/tenants')).body
    const { id, users, lastActivityAt } = body
    expect(items).toContainEqual(expect.objectContaining({ id, users, lastActivityAt }))
    expect(items).toContainEqual(expect.objectContaining({ id: birch, users: 1, lastActivityAt: null }))
    expect((await asOperator('GET', '/operator/tenants/tnt_none')).status).toBe(404)
  })

  it('suspends a tenant and lets it go on, and the audit log says who', async () => {
    const { token } = await logIn('bo@birch.example')
    const read = async () => (await send(`Bearer ${token}`, 'GET', '/users')).status
    expect(await read()).toBe(200)
    const suspended = await asOperator('POST', `/operator/tenants/${birch}/suspend`)
    expect(suspended.status).toBe(204)
    expect(Number(suspended.headers.get('wardkit-revision'))).toBeGreaterThan(0)
    expect(await read()).toBe(401)
    expect((await logIn('bo@birch.example')).status).toBe(401)
    expect(await listOf('?status=suspended')).toEqual(['birch'])
    expect((await asOperator('POST', `/operator/tenants/${birch}/resume`)).status).toBe(204)
    expect((await logIn('bo@birch.example')).status).toBe(200)
    const { records } = await wardkit.auditLog.query({ tenant: birch, action: 'tenant.suspend' })
    const [operator] = await wardkit.operators.list()
    expect(records).toMatchObject([{ actor: { type: 'operator', id: operator!.id } }])
    expect((await asOperator('POST', '/operator/tenants/tnt_none/suspend')).status).toBe(404)
  })

  it('T12 deletes a tenant: tokens of its people are nothing at once, and the slug is free', async () => {
    const { id: gone } = await wardkit.tenants.create({ slug: 'cedar', name: 'Cedar' })
    const login = { email: 'cleo@cedar.example', name: 'Cleo', password: PASSWORD }
    await wardkit.users.create({ tenant: gone, ...login, roles: ['admin'] })
    const { token } = await logIn(login.email)
    expect((await send(`Bearer ${token}`, 'GET', '/users')).status).toBe(200)
    expect((await asOperator('DELETE', `/operator/tenants/${gone}`)).status).toBe(204)
    expect((await send(`Bearer ${token}`, 'GET', '/users')).status).toBe(401)
    expect((await asOperator('GET', `/operator/tenants/${gone}`)).status).toBe(404)
    expect((await asOperator('DELETE', `/operator/tenants/${gone}`)).status).toBe(404)
    await wardkit.tenants.create({ slug: 'cedar', name: 'Cedar again' })
    expect((await logIn(login.email)).status).toBe(401)
    await wardkit.tenants.delete((await wardkit.tenants.findBySlug('cedar'))!.id)
  })

  it('sees the services', async () => {
    expect((await asOperator('GET', '/operator/services')).body.items).toContainEqual(
      expect.objectContaining({ id: expect.any(String), operations: expect.any(Number), roles: expect.any(Array) }),
    )
  })

  it('sees the access log in numbers, over all tenants or one', async () => {
    const { token } = await logIn('ada@acme.example')
    for (const path of ['/users', '/users', '/roles']) await send(`Bearer ${token}`, 'GET', path)
    await wardkit.users.create({ tenant: birch, email: 'cy@birch.example', name: 'Cy', password: PASSWORD })
    const { token: cy } = await logIn('cy@birch.example')
    await send(`Bearer ${cy}`, 'GET', '/users')
    const { body } = await asOperator('GET', `/operator/access-summary?tenant=${acme}&by=hour`)
    expect(body.tenants).toMatchObject([{ tenant: acme, name: 'Acme Health', denied: 0, failed: 0 }])
    expect(body.operations).toContainEqual({ operation: 'GET:/wardkit/users', allowed: 2, denied: 0, failed: 0 })
    expect(body).toMatchObject({ complete: true, dropped: 0, reasons: [] })
    expect(body.buckets.every(({ at }: { at: number }) => at % 3_600_000 === 0)).toBe(true)
    const all = (await asOperator('GET', '/operator/access-summary')).body
    expect(all.tenants.map(({ tenant }: { tenant: string | null }) => tenant)).toEqual(
      expect.arrayContaining([acme, birch, null]),
    )
    expect(all.reasons).toContainEqual({ reason: 'no-statement', count: 1 })
    const before = (await asOperator('GET', '/operator/access-summary?from=0&to=1')).body
    expect(before).toMatchObject({ buckets: [], tenants: [], operations: [] })
  })
})

describe('T01 whoever is no operator', () => {
  const OPERATIONS = OWN_ROUTES.filter(isForOperators).map(({ method, path }) => [method.toUpperCase(), path] as const)

  it('is told apart by the path of the operation, whichever there are', () => {
    expect(OPERATIONS.length).toBeGreaterThanOrEqual(7)
    const named = OWN_ROUTES.filter(({ path }) => path.includes('operator'))
    expect(named.map(({ method, path }) => [method.toUpperCase(), path])).toEqual(OPERATIONS)
  })

  it('gets nothing, a tenant’s admin, a program and a key that was revoked included', async () => {
    const { token } = await logIn('ada@acme.example')
    const admin = (await wardkit.users.findByEmail({ tenant: acme, email: 'ada@acme.example' }))!.id
    const program = await wardkit.apiKeys.create({ tenant: acme, name: 'Program', createdBy: admin, roles: ['admin'] })
    const revoked = await wardkit.operators.create({ name: 'Gone' })
    await wardkit.operators.revoke(revoked.id)
    const callers = ['', `Bearer ${token}`, `Bearer ${program.text}`, `Bearer ${revoked.text}`, `Bearer ${key}x`, key]
    for (const [method, path] of OPERATIONS) {
      for (const caller of callers) {
        const answer = await send(caller, method, path.replace('{tenantId}', acme))
        expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 401, 'ERR_UNAUTHENTICATED'])
      }
    }
    expect((await wardkit.tenants.find(acme))?.status).toBe('active')
  })

  it('is told the same of tenants that are not there', async () => {
    expect((await send('Bearer none', 'GET', '/operator/tenants/tnt_none')).body).toMatchObject({
      code: 'ERR_UNAUTHENTICATED',
    })
  })

  it('and an operator is no principal of any tenant', async () => {
    expect((await asOperator('GET', '/users')).status).toBe(401)
  })
})
