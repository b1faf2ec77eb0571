import type { ServiceRecord } from '../tenancy/service-registry.ts'
import type {
  ApiKey,
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
} from '../identity/identity-store.ts'
import { isJsonObject } from '../model/json.ts'
import type { Link, SlotValue } from '../model/link.ts'
import type { ResourceInput } from '../identity/subtree.ts'
import type { ResourceRef } from '../model/resource.ts'
import {
  checkedIdentifier,
  checkedIdentifiers,
  checkedOwner,
  checkedTags,
  checkedText,
  checkedTime,
  checkedTimeOrNull,
  checkedWord,
  invalid,
} from './checked-values.ts'

// Each function answers a frozen copy of exactly the record's own fields: what a caller adds to a record, or changes in it later, is not kept.

/** @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedTenant(tenant: Tenant): Tenant {
  return Object.freeze({
    id: checkedIdentifier(tenant.id, 'tenant.id'),
    slug: checkedIdentifier(tenant.slug, 'tenant.slug'),
    name: checkedText(tenant.name, 'tenant.name', 'name'),
    status: checkedWord(tenant.status, 'tenant.status', ['active', 'suspended']),
    createdAt: checkedTime(tenant.createdAt, 'tenant.createdAt'),
  })
}

/** @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedPerson(person: Person): Person {
  return Object.freeze({
    id: checkedIdentifier(person.id, 'person.id'),
    email: checkedIdentifier(person.email, 'person.email'),
    emailVerifiedAt: checkedTimeOrNull(person.emailVerifiedAt, 'person.emailVerifiedAt'),
    createdAt: checkedTime(person.createdAt, 'person.createdAt'),
  })
}

/** @param tenant the tenant it must be of @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedUser(user: User, tenant: string): User {
  return Object.freeze({
    id: checkedIdentifier(user.id, 'user.id'),
    tenant: checkedOwner(user.tenant, 'user.tenant', tenant),
    person: checkedIdentifier(user.person, 'user.person'),
    name: checkedText(user.name, 'user.name', 'name'),
    status: checkedWord(user.status, 'user.status', ['active', 'disabled']),
    roles: checkedIdentifiers(user.roles, 'user.roles'),
    tags: checkedTags(user.tags, 'user.tags'),
    createdAt: checkedTime(user.createdAt, 'user.createdAt'),
  })
}

/** @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedRole(role: Role): Role {
  return Object.freeze({
    id: checkedIdentifier(role.id, 'role.id'),
    name: checkedText(role.name, 'role.name', 'name'),
    description: checkedText(role.description, 'role.description', 'description'),
    policy: checkedText(role.policy, 'role.policy', 'policy'),
    tags: checkedTags(role.tags, 'role.tags'),
    version: checkedTime(role.version, 'role.version'),
    createdAt: checkedTime(role.createdAt, 'role.createdAt'),
    updatedAt: checkedTime(role.updatedAt, 'role.updatedAt'),
  })
}

/** @param tenant the tenant it becomes one of @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedResource(resource: ResourceInput, tenant: string): ResourceInput & { readonly tenant: string } {
  const { owner, parent } = resource
  return Object.freeze({
    tenant,
    ...checkedRef(resource, 'resource'),
    ...(owner === undefined ? {} : { owner: checkedIdentifier(owner, 'resource.owner') }),
    ...(parent === undefined ? {} : { parent: checkedRef(parent, 'resource.parent') }),
    tags: checkedTags(resource.tags, 'resource.tags'),
  })
}

/** @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedRef({ type, id }: ResourceRef, field: string): ResourceRef {
  return Object.freeze({ type: checkedIdentifier(type, `${field}.type`), id: checkedIdentifier(id, `${field}.id`) })
}

/** @param tenant the tenant it must be of @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedApiKey(key: ApiKey, tenant: string): ApiKey {
  return Object.freeze({
    id: checkedIdentifier(key.id, 'apiKey.id'),
    tenant: checkedOwner(key.tenant, 'apiKey.tenant', tenant),
    name: checkedText(key.name, 'apiKey.name', 'name'),
    secretHash: checkedIdentifier(key.secretHash, 'apiKey.secretHash'),
    roles: checkedIdentifiers(key.roles, 'apiKey.roles'),
    tags: checkedTags(key.tags, 'apiKey.tags'),
    createdBy: checkedIdentifier(key.createdBy, 'apiKey.createdBy'),
    createdAt: checkedTime(key.createdAt, 'apiKey.createdAt'),
    expiresAt: checkedTimeOrNull(key.expiresAt, 'apiKey.expiresAt'),
    revokedAt: checkedTimeOrNull(key.revokedAt, 'apiKey.revokedAt'),
    lastUsedAt: checkedTimeOrNull(key.lastUsedAt, 'apiKey.lastUsedAt'),
    previousSecretHash:
      key.previousSecretHash === null ? null : checkedIdentifier(key.previousSecretHash, 'apiKey.previousSecretHash'),
    previousExpiresAt: checkedTimeOrNull(key.previousExpiresAt, 'apiKey.previousExpiresAt'),
  })
}

/** @param tenant the tenant it must be of @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedLink(link: Link, tenant: string): Link {
  const { principal, resource, slots } = link
  return Object.freeze({
    id: checkedIdentifier(link.id, 'link.id'),
    tenant: checkedOwner(link.tenant, 'link.tenant', tenant),
    template: checkedIdentifier(link.template, 'link.template'),
    principal: Object.freeze({
      type: checkedWord(principal.type, 'link.principal.type', ['user', 'apiKey', 'role', 'tenant', 'email']),
      id: checkedIdentifier(principal.id, 'link.principal.id'),
      tenant: checkedIdentifier(principal.tenant, 'link.principal.tenant'),
    }),
    resource: resource === null ? null : checkedRef(resource, 'link.resource'),
    slots: new Map([...slots].map(([name, value]) => [checkedIdentifier(name, 'link.slots'), checkedSlotValue(value)])),
    createdBy: link.createdBy === null ? null : checkedIdentifier(link.createdBy, 'link.createdBy'),
    createdAt: checkedTime(link.createdAt, 'link.createdAt'),
    expiresAt: checkedTimeOrNull(link.expiresAt, 'link.expiresAt'),
  })
}

/** @param tenant the tenant it must be of @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedTrust(trust: RoleTrust, tenant: string): RoleTrust {
  return Object.freeze({
    tenant: checkedOwner(trust.tenant, 'trust.tenant', tenant),
    role: checkedIdentifier(trust.role, 'trust.role'),
    entries: Object.freeze(trust.entries.map(checkedTrustEntry)),
    sessionTags: checkedIdentifiers(trust.sessionTags, 'trust.sessionTags'),
    maxDurationSeconds: checkedTime(trust.maxDurationSeconds, 'trust.maxDurationSeconds'),
    version: checkedTime(trust.version, 'trust.version'),
    updatedAt: checkedTime(trust.updatedAt, 'trust.updatedAt'),
  })
}

function checkedTrustEntry({ id, tenant, principal, tags, externalIdHash }: TrustEntry): TrustEntry {
  return Object.freeze({
    id: checkedIdentifier(id, 'trust.entries.id'),
    tenant: checkedIdentifier(tenant, 'trust.entries.tenant'),
    principal: principal === null ? null : checkedIdentifier(principal, 'trust.entries.principal'),
    tags: checkedTags(tags, 'trust.entries.tags'),
    externalIdHash: externalIdHash === null ? null : checkedIdentifier(externalIdHash, 'trust.entries.externalIdHash'),
  })
}

/** @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedOperatorKey(key: OperatorKey): OperatorKey {
  return Object.freeze({
    id: checkedIdentifier(key.id, 'operatorKey.id'),
    name: checkedText(key.name, 'operatorKey.name', 'name'),
    secretHash: checkedIdentifier(key.secretHash, 'operatorKey.secretHash'),
    createdAt: checkedTime(key.createdAt, 'operatorKey.createdAt'),
    expiresAt: checkedTime(key.expiresAt, 'operatorKey.expiresAt'),
    revokedAt: checkedTimeOrNull(key.revokedAt, 'operatorKey.revokedAt'),
  })
}

const WAYS_TO_AUTHENTICATE = ['password', 'secondFactor', 'connection'] as const

/** @param tenant the tenant it must be of @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedSession(session: Session, tenant: string): Session {
  return Object.freeze({
    id: checkedIdentifier(session.id, 'session.id'),
    tenant: checkedOwner(session.tenant, 'session.tenant', tenant),
    user: checkedIdentifier(session.user, 'session.user'),
    kind: checkedWord(session.kind, 'session.kind', ['browser', 'tokens']),
    secretHash: checkedIdentifier(session.secretHash, 'session.secretHash'),
    previousSecretHash:
      session.previousSecretHash === null
        ? null
        : checkedIdentifier(session.previousSecretHash, 'session.previousSecretHash'),
    previousExpiresAt:
      session.previousExpiresAt === null ? null : checkedTime(session.previousExpiresAt, 'session.previousExpiresAt'),
    privileges: checkedText(session.privileges, 'session.privileges', 'name'),
    createdAt: checkedTime(session.createdAt, 'session.createdAt'),
    usedAt: checkedTime(session.usedAt, 'session.usedAt'),
    expiresAt: checkedTime(session.expiresAt, 'session.expiresAt'),
    authenticatedAt: checkedTime(session.authenticatedAt, 'session.authenticatedAt'),
    authenticatedBy: checkedWord(session.authenticatedBy, 'session.authenticatedBy', WAYS_TO_AUTHENTICATE),
    provedBy: checkedWord(session.provedBy, 'session.provedBy', WAYS_TO_AUTHENTICATE),
    address: session.address === null ? null : checkedText(session.address, 'session.address', 'name'),
    agent: session.agent === null ? null : checkedText(session.agent, 'session.agent', 'name'),
  })
}

/** @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedCode(code: OneTimeCode): OneTimeCode {
  return Object.freeze({
    id: checkedIdentifier(code.id, 'code.id'),
    purpose: checkedIdentifier(code.purpose, 'code.purpose'),
    subject: checkedIdentifier(code.subject, 'code.subject'),
    secretHash: checkedIdentifier(code.secretHash, 'code.secretHash'),
    data: checkedText(code.data, 'code.data', 'policy'),
    expiresAt: checkedTime(code.expiresAt, 'code.expiresAt'),
    attempts: checkedTime(code.attempts, 'code.attempts'),
  })
}

/** @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedMail(mail: Mail): Mail {
  return Object.freeze({
    id: checkedIdentifier(mail.id, 'mail.id'),
    wrapped: checkedText(mail.wrapped, 'mail.wrapped', 'policy'),
    attempts: checkedTime(mail.attempts, 'mail.attempts'),
    dueAt: checkedTime(mail.dueAt, 'mail.dueAt'),
    createdAt: checkedTime(mail.createdAt, 'mail.createdAt'),
  })
}

/** @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedSigningKey(key: SigningKey): SigningKey {
  return Object.freeze({
    kid: checkedIdentifier(key.kid, 'signingKey.kid'),
    algorithm: checkedWord(key.algorithm, 'signingKey.algorithm', ['ES256', 'RS256', 'EdDSA']),
    publicKey: checkedText(key.publicKey, 'signingKey.publicKey', 'opaque'),
    wrappedPrivateKey: checkedText(key.wrappedPrivateKey, 'signingKey.wrappedPrivateKey', 'opaque'),
    createdAt: checkedTime(key.createdAt, 'signingKey.createdAt'),
    activeFrom: checkedTime(key.activeFrom, 'signingKey.activeFrom'),
    retiredAt: checkedTimeOrNull(key.retiredAt, 'signingKey.retiredAt'),
    expiresAt: checkedTimeOrNull(key.expiresAt, 'signingKey.expiresAt'),
  })
}

/** @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedService(record: ServiceRecord): ServiceRecord {
  return Object.freeze({
    id: checkedIdentifier(record.id, 'service.id'),
    service: checkedText(record.service, 'service.service', 'service'),
    digest: checkedIdentifier(record.digest, 'service.digest'),
  })
}

/** Ids of the roles that a registered service defines. @throws WardkitError `ERR_INVALID_INPUT` when the text is no service */
export function rolesOfService({ service }: ServiceRecord): readonly string[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(service)
  } catch {
    throw invalid('service.service', 'must be a service as JSON text')
  }
  const roles: unknown = isJsonObject(parsed) ? parsed['roles'] : undefined
  if (!Array.isArray(roles)) throw invalid('service.service', 'must be a service with its list of `roles`')
  const ids = roles.map((role: unknown) => (isJsonObject(role) ? role['id'] : undefined))
  return checkedIdentifiers(ids, 'service.roles')
}

function checkedSlotValue(value: SlotValue): SlotValue {
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value
  return checkedText(value, 'link.slots', 'description')
}
