import { AUDIT_ACTIONS } from '../identity/audit-action.ts'
import type { AuditFilter } from '../identity/audit-entry.ts'
import { assertKnownOptions } from '../util/known-options.ts'
import { MAX_PAGE } from './access-query.ts'
import type { AuditRecord } from './audit-record.ts'

/** Which records are asked for. Whose they are must be said: a tenant's, or, for the application's own operators, all there are. */
export type AuditQuery = AuditScope &
  AuditNarrowing & {
    /** `oldest` first when absent. */
    readonly order?: 'oldest' | 'newest'
    /** Go on behind this sequence, in the order asked for: the `next` of the page before. */
    readonly after?: number
    /** Most records of one page: 100 when absent, at most 1,000. */
    readonly limit?: number
  }

/** Whose records are meant. */
export type AuditScope =
  { readonly tenant: string; readonly everyTenant?: never } | { readonly everyTenant: true; readonly tenant?: never }

/** What narrows a query; what is absent narrows nothing. */
export type AuditNarrowing = Omit<AuditFilter, 'tenant'>

/** Some of the records asked for. */
export interface AuditPage {
  readonly records: readonly AuditRecord[]
  /** To be handed in as `after`; null when there are no more. */
  readonly next: number | null
}

const OPTIONS = ['tenant', 'everyTenant', 'from', 'to', 'actor', 'action', 'target', 'order', 'after', 'limit'] as const

/**
 * Checks a query, which may come from a caller as JSON.
 *
 * @throws TypeError naming what is wrong; always when it does not say whose records are meant
 */
export function assertAuditQuery(query: AuditQuery): void {
  const owner = 'a query of the audit log'
  assertKnownOptions(owner, query, OPTIONS)
  const { tenant, everyTenant, actor, action, target, order, limit } = query
  if (everyTenant === undefined ? !isName(tenant) : (everyTenant as unknown) !== true || tenant !== undefined) {
    throw new TypeError(`${owner} needs \`tenant\`, a tenant's id, or \`everyTenant: true\``)
  }
  for (const name of ['from', 'to', 'after'] as const) {
    if (query[name] !== undefined && !Number.isSafeInteger(query[name]))
      throw new TypeError(`${owner}: \`${name}\` is a whole number`)
  }
  if (actor !== undefined && !isName(actor)) throw new TypeError(`${owner}: \`actor\` is an actor's id`)
  if (action !== undefined && !Object.hasOwn(AUDIT_ACTIONS, action))
    throw new TypeError(`${owner}: \`action\` is one of ${Object.keys(AUDIT_ACTIONS).join(', ')}`)
  if (target !== undefined && !(isName(target.type) && (target.id === undefined || isName(target.id))))
    throw new TypeError(`${owner}: \`target\` is { type, id } or { type }`)
  if (order !== undefined && order !== 'oldest' && order !== 'newest')
    throw new TypeError(`${owner}: \`order\` is \`oldest\` or \`newest\``)
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= MAX_PAGE))
    throw new TypeError(`${owner}: \`limit\` is a whole number from 1 to ${MAX_PAGE}`)
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
