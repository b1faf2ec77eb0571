import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WardkitEvent } from './http/events.ts'
import { createGuard } from './http/guard.ts'
import type { Principal } from './model/principal.ts'
import type { RequestValues } from './model/request-values.ts'
import { createTags } from './model/tags.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'
import type { WardkitOptions } from './wardkit-options.ts'

const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname
const PASSWORD = 'seven green kettles'

let folder: string
let opened: Wardkit[]
let events: WardkitEvent[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardkit-'))
  opened = []
  events = []
})

afterEach(async () => {
  for (const wardkit of opened) await wardkit.close()
  rmSync(folder, { recursive: true })
})

async function open(options: WardkitOptions = {}): Promise<Wardkit> {
  const wardkit = await createWardkit({
    openapi: DOCUMENT,
    database: `sqlite:${join(folder, 'wardkit.db')}`,
    secret: 'a secret for tests that is long enough',
    onEvent: (event) => events.push(event),
    ...options,
  })
  opened.push(wardkit)
  return wardkit
}

function question(wardkit: Wardkit, principal: Principal, method: string, ...segments: string[]) {
  const match = wardkit.findOperation(method, segments)
  if (typeof match === 'string') throw new Error(match)
  const request: RequestValues = { path: match.path, query: new Map(), body: { status: 'absent' } }
  return { principal, operation: match.operation, request }
}

const principalOf = (tenant: string, roles: string[]): Principal => ({
  type: 'user',
  id: 'usr_x',
  tenant,
  roles,
  tags: createTags({}),
})

async function logIn(wardkit: Wardkit, email: string): Promise<string> {
  const response = await wardkit.fetch(
    new Request('http://localhost/wardkit/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: PASSWORD }),
    }),
  )
  return ((await response.json()) as { accessToken: string }).accessToken
}

describe('an instance', () => {
  it('takes a login’s token through to a decision', async () => {
    const wardkit = await open()
    const tenant = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
    const role = await wardkit.roles.create({
      tenant: tenant.id,
      name: 'reader',
      policy: "- allow: [GET:/patient]\n  where: $principalTags:function = 'doctors'",
    })
    await wardkit.users.create({
      tenant: tenant.id,
      email: 'ada@example.com',
      name: 'Ada',
      password: PASSWORD,
      roles: [role.id],
      tags: { function: 'doctors' },
    })
    const authentication = await wardkit.authenticate([`Bearer ${await logIn(wardkit, 'ada@example.com')}`])
    if (authentication.status !== 'identified') throw new Error(authentication.status)
    expect(await wardkit.decide(question(wardkit, authentication.principal, 'GET', 'patient'))).toMatchObject({
      allowed: true,
      reason: 'allowed',
    })
    expect(await wardkit.decide(question(wardkit, authentication.principal, 'POST', 'patient'))).toMatchObject({
      allowed: false,
      reason: 'no-statement',
    })
  })

  it('lets a request through at once, without a promise, where its token was seen and its resource is at hand', async () => {
    const wardkit = await open({ accessLog: false })
    const { id: tenant } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
    const policy = "- allow: ['GET:/patient/{patientId}']"
    const role = await wardkit.roles.create({ tenant, name: 'reader', policy })
    const ada = { email: 'ada@example.com', name: 'Ada', password: PASSWORD, roles: [role.id] }
    await wardkit.users.create({ tenant, ...ada })
    await wardkit.resources.register({ tenant, type: 'patient', id: '17' })
    const authorization = [`Bearer ${await logIn(wardkit, ada.email)}`]
    const guard = createGuard<null>(wardkit)
    const check = () =>
      guard.check({
        method: 'GET',
        target: '/patient/17',
        fields: (name) => (name === 'authorization' ? authorization : []),
        body: { present: false },
        host: null,
        setHeader: () => undefined,
      })
    expect(await check()).toMatchObject({ kind: 'pass' })
    expect(check()).toMatchObject({ kind: 'pass', request: { decision: { reason: 'allowed' } } })
    await wardkit.roles.update({ tenant, id: role.id, policy: '- allow: [GET:/patient]' })
    const refused = check()
    expect(refused).toBeInstanceOf(Promise)
    expect(await refused).toMatchObject({ kind: 'refuse', response: { status: 403 } })
  })

  it('C01 A07 makes a token stale for every instance on the same file once its user’s roles change', async () => {
    const [one, other] = [await open(), await open()]
    const tenant = await one.tenants.create({ slug: 'acme', name: 'Acme' })
    const user = await one.users.create({
      tenant: tenant.id,
      email: 'ada@example.com',
      name: 'Ada',
      password: PASSWORD,
      roles: ['member'],
    })
    const token = [`Bearer ${await logIn(one, 'ada@example.com')}`]
    expect(await other.authenticate(token)).toMatchObject({ status: 'identified' })
    await one.users.update({ tenant: tenant.id, id: user.id, roles: [] })
    expect(await other.authenticate(token)).toEqual({ status: 'unidentified', reason: 'stale' })
    expect(await one.authenticate(token)).toEqual({ status: 'unidentified', reason: 'stale' })
  })

  it('C01 enforces a role changed through another instance at the next decision', async () => {
    const [one, other] = [await open(), await open()]
    const { id: tenant } = await one.tenants.create({ slug: 'acme', name: 'Acme' })
    const role = await one.roles.create({ tenant, name: 'reader', policy: '- allow: [GET:/patient]' })
    const asked = question(other, principalOf(tenant, [role.id]), 'GET', 'patient')
    expect(await other.decide(asked)).toMatchObject({ allowed: true })
    await one.roles.update({ tenant, id: role.id, policy: '- allow: [POST:/patient]' })
    expect(await other.decide(asked)).toMatchObject({ allowed: false })
    await one.roles.update({ tenant, id: role.id, policy: '- allow: [GET:/patient]' })
    const { revision } = await one.guardrails.set({ tenant, policy: '- deny: [GET:/patient]' })
    expect(await other.decide({ ...asked, atLeast: revision })).toMatchObject({ allowed: false, reason: 'denied' })
  })

  it('refuses a suspended tenant and one that is not there', async () => {
    const wardkit = await open()
    const { id: tenant } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
    const asked = question(wardkit, principalOf(tenant, ['admin']), 'GET', 'patient')
    expect(await wardkit.decide(asked)).toMatchObject({ allowed: true })
    await wardkit.tenants.suspend(tenant)
    expect(await wardkit.decide(asked)).toMatchObject({ allowed: false, reason: 'tenant-inactive' })
    expect(await wardkit.decide(question(wardkit, principalOf('ghost', ['admin']), 'GET', 'patient'))).toMatchObject({
      reason: 'tenant-inactive',
    })
  })

  it('keeps one tenant’s resources from another’s admin', async () => {
    const wardkit = await open()
    const { id: acme } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
    const { id: bolt } = await wardkit.tenants.create({ slug: 'bolt', name: 'Bolt' })
    await wardkit.resources.register({ tenant: acme, type: 'patient', id: '17' })
    expect(await wardkit.decide(question(wardkit, principalOf(acme, ['admin']), 'GET', 'patient', '17'))).toMatchObject(
      { allowed: true },
    )
    expect(await wardkit.decide(question(wardkit, principalOf(bolt, ['admin']), 'GET', 'patient', '17'))).toMatchObject(
      { reason: 'other-tenant' },
    )
    expect(await wardkit.permissions(principalOf(bolt, ['admin']), { type: 'patient', id: '17' })).not.toContainEqual(
      expect.objectContaining({ answer: 'yes' }),
    )
  })

  it('lets the application replace a global role and add its own policies', async () => {
    const wardkit = await open({
      globalRoles: {
        member: { name: 'Member', policy: '- allow: [POST:/patient]' },
        auditor: { name: 'Auditor', policy: '- allow: [GET:/patient]' },
      },
      globalPolicies: [{ name: 'no-deletes', policy: "- deny: ['DELETE:*']" }],
    })
    const { id: tenant } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
    const ask = async (role: string, ...what: [string, ...string[]]) =>
      (await wardkit.decide(question(wardkit, principalOf(tenant, [role]), ...what))).allowed
    expect([await ask('member', 'POST', 'patient'), await ask('member', 'GET', 'patient')]).toEqual([true, false])
    expect([await ask('auditor', 'GET', 'patient'), await ask('admin', 'DELETE', 'patient', '1')]).toEqual([
      true,
      false,
    ])
    await wardkit.users.create({ tenant, email: 'ada@example.com', name: 'Ada', roles: ['auditor'] })
  })

  it('says what is wrong with a policy, and saves nothing of it', async () => {
    const wardkit = await open()
    const { id: tenant } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
    await expect(wardkit.roles.create({ tenant, name: 'x', policy: '- allow: [GET:/patients]' })).rejects.toMatchObject(
      {
        code: 'ERR_POLICY_INVALID',
        message: expect.stringContaining('line 1, column 11'),
        help: expect.stringContaining('GET:/patient'),
      },
    )
    await expect(wardkit.guardrails.set({ tenant, policy: '- allow: [GET:/nowhere]' })).rejects.toMatchObject({
      code: 'ERR_POLICY_INVALID',
    })
    expect(await wardkit.roles.list(tenant)).toEqual([])
    expect(await wardkit.guardrails.find(tenant)).toBeUndefined()
  })

  it('starts again on what it kept', async () => {
    const first = await open()
    const { id: tenant } = await first.tenants.create({ slug: 'acme', name: 'Acme' })
    await first.guardrails.set({ tenant, policy: "- deny: ['DELETE:*']" })
    await first.close()
    const second = await open()
    expect(
      await second.decide(question(second, principalOf(tenant, ['admin']), 'DELETE', 'patient', '1')),
    ).toMatchObject({ reason: 'denied' })
  })

  it('refuses to start when the documents took away an operation that a guardrail denies, and leaves the store as it was', async () => {
    const first = await open()
    const { id: tenant } = await first.tenants.create({ slug: 'acme', name: 'Acme' })
    const { revision } = await first.guardrails.set({ tenant, policy: "- deny: ['DELETE:/patient/{patientId}']" })
    await first.close()
    const document = {
      openapi: '3.1.0',
      info: { title: 'Clinic', version: '2' },
      paths: { '/patient': { get: { responses: { 200: { description: 'ok' } } } } },
    }
    await expect(open({ openapi: { document } })).rejects.toMatchObject({
      code: 'ERR_POLICY_INVALID',
      message: expect.stringContaining(tenant),
    })
    const again = await open()
    expect((await again.guardrails.find(tenant))?.policy).toContain('DELETE')
    await again.decide(question(again, principalOf(tenant, []), 'GET', 'patient'))
    expect(again.revision).toBe(revision)
  })

  it('makes a secret for development beside the database, and says so', async () => {
    const wardkit = await open({ secret: '' })
    await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
    expect(events).toContainEqual({ type: 'warning', message: expect.stringContaining('wardkit.db.secret') })
  })
})
