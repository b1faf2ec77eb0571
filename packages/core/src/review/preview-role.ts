import { setImmediate } from 'node:timers/promises'
import type { CompiledPolicy, PolicySet } from '../decision/policy-set.ts'
import type { Decision } from '../decision/decision.ts'
import type { ApiKey, Store, TenantReader, User } from '../identity/identity-store.ts'
import type {
  AnsweredOperation,
  HolderChange,
  OperationChange,
  PreviewRole,
  RolePreview,
} from '../identity/role-preview.ts'
import { toPrincipal } from '../identity/to-principal.ts'
import type { Principal } from '../model/principal.ts'
import type { Operation, Service } from '../model/service.ts'
import { compileSource } from '../tenancy/compile-source.ts'
import { validatePolicy } from '../tenancy/validate-policy.ts'
import type { Clock } from '../util/clock.ts'
import { compareDecisions, printMeaning } from './compare-decisions.ts'
import { openTenantPolicies, type PolicySources } from './open-policies.ts'
import { replaceRole } from './replace-policy.ts'

export interface PreviewRoleOptions extends PolicySources {
  readonly store: Pick<Store, 'findTenantRecord' | 'tenant' | 'findPerson'>
  readonly clock: Clock
}

/** Most holders that are looked at. */
export const MOST_HOLDERS = 200

/** Most comparisons, each of which decides twice. */
const MOST_COMPARISONS = 20_000

/** How many comparisons are made before others have their turn: a few milliseconds' worth. */
const COMPARISONS_AT_A_TIME = 200

/** What the role of nobody yet is called here. */
const NEW_ROLE = 'new'

const NOTHING = { gained: [], lost: [], conditional: [] } as const

/** The previews of one store. */
export function createPreviewRole(options: PreviewRoleOptions): PreviewRole {
  const { store, clock } = options

  async function* findHolders(reader: TenantReader, role: string): AsyncGenerator<Holder> {
    for (const user of await reader.listUsersWithRole(role, { limit: MOST_HOLDERS })) {
      const person = await store.findPerson(user.person)
      if (person !== undefined) yield { holder: user, type: 'user', principal: toPrincipal(user, person) }
    }
    for (const key of await reader.listApiKeysWithRole(role, { limit: MOST_HOLDERS })) {
      const { id, tenant, roles, tags } = key
      yield { holder: key, type: 'apiKey', principal: { type: 'apiKey', id, tenant, roles, tags } }
    }
  }

  return async ({ tenant, id, name, policy }) => {
    const { services, before } = await openTenantPolicies(options, tenant)
    const reader = store.tenant(tenant)
    const total = id === undefined ? 0 : await reader.countRoleHolders(id)
    const diagnostics = policy === null ? [] : validatePolicy(policy, services, 'role')
    if (diagnostics.some(({ severity }) => severity === 'error')) {
      return { diagnostics, operations: NOTHING, holders: { total, changed: 0, more: false, items: [] } }
    }

    const source = { kind: 'role', id: id ?? NEW_ROLE, name } as const
    const role: CompiledPolicy =
      policy === null ? { source, statementsFor: () => [] } : compileSource(source, policy, services)
    const old = id === undefined ? undefined : before.findRole(id)
    const { operations, changed } = compareRoles(old, role, services)
    const holders: RolePreview['holders'] =
      id === undefined || changed.length === 0
        ? { total, changed: 0, more: false, items: [] }
        : await compareHolders({
            policies: [before, replaceRole(before, id, role)],
            holders: findHolders(reader, id),
            operations: changed,
            total,
            now: clock(),
          })
    return { diagnostics, operations, holders }
  }
}

interface Holder {
  readonly holder: User | ApiKey
  readonly type: HolderChange['type']
  readonly principal: Principal
}

interface HoldersToCompare {
  readonly policies: readonly [before: PolicySet, after: PolicySet]
  readonly holders: AsyncIterable<Holder>
  readonly operations: readonly Operation[]
  readonly total: number
  readonly now: number
}

/** What two policies of a role reach, and every operation of which they do not say the same. */
function compareRoles(before: CompiledPolicy | undefined, after: CompiledPolicy, services: readonly Service[]) {
  const operations: Record<keyof OperationChange<string>, string[]> = { gained: [], lost: [], conditional: [] }
  const changed: Operation[] = []
  for (const operation of services.flatMap((service) => service.operations)) {
    if (operation.public) continue
    const [old, fresh] = [before, after].map((role) => role?.statementsFor(operation) ?? [])
    const [oldMeaning, meaning] = [old, fresh].map((each = []) => printMeaning(each.map(({ statement }) => statement)))
    if (oldMeaning === meaning) continue
    changed.push(operation)
    if (old?.length === 0) operations.gained.push(operation.id)
    else if (fresh?.length === 0) operations.lost.push(operation.id)
    else operations.conditional.push(operation.id)
  }
  return { operations, changed }
}

/** Looks at holders, one after the other, as long as there is work left to be done for them. */
async function compareHolders(asked: HoldersToCompare): Promise<RolePreview['holders']> {
  const { policies, holders, operations, total, now } = asked
  const items: HolderChange[] = []
  let looked = 0
  let comparisons = 0
  for await (const { holder, type, principal } of holders) {
    if (looked === MOST_HOLDERS || (looked > 0 && comparisons + operations.length > MOST_COMPARISONS)) break
    looked++
    const change: Record<keyof OperationChange<string>, AnsweredOperation[]> = { gained: [], lost: [], conditional: [] }
    for (const operation of operations) {
      if (++comparisons % COMPARISONS_AT_A_TIME === 0) await setImmediate()
      const compared = compareDecisions(policies, principal, operation, now)
      if (compared === undefined) continue
      change[kindOf(compared.before, compared.after)].push({ operation: operation.id, answer: compared.after.answer })
    }
    const isChanged = Object.values(change).some((list) => list.length > 0)
    if (isChanged) items.push({ type, id: holder.id, name: holder.name, ...change })
  }
  return { total, changed: items.length, more: looked < total, items }
}

const REACH = { no: 0, depends: 1, yes: 2 } as const

function kindOf(before: Decision, after: Decision): keyof OperationChange<string> {
  const more = REACH[after.answer] - REACH[before.answer]
  return more > 0 ? 'gained' : more < 0 ? 'lost' : 'conditional'
}
