import { WardkitError } from '../errors/index.ts'
import type { Principal } from '../model/principal.ts'
import { NO_TAGS } from '../model/tags.ts'
import type { Clock } from '../util/clock.ts'
import type { Actor, ActorContext, Permission } from './actor.ts'
import { ruleOf, type AuditAction } from './audit-action.ts'
import type { AuditDetails, AuditTarget } from './audit-entry.ts'
import { grantsEverything, type Grantor } from './find-ungranted.ts'
import type { Store, StoreWriter, TenantReader, Written } from './identity-store.ts'
import { isKeyInForce } from './key-in-force.ts'
import { countedBy, limitReached, type TenantLimits } from './tenant-limits.ts'

/** A change as it is to stand in the audit log. */
export interface Change<T> {
  readonly action: AuditAction
  /** Null for what is of no tenant. */
  readonly tenant: string | null
  /** Another tenant in whose log the record is to stand too. */
  readonly alsoIn?: string
  readonly target: AuditTarget | null
  /** What is changed, or what is told of it when it is done. Never passwords, tokens, codes or keys. */
  readonly details?: AuditDetails | ((value: T) => AuditDetails)
}

/**
 * The one way configuration is written, by one actor.
 *
 * INVARIANT: a change and its record in the audit log are one transaction, and so is what allows it: the actor is read anew in it, and a decision
 * that the tenant's policies have moved on from is made again.
 */
export interface Administration {
  /** The principal who acts; null for the application, its operators and whoever is not known yet. */
  readonly principal: Pick<Principal, 'type' | 'id' | 'tenant'> | null
  /**
   * @param work told what the actor may grant, as the transaction sees it
   * @throws WardkitError `ERR_FORBIDDEN` for an actor that may not do this or is no more; `ERR_NOT_FOUND` for another tenant than the actor's;
   * `ERR_CONFLICT` when the policies change faster than decisions are made; whatever the store or `work` throws
   */
  write<T>(change: Change<T>, work: (writer: StoreWriter, grantor: Grantor) => Promise<T>): Promise<Written<T>>
  /** Reads of one tenant. @throws WardkitError `ERR_NOT_FOUND` for another tenant than the actor's */
  tenant(tenant: string): TenantReader
  /** @throws WardkitError `ERR_FORBIDDEN` for everybody but the application and its operators */
  assertUnbound(): void
}

/** Makes the administration of one actor. */
export type Administer = (actor: Actor, context?: ActorContext) => Administration

/** Who has a record here that a change can be held against, and that can be taken away. */
const ADMINISTERING: ReadonlySet<Actor['type']> = new Set(['user', 'apiKey'])

/** How often a change is decided anew before it is given up. */
const MOST_DECISIONS = 3

/** The administration of one store. */
export function createAdministration(options: {
  readonly store: Pick<Store, 'write' | 'tenant'>
  readonly clock: Clock
  /** Absent: there may be as many of everything as there is room for. */
  readonly limits?: TenantLimits
}): Administer {
  const { store, clock, limits } = options

  return (actor, context = {}) => {
    const principal = 'tenant' in actor ? { type: actor.type, id: actor.id, tenant: actor.tenant } : null
    let { permission } = context

    function assertReaches(tenant: string): void {
      // The same answer as for a tenant that is not there.
      if (principal !== null && principal.tenant !== tenant) {
        throw new WardkitError('ERR_NOT_FOUND', `there is no tenant \`${tenant}\``)
      }
    }

    function assertUnbound(): void {
      if (actor.type !== 'application' && actor.type !== 'operator') throw forbidden('only the application may do this')
    }

    function assertMay({ action, tenant }: Change<never>): void {
      const rule = ruleOf(action)
      if (principal !== null && rule !== 'anybody' && !ADMINISTERING.has(principal.type))
        throw forbidden('only users and API keys administer anything')
      if (rule === 'anybody' && principal === null) return
      if (rule === 'application' || principal === null) assertUnbound()
      else if (tenant === null && rule === 'anybody') return
      else if (tenant === null) throw forbidden('this is of no tenant')
      else assertReaches(tenant)
    }

    /** One attempt. Answers undefined when the decision that allows it has become old, and nothing is written then. */
    async function attempt<T>(
      change: Change<T>,
      work: (writer: StoreWriter, grantor: Grantor) => Promise<T>,
      writer: StoreWriter,
    ): Promise<T> {
      const grantor = await readGrantor(writer, actor, clock())
      const rule = ruleOf(change.action)
      if (principal !== null && rule !== 'anybody') {
        const isAdmin = grantsEverything(grantor)
        if (rule === 'admin' && !isAdmin) throw forbidden('only the role `admin` may do this')
        if (rule !== 'sharer' && permission === undefined && !isAdmin) throw forbidden('nothing has allowed this')
        await assertCurrent(writer, principal.tenant, permission)
      }
      const value = await withinLimits(writer, change, limits, () => work(writer, grantor))
      const { action, tenant, alsoIn, target, details = {} } = change
      const entry = {
        time: clock(),
        actor: { type: actor.type, id: 'id' in actor ? actor.id : null },
        action,
        target,
        requestId: context.requestId ?? null,
        address: context.address ?? null,
        details: typeof details === 'function' ? details(value) : details,
      }
      await writer.appendAudit({ ...entry, tenant })
      if (alsoIn !== undefined && alsoIn !== tenant) await writer.appendAudit({ ...entry, tenant: alsoIn })
      return value
    }

    return {
      principal,
      assertUnbound,
      tenant(tenant) {
        if (actor.type === 'nobody') throw forbidden('nobody is known yet')
        assertReaches(tenant)
        return store.tenant(tenant)
      },
      async write(change, work) {
        assertMay(change)
        for (let decisions = 1; ; decisions++) {
          try {
            return await store.write((writer) => attempt(change, work, writer))
          } catch (error) {
            if (!(error instanceof OutdatedPermission)) throw error
            if (decisions === MOST_DECISIONS) throw error.toConflict()
            permission = await error.permission.renew()
          }
        }
      },
    }
  }
}

/** Refuses what makes more than there may be; a tenant that has more already, as the limit was lowered, may still do all else. */
async function withinLimits<T>(
  writer: StoreWriter,
  { action, tenant }: Change<T>,
  limits: TenantLimits | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const counted = countedBy(action)
  if (limits === undefined || counted === undefined || tenant === null) return work()
  const before = await writer.tenant(tenant).countOf(counted)
  const value = await work()
  const after = await writer.tenant(tenant).countOf(counted)
  if (after > before && after > limits[counted]) throw limitReached(counted, limits[counted])
  return value
}

/** The tenant's policies were changed after the decision that a change rests on. Thrown to roll back; never leaves this file. */
class OutdatedPermission extends Error {
  readonly permission: Permission

  constructor(permission: Permission) {
    super('the policies changed since this was decided')
    this.permission = permission
  }

  toConflict(): WardkitError {
    return new WardkitError('ERR_CONFLICT', 'the policies of the tenant change faster than this can be decided', {
      help: 'try again',
    })
  }
}

async function assertCurrent(writer: StoreWriter, tenant: string, permission: Permission | undefined): Promise<void> {
  if (permission === undefined) return
  const revisions = await writer.findTenantRevisions(tenant)
  if (revisions === undefined || revisions.policies > permission.revision) throw new OutdatedPermission(permission)
}

/** What an actor holds now, as the transaction sees it. @throws WardkitError `ERR_FORBIDDEN` when it is no more, or may act no longer */
export async function readGrantor(writer: StoreWriter, actor: Actor, now: number): Promise<Grantor> {
  switch (actor.type) {
    case 'application':
      return 'unbound'
    case 'operator': {
      const key = await writer.findOperatorKey(actor.id)
      if (key === undefined || key.revokedAt !== null || key.expiresAt <= now)
        throw forbidden('the operator key is not in force')
      return 'unbound'
    }
    case 'nobody':
      return { roles: [], tags: NO_TAGS }
    default:
      return readPrincipal(writer, actor, now)
  }
}

async function readPrincipal(
  writer: StoreWriter,
  { type, id, tenant }: Pick<Principal, 'type' | 'id' | 'tenant'>,
  now: number,
): Promise<Grantor> {
  const place = await writer.findTenant(tenant)
  if (place?.status !== 'active') throw forbidden('the tenant is not active')
  switch (type) {
    case 'user': {
      const user = await writer.tenant(tenant).findUser(id)
      if (user?.status !== 'active') throw forbidden('the user is not active')
      return user
    }
    case 'apiKey': {
      const key = await writer.findApiKey(id)
      const creator = key?.tenant === tenant ? await writer.tenant(tenant).findUser(key.createdBy) : undefined
      if (key === undefined || !isKeyInForce(key, creator, now)) throw forbidden('the API key is not in force')
      return key
    }
    case 'assumedRole':
    case 'upstream':
      return { roles: [], tags: NO_TAGS }
  }
}

function forbidden(message: string): WardkitError {
  return new WardkitError('ERR_FORBIDDEN', message)
}
