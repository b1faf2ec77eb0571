import type { AccessOutcome, AccessRecord } from './access-record.ts'
import { assertKnownOptions } from '../util/known-options.ts'

/** Which records are asked for. Whose they are must be said: a tenant's, or, for the application's own operators, every tenant's. */
export type AccessQuery = AccessFilter &
  ({ readonly tenant: string; readonly everyTenant?: never } | { readonly everyTenant: true; readonly tenant?: never })

/** What narrows a query; what is absent narrows nothing. */
export interface AccessFilter {
  /** Milliseconds since 1970, inclusive. */
  readonly from?: number
  /** Milliseconds since 1970, exclusive. */
  readonly to?: number
  /** A principal's id. */
  readonly principal?: string
  /** `GET:/patient/{patientId}`. */
  readonly operation?: string
  /** A resource, or all of a type. */
  readonly resource?: { readonly type: string; readonly id?: string }
  readonly outcome?: AccessOutcome
  /** `oldest` first when absent. */
  readonly order?: 'oldest' | 'newest'
  /** Go on behind this sequence, in the order asked for: the `next` of the page before. */
  readonly after?: number
  /** Most records of one page: 100 when absent, at most 1,000. */
  readonly limit?: number
}

/** Some of the records asked for. */
export interface AccessPage {
  readonly records: readonly AccessRecord[]
  /** To be handed in as `after`; null when there are no more. */
  readonly next: number | null
}

const OPTIONS = [
  'tenant',
  'everyTenant',
  'from',
  'to',
  'principal',
  'operation',
  'resource',
  'outcome',
  'order',
  'after',
  'limit',
] as const satisfies readonly (keyof AccessQuery)[]

/** Longest page. */
export const MAX_PAGE = 1000

const OUTCOMES: readonly AccessOutcome[] = ['allowed', 'refused', 'would-refuse', 'public', 'unlisted']

/**
 * Checks a query, which may come from a caller as JSON.
 *
 * @throws TypeError naming what is wrong; always when it does not say whose records are meant
 */
export function assertAccessQuery(query: AccessQuery): void {
  const owner = 'a query of the access log'
  assertKnownOptions(owner, query, OPTIONS)
  const { tenant, everyTenant, resource } = query
  if (everyTenant === undefined ? !isName(tenant) : (everyTenant as unknown) !== true || tenant !== undefined) {
    throw new TypeError(`${owner} needs \`tenant\`, a tenant's id, or \`everyTenant: true\``)
  }
  for (const name of ['principal', 'operation'] as const) {
    if (query[name] !== undefined && !isName(query[name]))
      throw new TypeError(`${owner}: \`${name}\` is a non-empty text`)
  }
  for (const name of ['from', 'to', 'after'] as const) {
    if (query[name] !== undefined && !Number.isSafeInteger(query[name])) {
      throw new TypeError(`${owner}: \`${name}\` is a whole number`)
    }
  }
  if (resource !== undefined && !(isName(resource.type) && (resource.id === undefined || isName(resource.id)))) {
    throw new TypeError(`${owner}: \`resource\` is { type, id } or { type }`)
  }
  if (query.outcome !== undefined && !OUTCOMES.includes(query.outcome)) {
    throw new TypeError(`${owner}: \`outcome\` is one of ${OUTCOMES.map((outcome) => `\`${outcome}\``).join(', ')}`)
  }
  if (query.order !== undefined && query.order !== 'oldest' && query.order !== 'newest') {
    throw new TypeError(`${owner}: \`order\` is \`oldest\` or \`newest\``)
  }
  if (query.limit !== undefined && !(Number.isInteger(query.limit) && query.limit >= 1 && query.limit <= MAX_PAGE)) {
    throw new TypeError(`${owner}: \`limit\` is a whole number from 1 to ${MAX_PAGE}`)
  }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
