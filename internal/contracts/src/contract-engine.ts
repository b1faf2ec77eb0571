import type { Engine, WardkitEvent } from '@wardkit/core/http'
import { loadService } from '../../../packages/core/src/openapi/load-service.ts'
import { createServiceSet } from '../../../packages/core/src/openapi/service-set.ts'
import { createDecisions } from '../../../packages/core/src/tenancy/decisions.ts'
import { createGlobals, DEFAULT_GLOBAL_ROLES } from '../../../packages/core/src/tenancy/globals.ts'
import { createSnapshots } from '../../../packages/core/src/tenancy/snapshots.ts'
import { CONTRACT_DOCUMENT, READER_POLICY } from './contract-document.ts'

/** An engine that decides the contract's document for one tenant, with the global roles `reader` and `admin`. */
export async function createContractEngine(
  onEvent: (event: WardkitEvent) => void,
): Promise<Engine & { close(): Promise<void> }> {
  const { service } = await loadService({ document: CONTRACT_DOCUMENT })
  const services = createServiceSet([service])
  const globals = createGlobals({
    services: [service],
    knownServices: [service],
    policies: [],
    roles: new Map(Object.entries({ ...DEFAULT_GLOBAL_ROLES, reader: { name: 'Reader', policy: READER_POLICY } })),
    revision: 1,
    onUnreadableRole: () => undefined,
  })
  const snapshots = createSnapshots({
    source: {
      changeHint: () => 1,
      currentRevision: () => Promise.resolve(1),
      findTenantRevisions: () => Promise.resolve({ policies: 1, resources: 1 }),
      findTenantRecord: (id) =>
        Promise.resolve({
          id,
          status: 'active',
          revisions: { policies: 1, resources: 1 },
          roles: [],
          guardrail: null,
          revocations: [],
        }),
    },
    globals,
    maxStalenessSeconds: 60,
    maxTenants: 10,
    monotonicNow: () => performance.now(),
  })
  const decisions = createDecisions({
    snapshots,
    lookups: { find: () => Promise.resolve({ status: 'unknown' }) },
    operations: service.operations,
    now: () => Date.now(),
  })
  return {
    services: services.services,
    findOperation: services.find,
    authenticate: () => Promise.resolve({ status: 'unidentified', reason: 'none' }),
    decide: (question) => decisions.decide(question),
    get revision() {
      return snapshots.revision
    },
    onEvent,
    close: () => Promise.resolve(),
  }
}
