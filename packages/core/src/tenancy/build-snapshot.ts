import type { CompiledPolicy, PolicySet } from '../decision/policy-set.ts'
import type { Service } from '../model/service.ts'
import type { Snapshot } from './snapshot.ts'
import type { RoleRecord, TenantRecord } from './snapshot-source.ts'
import type { Globals } from './globals.ts'
import { compileSource } from './compile-source.ts'

/**
 * Compiles what a store keeps of one tenant into a snapshot. Roles are compiled when first asked for: a tenant may have a hundred thousand,
 * and a request asks for the few its principal holds.
 *
 * @throws WardkitError `ERR_POLICY_INVALID` when the guardrail cannot be enforced as written: better no answer than one without its denies
 */
export function buildSnapshot(record: TenantRecord, globals: Globals): Snapshot {
  const guardrail =
    record.guardrail === null
      ? []
      : [compileSource({ kind: 'guardrail' }, record.guardrail, globals.services, record.id)]
  return {
    tenant: record.id,
    status: record.status,
    revision: Math.max(record.revisions.policies, globals.revision),
    resourcesRevision: record.revisions.resources,
    linksRevision: record.revisions.links,
    policies: createPolicySet([...globals.policiesOf(record.id), ...guardrail], record, globals),
    revocations: new Map(record.revocations.map(({ principal, revision }) => [principal, revision])),
  }
}

function createPolicySet(shared: readonly CompiledPolicy[], record: TenantRecord, globals: Globals): PolicySet {
  const records = new Map<string, RoleRecord>(record.roles.map((role) => [role.id, role]))
  const compiled = new Map<string, CompiledPolicy | undefined>()
  const services = new Map<string, Service>(globals.services.map((service) => [service.id, service]))
  return {
    shared,
    serviceOf: (operation) => services.get(operation.service),
    templates: globals.templates,
    *roleIds() {
      yield* globals.roles.keys()
      yield* records.keys()
    },
    findRole(id) {
      const global = globals.roles.get(id)
      if (global !== undefined) return global
      const known = compiled.get(id)
      if (known !== undefined || compiled.has(id)) return known
      const role = records.get(id)
      // An id that names nothing is not remembered: it came from a token, and such ids have no bound.
      if (role === undefined) return undefined
      const policy = compileRole(role, record.id, globals)
      compiled.set(id, policy)
      return policy
    },
  }
}

/** A role whose stored text can no longer be read allows nothing, and says so once. */
function compileRole(role: RoleRecord, tenant: string, globals: Globals): CompiledPolicy | undefined {
  try {
    return compileSource({ kind: 'role', id: role.id, name: role.name }, role.policy, globals.services, tenant)
  } catch (error) {
    globals.onUnreadableRole(tenant, role.id, error)
    return undefined
  }
}
