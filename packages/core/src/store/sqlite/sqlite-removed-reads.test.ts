import { beforeAll, describe, expect, it } from 'vitest'
import type { Store, TenantReader } from '../../identity/identity-store.ts'
import { NOW } from '../../testing/store-fixtures.ts'
import { GONE, KEPT, writeWholeTenant } from '../whole-tenant.test-support.ts'
import { createSqliteStore } from './index.ts'
import { temporaryFiles } from './temporary-files.test-support.ts'

// Each read of a store, before a tenant is deleted, while its rows wait to be swept away, and after. A read that is new fails to compile until
// it stands here.

const newFile = temporaryFiles()

type Own = 'tenant' | 'write' | 'onWrite' | 'sweepTenants' | 'close'

const asPrincipal = (id: string) => ({ type: 'tenant', id, tenant: id }) as const
const named = (kind: string) => `${kind}-${GONE}`

/** Of reads across tenants, each asked about the tenant that goes; or why it has nothing to hide. */
const SHARED: Readonly<Record<Exclude<keyof Store, Own>, ((store: Store) => Promise<unknown>) | string>> = {
  findTenant: (store) => store.findTenant(GONE),
  findTenantBySlug: (store) => store.findTenantBySlug(`slug-of-${GONE}`),
  listTenants: (store) => store.listTenants(),
  findTenantRevisions: (store) => store.findTenantRevisions(GONE),
  findTenantRecord: (store) => store.findTenantRecord(GONE),
  findResource: async (store) =>
    Promise.all([GONE, KEPT].map((asking) => store.findResource(asking, { type: 'folder', id: named('f') }))),
  findLinks: (store) => store.findLinks([asPrincipal(GONE), asPrincipal(KEPT)], { type: 'patient', id: '1' }),
  listGuardrails: (store) => store.listGuardrails(),
  listUsersOfPerson: (store) => store.listUsersOfPerson('per_both'),
  findApiKey: (store) => store.findApiKey(named('key')),
  findSession: (store) => store.findSession(named('ses')),
  listTrustsIn: (store) => store.listTrustsIn(KEPT),
  findVerifiedDomain: (store) => store.findVerifiedDomain(`${GONE.replace('_', '-')}.example`),
  findConnection: (store) => store.findConnection(named('con')),
  changeHint: 'says nothing of anybody',
  currentRevision: 'says nothing of anybody',
  findPerson: 'persons are of no tenant: one whom no other has goes with the rows',
  findPersonByEmail: 'persons are of no tenant',
  findPasswordHash: 'persons are of no tenant',
  listPasskeys: 'persons are of no tenant',
  findPasskey: 'persons are of no tenant',
  findTotp: 'persons are of no tenant',
  countRecoveryCodes: 'persons are of no tenant',
  findCode: 'codes are of persons, and what they are for is looked up when they come',
  listMail: 'mail that was sent for is delivered',
  findOperatorKey: 'operators are of no tenant',
  listOperatorKeys: 'operators are of no tenant',
  listSigningKeys: 'of the whole store',
  listServices: 'of the whole store',
  listServiceDigests: 'of the whole store',
  findAuditEnds: 'the record of what was done outlives the tenant',
  listAudit: 'the record of what was done outlives the tenant',
}

/** Of a tenant's own reads, each about what `writeWholeTenant` wrote. */
const OF_TENANT: Readonly<Record<keyof TenantReader, (own: TenantReader, id: string) => Promise<unknown>>> = {
  findActivity: (own) => own.findActivity(),
  countOf: (own) => own.countOf('users'),
  findInvitation: (own, id) => own.findInvitation(`inv-${id}`),
  findInvitationByEmail: (own, id) => own.findInvitationByEmail(`inv-${id}@example.com`),
  searchInvitations: (own) => own.searchInvitations({ limit: 10 }),
  findSettings: (own) => own.findSettings(),
  findUser: (own, id) => own.findUser(`usr-${id}`),
  listUsers: (own) => own.listUsers(),
  searchUsers: (own) => own.searchUsers({ sort: 'name', limit: 10 }),
  listRoleGrants: (own, id) => own.listRoleGrants(`usr-${id}`),
  findRole: (own) => own.findRole('role'),
  listRoles: (own) => own.listRoles(),
  listUsersWithRole: (own) => own.listUsersWithRole('role'),
  listApiKeysWithRole: (own) => own.listApiKeysWithRole('role'),
  countRoleHolders: (own) => own.countRoleHolders('role'),
  findGuardrail: (own) => own.findGuardrail(),
  findResource: (own, id) => own.findResource({ type: 'folder', id: `f-${id}` }),
  listResources: (own) => own.listResources('folder'),
  listResourceTypes: (own) => own.listResourceTypes(),
  findLink: (own) => own.findLink(`lnk-to-${GONE}`),
  listLinksOn: (own) => own.listLinksOn({ type: 'patient', id: '1' }),
  listLinksTo: (own) => own.listLinksTo(asPrincipal(GONE)),
  listApiKeys: (own) => own.listApiKeys(),
  listSessions: (own, id) => own.listSessions(`usr-${id}`),
  findConnection: (own, id) => own.findConnection(`con-${id}`),
  listConnections: (own) => own.listConnections(),
  findTestRun: (own) => own.findTestRun('run'),
  listTestRuns: (own, id) => own.listTestRuns(`con-${id}`),
  findDomain: (own) => own.findDomain('dom'),
  listDomains: (own) => own.listDomains(),
  findSsoSettings: (own) => own.findSsoSettings(),
  findSsoIdentity: (own, id) =>
    own.findSsoIdentity({ connection: `con-${id}`, issuer: 'https://idp.example', subject: 'sub' }),
  listSsoIdentities: (own, id) => own.listSsoIdentities({ connection: `con-${id}` }),
  findSsoSession: (own, id) => own.findSsoSession(`ses-${id}`),
  listSsoSessions: (own, id) => own.listSsoSessions(`con-${id}`, { subject: 'sub' }),
  listTagUses: (own) => own.listTagUses({ holder: 'resource', limit: 10 }),
  findTrust: (own) => own.findTrust('role'),
}

type Answers = ReadonlyMap<string, unknown>

async function askAll(store: Store): Promise<Answers> {
  const answers = new Map<string, unknown>()
  for (const [name, read] of Object.entries(SHARED)) if (typeof read !== 'string') answers.set(name, await read(store))
  for (const [name, read] of Object.entries(OF_TENANT)) {
    for (const id of [GONE, KEPT]) answers.set(`${id} ${name}`, await read(store.tenant(id), id))
  }
  return answers
}

describe('T12 of a tenant that is deleted, before anything is swept away', () => {
  let before: Answers
  let deleted: Answers
  let swept: Answers
  beforeAll(async () => {
    const store = await createSqliteStore({ file: newFile() })
    await store.write(writeWholeTenant)
    before = await askAll(store)
    await store.write((writer) => writer.deleteTenant(GONE, NOW))
    deleted = await askAll(store)
    while (await store.sweepTenants(1));
    swept = await askAll(store)
    await store.close()
  })

  it.each([
    ...Object.entries(SHARED).flatMap(([name, read]) => (typeof read === 'string' ? [] : [name])),
    ...Object.keys(OF_TENANT).map((name) => `${GONE} ${name}`),
  ])('`%s` answers as when it is', (name) => {
    expect(deleted.get(name)).toEqual(swept.get(name))
    expect(before.get(name), 'there was nothing to hide').not.toEqual(swept.get(name))
  })

  it.each(Object.keys(OF_TENANT))('`%s` of another tenant answers as when it is', (name) => {
    expect(deleted.get(`${KEPT} ${name}`)).toEqual(swept.get(`${KEPT} ${name}`))
  })
})
