import { createTags, type Service } from '@wardkit/core'
import { decide } from '../../../packages/core/src/decision/decide.ts'
import type { Question as PolicyQuestion } from '../../../packages/core/src/decision/decision.ts'
import { NO_QUERY } from '../../../packages/core/src/model/request-values.ts'
import { loadService } from '../../../packages/core/src/openapi/load-service.ts'
import { buildSnapshot } from '../../../packages/core/src/tenancy/build-snapshot.ts'
import { createGlobals, type Globals } from '../../../packages/core/src/tenancy/globals.ts'
import type { Snapshot } from '../../../packages/core/src/tenancy/snapshot.ts'
import { DOCTOR_POLICY, GUEST_POLICY, OPENAPI, OPERATIONS, roleId, tenantId, type Question } from '../clinic.ts'
import type { Engine } from './engine.ts'
import { findOperation, toPrincipal } from './wardkit.ts'

/** The decision alone, its policies and everything about the resource already in hand: what a browser runs, and the core of `wardkit.decide()`. */
export const decideAlone: Engine = {
  name: 'decide() alone',
  async open(size) {
    const { service } = await loadService({ document: OPENAPI })
    const globals = globalsOf(service)
    const snapshots = new Map<string, Snapshot>()
    for (let index = 0; index < size.tenants; index++) {
      snapshots.set(tenantId(index), snapshotOf(tenantId(index), size.roles, globals))
    }
    return {
      async prepare(questions) {
        const asked = questions.map((question) => ({
          snapshot: snapshots.get(question.caller.tenant) as Snapshot,
          question: toPolicyQuestion(service, question),
        }))
        return (index) => {
          const { snapshot, question } = asked[index] as (typeof asked)[number]
          return decide(snapshot.policies, snapshot.revision, question).allowed
        }
      },
      async close() {
        snapshots.clear()
      },
    }
  },
}

function globalsOf(service: Service): Globals {
  return createGlobals({
    services: [service],
    knownServices: [service],
    policies: [],
    templates: [],
    roles: new Map(),
    revision: 0,
    onUnreadableRole: (_tenant, _role, error) => {
      throw error
    },
  })
}

function snapshotOf(id: string, roles: number, globals: Globals): Snapshot {
  const doctors = Array.from({ length: roles }, (_, index) => ({ id: roleId(index), name: '', policy: DOCTOR_POLICY }))
  const record = {
    id,
    status: 'active',
    revisions: { policies: 0, resources: 0, links: 0 },
    roles: [...doctors, { id: 'guest', name: '', policy: GUEST_POLICY }],
    guardrail: null,
    revocations: [],
  } as const
  return buildSnapshot(record, globals)
}

function toPolicyQuestion({ operations }: Service, { caller, item, kind }: Question): PolicyQuestion {
  const { type, id, tenant, tags } = item
  const resource = {
    ref: { type, id },
    lookup: { status: 'known', resource: { type, id, tenant, tags: createTags(tags) } },
  } as const
  return {
    principal: toPrincipal(caller),
    operation: findOperation(operations, OPERATIONS[kind]),
    request: { path: [id], query: NO_QUERY, body: { status: 'absent' } },
    resource,
    parameterResources: [resource],
    now: 0,
  }
}
