import { tagsToJson, createTags } from '../../model/tags.ts'
import { anInvitation, aPerson, aResource, aRole, aTenant, anApiKey, aUser, NOW } from '../../testing/store-fixtures.ts'
import { createAdministration } from '../../identity/administration.ts'
import type { Store } from '../../identity/identity-store.ts'

/**
 * The write that makes revision `n` of a store that nothing else writes to: several rows of several tables, so that a half of it would show.
 * What a store holds is thereby known from its revision alone.
 */
export async function writeNumber(store: Store, n: number): Promise<number> {
  const at = NOW + n
  const before = n % 3 === 0 ? n - 1 : n
  const target = { type: 'tenant', id: `tenant-${before}` }
  const action = n % 3 === 0 ? 'tenant.suspend' : 'tenant.create'
  const administration = createAdministration({ store, clock: () => at })({ type: 'application' })
  const change = { action, tenant: target.id, target, details: { n } } as const
  const { revision } = await administration.write(change, async (writer) => {
    if (n % 3 === 0) {
      // Changes what the write before it made.
      const tenant = writer.tenant(`tenant-${before}`)
      await tenant.updateUser('user', { status: 'disabled', roles: [], tags: createTags({ n: String(n) }) }, at)
      await tenant.setRoleGrants('user', 'connection:one', ['role'], at)
      await tenant.deleteInvitation('inv')
      await tenant.putSettings(`{"n":${n}}`, 1, at)
      await tenant.updateRole('role', { policy: `- allow: ['GET:/${n}']` }, 1, at)
      await tenant.revokeApiKey(`key-${before}`, at)
      await tenant.deleteResource({ type: 'patient', id: '0' })
      await tenant.putGuardrail(`- deny: ['DELETE:*'] # ${n}`, 0, at)
      await writer.setTenantStatus(`tenant-${before}`, 'suspended')
      await writer.putPasswordHash(`person-${before}`, `hash-${n}`, at)
      return
    }
    await writer.insertTenant(aTenant(`tenant-${n}`))
    await writer.insertPerson(aPerson(`person-${n}`))
    await writer.putPasswordHash(`person-${n}`, `hash-${n}`, at)
    await writer.insertSigningKey({ ...aKey, kid: `key-${n}` })
    const tenant = writer.tenant(`tenant-${n}`)
    await tenant.insertRole(aRole('role'))
    await tenant.insertUser(aUser(`tenant-${n}`, 'user', { person: `person-${n}`, roles: ['role'] }))
    await tenant.insertInvitation(anInvitation('inv', { tenant: `tenant-${n}`, roles: ['role'] }))
    await tenant.putSettings('{}', 0, at)
    await tenant.insertApiKey(anApiKey(`tenant-${n}`, `key-${n}`, { createdBy: 'user', roles: ['role'] }))
    for (let i = 0; i < 20; i++) await tenant.putResource(aResource('patient', String(i), { owner: 'user' }))
  })
  return revision
}

const aKey = {
  algorithm: 'ES256',
  publicKey: '{}',
  wrappedPrivateKey: 'wrapped',
  createdAt: NOW,
  activeFrom: NOW,
  retiredAt: null,
  expiresAt: null,
} as const

/** Everything that numbered writes put into a store, as JSON text. */
export async function contentsOf(store: Store): Promise<string> {
  const revision = await store.currentRevision()
  const parts: unknown[] = [revision, await store.listSigningKeys(), await store.listGuardrails()]
  for (const { id, status } of await store.listTenants({ limit: 1_000 })) {
    const tenant = store.tenant(id)
    const resources = await tenant.listResources('patient')
    const record = await store.findTenantRecord(id)
    // A set, in no order.
    const revocations = record?.revocations.map(({ principal, revision }) => `${principal} ${revision}`).toSorted()
    const person = id.replace('tenant', 'person')
    const users = (await tenant.listUsers()).map((user) => ({ ...user, tags: tagsToJson(user.tags) }))
    parts.push(
      [await tenant.findSettings(), await tenant.listRoleGrants('user'), await tenant.searchInvitations({ limit: 9 })],
      [id, status, { ...record, revocations }, users, await tenant.listApiKeys()],
      [await tenant.findGuardrail(), resources.map((resource) => [resource.id, resource.owner, resource.tags.size])],
      [await store.findPerson(person), await store.findPasswordHash(person)],
    )
  }
  // The chains of two stores differ by what they begin with; the records do not.
  const { head } = await store.findAuditEnds()
  const window = { first: 1, last: head.sequence, order: 'oldest', limit: revision + 1 } as const
  parts.push((await store.listAudit({}, window)).map(({ record }) => record))
  return JSON.stringify(parts)
}
