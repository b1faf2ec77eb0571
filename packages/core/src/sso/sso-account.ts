import { canonicalEmail } from '../identity/canonical-email.ts'
import { ADMIN_ROLE } from '../identity/find-ungranted.ts'
import { createId } from '../identity/identifiers.ts'
import type { Person, StoreWriter, User } from '../identity/identity-store.ts'
import { CONNECTION_SOURCE } from '../identity/role-grant-store.ts'
import type { SsoConnection, SsoIdentity } from '../identity/sso-store.ts'
import { areSameTags, TAG_LIMITS, type Tags } from '../model/tags.ts'
import { domainOf } from './canonical-domain.ts'
import type { Claims } from './claim-values.ts'
import type { MappedClaims } from './map-claims.ts'
import type { ProvedIdentity } from './oidc-client.ts'
import { SsoFailure } from './sso-failure.ts'

/** Whom a provider's identity is here. */
export interface SsoAccount {
  readonly user: User
  readonly identity: SsoIdentity
  /** How they came to be known by this identity. */
  readonly origin: 'known' | 'linked' | 'created'
}

/**
 * The user of an identity, in the transaction of the login; made at the first one, where the e-mail is in a domain that the tenant has verified.
 *
 * INVARIANT: an identity is connection, issuer and subject. An e-mail leads to somebody who is here already only when both sides have proved it: the
 * person here, and the provider by `email_verified` that is true, of a domain that is this tenant's.
 *
 * @throws SsoFailure
 */
export async function resolveAccount(
  writer: StoreWriter,
  connection: SsoConnection,
  { issuer, subject, claims }: ProvedIdentity,
  now: number,
): Promise<SsoAccount> {
  const tenant = writer.tenant(connection.tenant)
  const name = { connection: connection.id, issuer, subject }
  const known = await tenant.findSsoIdentity(name)
  if (known !== undefined) {
    const user = await tenant.findUser(known.user)
    if (user?.status !== 'active') throw new SsoFailure('user-disabled')
    return { user, identity: { ...known, usedAt: now }, origin: 'known' }
  }
  const { email, isVerified } = await readOwnEmail(writer, connection, claims)
  const found = await writer.findPersonByEmail(email)
  if (found !== undefined && !(isVerified && found.emailVerifiedAt !== null)) throw new SsoFailure('account-exists')
  const person = found ?? { id: createId('per'), email, emailVerifiedAt: isVerified ? now : null, createdAt: now }
  const place = (await writer.listUsersOfPerson(person.id)).find((user) => user.tenant === connection.tenant)
  if (place !== undefined) {
    // The address was given to somebody else at the provider: this is not who it was.
    const others = await tenant.listSsoIdentities({ user: place.id })
    if (others.some((other) => other.connection === connection.id)) throw new SsoFailure('account-exists')
    if (place.status !== 'active') throw new SsoFailure('user-disabled')
  }
  const user =
    place ?? (await createUser(writer, connection.tenant, person, claims, { now, isNew: found === undefined }))
  const identity = { ...name, tenant: connection.tenant, user: user.id, tagKeys: [], createdAt: now, usedAt: now }
  return { user, identity, origin: place === undefined ? 'created' : 'linked' }
}

/** What a login changed of what a user holds. */
export interface AppliedMapping {
  readonly roles: { readonly before: readonly string[]; readonly after: readonly string[] }
  readonly tagKeys: readonly string[]
  /** Whether `admin` stays though no rule gives it: it is the last one's. */
  readonly keptLastAdmin: boolean
}

/** Gives a user what their claims yield, and takes away what this connection gave and they yield no more. What others gave is not touched. */
export async function applyMapping(
  writer: StoreWriter,
  connection: SsoConnection,
  { user, identity }: SsoAccount,
  mapped: MappedClaims,
  now: number,
): Promise<AppliedMapping> {
  const tenant = writer.tenant(connection.tenant)
  const source = CONNECTION_SOURCE + connection.id
  const isAdditive = connection.mapping.mode === 'additive'
  const grants = await tenant.listRoleGrants(user.id)
  const before = grants.filter((grant) => grant.source === source).map(({ role }) => role)
  const after = [...new Set([...(isAdditive ? before : []), ...mapped.roles])]
  await tenant.setRoleGrants(user.id, source, after, now)
  const admins = { role: ADMIN_ROLE, status: 'active', sort: 'createdAt', limit: 1 } as const
  const keptLastAdmin = before.includes(ADMIN_ROLE) && (await tenant.searchUsers(admins)).length === 0
  if (keptLastAdmin) {
    after.push(ADMIN_ROLE)
    await tenant.setRoleGrants(user.id, source, after, now)
  }
  const { tags, tagKeys } = mergeTags(user.tags, mapped.tags, identity.tagKeys, isAdditive)
  if (!areSameTags(user.tags, tags)) await tenant.updateUser(user.id, { tags }, now)
  return { roles: { before, after }, tagKeys, keptLastAdmin }
}

function mergeTags(held: Tags, mapped: Tags, ownKeys: readonly string[], isAdditive: boolean) {
  const tags = new Map(held)
  const own = new Set(ownKeys)
  for (const key of isAdditive ? [] : ownKeys) if (!mapped.has(key)) tags.delete(key)
  for (const [key, tag] of mapped) {
    // A key that somebody set by hand is theirs.
    if (held.has(key) && !own.has(key)) continue
    if (!tags.has(key) && tags.size >= TAG_LIMITS.keysPerHolder) continue
    tags.set(key, tag)
    own.add(key)
  }
  return { tags, tagKeys: [...own].filter((key) => tags.has(key)) }
}

/** The e-mail of somebody new, in a domain that is this very tenant's. @throws SsoFailure */
async function readOwnEmail(
  writer: StoreWriter,
  { tenant }: SsoConnection,
  claims: Claims,
): Promise<{ readonly email: string; readonly isVerified: boolean }> {
  const { email: sent, email_verified: verified } = claims
  const email = typeof sent === 'string' ? canonicalEmail(sent) : undefined
  if (email === undefined) throw new SsoFailure('email-missing')
  const owner = await writer.findVerifiedDomain(domainOf(email))
  if (owner?.tenant !== tenant) throw new SsoFailure('email-domain', { detail: `\`${domainOf(email)}\`` })
  if (verified === false || verified === 'false') throw new SsoFailure('email-unverified')
  // Only the boolean: a provider that writes `"true"` may write whatever its user typed.
  return { email, isVerified: verified === true }
}

async function createUser(
  writer: StoreWriter,
  tenant: string,
  person: Person,
  claims: Claims,
  { now, isNew }: { readonly now: number; readonly isNew: boolean },
): Promise<User> {
  if (isNew) await writer.insertPerson(person)
  const user: User = {
    id: createId('usr'),
    tenant,
    person: person.id,
    name: readName(claims, person.email),
    status: 'active',
    roles: [],
    tags: new Map(),
    createdAt: now,
  }
  await writer.tenant(tenant).insertUser(user)
  return user
}

function readName({ name, preferred_username: username }: Claims, email: string): string {
  const sent = [name, username].find((text) => typeof text === 'string' && text.trim() !== '')
  const text = typeof sent === 'string' ? sent : email
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 200)
    .toWellFormed()
}
