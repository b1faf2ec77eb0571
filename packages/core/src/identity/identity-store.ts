import type { ResourceInput, SubtreeWalk } from './subtree.ts'
import type { Link, LinkPrincipal } from '../model/link.ts'
import type { Resource, ResourceRef } from '../model/resource.ts'
import type { Tags } from '../model/tags.ts'
import type { GuardrailSource } from '../tenancy/assert-guardrails-enforceable.ts'
import type { ServiceRecord, ServiceStore } from '../tenancy/service-registry.ts'
import type { LinkSource, ResourceSource, SnapshotSource, TenantRevisions } from '../tenancy/snapshot-source.ts'
import type { AuditEnds, AuditEntry, AuditFilter, AuditRow, AuditWindow } from './audit-entry.ts'

/**
 * Everything Wardkit keeps. A store implements it; `storeContract` in `@wardkit/core/testing` says what that means.
 *
 * INVARIANT: what belongs to a tenant is reached only through `tenant(id)` of a reader or a writer, so no query forgets its tenant. The
 * exceptions answer before a tenant is known (a login, a key) or span tenants by nature.
 */
export interface Store extends SnapshotSource, ResourceSource, LinkSource, ServiceStore, GuardrailSource {
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

  findTenant(id: string): Promise<Tenant | undefined>
  findTenantBySlug(slug: string): Promise<Tenant | undefined>
  listTenants(page?: Page): Promise<readonly Tenant[]>
  findPerson(id: string): Promise<Person | undefined>
  /** By canonical e-mail. */
  findPersonByEmail(email: string): Promise<Person | undefined>
  findPasswordHash(person: string): Promise<string | undefined>
  /** The places of one person in all tenants, by tenant id. */
  listUsersOfPerson(person: string): Promise<readonly User[]>
  /** An API key by its public id, whatever its tenant: the id arrives before the tenant is known. */
  findApiKey(id: string): Promise<ApiKey | undefined>
  /** Every signing key that was not deleted, expired ones included (a store has no clock), oldest first. */
  listSigningKeys(): Promise<readonly SigningKey[]>

  /** An operator's key by its public id. */
  findOperatorKey(id: string): Promise<OperatorKey | undefined>
  listOperatorKeys(page?: Page): Promise<readonly OperatorKey[]>

  /** A session by its public id, whatever its tenant: the id arrives before the tenant is known. */
  findSession(id: string): Promise<Session | undefined>
  findCode(id: string): Promise<OneTimeCode | undefined>
  /** Mail that waits, the first due first. */
  listMail(limit: number): Promise<readonly Mail[]>

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

/** A slice of a list, ordered by id. */
export interface Page {
  /** Ids after this one. */
  readonly after?: string
  /** At most this many; 100 by default, 1,000 at most. */
  readonly limit?: number
}

/** Reads of one tenant. */
export interface TenantReader {
  findUser(id: string): Promise<User | undefined>
  listUsers(page?: Page): Promise<readonly User[]>
  /** Users with their e-mail, narrowed and in the order asked for. */
  searchUsers(search: UserSearch): Promise<readonly FoundUser[]>
  findRole(id: string): Promise<Role | undefined>
  listRoles(page?: Page): Promise<readonly Role[]>
  findGuardrail(): Promise<Guardrail | undefined>
  /** A resource as registered in this very tenant. */
  findResource(ref: ResourceRef): Promise<Resource | undefined>
  listResources(type: string, page?: Page): Promise<readonly Resource[]>
  listApiKeys(page?: Page): Promise<readonly ApiKey[]>
  /** A link that this tenant made. */
  findLink(id: string): Promise<Link | undefined>
  /** The links that this tenant made on one of its resources. */
  listLinksOn(resource: ResourceRef, page?: Page): Promise<readonly Link[]>
  /** The links that this tenant made to one principal, its own or another tenant's. */
  listLinksTo(principal: LinkPrincipal, page?: Page): Promise<readonly Link[]>
  /** The sessions of one user, by id; ended and expired ones too until they are deleted. */
  listSessions(user: string): Promise<readonly Session[]>
}

/** Which users are meant, and in what order; what is absent narrows nothing. */
export interface UserSearch {
  /** Part of the name or of the e-mail, ASCII letter case aside. */
  readonly text?: string
  /** Held. */
  readonly role?: string
  readonly status?: User['status']
  /** Held, compared as tags are; without `value` any value of the key. */
  readonly tag?: { readonly key: string; readonly value?: string }
  /** Names and e-mails in code point order, ASCII letter case aside; users alike in this by id. */
  readonly sort: UserOrder
  readonly descending?: boolean
  /** The `position` of the user to go on behind. */
  readonly after?: UserPosition
  /** At most this many, 1,000 at most. */
  readonly limit: number
}

export type UserOrder = 'name' | 'email' | 'createdAt'

/** Where a user stands in an order: what it is ordered by, and its id. */
export type UserPosition = readonly [key: string | number, id: string]

export interface FoundUser {
  readonly user: User
  readonly email: string
  readonly emailVerifiedAt: number | null
  readonly position: UserPosition
}

/**
 * Writes of one transaction. Ids and times are the caller's. A read sees what the transaction wrote.
 *
 * Every write refuses what no store could keep as it is with `ERR_INVALID_INPUT`, naming the field.
 */
export interface StoreWriter {
  /** The revision this transaction will commit as. */
  readonly revision: number
  tenant(tenant: string): TenantWriter
  /** As the transaction sees it, like every read of a writer. */
  findTenant(id: string): Promise<Tenant | undefined>
  /** As committed before this transaction. */
  findTenantRevisions(tenant: string): Promise<TenantRevisions | undefined>
  findApiKey(id: string): Promise<ApiKey | undefined>
  findOperatorKey(id: string): Promise<OperatorKey | undefined>
  /** Puts an entry at the end of the audit log, in the transaction of what it tells of. */
  appendAudit(entry: AuditEntry): Promise<void>
  /** @throws WardkitError `ERR_CONFLICT` when the id or slug is taken */
  insertTenant(tenant: Tenant): Promise<void>
  /** @throws WardkitError `ERR_NOT_FOUND` */
  setTenantStatus(id: string, status: Tenant['status']): Promise<void>
  /** @throws WardkitError `ERR_CONFLICT` when the e-mail is taken */
  insertPerson(person: Person): Promise<void>
  findPerson(id: string): Promise<Person | undefined>
  findPersonByEmail(email: string): Promise<Person | undefined>
  findSession(id: string): Promise<Session | undefined>
  /** @throws WardkitError `ERR_NOT_FOUND`, `ERR_CONFLICT` when the e-mail is taken */
  updatePerson(id: string, change: Partial<Pick<Person, 'email' | 'emailVerifiedAt'>>): Promise<void>
  /** @throws WardkitError `ERR_CONFLICT` when the id is taken */
  insertCode(code: OneTimeCode): Promise<void>
  /** Takes a code away, if it is of that purpose and secret and has not expired: of many who try at once, one gets it. */
  takeCode(id: string, match: Pick<OneTimeCode, 'purpose' | 'secretHash'>, at: number): Promise<OneTimeCode | undefined>
  /** Takes away every code of a subject, and every code that has expired. */
  deleteCodes(subject: string, at: number): Promise<void>
  insertMail(mail: Mail): Promise<void>
  /** Takes the mail that is due, the first due first, and puts it off: nobody else takes it before `until`. */
  claimMail(at: number, until: number): Promise<Mail | undefined>
  putOffMail(id: string, until: number): Promise<void>
  deleteMail(id: string): Promise<void>
  /** As the transaction sees it, so that a hash is replaced only while it is the one that was verified. */
  findPasswordHash(person: string): Promise<string | undefined>
  /** As the transaction sees it, so that a new password revokes the tokens of every place the person has. */
  listUsersOfPerson(person: string): Promise<readonly User[]>
  putPasswordHash(person: string, hash: string, at: number): Promise<void>
  insertSigningKey(key: SigningKey): Promise<void>
  updateSigningKey(
    kid: string,
    change: Partial<Pick<SigningKey, 'activeFrom' | 'retiredAt' | 'expiresAt' | 'wrappedPrivateKey'>>,
  ): Promise<void>
  deleteSigningKey(kid: string): Promise<void>
  /** @throws WardkitError `ERR_CONFLICT` when the id is taken */
  insertOperatorKey(key: OperatorKey): Promise<void>
  /** Revokes a key; one that is revoked stays so since it first was. @throws WardkitError `ERR_NOT_FOUND` */
  revokeOperatorKey(id: string, at: number): Promise<void>
  /** @throws WardkitError `ERR_INVALID_INPUT` when `service` is no JSON text of a `Service` */
  putService(service: ServiceRecord): Promise<void>
  listServices(): Promise<readonly ServiceRecord[]>
  /** Forgets a service and the roles it defined. Whoever holds one keeps its id, which then allows nothing. @throws WardkitError `ERR_NOT_FOUND` */
  deleteService(id: string): Promise<void>
  /** Makes ids known as those of global roles, which every tenant may assign. `admin` and `member` always are. */
  putGlobalRoles(ids: readonly string[]): Promise<void>
}

/** Writes of one tenant. Each one raises the tenant's revision; what changes a user, a key or a role's holders also revokes what was resolved before. */
export interface TenantWriter extends TenantReader {
  /** @throws WardkitError `ERR_CONFLICT` when the person is already a user of this tenant, `ERR_NOT_FOUND` for a role that is not the tenant's, a global one or the service's */
  insertUser(user: User): Promise<void>
  /** Changes a user and revokes every token resolved for it before. @throws WardkitError `ERR_NOT_FOUND` */
  updateUser(id: string, change: Partial<Pick<User, 'name' | 'status' | 'roles' | 'tags'>>, at: number): Promise<void>
  /** Takes a person's place away, and all that was resolved for it; the person stays. @throws WardkitError `ERR_NOT_FOUND` */
  deleteUser(id: string, at: number): Promise<void>
  /** At version 1. @throws WardkitError `ERR_CONFLICT` when the id is taken, also by a global role or a service's */
  insertRole(role: Role): Promise<void>
  /** @throws WardkitError `ERR_NOT_FOUND`, `ERR_CONFLICT` when `expectedVersion` is not the role's version */
  updateRole(
    id: string,
    change: Partial<Pick<Role, 'name' | 'description' | 'policy'>>,
    expectedVersion: number | undefined,
    at: number,
  ): Promise<void>
  /** Deletes a role and takes it from its holders, whose tokens are revoked. @throws WardkitError `ERR_NOT_FOUND` */
  deleteRole(id: string, at: number): Promise<void>
  /** @throws WardkitError `ERR_CONFLICT` when `expectedVersion` is not the guardrail's version (0: there is none) */
  putGuardrail(policy: string | null, expectedVersion: number | undefined, at: number): Promise<void>
  /**
   * Registers a resource, or replaces what was registered, and brings the tags of everything beneath it up to date.
   * @throws WardkitError `ERR_NOT_FOUND` for a parent that is not there, `ERR_INVALID_INPUT` when it would lie in itself or too deep;
   * SubtreeTooLargeError when there is too much beneath it: then see `beginSubtree`
   */
  putResource(resource: ResourceInput): Promise<void>
  /**
   * Begins to change a resource with much beneath it, and makes it pending. Then `walkSubtree` to `mark`, `moveSubtree`, `walkSubtree` to `settle`,
   * `endSubtree`, each in writes of their own. Broken off, it leaves what it touched pending, until it is begun again.
   * @param change names it; another one in the tenant ends it
   * @throws WardkitError as `putResource` does
   */
  beginSubtree(resource: ResourceInput, change: string): Promise<SubtreeWalk>
  /** Goes through up to `SUBTREE_BATCH` resources. @throws WardkitError `ERR_CONFLICT` when another change came between; `ERR_INVALID_INPUT` when something would lie too deep */
  walkSubtree(walk: SubtreeWalk): Promise<SubtreeWalk>
  /** Changes the resource itself, once everything beneath it is pending. @throws WardkitError as `putResource` and `walkSubtree` do */
  moveSubtree(resource: ResourceInput, walk: SubtreeWalk): Promise<SubtreeWalk>
  /** Takes the resource itself back into use. @throws WardkitError `ERR_CONFLICT` */
  endSubtree(walk: SubtreeWalk): Promise<void>
  /**
   * Takes the links on it along, so that nothing that is given its name later inherits them. Whether it was there.
   * @throws WardkitError `ERR_CONFLICT` while other resources are in it
   */
  deleteResource(ref: ResourceRef): Promise<boolean>
  /** @throws WardkitError `ERR_CONFLICT` when any tenant has the id, `ERR_NOT_FOUND` for a role that cannot be assigned */
  insertApiKey(key: ApiKey): Promise<void>
  /** Revokes a key and every token it was exchanged for. @throws WardkitError `ERR_NOT_FOUND` */
  revokeApiKey(id: string, at: number): Promise<void>
  /**
   * Makes a link, and answers it as it is kept: one to an e-mail becomes the user's at once where there is one with that verified e-mail, else as
   * soon as there is.
   * @throws WardkitError `ERR_NOT_FOUND` when whom it names is not there, `ERR_CONFLICT` when the id is taken or there are `LINKS_PER_PAIR` already to the same
   * principal on the same resource (those that have expired are cleared away)
   */
  insertLink(link: Link): Promise<Link>
  /** Whether it was there. */
  deleteLink(id: string): Promise<boolean>
  /** @throws WardkitError `ERR_CONFLICT` when the id is taken, `ERR_NOT_FOUND` for a user who is not there */
  insertSession(session: Session): Promise<void>
  /** @throws WardkitError `ERR_NOT_FOUND` */
  updateSession(id: string, change: Partial<Pick<Session, 'secretHash' | 'usedAt'>>): Promise<void>
  /** Ends a session: every token of it is revoked. Whether it was there. */
  deleteSession(id: string, at: number): Promise<boolean>
  /** Everything resolved for the principal before this revision is stale. */
  revokePrincipal(principal: string, at: number): Promise<void>
}

/** A customer organization. Times here and below are milliseconds since 1970. */
export interface Tenant {
  readonly id: string
  /** Unique, lower-case, for URLs and people. */
  readonly slug: string
  readonly name: string
  readonly status: 'active' | 'suspended'
  readonly createdAt: number
}

/** A human being with credentials; user of none, one or many tenants. */
export interface Person {
  readonly id: string
  /** Canonical: see `canonicalEmail`. */
  readonly email: string
  readonly emailVerifiedAt: number | null
  readonly createdAt: number
}

/** A person's place in one tenant: the principal. */
export interface User {
  readonly id: string
  readonly tenant: string
  readonly person: string
  readonly name: string
  readonly status: 'active' | 'disabled'
  /** Role ids: the tenant's own, global ones, the service's. Kept as a set: each once, ordered by id. */
  readonly roles: readonly string[]
  readonly tags: Tags
  readonly createdAt: number
}

export interface Role {
  readonly id: string
  readonly name: string
  readonly description: string
  /** The policy as its author wrote it. */
  readonly policy: string
  /** Raised by every change, for conflict detection; the first is 1. */
  readonly version: number
  readonly createdAt: number
  readonly updatedAt: number
}

/** A tenant's one policy of denies. */
export interface Guardrail {
  readonly policy: string
  readonly version: number
  readonly updatedAt: number
}

export interface ApiKey {
  /** The public part of the key. */
  readonly id: string
  readonly tenant: string
  readonly name: string
  /** SHA-256 of the secret part, base64url. */
  readonly secretHash: string
  readonly roles: readonly string[]
  readonly tags: Tags
  /** The principal who made it. */
  readonly createdBy: string
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly revokedAt: number | null
}

/** A key of the application's own operators. It is of no tenant. */
export interface OperatorKey {
  /** The public part of the key. */
  readonly id: string
  readonly name: string
  /** SHA-256 of the secret part, base64url. */
  readonly secretHash: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly revokedAt: number | null
}

/** A login that goes on: of a browser, or of a program that refreshes its tokens. */
export interface Session {
  /** The public part of the cookie or refresh token. */
  readonly id: string
  readonly tenant: string
  readonly user: string
  readonly kind: 'browser' | 'tokens'
  /** SHA-256 of the secret part, base64url. */
  readonly secretHash: string
  readonly createdAt: number
  /** When it was last used, by up to a minute. */
  readonly usedAt: number
  /** However much it is used. */
  readonly expiresAt: number
  /** The network address it was begun from. */
  readonly address: string | null
  /** The program it was begun with, as it called itself. */
  readonly agent: string | null
}

/** A secret that was sent to somebody, good once and for one purpose. */
export interface OneTimeCode {
  /** The public part of the code. */
  readonly id: string
  readonly purpose: string
  /** Whom it is about: what makes one of their codes useless may take all of them. */
  readonly subject: string
  /** SHA-256 of the secret part, base64url. */
  readonly secretHash: string
  /** What is to be done with it, as JSON text. */
  readonly data: string
  readonly expiresAt: number
}

/** A mail that waits to be sent. */
export interface Mail {
  readonly id: string
  /** The message as JSON text, wrapped by the secret: links in it are secrets. */
  readonly wrapped: string
  readonly attempts: number
  readonly dueAt: number
  readonly createdAt: number
}

export interface SigningKey {
  readonly kid: string
  readonly algorithm: 'ES256' | 'RS256' | 'EdDSA'
  /** Public JWK as JSON text. */
  readonly publicKey: string
  /** Private JWK, wrapped by the secret. */
  readonly wrappedPrivateKey: string
  readonly createdAt: number
  /** Published before this moment, used from it on. */
  readonly activeFrom: number
  /** No longer used to sign from this moment on. */
  readonly retiredAt: number | null
  /** Nothing it signed is good from this moment on, so it is no longer published. */
  readonly expiresAt: number | null
}
