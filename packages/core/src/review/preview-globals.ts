import type { Decision, Reason } from '../decision/decision.ts'
import type { PolicySet } from '../decision/policy-set.ts'
import type { ApiKey, Store, User } from '../identity/identity-store.ts'
import type { Principal } from '../model/principal.ts'
import type { Operation } from '../model/service.ts'
import { buildSnapshot } from '../tenancy/build-snapshot.ts'
import type { Globals } from '../tenancy/globals.ts'
import { compareDecisions } from './compare-decisions.ts'

/** An operation that a principal could perform otherwise than before. */
export interface GlobalFlip {
  readonly tenant: string
  readonly principal: Pick<Principal, 'type' | 'id'>
  readonly operation: string
  /** Asked of any resource of the tenant, with the rest of the request open. */
  readonly from: Decision['answer']
  /** The same as `from` where it depends on other conditions than before. */
  readonly to: Decision['answer']
  readonly reason: Reason
  /** The values that decide after the change. */
  readonly dependsOn: readonly string[]
}

export interface PreviewOptions {
  readonly store: Pick<Store, 'findTenantRecord' | 'listTenants' | 'tenant' | 'findPerson'>
  readonly operations: readonly Operation[]
  readonly before: Globals
  readonly after: Globals
  /** Milliseconds since 1970. */
  readonly now: number
}

/** How many tenants, users or keys are read at a time: no more of them are in memory at once. */
const PAGE = 500

/**
 * What a change of the global policies does to every active principal of every active tenant, one flip after the other, by tenant. Links are left aside:
 * what somebody reaches by a link alone does not change but by a deny.
 */
export async function* previewGlobals(options: PreviewOptions): AsyncGenerator<GlobalFlip> {
  const { store, operations, before, after, now } = options
  for await (const { id, status } of pages((page) => store.listTenants(page))) {
    const record = status === 'active' ? await store.findTenantRecord(id) : undefined
    if (record === undefined) continue
    const policies = [buildSnapshot(record, before).policies, buildSnapshot(record, after).policies] as const
    for await (const principal of principalsOf(id, store, now)) {
      for (const operation of operations) {
        const flip = compare(policies, principal, operation, now)
        if (flip !== undefined) yield flip
      }
    }
  }
}

function compare(
  policies: readonly [before: PolicySet, after: PolicySet],
  principal: Principal,
  operation: Operation,
  now: number,
): GlobalFlip | undefined {
  const compared = compareDecisions(policies, principal, operation, now)
  if (compared === undefined) return undefined
  const { before, after } = compared
  const { tenant, type, id } = principal
  return {
    tenant,
    principal: { type, id },
    operation: operation.id,
    from: before.answer,
    to: after.answer,
    reason: after.reason,
    dependsOn: after.dependsOn,
  }
}

async function* principalsOf(tenant: string, store: PreviewOptions['store'], now: number): AsyncGenerator<Principal> {
  const reader = store.tenant(tenant)
  for await (const user of pages((page) => reader.listUsers(page))) {
    if (user.status === 'active') yield await toPrincipal(user, store)
  }
  for await (const key of pages((page) => reader.listApiKeys(page))) {
    if (isInForce(key, now)) yield { type: 'apiKey', id: key.id, tenant, roles: key.roles, tags: key.tags }
  }
}

async function toPrincipal(
  { id, tenant, roles, tags, person }: User,
  store: PreviewOptions['store'],
): Promise<Principal> {
  const found = await store.findPerson(person)
  const isVerified = found !== undefined && found.emailVerifiedAt !== null
  return { type: 'user', id, tenant, roles, tags, ...(isVerified ? { email: found.email } : {}) }
}

function isInForce({ revokedAt, expiresAt }: ApiKey, now: number): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now)
}

/** Everything of a list, page by page. */
async function* pages<T extends { readonly id: string }>(
  read: (page: { readonly limit: number; readonly after?: string }) => Promise<readonly T[]>,
): AsyncGenerator<T> {
  let after: string | undefined
  do {
    const page = await read({ limit: PAGE, ...(after === undefined ? {} : { after }) })
    yield* page
    after = page.length === PAGE ? page.at(-1)?.id : undefined
  } while (after !== undefined)
}
