import type { LinkSource, ResourceSource, SnapshotSource } from '../tenancy/snapshot-source.ts'
import type { Telemetry } from './telemetry.ts'

/** What decisions read from a store. */
export type DecisionSource = SnapshotSource & ResourceSource & LinkSource

/** The same source, with what it is asked for and fails at counted: decisions go on for a while without it, and nobody else would notice. */
export function watchSource(
  source: DecisionSource,
  telemetry: Pick<Telemetry, 'countSnapshotLoad' | 'countStoreFailure'>,
): DecisionSource {
  async function watch<T>(read: Promise<T>): Promise<T> {
    try {
      return await read
    } catch (error) {
      telemetry.countStoreFailure(error)
      throw error
    }
  }

  return {
    changeHint: () => source.changeHint(),
    currentRevision: () => watch(source.currentRevision()),
    findTenantRevisions: (tenant) => watch(source.findTenantRevisions(tenant)),
    async findTenantRecord(tenant) {
      const record = await watch(source.findTenantRecord(tenant))
      telemetry.countSnapshotLoad()
      return record
    },
    findResource: (tenant, ref) => watch(source.findResource(tenant, ref)),
    findLinks: (principals, resource) => watch(source.findLinks(principals, resource)),
  }
}
