import type { LinkPrincipal } from '../../model/link.ts'
import type { Resource, ResourceRef } from '../../model/resource.ts'
import { isIdentifier } from '../../model/identifier.ts'
import type {
  LinkSource,
  ResourceSource,
  RoleRecord,
  Revocation,
  SnapshotSource,
  TenantRevisions,
} from '../../tenancy/snapshot-source.ts'
import type { ServiceRecord, ServiceStore } from '../../tenancy/service-registry.ts'
import { storeClosed } from '../write-queue.ts'
import type { Connection } from './connection.ts'
import { assertKnownSchema, SCHEMA_NUMBER } from './migrate.ts'
import { toLink, toResource } from './rows.ts'
import { IS_KEPT } from './removed-tenants.ts'
import type { Schema } from './schema.ts'
import { isBusy, toStoreError } from './store-error.ts'
import type { Timeline } from './timeline.ts'
import { useConnection } from './use-connection.ts'

/** What a request may have to wait for. */
export interface HotReads extends SnapshotSource, ResourceSource, LinkSource, Pick<ServiceStore, 'listServiceDigests'> {
  /** Whether a tenant is deleted, and its rows are still being swept away. */
  isRemoved(tenant: string): Promise<boolean>
  /** Whether there is any such tenant. */
  isAnyRemoved(): Promise<boolean>
}

/** The reads that stand in the path of a request, as statements prepared once: a few microseconds each. */
export function createHotReads(connection: Connection, timeline: Timeline): HotReads {
  const dataVersion = connection.prepare<[], number>('PRAGMA data_version').pluck()
  const state = connection.prepare<[], { readonly revision: number; readonly epoch: number; readonly schema: number }>(
    `SELECT revision, epoch, ${SCHEMA_NUMBER} AS schema FROM store`,
  )
  const removal = connection.prepare<[string]>('SELECT 1 FROM tenant_removals WHERE tenant = ?')
  const anyRemoval = connection.prepare('SELECT 1 FROM tenant_removals LIMIT 1')
  const tenantRevisions = connection.prepare<[string], TenantRevisions>(
    `SELECT policies_revision AS policies, resources_revision AS resources, links_revision AS links FROM tenants WHERE id = ? AND id ${IS_KEPT}`,
  )
  const serviceDigests = connection.prepare<[], Omit<ServiceRecord, 'service'>>(
    'SELECT id, digest FROM services ORDER BY id',
  )
  const tenantStatus = connection
    .prepare<[string], 'active' | 'suspended'>('SELECT status FROM tenants WHERE id = ?')
    .pluck()
  const roles = connection.prepare<[string], RoleRecord>(
    'SELECT id, name, policy FROM roles WHERE tenant = ? ORDER BY id',
  )
  const guardrail = connection
    .prepare<[string], string | null>('SELECT policy FROM guardrails WHERE tenant = ?')
    .pluck()
  const revocations = connection.prepare<[string], Revocation>(
    'SELECT principal, revision FROM revocations WHERE tenant = ?',
  )
  const ownResource = connection.prepare<[string, string, string], Schema['resources']>(
    `SELECT * FROM resources WHERE tenant = ? AND type = ? AND id = ? AND tenant ${IS_KEPT}`,
  )
  const anyResource = connection.prepare<[string, string], Schema['resources']>(
    `SELECT * FROM resources WHERE type = ? AND id = ? AND tenant ${IS_KEPT} ORDER BY tenant LIMIT 1`,
  )
  const links = connection.prepare<[string, string, string, string, string], Schema['links']>(
    `SELECT * FROM links WHERE principal_tenant = ? AND principal_type = ? AND principal_id = ? AND resource_type = ? AND resource_id = ? AND tenant ${IS_KEPT} AND principal_tenant ${IS_KEPT}`,
  )

  const readLinks = connection.transaction((principals: readonly LinkPrincipal[], resource: ResourceRef | null) =>
    principals
      .filter(({ tenant, id }) => isIdentifier(tenant) && isIdentifier(id))
      .flatMap(({ tenant, type, id }) => links.all(tenant, type, id, resource?.type ?? '', resource?.id ?? ''))
      .map(toLink),
  )

  const readTenantRecord = connection.transaction((id: string) => {
    const revisions = tenantRevisions.get(id)
    const status = tenantStatus.get(id)
    if (revisions === undefined || status === undefined) return undefined
    return {
      id,
      status,
      revisions,
      roles: roles.all(id),
      guardrail: guardrail.get(id) ?? null,
      revocations: revocations.all(id),
    }
  })

  /** Read whenever anything has changed, so here a process that runs on learns of a newer version, and of a backup that was restored. */
  function readRevision(): number {
    const { revision, epoch, schema } = state.get() ?? { revision: 0, epoch: 0, schema: 0 }
    assertKnownSchema(schema, connection.name)
    timeline.advance({ revision, epoch })
    return revision
  }

  function readResource(tenant: string, { type, id }: ResourceRef): Resource | undefined {
    const row = ownResource.get(tenant, type, id) ?? anyResource.get(type, id)
    return row && toResource(row)
  }

  let uncertain = 0
  return {
    changeHint() {
      timeline.assertSameFile()
      try {
        return dataVersion.get() ?? 0
      } catch (error) {
        // Looked at only now: asking the library takes as long as half of the read.
        if (!connection.open) throw storeClosed()
        // Who holds the lock may be writing: a value never given before makes the caller look.
        if (isBusy(error)) return --uncertain
        throw toStoreError(error, connection.name)
      }
    },
    isRemoved: (tenant) => useConnection(connection, () => removal.get(tenant) !== undefined),
    isAnyRemoved: () => useConnection(connection, () => anyRemoval.get() !== undefined),
    currentRevision: () => useConnection(connection, readRevision),
    listServiceDigests: () => useConnection(connection, () => serviceDigests.all()),
    async findTenantRevisions(tenant) {
      return isIdentifier(tenant) ? useConnection(connection, () => tenantRevisions.get(tenant)) : undefined
    },
    async findTenantRecord(tenant) {
      return isIdentifier(tenant) ? useConnection(connection, () => readTenantRecord(tenant)) : undefined
    },
    async findResource(tenant, ref) {
      if (!isIdentifier(tenant) || !isIdentifier(ref.type) || !isIdentifier(ref.id)) return undefined
      return useConnection(connection, () => readResource(tenant, ref))
    },
    async findLinks(principals, resource) {
      if (resource !== null && !(isIdentifier(resource.type) && isIdentifier(resource.id))) return []
      return useConnection(connection, () => readLinks(principals, resource))
    },
  }
}
