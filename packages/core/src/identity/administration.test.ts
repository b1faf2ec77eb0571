import { beforeEach, describe, expect, it } from 'vitest'
import { NO_TAGS } from '../model/tags.ts'
import { createMemoryStore } from '../store/memory/index.ts'
import type { Actor, ActorContext, Permission } from './actor.ts'
import { createAdministration, type Administer } from './administration.ts'
import { addUser, byApplication, createTenants, createTestClock, DAY, tags } from './identity.test-support.ts'
import type { Store, StoreWriter, User } from './identity-store.ts'
import { createApiKeys } from './api-keys.ts'
import { createOperators } from './operators.ts'

let store: Store
let clock: ReturnType<typeof createTestClock>
let administer: Administer
let admin: User
let member: User

beforeEach(async () => {
  clock = createTestClock()
  store = await createTenants()
  administer = createAdministration({ store, clock })
  admin = await addUser(store, 'tnt_a', 'root', { roles: ['admin'] })
  member = await addUser(store, 'tnt_a', 'ada')
})

const asUser = (user: User): Actor => ({ type: 'user', id: user.id, tenant: user.tenant })
const CHANGE = { action: 'role.create', tenant: 'tnt_a', target: { type: 'role', id: 'rol_1' } } as const
const FORBIDDEN = { code: 'ERR_FORBIDDEN' }

const records = async () => {
  const { head } = await store.findAuditEnds()
  const rows = await store.listAudit({}, { first: 1, last: head.sequence, order: 'oldest', limit: 1_000 })
  return rows.map(({ record }) => JSON.parse(record))
}

/** Adds a role, so that a change that was rolled back shows. */
const addRole = (writer: StoreWriter) =>
  writer.tenant('tnt_a').insertRole({
    id: 'rol_1',
    name: 'Doctors',
    description: '',
    policy: "- allow: ['GET:*']",
    tags: NO_TAGS,
    version: 1,
    createdAt: 0,
    updatedAt: 0,
  })

const change = (actor: Actor, context?: ActorContext) => administer(actor, context).write(CHANGE, addRole)

const permissionAt = async (over: Partial<Permission> = {}): Promise<Permission> => {
  const revisions = await store.findTenantRevisions('tnt_a')
  return { revision: revisions?.policies ?? 0, renew: () => Promise.reject(new Error('not asked again')), ...over }
}

describe('administration', () => {
  it('G03 writes a change and its record in one transaction, with who asked for it and from where', async () => {
    const { revision } = await change(asUser(admin), { requestId: 'req-1', address: '192.0.2.7' })
    expect(await records()).toEqual([
      {
        sequence: 1,
        revision,
        time: clock(),
        tenant: 'tnt_a',
        actor: { type: 'user', id: admin.id },
        action: 'role.create',
        target: { type: 'role', id: 'rol_1' },
        requestId: 'req-1',
        address: '192.0.2.7',
        details: {},
      },
    ])
  })

  it('G03 leaves neither a change nor a record where the work fails', async () => {
    const failing = administer({ type: 'application' }).write(CHANGE, async (writer) => {
      await addRole(writer)
      throw new Error('the work failed')
    })
    await expect(failing).rejects.toThrow('the work failed')
    expect(await records()).toEqual([])
    expect(await store.tenant('tnt_a').findRole('rol_1')).toBeUndefined()
  })

  it('F23 fails the change when its record cannot be written', async () => {
    const broken: Store = {
      ...store,
      write: (work) =>
        store.write((writer) => work({ ...writer, appendAudit: () => Promise.reject(new Error('no room')) })),
    }
    const failing = createAdministration({ store: broken, clock })({ type: 'application' }).write(CHANGE, addRole)
    await expect(failing).rejects.toThrow('no room')
    expect(await store.tenant('tnt_a').findRole('rol_1')).toBeUndefined()
  })

  it('tells of a change what its details say of the outcome', async () => {
    const details = (value: string) => ({ value })
    await administer({ type: 'application' }).write({ ...CHANGE, details }, async () => 'done')
    expect(await records()).toMatchObject([{ actor: { type: 'application', id: null }, details: { value: 'done' } }])
  })

  it('refuses a user who was disabled, and one of a suspended tenant, at the moment of writing', async () => {
    await store.write((writer) => writer.tenant('tnt_a').updateUser(admin.id, { status: 'disabled' }, clock()))
    await expect(change(asUser(admin))).rejects.toMatchObject(FORBIDDEN)
    await store.write((writer) => writer.tenant('tnt_a').updateUser(admin.id, { status: 'active' }, clock()))
    await store.write((writer) => writer.setTenantStatus('tnt_a', 'suspended'))
    await expect(change(asUser(admin))).rejects.toMatchObject(FORBIDDEN)
    await store.write((writer) => writer.setTenantStatus('tnt_a', 'active'))
    await change(asUser(admin))
  })

  it('refuses a principal that is not there, and every assumed role', async () => {
    await expect(change({ type: 'user', id: 'usr_nobody', tenant: 'tnt_a' })).rejects.toMatchObject(FORBIDDEN)
    await expect(change({ type: 'apiKey', id: 'key_none', tenant: 'tnt_a' })).rejects.toMatchObject(FORBIDDEN)
    await expect(change({ type: 'assumedRole', id: admin.id, tenant: 'tnt_a' })).rejects.toMatchObject(FORBIDDEN)
  })

  it('T09 refuses an API key that was revoked, has expired, or whose creator holds less than it', async () => {
    const apiKeys = createApiKeys({ administration: byApplication(store, clock), clock })
    const make = () =>
      apiKeys.create({
        tenant: 'tnt_a',
        name: 'CI',
        createdBy: admin.id,
        roles: ['admin'],
        expiresInSeconds: 60,
      })
    const asKey = async ({ id }: { id: string }): Promise<Actor> => ({ type: 'apiKey', id, tenant: 'tnt_a' })
    const good = await make()
    await administer(await asKey(good)).write({ ...CHANGE, target: null }, async () => undefined)

    const revoked = await make()
    await apiKeys.revoke({ tenant: 'tnt_a', id: revoked.id })
    await expect(change(await asKey(revoked))).rejects.toMatchObject(FORBIDDEN)

    await expect(change({ ...(await asKey(good)), tenant: 'tnt_b' } as Actor)).rejects.toMatchObject({
      code: 'ERR_NOT_FOUND',
    })
    clock.advance(60_000)
    await expect(change(await asKey(good))).rejects.toMatchObject(FORBIDDEN)

    const orphan = await make()
    await store.write((writer) => writer.tenant('tnt_a').updateUser(admin.id, { roles: ['member'] }, clock()))
    await expect(change(await asKey(orphan))).rejects.toMatchObject(FORBIDDEN)
  })

  it('refuses an operator whose key is revoked or has expired', async () => {
    const administration = byApplication(store, clock)
    const operators = createOperators({ store, administration, clock })
    const { id } = await operators.create({ name: 'On call', expiresInSeconds: 60 })
    await administer({ type: 'operator', id }).write({ ...CHANGE, target: null }, async () => undefined)
    clock.advance(60_000)
    await expect(change({ type: 'operator', id })).rejects.toMatchObject(FORBIDDEN)
    const { id: other } = await operators.create({ name: 'On call' })
    await operators.revoke(other)
    await expect(change({ type: 'operator', id: other })).rejects.toMatchObject(FORBIDDEN)
    await expect(change({ type: 'operator', id: 'opk_none' })).rejects.toMatchObject(FORBIDDEN)
  })

  it('T01 answers a principal of another tenant as if the tenant were not there', async () => {
    const stranger = await addUser(store, 'tnt_b', 'eve', { roles: ['admin'] })
    await expect(change(asUser(stranger))).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    expect(() => administer(asUser(stranger)).tenant('tnt_a')).toThrow(
      expect.objectContaining({ code: 'ERR_NOT_FOUND', message: 'there is no tenant `tnt_a`' }),
    )
    expect(await administer(asUser(admin)).tenant('tnt_a').findUser(member.id)).toBeDefined()
    expect(await records()).toEqual([])
  })

  it('lets no principal do what is the application’s, and nobody anything that needs somebody', async () => {
    const suspend = { action: 'tenant.suspend', tenant: 'tnt_a', target: null } as const
    for (const actor of [asUser(admin), { type: 'nobody' } as const]) {
      await expect(administer(actor).write(suspend, async () => undefined)).rejects.toMatchObject(FORBIDDEN)
    }
    const ofNone = { action: 'role.create', tenant: null, target: null } as const
    await expect(administer(asUser(admin)).write(ofNone, async () => undefined)).rejects.toMatchObject(FORBIDDEN)
    await expect(change({ type: 'nobody' })).rejects.toMatchObject(FORBIDDEN)
    expect(() => administer({ type: 'nobody' }).tenant('tnt_a')).toThrow(expect.objectContaining(FORBIDDEN))
    expect(await records()).toEqual([])
  })

  it('lets who does not hold `admin` change something only by a decision, and the guardrail not at all', async () => {
    await expect(change(asUser(member))).rejects.toMatchObject(FORBIDDEN)
    const guardrail = { ...CHANGE, action: 'guardrail.set' } as const
    const permission = await permissionAt()
    await expect(
      administer(asUser(member), { permission }).write(guardrail, async () => undefined),
    ).rejects.toMatchObject(FORBIDDEN)
    await administer(asUser(admin)).write(guardrail, async () => undefined)
    await change(asUser(member), { permission: await permissionAt({ revision: await store.currentRevision() }) })
    expect(await records()).toHaveLength(2)
  })

  it('lets no change rest on a decision that the tenant’s policies have moved on from', async () => {
    let renewals = 0
    const old = await permissionAt({
      async renew() {
        renewals++
        return permissionAt()
      },
    })
    await addUser(store, 'tnt_a', 'new')
    await change(asUser(member), { permission: old })
    expect(renewals).toBe(1)

    const refusing = { ...old, renew: () => Promise.reject(new Error('now it is refused')) }
    const again = administer(asUser(member), { permission: refusing }).write(CHANGE, async () => undefined)
    await expect(again).rejects.toThrow('now it is refused')
  })

  it('gives up when the policies change faster than it is decided', async () => {
    let renewals = 0
    const outrun = await permissionAt({ revision: 0 })
    const renew = async (): Promise<Permission> => (renewals++, { ...outrun, renew })
    await expect(change(asUser(member), { permission: { ...outrun, renew } })).rejects.toMatchObject({
      code: 'ERR_CONFLICT',
    })
    expect(renewals).toBe(2)
    expect(await store.tenant('tnt_a').findRole('rol_1')).toBeUndefined()
  })

  it('tells the work what the actor holds now, and not when the request came', async () => {
    const given = tags({ function: 'nurses' })
    await store.write((writer) =>
      writer.tenant('tnt_a').updateUser(member.id, { roles: ['admin'], tags: given }, clock()),
    )
    const { value } = await administer(asUser(member)).write(CHANGE, async (_, grantor) => grantor)
    expect(value).toMatchObject({ roles: ['admin'], tags: given })
  })

  it('dates records by the clock, and numbers them in the order of their transactions', async () => {
    const write = () =>
      administer({ type: 'application' }).write({ ...CHANGE, target: null }, async (writer) => writer.revision)
    await write()
    clock.advance(-DAY)
    await write()
    const all = await records()
    expect(all.map(({ sequence }) => sequence)).toEqual([1, 2])
    expect(all[1].time).toBe(all[0].time - DAY)
  })

  it('keeps records of a store of its own apart', async () => {
    await change({ type: 'application' })
    expect((await createMemoryStore().findAuditEnds()).head.sequence).toBe(0)
  })
})
