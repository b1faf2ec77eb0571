import { beforeEach, describe, expect, it } from 'vitest'
import type { Diagnostic } from '../policy/diagnostic.ts'
import { createApiKeys } from './api-keys.ts'
import { createGuardrails } from './guardrails.ts'
import {
  byApplication,
  cheapPasswords,
  passwordRulesOver,
  createTestClock,
  PASSWORD,
  START,
  tags,
} from './identity.test-support.ts'
import type { Store } from './identity-store.ts'
import { createMemoryStore } from '../store/memory/index.ts'
import type { ValidatePolicy } from './policy-invalid-error.ts'
import { createResources } from './resources.ts'
import { createRoles } from './roles.ts'
import { createTenantSweep } from './tenant-sweep.ts'
import { createTenants } from './tenants.ts'
import { createUsers } from './users.ts'

const diagnostic = (severity: 'error' | 'warning', line: number) =>
  ({
    severity,
    code: 'POLICY_EMPTY',
    message: 'is wrong',
    span: { line, column: 3, offset: 0, length: 1 },
    text: 'x',
    hint: 'right it',
  }) as unknown as Diagnostic

/** Stands for the reader and the checker of policies: finds errors in `bad`, warns of `odd`. */
const validatePolicy: ValidatePolicy = async (source, kind) => [
  ...(source.includes('bad') ? [diagnostic('error', 2), diagnostic('error', 5)] : []),
  ...(source.includes('odd') ? [diagnostic('warning', 1)] : []),
  ...(kind === 'guardrail' && source.includes('allow') ? [diagnostic('error', 1)] : []),
]

let store: Store
let wardkit: ReturnType<typeof open>
let acme: string

const open = (store: Store) => {
  const clock = createTestClock()
  const administration = byApplication(store, clock)
  return {
    tenants: createTenants({
      store,
      administration,
      clock,
      sweep: createTenantSweep({ store, onFailure: () => undefined }),
    }),
    users: createUsers({
      store,
      administration,
      clock,
      passwords: cheapPasswords(),
      passwordRules: passwordRulesOver(store),
    }),
    roles: createRoles({
      administration,
      clock,
      validatePolicy,
      findSharedRolePolicy: async () => undefined,
      previewRole: () => Promise.reject(new Error('nothing is previewed here')),
    }),
    guardrails: createGuardrails({ administration, clock, validatePolicy }),
    resources: createResources({ administration }),
    apiKeys: createApiKeys({ administration, clock }),
  }
}

beforeEach(async () => {
  store = createMemoryStore()
  wardkit = open(store)
  acme = (await wardkit.tenants.create({ name: 'Acme Health', slug: 'acme' })).id
})

const invalid = (message: string | RegExp) =>
  expect.objectContaining({ code: 'ERR_INVALID_INPUT', message: expect.stringMatching(message) })

describe('tenants', () => {
  it('are created, found, listed, suspended and resumed', async () => {
    expect(await wardkit.tenants.find(acme)).toEqual({
      id: acme,
      name: 'Acme Health',
      slug: 'acme',
      status: 'active',
      createdAt: START,
    })
    await wardkit.tenants.suspend(acme)
    expect(await wardkit.tenants.list()).toMatchObject([{ id: acme, status: 'suspended' }])
    const { revision } = await wardkit.tenants.resume(acme)
    expect(await wardkit.tenants.find(acme)).toMatchObject({ status: 'active' })
    expect(revision).toBe(await store.currentRevision())
    await expect(wardkit.tenants.suspend('tnt_none')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await expect(wardkit.tenants.create({ name: 'Other', slug: 'acme' })).rejects.toMatchObject({
      code: 'ERR_CONFLICT',
    })
  })

  it.each(['', 'Acme', '-acme', 'acme-', 'ac me', 'ac_me', 'a'.repeat(64), 'tnt_a', 'ácme'])(
    'need a slug other than %j',
    async (slug) => {
      await expect(wardkit.tenants.create({ name: 'Acme', slug })).rejects.toThrow(invalid('^`slug`'))
    },
  )
})

describe('users', () => {
  const input = { email: 'Ada@Example.com', name: ' Ada ', password: PASSWORD }

  it('are created with a canonical e-mail, and found by it', async () => {
    const user = await wardkit.users.create({
      tenant: acme,
      ...input,
      roles: ['admin', 'admin'],
      tags: { function: 'doctors' },
    })
    expect(user).toMatchObject({ name: 'Ada', status: 'active', roles: ['admin'], tags: tags({ function: 'doctors' }) })
    expect(await wardkit.users.findByEmail({ tenant: acme, email: 'ADA@example.com' })).toMatchObject({ id: user.id })
    expect(await store.findPersonByEmail('ada@example.com')).toMatchObject({ id: user.person, emailVerifiedAt: null })
    expect(await wardkit.users.list(acme)).toHaveLength(1)
    expect(await store.findPasswordHash(user.person)).toMatch(/^\$argon2id\$/)
  })

  it('are changed only in what is given', async () => {
    const { id } = await wardkit.users.create({ tenant: acme, ...input, tags: { function: 'doctors' } })
    await wardkit.users.update({ tenant: acme, id, name: 'Ada L.' })
    expect(await wardkit.users.find({ tenant: acme, id })).toMatchObject({
      name: 'Ada L.',
      tags: tags({ function: 'doctors' }),
    })
    await wardkit.users.update({ tenant: acme, id, tags: {} })
    expect((await wardkit.users.find({ tenant: acme, id }))!.tags.size).toBe(0)
  })

  it('join a second tenant only on an e-mail that was proved, and without a new password', async () => {
    const other = (await wardkit.tenants.create({ name: 'Other', slug: 'other' })).id
    await wardkit.users.create({ tenant: acme, ...input })
    await expect(wardkit.users.create({ tenant: other, email: input.email, name: 'Ada' })).rejects.toMatchObject({
      code: 'ERR_CONFLICT',
    })
    const proved = { email: 'bea@example.com', name: 'Bea' }
    const { person } = await wardkit.users.create({ tenant: acme, ...proved, password: PASSWORD, emailVerified: true })
    const before = await store.findPasswordHash(person)
    await expect(
      wardkit.users.create({ tenant: other, ...proved, password: 'another good password' }),
    ).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
    expect(await wardkit.users.create({ tenant: other, ...proved })).toMatchObject({ person })
    expect(await store.findPasswordHash(person)).toBe(before)
    await expect(wardkit.users.create({ tenant: other, ...proved })).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
  })

  it('leave nothing behind when the tenant or a role is unknown', async () => {
    await expect(wardkit.users.create({ tenant: 'tnt_none', ...input })).rejects.toMatchObject({
      code: 'ERR_NOT_FOUND',
    })
    await expect(wardkit.users.create({ tenant: acme, ...input, roles: ['rol_none'] })).rejects.toMatchObject({
      code: 'ERR_NOT_FOUND',
    })
    expect(await store.findPersonByEmail('ada@example.com')).toBeUndefined()
  })

  it.each([
    [{ email: 'ada＠example.com' }, '^`email` needs one plain e-mail address'],
    [{ email: 7 }, '^`email` needs a value of type string'],
    [{ name: '' }, '^`name` needs 1 to 200 characters'],
    [{ name: 'a\nb' }, '^`name` must be one line'],
    [{ password: 'short' }, '^`password` needs at least 15 characters$'],
    [{ password: 'passwordpassword' }, '^`password` is among the first'],
    [{ password: 'ada@example.com' }, '^`password` is among the first'],
    [{ tags: { 'wardkit:admin': 'x' } }, '^`tags` tag `wardkit:admin` is reserved'],
    [{ tags: { 'WARDKIT:admin': 'x' } }, 'is reserved'],
    [{ tags: { k: 7 } }, '^`tags` tag `k` needs a string'],
    [{ tags: [] }, '^`tags` needs an object of tags'],
    [{ roles: 'admin' }, '^`roles` needs a value of type array'],
    [{ roles: ['admin', 'x\0'] }, '^`roles\\[1\\]` needs text'],
    [{ tenant: 'cafe\u0301' }, '^`tenant` needs text'],
  ])('T03 name the place and the remedy of %j', async (over, message) => {
    await expect(wardkit.users.create({ tenant: acme, ...input, ...over } as never)).rejects.toThrow(invalid(message))
  })

  it.each(['id', 'status', 'createdAt', 'person', 'emailVerifiedAt', '__proto__'])(
    'T03 refuse the field %s on every write',
    async (field) => {
      const { id } = await wardkit.users.create({ tenant: acme, ...input })
      const before = await wardkit.users.find({ tenant: acme, id })
      const extra = JSON.parse(`{"${field}":"x"}`) as object
      const change = Object.defineProperties({ tenant: acme, id, name: 'Eve' }, Object.getOwnPropertyDescriptors(extra))
      if (field !== 'id')
        await expect(wardkit.users.update(change)).rejects.toThrow(
          invalid(field === '__proto__' ? '' : 'unknown fields'),
        )
      const created = Object.defineProperties(
        { tenant: acme, email: 'e@e.co', name: 'E' },
        Object.getOwnPropertyDescriptors(extra),
      )
      await expect(wardkit.users.create(created)).rejects.toThrow(
        invalid(field === '__proto__' ? '' : 'unknown fields'),
      )
      expect(await wardkit.users.find({ tenant: acme, id })).toEqual(before)
    },
  )

  it('G04 never repeat a password in an error', async () => {
    const password = 'passwordpassword'
    const error = await wardkit.users.create({ tenant: acme, ...input, password }).catch((error: unknown) => error)
    expect(JSON.stringify(error) + String(error) + String((error as Error).stack)).not.toContain(password)
  })
})

describe('roles', () => {
  it('are created with a valid policy, and carry the warnings about it', async () => {
    const { warnings, revision, ...role } = await wardkit.roles.create({ tenant: acme, name: 'doctor', policy: 'odd' })
    expect(role).toMatchObject({ name: 'doctor', description: '', policy: 'odd', version: 1 })
    expect(warnings).toHaveLength(1)
    expect(revision).toBe(await store.currentRevision())
    expect(await wardkit.roles.find({ tenant: acme, id: role.id })).toEqual(role)
    expect(await wardkit.roles.list(acme)).toEqual([role])
  })

  it('refuse a policy with errors, saying where, and leave what was there', async () => {
    const { id } = await wardkit.roles.create({ tenant: acme, name: 'doctor', policy: 'good' })
    for (const attempt of [
      wardkit.roles.create({ tenant: acme, name: 'x', policy: 'bad odd' }),
      wardkit.roles.update({ tenant: acme, id, policy: 'bad odd' }),
    ]) {
      await expect(attempt).rejects.toMatchObject({
        code: 'ERR_POLICY_INVALID',
        message: 'line 2, column 3: is wrong (and 1 more)',
        help: 'right it',
        diagnostics: { length: 3 },
      })
    }
    expect(await wardkit.roles.list(acme)).toMatchObject([{ id, policy: 'good', version: 1 }])
  })

  it('are changed from the version that was seen, and deleted from their holders', async () => {
    const { id } = await wardkit.roles.create({ tenant: acme, name: 'doctor', policy: 'good' })
    const { id: user } = await wardkit.users.create({ tenant: acme, email: 'a@b.co', name: 'A', roles: [id] })
    await wardkit.roles.update({ tenant: acme, id, policy: 'better', expectedVersion: 1 })
    await expect(wardkit.roles.update({ tenant: acme, id, name: 'x', expectedVersion: 1 })).rejects.toMatchObject({
      code: 'ERR_CONFLICT',
    })
    expect(await wardkit.roles.find({ tenant: acme, id })).toMatchObject({
      name: 'doctor',
      policy: 'better',
      version: 2,
    })
    await wardkit.roles.delete({ tenant: acme, id })
    expect(await wardkit.users.find({ tenant: acme, id: user })).toMatchObject({ roles: [] })
  })

  it('of one tenant are out of reach of another', async () => {
    const { id } = await wardkit.roles.create({ tenant: acme, name: 'doctor', policy: 'good' })
    const other = (await wardkit.tenants.create({ name: 'Other', slug: 'other' })).id
    expect(await wardkit.roles.find({ tenant: other, id })).toBeUndefined()
    await expect(wardkit.roles.update({ tenant: other, id, policy: 'better' })).rejects.toMatchObject({
      code: 'ERR_NOT_FOUND',
    })
    await expect(wardkit.roles.delete({ tenant: other, id })).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await expect(
      wardkit.users.create({ tenant: other, email: 'a@b.co', name: 'A', roles: [id] }),
    ).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  })
})

describe('guardrails', () => {
  it('are checked as guardrails, set, and taken away', async () => {
    await expect(wardkit.guardrails.set({ tenant: acme, policy: 'allow' })).rejects.toMatchObject({
      code: 'ERR_POLICY_INVALID',
    })
    expect(await wardkit.guardrails.find(acme)).toBeUndefined()
    await wardkit.guardrails.set({ tenant: acme, policy: 'deny', expectedVersion: 0 })
    expect(await wardkit.guardrails.find(acme)).toMatchObject({ policy: 'deny', version: 1 })
    await expect(wardkit.guardrails.set({ tenant: acme, policy: null, expectedVersion: 0 })).rejects.toMatchObject({
      code: 'ERR_CONFLICT',
    })
    await wardkit.guardrails.set({ tenant: acme, policy: null })
    expect(await wardkit.guardrails.find(acme)).toBeUndefined()
  })
})

describe('resources', () => {
  const patient = { type: 'patient', id: 'p1' }

  it('are registered, replaced, found and removed', async () => {
    await wardkit.resources.register({ tenant: acme, ...patient, owner: 'usr_1', tags: { ward: 'north' } })
    expect(await wardkit.resources.find({ tenant: acme, ...patient })).toEqual({
      tenant: acme,
      ...patient,
      owner: 'usr_1',
      tags: tags({ ward: 'north' }),
    })
    await wardkit.resources.register({ tenant: acme, ...patient })
    expect(await wardkit.resources.find({ tenant: acme, ...patient })).toEqual({
      tenant: acme,
      ...patient,
      tags: new Map(),
    })
    expect(await wardkit.resources.remove({ tenant: acme, ...patient })).toMatchObject({ removed: true })
    expect(await wardkit.resources.remove({ tenant: acme, ...patient })).toMatchObject({ removed: false })
    expect(await wardkit.resources.find({ tenant: acme, ...patient })).toBeUndefined()
  })

  it('T08 take no system tag, and no field that is not theirs', async () => {
    await expect(wardkit.resources.register({ tenant: acme, ...patient, tags: { 'Wardkit:x': 'y' } })).rejects.toThrow(
      invalid('is reserved'),
    )
    await expect(wardkit.resources.register({ tenant: acme, ...patient, kind: 'f1' } as never)).rejects.toThrow(
      invalid('unknown fields: `kind`'),
    )
  })
})
