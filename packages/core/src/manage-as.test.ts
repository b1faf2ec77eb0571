import { createSecret } from './identity/secret.ts'
import { createTenantSweep } from './identity/tenant-sweep.ts'
import { createSsoUrls } from './sso/sso-urls.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor, Permission } from './identity/actor.ts'
import { createAdministration } from './identity/administration.ts'
import {
  addUser,
  cheapPasswords,
  passwordRulesOver,
  createTenants,
  createTestClock,
  PASSWORD,
  tags,
} from './identity/identity.test-support.ts'
import type { Store, User } from './identity/identity-store.ts'
import { createManagement, type ManageAs, type Management } from './management.ts'

let store: Store
let manageAs: ManageAs
let application: Management
/** Holds the role `doctor` and the tags of a ward, and a decision that allows whatever they do. */
let lead: Management
let admin: Management
let leader: User
let other: User
let doctor: string
let clerk: string

const NOT_GRANTED = { code: 'ERR_NOT_GRANTED' }
const FORBIDDEN = { code: 'ERR_FORBIDDEN' }

const decided: Permission = { revision: Number.MAX_SAFE_INTEGER, renew: async () => decided }
const actorOf = ({ id, tenant }: User): Actor => ({ type: 'user', id, tenant })

beforeEach(async () => {
  const clock = createTestClock()
  store = await createTenants()
  manageAs = createManagement({
    secret: createSecret('a secret for tests that is long enough'),
    sso: { urls: createSsoUrls('/wardkit'), allowLoopback: false, resolveTxt: async () => [] },
    store,
    sweep: createTenantSweep({ store, onFailure: () => undefined }),
    templates: new Map(),
    administer: createAdministration({ store, clock }),
    validatePolicy: async () => [],
    findSharedRolePolicy: async (id) => (id === 'member' ? "- allow: ['GET:*']" : undefined),
    previewRole: () => Promise.reject(new Error('nothing is previewed here')),
    passwords: cheapPasswords(),
    passwordRules: passwordRulesOver(store),
    clock,
  })
  application = manageAs({ type: 'application' })
  const role = async (name: string, policy: string) =>
    (await application.roles.create({ tenant: 'tnt_a', name, policy })).id
  doctor = await role('Doctor', "- id: one\n  allow: ['PUT:/patient/{patientId}']\n  where: $principalTags:ward = '7'")
  clerk = await role('Clerk', "- allow: ['POST:/patient']")
  leader = await addUser(store, 'tnt_a', 'lead', { roles: [doctor, 'member'], tags: tags({ ward: ['7', '8'] }) })
  other = await addUser(store, 'tnt_a', 'other', { roles: [], tags: tags({ ward: '9' }) })
  lead = manageAs(actorOf(leader), { permission: decided })
  admin = manageAs(actorOf(await addUser(store, 'tnt_a', 'root', { roles: ['admin'] })))
})

describe('management for a principal', () => {
  it('T04 gives and takes away only roles that the principal holds', async () => {
    await lead.users.update({ tenant: 'tnt_a', id: other.id, roles: [doctor] })
    for (const roles of [[doctor, clerk], ['admin', doctor], [clerk]]) {
      await expect(lead.users.update({ tenant: 'tnt_a', id: other.id, roles })).rejects.toMatchObject(NOT_GRANTED)
    }
    await lead.users.update({ tenant: 'tnt_a', id: other.id, roles: [] })
    await admin.users.update({ tenant: 'tnt_a', id: other.id, roles: [clerk] })
    await expect(lead.users.update({ tenant: 'tnt_a', id: other.id, roles: [] })).rejects.toMatchObject(NOT_GRANTED)
    expect((await store.tenant('tnt_a').findUser(other.id))?.roles).toEqual([clerk])
  })

  it('T04 gives and takes away only tag values that the principal holds', async () => {
    const set = (by: Management, input: Record<string, string[]>) =>
      by.users.update({ tenant: 'tnt_a', id: other.id, tags: input })
    await set(lead, { ward: ['9', '7'] })
    await set(lead, { ward: ['9'] })
    for (const input of [{ ward: ['9', '10'] }, { ward: ['7'] }, {}, { ward: ['9'], chief: ['yes'] }]) {
      await expect(set(lead, input)).rejects.toMatchObject(NOT_GRANTED)
    }
    await set(admin, { chief: ['yes'] })
    expect((await store.tenant('tnt_a').findUser(other.id))?.tags).toEqual(tags({ chief: 'yes' }))
  })

  it('T04 saves only statements that stand, as printed, in a role that the principal holds', async () => {
    const create = (policy: string) => lead.roles.create({ tenant: 'tnt_a', name: 'New', policy })
    const held =
      "- description: another word\n  allow: [ 'PUT:/patient/{patientId}' ]\n  where: ($principalTags:ward = '7')"
    const { id } = await create(`- allow: ['GET:*']\n${held}`)
    for (const policy of [
      "- allow: ['*']",
      "- allow: ['PUT:/patient/{patientId}']",
      "- allow: ['PUT:/patient/{patientId}']\n  where: $principalTags:ward = '8'",
      `${held}\n- allow: ['POST:/patient']`,
    ]) {
      await expect(create(policy), policy).rejects.toMatchObject(NOT_GRANTED)
      await expect(lead.roles.update({ tenant: 'tnt_a', id, policy }), policy).rejects.toMatchObject(NOT_GRANTED)
    }
    await lead.roles.update({ tenant: 'tnt_a', id, policy: held })
    await lead.roles.update({ tenant: 'tnt_a', id: clerk, name: 'Desk' })
    const policy = "- allow: ['GET:*']"
    await expect(lead.roles.update({ tenant: 'tnt_a', id: clerk, policy })).rejects.toMatchObject(NOT_GRANTED)
    await expect(lead.roles.delete({ tenant: 'tnt_a', id: clerk })).rejects.toMatchObject(NOT_GRANTED)
    await lead.roles.delete({ tenant: 'tnt_a', id })
    await admin.roles.update({ tenant: 'tnt_a', id: clerk, policy: "- allow: ['*']" })
  })

  it('T04 makes keys in the principal’s own name, with what it holds', async () => {
    const create = (by: Management, over: object) =>
      by.apiKeys.create({ tenant: 'tnt_a', name: 'CI', createdBy: leader.id, roles: [doctor], ...over })
    await create(lead, {})
    await expect(create(lead, { roles: [clerk] })).rejects.toMatchObject(NOT_GRANTED)
    await expect(create(lead, { tags: { ward: '10' } })).rejects.toMatchObject(NOT_GRANTED)
    await expect(create(lead, { createdBy: other.id, roles: [] })).rejects.toMatchObject(FORBIDDEN)
    await create(admin, {})
    await expect(create(admin, { roles: [clerk] })).rejects.toMatchObject(NOT_GRANTED)
  })

  it('T04 disables and enables only whom it could have given everything they hold', async () => {
    const name = { tenant: 'tnt_a', id: other.id }
    await expect(lead.users.disable(name)).rejects.toMatchObject(NOT_GRANTED)
    await admin.users.update({ ...name, tags: { ward: '7' }, roles: [doctor] })
    await lead.users.disable(name)
    await lead.users.enable(name)
  })

  it('T04 lets nobody but an admin say which groups of a provider give which roles', async () => {
    const input = { tenant: 'tnt_a', name: 'IdP', clientId: 'wardkit', clientSecret: 'kept' }
    const discoveryUrl = 'https://login.example/.well-known/openid-configuration'
    const { id } = await admin.connections.create({ ...input, discoveryUrl })
    const rules = [{ attribute: 'groups', match: 'contains', value: 'Staff', role: doctor }] as const
    const mapping = { tenant: 'tnt_a', id, rules, tagRules: [], defaultRole: null, mode: 'additive' } as const
    // The role is the lead's own, and what they may do is decided: that is not enough.
    await expect(lead.mappings.set(mapping)).rejects.toMatchObject(FORBIDDEN)
    expect((await admin.mappings.get({ tenant: 'tnt_a', id })).rules).toEqual([])
    expect((await admin.mappings.set(mapping)).rules).toEqual(rules)
  })

  it('T05 changes neither its own roles nor its own tags', async () => {
    for (const change of [{ roles: [doctor] }, { tags: { ward: '7' } }, { roles: [doctor, 'member'] }]) {
      await expect(lead.users.update({ tenant: 'tnt_a', id: leader.id, ...change })).rejects.toMatchObject(FORBIDDEN)
    }
    await lead.users.update({ tenant: 'tnt_a', id: leader.id, name: 'Lead' })
  })

  it('sets nobody’s password, makes no users without an invitation, and touches neither tenants nor operators', async () => {
    const name = { tenant: 'tnt_a', id: other.id }
    for (const by of [lead, admin]) {
      await expect(by.users.setPassword({ ...name, password: PASSWORD })).rejects.toMatchObject(FORBIDDEN)
      const user = { tenant: 'tnt_a', email: 'new@example.com', name: 'New' }
      await expect(by.users.create(user)).rejects.toMatchObject(FORBIDDEN)
      await expect(by.tenants.create({ name: 'Mine', slug: 'mine' })).rejects.toMatchObject(FORBIDDEN)
      await expect(by.tenants.suspend('tnt_a')).rejects.toMatchObject(FORBIDDEN)
      await expect(by.tenants.list()).rejects.toMatchObject(FORBIDDEN)
      await expect(by.operators.create({ name: 'Me' })).rejects.toMatchObject(FORBIDDEN)
      await expect(by.operators.list()).rejects.toMatchObject(FORBIDDEN)
      await expect(by.operators.verify('wko_')).rejects.toMatchObject(FORBIDDEN)
    }
    await expect(lead.guardrails.set({ tenant: 'tnt_a', policy: null })).rejects.toMatchObject(FORBIDDEN)
    await admin.guardrails.set({ tenant: 'tnt_a', policy: "- deny: ['DELETE:*']" })
  })

  it('T01 finds and changes nothing of another tenant', async () => {
    const stranger = await addUser(store, 'tnt_b', 'eve')
    const missing = { code: 'ERR_NOT_FOUND' }
    const name = { tenant: 'tnt_b', id: stranger.id }
    await expect(admin.users.find(name)).rejects.toMatchObject(missing)
    await expect(admin.users.findByEmail({ tenant: 'tnt_b', email: 'eve@example.com' })).rejects.toMatchObject(missing)
    await expect(admin.users.list('tnt_b')).rejects.toMatchObject(missing)
    await expect(admin.users.disable(name)).rejects.toMatchObject(missing)
    await expect(admin.roles.list('tnt_b')).rejects.toMatchObject(missing)
    await expect(admin.guardrails.find('tnt_b')).rejects.toMatchObject(missing)
    await expect(admin.apiKeys.list('tnt_b')).rejects.toMatchObject(missing)
    await expect(admin.resources.find({ tenant: 'tnt_b', type: 'a', id: 'b' })).rejects.toMatchObject(missing)
    const registration = { tenant: 'tnt_b', type: 'patient', id: '1' }
    await expect(admin.resources.register(registration)).rejects.toMatchObject(missing)
    expect(await admin.tenants.find('tnt_b')).toBeUndefined()
    expect(await admin.tenants.findBySlug('bolt')).toBeUndefined()
    expect((await admin.tenants.find('tnt_a'))?.slug).toBe('acme')
    expect(await admin.users.find({ ...name, tenant: 'tnt_a' })).toBeUndefined()
  })

  it('G03 leaves one record for every change, before and after, and none for what was refused', async () => {
    const { head } = await store.findAuditEnds()
    await admin.users.update({ tenant: 'tnt_a', id: other.id, tags: { ward: '7' } })
    await expect(lead.roles.delete({ tenant: 'tnt_a', id: clerk })).rejects.toMatchObject(NOT_GRANTED)
    await admin.roles.update({ tenant: 'tnt_a', id: clerk, name: 'Desk' })
    const window = { first: head.sequence + 1, last: head.sequence + 9, order: 'oldest', limit: 9 } as const
    const added = (await store.listAudit({}, window)).map(({ record }) => JSON.parse(record))
    expect(added).toMatchObject([
      { action: 'user.update', details: { before: { tags: { ward: ['9'] } }, after: { tags: { ward: ['7'] } } } },
      { action: 'role.update', details: { before: { name: 'Clerk' }, after: { name: 'Desk' } } },
    ])
  })

  it('G04 keeps passwords, secrets and hashes out of the audit log', async () => {
    const canary = 'canary seven green kettles'
    const { id } = await application.users.create({
      tenant: 'tnt_a',
      email: 'new@example.com',
      name: 'New',
      password: canary,
    })
    await application.users.setPassword({ tenant: 'tnt_a', id, password: `${canary} again` })
    const { text } = await admin.apiKeys.create({ tenant: 'tnt_a', name: 'CI', createdBy: leader.id, roles: [] })
    const operator = await application.operators.create({ name: 'On call' })
    const { head } = await store.findAuditEnds()
    const window = { first: 1, last: head.sequence, order: 'oldest', limit: 1_000 } as const
    const log = (await store.listAudit({}, window)).map(({ record }) => record).join('\n')
    expect(log).toContain('user.set-password')
    expect(log).not.toContain(canary)
    expect(log).not.toContain(text.split('_')[2])
    expect(log).not.toContain(operator.text.split('_')[2])
    expect(log).not.toContain('argon2')
    expect(log).not.toContain('secretHash')
  })
})
