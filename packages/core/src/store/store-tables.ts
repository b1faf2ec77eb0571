import type { SharedSsoReader } from '../identity/sso-store.ts'
import type { SsoTables } from './sso-tables.ts'
import type { FactorReader } from '../identity/factor-store.ts'
import type { FactorTables } from './factor-writer.ts'
import type { ServiceRecord } from '../tenancy/service-registry.ts'
import type { AuditRow } from '../identity/audit-entry.ts'
import type { Invitation } from '../identity/invitation-store.ts'
import type { SettingsRecord } from '../identity/settings-store.ts'
import type { RoleGrant } from '../identity/role-grant-store.ts'
import type { Revocation, TenantRevisions } from '../tenancy/snapshot-source.ts'
import type { Link } from '../model/link.ts'
import type { ResourceRef, Resource } from '../model/resource.ts'
import type {
  ApiKey,
  AuthenticatedBy,
  Mail,
  OneTimeCode,
  OperatorKey,
  Person,
  Role,
  RoleTrust,
  Session,
  SigningKey,
  Store,
  Tenant,
  TenantReader,
  User,
} from '../identity/identity-store.ts'

/** The reads of a store that need no tenant. */
export type SharedReader = Pick<
  Store,
  | 'findTenant'
  | 'findTenantBySlug'
  | 'listTenants'
  | 'findPerson'
  | 'findPersonByEmail'
  | 'findPasswordHash'
  | 'listUsersOfPerson'
  | 'findApiKey'
  | 'findOperatorKey'
  | 'listOperatorKeys'
  | 'listSigningKeys'
  | 'listServices'
  | 'listGuardrails'
  | 'findAuditEnds'
  | 'listAudit'
  | 'findLinks'
  | 'findSession'
  | 'findCode'
  | 'listMail'
  | keyof SharedSsoReader
  | keyof FactorReader
  | 'listTrustsIn'
>

/**
 * What a store keeps, as one open transaction sees it: plain rows, found and put. What a write means, which conflicts it has and what it revokes
 * is decided once for all stores, in `runWrite`.
 *
 * Records that come in are already checked. `put` inserts, or replaces the row of the same key.
 */
export interface StoreTables
  extends
    FactorTables,
    Pick<
      SharedReader,
      | 'findTenant'
      | 'findTenantBySlug'
      | 'findPerson'
      | 'findPersonByEmail'
      | 'findPasswordHash'
      | 'listUsersOfPerson'
      | 'findApiKey'
      | 'findOperatorKey'
      | 'findAuditEnds'
      | 'findLinks'
      | 'findSession'
      | 'findCode'
      | 'listServices'
      | 'listTrustsIn'
      | keyof SharedSsoReader
    > {
  tenant(tenant: string): TenantTables
  /** As committed before this transaction. */
  findTenantRevisions(tenant: string): Promise<TenantRevisions | undefined>
  /** Appends a row, which is thereby the head. */
  putAuditRow(row: AuditRow): Promise<void>
  putTenant(tenant: Tenant): Promise<void>
  /** Whether a tenant is deleted, and its rows are still to be swept away. */
  isTenantRemoved(id: string): Promise<boolean>
  /**
   * Takes a tenant out of every read, and frees its slug and its domains. Its rows may be left to `sweepTenants`. Answers the other tenants whose
   * principals its links were to.
   */
  deleteTenant(id: string): Promise<readonly string[]>
  /** Nothing for a tenant that is not there; an absent part stays as it is. */
  setTenantRevisions(tenant: string, revisions: Partial<TenantRevisions>): Promise<void>
  putPerson(person: Person): Promise<void>
  putCode(code: OneTimeCode): Promise<void>
  /** In one statement: of many who try at once, one gets it. */
  takeCode(id: string, match: Pick<OneTimeCode, 'purpose' | 'secretHash'>, at: number): Promise<OneTimeCode | undefined>
  deleteCodes(subject: string, at: number): Promise<void>
  putMail(mail: Mail): Promise<void>
  claimMail(at: number, until: number): Promise<Mail | undefined>
  putOffMail(id: string, until: number): Promise<void>
  deleteMail(id: string): Promise<void>
  putPasswordHash(person: string, hash: string, at: number): Promise<void>
  findSigningKey(kid: string): Promise<SigningKey | undefined>
  putSigningKey(key: SigningKey): Promise<void>
  deleteSigningKey(kid: string): Promise<boolean>
  putOperatorKey(key: OperatorKey): Promise<void>
  /** Keeps a service, and `roles` in place of the ids of the roles it defined before. */
  putService(service: ServiceRecord, roles: readonly string[]): Promise<void>
  /** Takes a service away, and the ids of the roles it defined. Whether it was there. */
  deleteService(id: string): Promise<boolean>
  putGlobalRoles(ids: readonly string[]): Promise<void>
  /** Those of the ids that are a global role's or a service's. */
  findSharedRoles(ids: readonly string[]): Promise<readonly string[]>
}

/** The rows of one tenant. */
export interface TenantTables extends TenantReader, SsoTables {
  findUserOfPerson(person: string): Promise<User | undefined>
  /** @param grants all of them: the user's roles are those they name */
  putUser(user: User, grants: readonly RoleGrant[]): Promise<void>
  putLastLogin(user: string, at: number): Promise<void>
  putSettings(settings: SettingsRecord): Promise<void>
  putInvitation(invitation: Invitation): Promise<void>
  deleteInvitation(id: string): Promise<boolean>
  /** Takes a role from every invitation that is to give it. */
  takeRoleFromInvitations(role: string): Promise<void>
  deleteUser(user: User): Promise<void>
  putRole(role: Role): Promise<void>
  deleteRole(id: string): Promise<void>
  /** Takes a role from every user and API key that holds it, and answers their ids. */
  takeRole(role: string): Promise<readonly string[]>
  /** The version last given to the guardrail, also to its removal; 0 before the first. */
  findGuardrailVersion(): Promise<number>
  putGuardrail(guardrail: GuardrailRow): Promise<void>
  putResource(resource: Resource): Promise<void>
  deleteResource(ref: ResourceRef): Promise<boolean>
  /** What is in a resource, by type and id in code point order, after a child or from the first. */
  listChildren(parent: ResourceRef, after: ResourceRef | null, limit: number): Promise<readonly Resource[]>
  /** The change of a subtree that is under way, or was last. */
  findSubtreeChange(): Promise<string | null>
  putSubtreeChange(change: string): Promise<void>
  putApiKey(key: ApiKey): Promise<void>
  putTrust(trust: RoleTrust): Promise<void>
  /** Only for a key that is there. */
  putApiKeyUse(id: string, at: number): Promise<void>
  putLink(link: Link): Promise<void>
  /** The link that was there. */
  takeLink(id: string): Promise<Link | undefined>
  /** Takes away every link on a resource, and answers the tenants of those they were to. */
  takeLinksOn(resource: ResourceRef): Promise<readonly string[]>
  /** Takes away every link to the holders of one of the tenant's roles; whether there was one. */
  takeLinksToRole(role: string): Promise<boolean>
  /** Makes the links to an e-mail those of a user; whether there was one. */
  giveLinksTo(user: string, email: string): Promise<boolean>
  putSession(session: Session): Promise<void>
  /** Forgets those of a user that have expired. */
  deleteExpiredSessions(user: string, at: number): Promise<void>
  deleteSession(id: string): Promise<boolean>
  /** Takes away every session that was authenticated in this way, and answers their ids. */
  takeSessionsBy(authenticatedBy: AuthenticatedBy): Promise<readonly string[]>
  putRevocations(revocations: readonly RevocationRow[]): Promise<void>
  deleteRevocationsBefore(at: number): Promise<void>
}

/** A guardrail or, where `policy` is null, the trace of one that was removed. */
export interface GuardrailRow {
  readonly policy: string | null
  readonly version: number
  readonly updatedAt: number
}

export interface RevocationRow extends Revocation {
  readonly at: number
}
