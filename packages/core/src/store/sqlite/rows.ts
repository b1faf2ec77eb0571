import type { Selectable } from 'kysely'
import { WardkitError } from '../../errors/index.ts'
import type {
  ApiKey,
  Guardrail,
  Mail,
  OneTimeCode,
  OperatorKey,
  Person,
  Role,
  RoleTrust,
  Session,
  SigningKey,
  Tenant,
  TrustEntry,
  User,
} from '../../identity/identity-store.ts'
import type { Link, SlotValue } from '../../model/link.ts'
import type { Resource } from '../../model/resource.ts'
import { storedTags } from '../checked-values.ts'
import type { Schema } from './schema.ts'

// What a row of each table means.

type Row<Table extends keyof Schema> = Selectable<Schema[Table]>

/** Role ids as a JSON list, in order. */
interface WithRoles {
  readonly roles: string
}

export function toTenant({ id, slug, name, status, created_at }: Row<'tenants'>): Tenant {
  return { id, slug, name, status, createdAt: created_at }
}

export function toPerson({ id, email, email_verified_at, created_at }: Row<'persons'>): Person {
  return { id, email, emailVerifiedAt: email_verified_at, createdAt: created_at }
}

export function toUser({ id, tenant, person, name, status, roles, tags, created_at }: Row<'users'> & WithRoles): User {
  return {
    id,
    tenant,
    person,
    name,
    status,
    roles: JSON.parse(roles) as string[],
    tags: storedTags(tags, `user \`${id}\``),
    createdAt: created_at,
  }
}

export function toRole({ id, name, description, policy, tags, version, ...times }: Row<'roles'>): Role {
  const readTags = storedTags(tags, `role \`${id}\``)
  return {
    id,
    name,
    description,
    policy,
    tags: readTags,
    version,
    createdAt: times.created_at,
    updatedAt: times.updated_at,
  }
}

/** Undefined for the trace of one that was removed. */
export function toGuardrail({ policy, version, updated_at }: Row<'guardrails'>): Guardrail | undefined {
  return policy === null ? undefined : { policy, version, updatedAt: updated_at }
}

export function toResource(row: Row<'resources'>): Resource {
  const { tenant, type, id, owner, tags, parent_type, parent_id, own_tags, pending } = row
  const holder = `resource \`${type}/${id}\``
  return {
    tenant,
    type,
    id,
    ...(owner === null ? {} : { owner }),
    tags: storedTags(tags, holder),
    ...(parent_type === null || parent_id === null ? {} : { parent: { type: parent_type, id: parent_id } }),
    ...(own_tags === null ? {} : { ownTags: storedTags(own_tags, holder) }),
    ...(pending === 0 ? {} : { pending: true }),
  }
}

export function toApiKey(row: Row<'api_keys'> & WithRoles): ApiKey {
  return {
    id: row.id,
    tenant: row.tenant,
    name: row.name,
    secretHash: row.secret_hash,
    roles: JSON.parse(row.roles) as string[],
    tags: storedTags(row.tags, `API key \`${row.id}\``),
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    previousSecretHash: row.previous_secret_hash,
    previousExpiresAt: row.previous_expires_at,
  }
}

export function toLink(row: Row<'links'>): Link {
  return {
    id: row.id,
    tenant: row.tenant,
    template: row.template,
    principal: { type: row.principal_type, id: row.principal_id, tenant: row.principal_tenant },
    resource: row.resource_type === '' ? null : { type: row.resource_type, id: row.resource_id },
    slots: storedSlots(row.slots, row.id),
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}

export function toTrust(row: Row<'role_trusts'>): RoleTrust {
  const holder = `the trust of role \`${row.role}\``
  return {
    tenant: row.tenant,
    role: row.role,
    entries: (JSON.parse(row.entries) as StoredTrustEntry[]).map(({ tags, ...entry }) => ({
      ...entry,
      tags: storedTags(JSON.stringify(tags), holder),
    })),
    sessionTags: JSON.parse(row.session_tags) as string[],
    maxDurationSeconds: row.max_duration_seconds,
    version: row.version,
    updatedAt: row.updated_at,
  }
}

type StoredTrustEntry = Omit<TrustEntry, 'tags'> & { readonly tags: Record<string, string[]> }

function storedSlots(json: string, link: string): Link['slots'] {
  try {
    return new Map(JSON.parse(json) as [string, SlotValue][])
  } catch (cause) {
    throw new WardkitError('ERR_STORE_CORRUPT', `the stored slots of link \`${link}\` cannot be read`, { cause })
  }
}

export function toOperatorKey(row: Row<'operator_keys'>): OperatorKey {
  return {
    id: row.id,
    name: row.name,
    secretHash: row.secret_hash,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }
}

export function toSigningKey(row: Row<'signing_keys'>): SigningKey {
  return {
    kid: row.kid,
    algorithm: row.algorithm,
    publicKey: row.public_key,
    wrappedPrivateKey: row.wrapped_private_key,
    createdAt: row.created_at,
    activeFrom: row.active_from,
    retiredAt: row.retired_at,
    expiresAt: row.expires_at,
  }
}

export function toSession(row: Row<'sessions'>): Session {
  return {
    id: row.id,
    tenant: row.tenant,
    user: row.user,
    kind: row.kind,
    secretHash: row.secret_hash,
    previousSecretHash: row.previous_secret_hash,
    previousExpiresAt: row.previous_expires_at,
    privileges: row.privileges,
    createdAt: row.created_at,
    usedAt: row.used_at,
    expiresAt: row.expires_at,
    authenticatedAt: row.authenticated_at,
    authenticatedBy: row.authenticated_by,
    provedBy: row.proved_by,
    address: row.address,
    agent: row.agent,
  }
}

export function toCode({ id, purpose, subject, secret_hash, data, expires_at, attempts }: Row<'codes'>): OneTimeCode {
  return { id, purpose, subject, secretHash: secret_hash, data, expiresAt: expires_at, attempts }
}

export function toMail({ id, wrapped, attempts, due_at, created_at }: Row<'outbox'>): Mail {
  return { id, wrapped, attempts, dueAt: due_at, createdAt: created_at }
}
