import type { Store } from '../../identity/identity-store.ts'
import { isIdentifier } from '../../model/identifier.ts'
import { checkedPage } from '../checked-values.ts'
import { createChangeListeners } from '../change-listeners.ts'
import { runWrite } from '../store-writer.ts'
import { createWriteQueue, storeClosed } from '../write-queue.ts'
import { createMemoryData, overlayMemoryData, resourceKey, type CommittedData } from './memory-data.ts'
import { createMemoryReader, createMemoryTenantReader, listMemoryServices } from './memory-reader.ts'
import { createMemoryTables } from './memory-tables.ts'

/**
 * A store that keeps everything in this process and nothing beyond it: for tests and for trying things out.
 *
 * @example
 * const store = createMemoryStore()
 * await store.write((writer) => writer.insertTenant(tenant))
 */
export function createMemoryStore(): Store {
  const data = createMemoryData()
  const queue = createWriteQueue()
  const listeners = createChangeListeners()
  let revision = 0
  let closed = false

  function open(): CommittedData {
    if (closed) throw storeClosed()
    return data
  }

  return {
    ...createMemoryReader(open),
    tenant: (tenant) => createMemoryTenantReader(open, tenant),
    changeHint() {
      open()
      return revision
    },
    async currentRevision() {
      open()
      return revision
    },
    listServiceDigests: async () => listMemoryServices(open()).map(({ id, digest }) => ({ id, digest })),
    findTenantRevisions: async (tenant) => open().shared.revisions.get(tenant),
    async findTenantRecord(id) {
      const { shared } = open()
      const tenant = shared.tenants.get(id)
      const revisions = shared.revisions.get(id)
      if (tenant === undefined || revisions === undefined) return undefined
      const { roles, guardrail, revocations } = data.tenant(id)
      return {
        id,
        status: tenant.status,
        revisions,
        roles: Array.from(roles.entries(), ([, { id, name, policy }]) => ({ id, name, policy })),
        guardrail: guardrail.get('')?.policy ?? null,
        revocations: Array.from(revocations.entries(), ([, { principal, revision }]) => ({ principal, revision })),
      }
    },
    async findResource(tenant, ref) {
      const own = await createMemoryTenantReader(open, tenant).findResource(ref)
      if (own !== undefined || !isIdentifier(ref.type)) return own
      const [other] = data.tenantsWithResource(ref)
      return other === undefined ? undefined : data.tenant(other).resources.get(resourceKey(ref))
    },
    onWrite: listeners.add,
    write: (work) =>
      queue.run(async () => {
        const transaction = overlayMemoryData(data)
        const { value, change } = await runWrite(createMemoryTables(transaction), revision + 1, work)
        transaction.commit()
        revision = change.revision
        listeners.notify(change)
        return { value, revision }
      }),
    // A tenant goes whole, as soon as it is deleted.
    async sweepTenants(limit) {
      checkedPage({ limit })
      open()
      return false
    },
    async close() {
      await queue.close()
      closed = true
    },
  }
}
