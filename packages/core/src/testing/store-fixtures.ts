import type { ServiceRecord } from '../tenancy/service-registry.ts'
import type {
  ApiKey,
  Invitation,
  OperatorKey,
  Passkey,
  Person,
  Role,
  Session,
  SigningKey,
  Store,
  Tenant,
  TenantWriter,
  User,
} from '../identity/identity-store.ts'
import type { Link } from '../model/link.ts'
import type { Resource } from '../model/resource.ts'
import { createTags, NO_TAGS } from '../model/tags.ts'

// Records with something plausible in every field, so that a test names only what it is about.

/** A moment: 2026-01-01. Stores have no clock, so any will do. */
export const NOW = Date.UTC(2026, 0, 1)

export function aTenant(id: string, fields: Partial<Tenant> = {}): Tenant {
  return { id, slug: `slug-of-${id}`, name: `Tenant ${id}`, status: 'active', createdAt: NOW, ...fields }
}

export function aPerson(id: string, fields: Partial<Person> = {}): Person {
  return { id, email: `${id}@example.com`, emailVerifiedAt: null, createdAt: NOW, ...fields }
}

export function aUser(tenant: string, id: string, fields: Partial<User> = {}): User {
  const rest = { person: 'ada', name: 'Ada', status: 'active', roles: [], tags: NO_TAGS, createdAt: NOW } as const
  return { id, tenant, ...rest, ...fields }
}

export function aRole(id: string, fields: Partial<Role> = {}): Role {
  const policy = "- allow: ['GET:*']"
  const rest = { description: '', policy, tags: NO_TAGS, version: 1, createdAt: NOW, updatedAt: NOW }
  return { id, name: `Role ${id}`, ...rest, ...fields }
}

export function aResource(type: string, id: string, fields: Partial<Resource> = {}): Omit<Resource, 'tenant'> {
  return { type, id, tags: createTags({ function: ['doctors', 'Nurses'] }), ...fields }
}

export function anApiKey(tenant: string, id: string, fields: Partial<ApiKey> = {}): ApiKey {
  return {
    id,
    tenant,
    name: 'CI',
    secretHash: 'c2VjcmV0',
    roles: [],
    tags: NO_TAGS,
    createdBy: 'ada',
    createdAt: NOW,
    expiresAt: null,
    revokedAt: null,
    lastUsedAt: null,
    previousSecretHash: null,
    previousExpiresAt: null,
    ...fields,
  }
}

export function anInvitation(id: string, fields: Partial<Invitation> = {}): Invitation {
  return {
    id,
    tenant: 'acme',
    email: `${id}@example.com`,
    name: null,
    roles: [],
    tags: NO_TAGS,
    invitedBy: { type: 'user', id: 'ada' },
    createdAt: NOW,
    sentAt: NOW,
    expiresAt: NOW + 1_000,
    ...fields,
  }
}

export function aLink(tenant: string, id: string, fields: Partial<Link> = {}): Link {
  return {
    id,
    tenant,
    template: 'share',
    principal: { type: 'user', id: 'usr', tenant },
    resource: { type: 'patient', id: '1' },
    slots: new Map<string, string | number | boolean>([
      ['until', '2030-01-01T00:00:00Z'],
      ['level', 2],
      ['__proto__', true],
    ]),
    createdBy: null,
    createdAt: NOW,
    expiresAt: null,
    ...fields,
  }
}

export function aSession(id: string, fields: Partial<Session> = {}): Session {
  return {
    id,
    tenant: 'acme',
    user: 'usr',
    kind: 'browser',
    secretHash: 'c2VjcmV0',
    previousSecretHash: null,
    previousExpiresAt: null,
    privileges: '',
    createdAt: NOW,
    usedAt: NOW,
    expiresAt: NOW + 1_000,
    authenticatedAt: NOW,
    authenticatedBy: 'password',
    provedBy: 'password',
    address: null,
    agent: null,
    ...fields,
  }
}

export function aPasskey(id: string, fields: Partial<Passkey> = {}): Passkey {
  return {
    id,
    person: 'ada',
    credential: `credential-of-${id}`,
    publicKey: 'cHVibGlj',
    counter: 0,
    transports: [],
    multiDevice: true,
    backedUp: true,
    name: 'Laptop',
    createdAt: NOW,
    lastUsedAt: null,
    ...fields,
  }
}

export function aSigningKey(kid: string, fields: Partial<SigningKey> = {}): SigningKey {
  return {
    kid,
    algorithm: 'ES256',
    publicKey: '{"kty":"EC"}',
    wrappedPrivateKey: 'wrapped',
    createdAt: NOW,
    activeFrom: NOW,
    retiredAt: null,
    expiresAt: null,
    ...fields,
  }
}

export function anOperatorKey(id: string, fields: Partial<OperatorKey> = {}): OperatorKey {
  const rest = { name: 'On call', secretHash: 'c2VjcmV0', createdAt: NOW, expiresAt: NOW + 1, revokedAt: null }
  return { id, ...rest, ...fields }
}

export function aService(id: string, roles: readonly string[] = []): ServiceRecord {
  const service = { id, roles: roles.map((role) => ({ id: role, description: role, policy: "- allow: ['GET:*']" })) }
  return { id, service: JSON.stringify(service), digest: 'ZGlnZXN0' }
}

/** Makes the tenants, and the persons `ada` and `bob`. */
export async function seed(store: Store, ...tenants: readonly string[]): Promise<void> {
  await store.write(async (writer) => {
    await writer.insertPerson(aPerson('ada'))
    await writer.insertPerson(aPerson('bob'))
    for (const tenant of tenants) await writer.insertTenant(aTenant(tenant))
  })
}

/** One write to one tenant; answers its revision. */
export async function change(
  store: Store,
  tenant: string,
  work: (writer: TenantWriter) => Promise<unknown>,
): Promise<number> {
  return (await store.write((writer) => work(writer.tenant(tenant)))).revision
}
