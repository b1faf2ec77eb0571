import type { GuardrailSource } from '../tenancy/assert-guardrails-enforceable.ts'
import type { ServiceRecord, ServiceStore } from '../tenancy/service-registry.ts'
import type { LinkSource, ResourceSource, SnapshotSource } from '../tenancy/snapshot-source.ts'
import type { ActivityReader } from './activity-store.ts'
import type { AuditEnds, AuditEntry, AuditFilter, AuditRow, AuditWindow } from './audit-entry.ts'
import type { CountReader } from './count-store.ts'
import type { CodeReader, CodeWriter } from './code-store.ts'
import type { FactorReader, FactorWriter } from './factor-store.ts'
import type { ApiKeyReader, ApiKeyWriter, KeyReader, KeyWriter } from './key-store.ts'
import type { InvitationReader, InvitationWriter } from './invitation-store.ts'
import type { LinkReader, LinkWriter } from './link-store.ts'
import type { MailReader, MailWriter } from './mail-store.ts'
import type { PersonReader, PersonWriter } from './person-store.ts'
import type { ResourceReader, ResourceWriter } from './resource-store.ts'
import type { RoleReader, RoleWriter } from './role-store.ts'
import type { SessionLookup, SessionReader, SessionWriter } from './session-store.ts'
import type { SettingsReader, SettingsWriter } from './settings-store.ts'
import type { SigningKeyReader, SigningKeyWriter } from './signing-key-store.ts'
import type { SharedSsoReader, SsoReader, SsoWriter } from './sso-store.ts'
import type { TagUseReader } from './tag-store.ts'
import type { TenantsReader, TenantSweeper, TenantsWriter } from './tenant-store.ts'
import type { TrustLookup, TrustReader, TrustWriter } from './trust-store.ts'
import type { UserReader, UserWriter } from './user-store.ts'

export type { OneTimeCode } from './code-store.ts'
export type { Passkey, Totp } from './factor-store.ts'
export type { ApiKey, OperatorKey } from './key-store.ts'
export type { Invitation } from './invitation-store.ts'
export type { Mail } from './mail-store.ts'
export type { Page } from './page.ts'
export type { Person } from './person-store.ts'
export type { Guardrail, Role } from './role-store.ts'
export type { AuthenticatedBy, Session } from './session-store.ts'
export type { SigningKey } from './signing-key-store.ts'
export type { Tenant } from './tenant-store.ts'
export type { RoleTrust, TrustEntry } from './trust-store.ts'
export type { FoundUser, User, UserOrder, UserPosition, UserSearch } from './user-store.ts'

/**
 * Everything Wardkit keeps, each kind of record in a file of its own. A store implements it; `storeContract` in `@wardkit/core/testing` says what
 * that means.
 *
 * INVARIANT: what belongs to a tenant is reached only through `tenant(id)` of a reader or a writer, so no query forgets its tenant. The
 * exceptions answer before a tenant is known (a login, a key) or span tenants by nature.
 */
export interface Store
  extends
    SnapshotSource,
    ResourceSource,
    LinkSource,
    ServiceStore,
    GuardrailSource,
    TenantsReader,
    TenantSweeper,
    PersonReader,
    KeyReader,
    SigningKeyReader,
    SessionLookup,
    TrustLookup,
    CodeReader,
    FactorReader,
    MailReader,
    SharedSsoReader {
  /** Reads of one tenant. An unknown tenant reads as empty. */
  tenant(tenant: string): TenantReader
  /**
   * Runs `work` in one transaction at the next revision, and commits it, or rolls all of it back when `work` throws. Writes of one process wait
   * for each other: never call it inside of `work`, and keep slow things out.
   *
   * @throws WardkitError `ERR_STORE_BUSY` when the store stays locked for 200 ms or the writes before take 5 s, `ERR_STORE_FULL`,
   * `ERR_STORE_UNAVAILABLE`, and whatever `work` throws
   */
  write<T>(work: (writer: StoreWriter) => Promise<T>): Promise<Written<T>>
  /** Called after every commit of this process with what it touched, before `write` answers. */
  onWrite(listener: (change: StoreChange) => void): () => void

  /** Where the audit log begins and ends. */
  findAuditEnds(): Promise<AuditEnds>
  /** Records of the audit log, in the order asked for. */
  listAudit(filter: AuditFilter, window: AuditWindow): Promise<readonly AuditRow[]>

  /** Closes the connection; a second call does nothing. */
  close(): Promise<void>
}

export interface Written<T> {
  readonly value: T
  /** The revision this write made. */
  readonly revision: number
}

/** What a committed write touched. */
export interface StoreChange {
  readonly revision: number
  /** Tenants whose policies, status or revocations changed. */
  readonly policiesOf: readonly string[]
  /** Tenants whose resources changed. */
  readonly resourcesOf: readonly string[]
  /** Tenants to whose principals a link was made or taken away. */
  readonly linksOf: readonly string[]
}

/** Reads of one tenant. */
export interface TenantReader
  extends
    InvitationReader,
    SettingsReader,
    UserReader,
    RoleReader,
    ResourceReader,
    LinkReader,
    ApiKeyReader,
    SessionReader,
    SsoReader,
    TagUseReader,
    TrustReader,
    ActivityReader,
    CountReader {}

/**
 * Writes of one transaction. Ids and times are the caller's. A read sees what the transaction wrote.
 *
 * Every write refuses what no store could keep as it is with `ERR_INVALID_INPUT`, naming the field.
 */
export interface StoreWriter
  extends
    TenantsWriter,
    PersonWriter,
    KeyWriter,
    SigningKeyWriter,
    SessionLookup,
    CodeWriter,
    FactorWriter,
    MailWriter,
    SharedSsoReader {
  /** The revision this transaction will commit as. */
  readonly revision: number
  tenant(tenant: string): TenantWriter
  /** Puts an entry at the end of the audit log, in the transaction of what it tells of. */
  appendAudit(entry: AuditEntry): Promise<void>
  /** @throws WardkitError `ERR_INVALID_INPUT` when `service` is no JSON text of a `Service` */
  putService(service: ServiceRecord): Promise<void>
  listServices(): Promise<readonly ServiceRecord[]>
  /** Forgets a service and the roles it defined. Whoever holds one keeps its id, which then allows nothing. @throws WardkitError `ERR_NOT_FOUND` */
  deleteService(id: string): Promise<void>
  /** Makes ids known as those of global roles, which every tenant may assign. `admin` and `member` always are. */
  putGlobalRoles(ids: readonly string[]): Promise<void>
}

/** Writes of one tenant. Each one raises the tenant's revision; what changes a user, a key or a role's holders also revokes what was resolved before. */
export interface TenantWriter
  extends
    TenantReader,
    InvitationWriter,
    SettingsWriter,
    UserWriter,
    RoleWriter,
    ResourceWriter,
    LinkWriter,
    ApiKeyWriter,
    SessionWriter,
    SsoWriter,
    TrustWriter {
  /** Everything resolved for the principal before this revision is stale. */
  revokePrincipal(principal: string, at: number): Promise<void>
}
