import type { Authentication } from '../identity/authentication.ts'
import type { FindRolePolicy } from '../identity/assert-statements-granted.ts'
import { canonicalEmail } from '../identity/canonical-email.ts'
import type { Store, Tenant } from '../identity/identity-store.ts'
import { isIdentifier } from '../model/identifier.ts'
import type { Principal } from '../model/principal.ts'
import type { Snapshot, Snapshots } from '../tenancy/snapshot.ts'
import { andThen } from '../util/and-then.ts'
import { readClaim, type Claims } from './claim-values.ts'
import { findElsewhere } from './groups-elsewhere.ts'
import { mapClaims, rolesOfMapping } from './map-claims.ts'
import { findExistingRoles } from './mappings.ts'
import { upstreamPrincipalId, type UpstreamIssuer } from './upstream-issuer.ts'
import type { OnUpstreamRefused, UpstreamRefusal } from './upstream-refusal.ts'
import type { UpstreamToken } from './upstream-tokens.ts'

/**
 * Finds out whom a verified token speaks of: its tenant, roles and tags, as the tenant is now. At once, and no promise, where that was done at the
 * tenant's revision.
 *
 * @throws WardkitError when the store or the snapshot cannot be had
 */
export type FindUpstreamPrincipal = (token: UpstreamToken, atLeast?: number) => Authentication | Promise<Authentication>

export interface UpstreamPrincipalsOptions {
  readonly store: Pick<Store, 'findTenant' | 'findTenantBySlug' | 'tenant'>
  readonly snapshots: Pick<Snapshots, 'find'>
  readonly findSharedRolePolicy: FindRolePolicy
  /** Told why a token identifies nobody. */
  readonly onRefused: OnUpstreamRefused
}

/** Values of the roles claim that are looked at: a token that names more is refused. */
const MAX_ROLES_CLAIMED = 500

interface Found {
  readonly principal: Principal
  /** The tenant's revision it was made at or after. */
  readonly revision: number
}

export function createFindUpstreamPrincipal(options: UpstreamPrincipalsOptions): FindUpstreamPrincipal {
  const { store, snapshots, findSharedRolePolicy, onRefused } = options
  // As long as the token is remembered, and no longer.
  const found = new WeakMap<UpstreamToken, Found>()

  function identified({ principal }: Found, { expiresAt }: UpstreamToken): Authentication {
    return { status: 'identified', principal, expiresAt: 1_000 * expiresAt }
  }

  function refuse({ upstream: { issuer } }: UpstreamToken, why: UpstreamRefusal): Authentication {
    onRefused(issuer, why)
    return { status: 'unidentified', reason: why === 'tenant-inactive' ? 'revoked' : 'invalid' }
  }

  async function findTenant({ upstream: { tenant }, claims, issuedAt }: UpstreamToken): Promise<Tenant | undefined> {
    if ('id' in tenant) return store.findTenant(tenant.id)
    const named =
      'slug' in tenant ? tenant.slug : oneValueOf(claims, 'idClaim' in tenant ? tenant.idClaim : tenant.slugClaim)
    if (!isIdentifier(named)) return undefined
    if ('idClaim' in tenant) return store.findTenant(named)
    const place = await store.findTenantBySlug(named)
    // What was issued before there was this tenant meant the one that had the slug before it.
    return place === undefined || 1_000 * (issuedAt + 1) <= place.createdAt ? undefined : place
  }

  async function resolve(token: UpstreamToken, atLeast: number | undefined): Promise<Authentication> {
    const tenant = await findTenant(token)
    if (tenant === undefined) return refuse(token, 'tenant')
    const snapshot = await snapshots.find(tenant.id, atLeast)
    if (snapshot?.status !== 'active') return refuse(token, 'tenant-inactive')
    // INVARIANT: the snapshot came first, so what is read now is at its revision or later.
    const principal = await readPrincipal(token, snapshot)
    if (principal === undefined) return refuse(token, 'principal')
    const fresh = { principal, revision: snapshot.revision }
    found.set(token, fresh)
    return identified(fresh, token)
  }

  async function readPrincipal(
    { upstream, subject, claims }: UpstreamToken,
    { tenant }: Snapshot,
  ): Promise<Principal | undefined> {
    const id = upstreamPrincipalId(upstream.issuer, subject)
    const claimed = readRolesClaim(upstream, claims)
    if (
      !isIdentifier(id) ||
      claimed.length > MAX_ROLES_CLAIMED ||
      findElsewhere(attributesOf(upstream), claims) !== undefined
    )
      return undefined
    const wanted = new Set([...claimed, ...rolesOfMapping(upstream.mapping)])
    const existing = await findExistingRoles(store.tenant(tenant), [...wanted], findSharedRolePolicy)
    const { roles, tags } = mapClaims(withRolesClaim(upstream, claimed, existing), claims, existing)
    const email = readEmail(claims)
    return { type: 'upstream', id, tenant, roles, tags, ...(email === undefined ? {} : { email }) }
  }

  return (token, atLeast) => {
    const known = found.get(token)
    if (known === undefined) return resolve(token, atLeast)
    return andThen(snapshots.find(known.principal.tenant, atLeast), (snapshot) =>
      snapshot?.status === 'active' && snapshot.revision === known.revision
        ? identified(known, token)
        : resolve(token, atLeast),
    )
  }
}

/** The one value of a claim: who names two tenants names none. */
function oneValueOf(claims: Claims, attribute: string): string | undefined {
  const { values } = readClaim(claims, attribute)
  return values.length === 1 ? values[0] : undefined
}

function readRolesClaim({ rolesClaim }: UpstreamIssuer, claims: Claims): readonly string[] {
  return rolesClaim === undefined ? [] : readClaim(claims, rolesClaim).members.filter(isIdentifier)
}

/** The mapping with a rule for each role that the roles claim names and that is there: what is none of ours counts as not said. */
function withRolesClaim(
  { rolesClaim: attribute, mapping }: UpstreamIssuer,
  claimed: readonly string[],
  existing: ReadonlySet<string>,
): UpstreamIssuer['mapping'] {
  if (attribute === undefined) return mapping
  const rules = claimed
    .filter((role) => existing.has(role))
    .map((role) => ({ attribute, match: 'contains', value: role, role }) as const)
  return { ...mapping, rules: [...mapping.rules, ...rules] }
}

function attributesOf({ rolesClaim, mapping: { rules, tagRules } }: UpstreamIssuer): readonly string[] {
  return [
    ...(rolesClaim === undefined ? [] : [rolesClaim]),
    ...[...rules, ...tagRules].map(({ attribute }) => attribute),
  ]
}

/** Only the boolean: an issuer that writes `"true"` may write whatever its user typed. */
function readEmail({ email, email_verified: verified }: Claims): string | undefined {
  return verified === true && typeof email === 'string' ? canonicalEmail(email) : undefined
}
