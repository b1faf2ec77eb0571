import { WardkitError } from '../errors/index.ts'
import { assertKnownOptions } from '../util/known-options.ts'
import type { AuditAction } from './audit-action.ts'
import type { Counted } from './count-store.ts'

/** How much there may be of what a tenant's own people make; whole numbers from 1 to 1,000,000,000 where nothing else is said. */
export interface TenantLimits extends Readonly<Record<Counted, number>> {
  /** Users of a tenant, disabled ones too; 100,000 by default. */
  readonly users: number
  /** Invitations that were not accepted, expired ones too; 10,000 by default. */
  readonly invitations: number
  /** Roles that a tenant wrote; 1,000 by default. */
  readonly roles: number
  /** API keys that are not revoked; 1,000 by default. */
  readonly apiKeys: number
  /** Connections to identity providers; 50 by default. */
  readonly connections: number
  /** E-mail domains, proved or not; 200 by default, 1,000 at most. */
  readonly domains: number
  /** Links that a tenant made; 1,000,000 by default. */
  readonly links: number
  /** Logins of one user that go on at once; 100 by default. One more ends the one that was not used for longest. */
  readonly sessionsPerUser: number
  /** Passkeys of one person; 20 by default. */
  readonly passkeysPerPerson: number
  /** Logs that are followed or exported over HTTP at once for one tenant, by each process; 20 by default. */
  readonly logStreams: number
}

export const DEFAULT_LIMITS: TenantLimits = {
  users: 100_000,
  invitations: 10_000,
  roles: 1_000,
  apiKeys: 1_000,
  connections: 50,
  domains: 200,
  links: 1_000_000,
  sessionsPerUser: 100,
  passkeysPerPerson: 20,
  logStreams: 20,
}

/** What a change may make more of. */
export const COUNTED_BY = {
  'api-key.create': 'apiKeys',
  'connection.create': 'connections',
  'domain.add': 'domains',
  'invitation.accept': 'users',
  'invitation.create': 'invitations',
  'link.create': 'links',
  'role.create': 'roles',
  'sso.log-in': 'users',
  'user.create': 'users',
} as const satisfies Partial<Record<AuditAction, Counted>>

/** What an action may make more of, where it is bounded. */
export function countedBy(action: AuditAction): Counted | undefined {
  return (COUNTED_BY as Partial<Record<AuditAction, Counted>>)[action]
}

const NAMES: Readonly<Record<keyof TenantLimits, string>> = {
  users: 'the tenant has # users',
  invitations: 'the tenant has # invitations that were not accepted',
  roles: 'the tenant has # roles',
  apiKeys: 'the tenant has # API keys that are not revoked',
  connections: 'the tenant has # connections',
  domains: 'the tenant has # domains',
  links: 'the tenant has made # links',
  sessionsPerUser: 'the user has # sessions',
  passkeysPerPerson: 'the person has # passkeys',
  logStreams: 'the tenant follows and exports # logs at once',
}

/** The refusal of one more. */
export function limitReached(limit: keyof TenantLimits, most: number): WardkitError {
  const has = NAMES[limit].replace('#', most.toLocaleString('en'))
  return new WardkitError('ERR_LIMIT_REACHED', `${has}, and no more are allowed`, {
    help: `take some away first; \`limits.${limit}\` of createWardkit() is the limit`,
  })
}

const MOST = 1_000_000_000
/** A tenant's domains are read at once. */
const MOST_DOMAINS = 1_000

/** Reads the option `limits`. @throws TypeError naming the limit, what was expected and what came */
export function readTenantLimits(limits: Partial<TenantLimits>): TenantLimits {
  assertKnownOptions('`limits` of createWardkit()', limits, Object.keys(DEFAULT_LIMITS))
  for (const [name, value] of Object.entries(limits)) {
    const most = name === 'domains' ? MOST_DOMAINS : MOST
    if (!Number.isInteger(value) || value < 1 || value > most) {
      throw new TypeError(
        `\`limits.${name}\` of createWardkit() must be a whole number from 1 to ${most}, not \`${value}\``,
      )
    }
  }
  return { ...DEFAULT_LIMITS, ...limits }
}
