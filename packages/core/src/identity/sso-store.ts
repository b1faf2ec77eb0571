import type { Page } from './page.ts'

/** What stores keep of single sign-on. Reads of one tenant; an unknown name is undefined, and an unknown tenant reads as empty. */
export interface SsoReader {
  findConnection(id: string): Promise<SsoConnection | undefined>
  listConnections(page?: Page): Promise<readonly SsoConnection[]>
  findTestRun(id: string): Promise<SsoTestRun | undefined>
  /** The test runs of one connection, the newest first; at most `TEST_RUNS_KEPT` are kept. */
  listTestRuns(connection: string): Promise<readonly SsoTestRun[]>
  findDomain(id: string): Promise<SsoDomain | undefined>
  listDomains(page?: Page): Promise<readonly SsoDomain[]>
  /** Undefined until something was set. */
  findSsoSettings(): Promise<SsoSettings | undefined>
  findSsoIdentity(name: SsoIdentityName): Promise<SsoIdentity | undefined>
  listSsoIdentities(of: { readonly user: string } | { readonly connection: string }): Promise<readonly SsoIdentity[]>
  findSsoSession(session: string): Promise<SsoSession | undefined>
  /** The sessions that a connection began, narrowed to those of one subject, one session of the provider, or both. */
  listSsoSessions(connection: string, of: SsoSessionFilter): Promise<readonly SsoSession[]>
}

/** Reads that need no tenant: what they look for arrives before the tenant is known. */
export interface SharedSsoReader {
  /** A connection by its id, whatever its tenant. */
  findConnection(id: string): Promise<SsoConnection | undefined>
  /** The one tenant's row that has proved to own a domain. */
  findVerifiedDomain(domain: string): Promise<SsoDomain | undefined>
}

/** Writes of one tenant's single sign-on, within one transaction. */
export interface SsoWriter extends SsoReader {
  /** At version 1. @throws WardkitError `ERR_CONFLICT` when any tenant has the id */
  insertConnection(connection: SsoConnection): Promise<void>
  /**
   * Changes a connection and raises its version.
   * @throws WardkitError `ERR_NOT_FOUND`, `ERR_CONFLICT` when `expectedVersion` is not the connection's
   */
  updateConnection(
    id: string,
    change: Partial<SsoConnectionChange>,
    expectedVersion: number | undefined,
    at: number,
  ): Promise<SsoConnection>
  /** Deletes a connection with its test runs, identities and what its sessions remember of it; domains keep none. @throws WardkitError `ERR_NOT_FOUND` */
  deleteConnection(id: string): Promise<void>
  /** Adds a test run or replaces it, and forgets the oldest beyond `TEST_RUNS_KEPT`. @throws WardkitError `ERR_NOT_FOUND` for an unknown connection */
  putTestRun(run: SsoTestRun): Promise<void>
  /** @throws WardkitError `ERR_CONFLICT` when the tenant has the domain already */
  insertDomain(domain: SsoDomain): Promise<void>
  /**
   * INVARIANT: of all tenants one at most has a verified row of a domain.
   * @throws WardkitError `ERR_NOT_FOUND` for an unknown row or connection, `ERR_CONFLICT` when another row of this domain is verified
   */
  updateDomain(
    id: string,
    change: Partial<Pick<SsoDomain, 'connection' | 'verifiedAt' | 'checkedAt' | 'problem'>>,
  ): Promise<SsoDomain>
  /** @throws WardkitError `ERR_NOT_FOUND` */
  deleteDomain(id: string): Promise<void>
  /** @throws WardkitError `ERR_CONFLICT` when `expectedVersion` is not the settings' (0: there are none) */
  putSsoSettings(
    settings: Pick<SsoSettings, 'enforced' | 'breakGlass'>,
    expectedVersion: number | undefined,
    at: number,
  ): Promise<SsoSettings>
  /** @throws WardkitError `ERR_NOT_FOUND` for an unknown user or connection */
  putSsoIdentity(identity: SsoIdentity): Promise<void>
  /** Remembers how a session of this tenant began; it is forgotten with the session. @throws WardkitError `ERR_NOT_FOUND` */
  putSsoSession(session: SsoSession): Promise<void>
}

/** How many test runs of one connection are kept. */
export const TEST_RUNS_KEPT = 50

/** A tenant's own identity provider, and how it is used. Times are milliseconds since 1970. */
export interface SsoConnection {
  readonly id: string
  readonly tenant: string
  readonly type: 'oidc'
  readonly name: string
  /** `draft` until a test login of the configuration as it is has passed, then `tested` until it is activated. */
  readonly status: 'draft' | 'tested' | 'active' | 'disabled'
  /** Raised by every change, for conflict detection; the first is 1. */
  readonly version: number
  /** Raised by what a test login proves: the provider, the client, its secret, the scopes. What began at an older one is dead. */
  readonly configuration: number
  /** The newest configuration whose test login passed; 0 for none. */
  readonly testedConfiguration: number
  readonly issuer: string
  readonly discoveryUrl: string
  readonly clientId: string
  /** The client's secret, wrapped. */
  readonly wrappedSecret: string
  readonly scopes: readonly string[]
  readonly mapping: SsoMapping
  readonly createdAt: number
  readonly updatedAt: number
}

export type SsoConnectionChange = Omit<SsoConnection, 'id' | 'tenant' | 'type' | 'version' | 'createdAt' | 'updatedAt'>

/** How claims become roles and tags. */
export interface SsoMapping {
  readonly rules: readonly SsoRule[]
  readonly tagRules: readonly SsoTagRule[]
  /** What they hold for whom no rule matches. */
  readonly defaultRole: string | null
  /** `authoritative`: a login leaves exactly what the rules give of what this connection granted; `additive`: it takes nothing away. */
  readonly mode: 'authoritative' | 'additive'
}

export interface SsoRule {
  /** The claim, dots for what is within an object: `realm_access.roles`. */
  readonly attribute: string
  /** `equals`: the value is the claim's one value; `contains`: it is among them. Letter case counts in both. */
  readonly match: 'equals' | 'contains'
  readonly value: string
  readonly role: string
}

export interface SsoTagRule {
  readonly attribute: string
  readonly tag: string
}

/** One test login of a connection, by who set it up. */
export interface SsoTestRun {
  readonly id: string
  readonly tenant: string
  readonly connection: string
  /** The configuration that was tried. */
  readonly configuration: number
  readonly status: 'running' | 'passed' | 'failed'
  readonly at: number
  /** What came of it, as JSON text: steps, claims, error and remedy. */
  readonly report: string
}

/** A domain that a tenant says is its own. */
export interface SsoDomain {
  readonly id: string
  readonly tenant: string
  /** Canonical: lower-case ASCII without a final dot. */
  readonly domain: string
  /** What the TXT record must say. Made for this very row: a record left over from another proves nothing. */
  readonly proof: string
  readonly verifiedAt: number | null
  /** Where logins with an e-mail in this domain go. */
  readonly connection: string | null
  readonly createdAt: number
  readonly checkedAt: number | null
  /** Why the last check did not verify it. */
  readonly problem: string | null
}

/** Whether a tenant's people must come by single sign-on. */
export interface SsoSettings {
  readonly enforced: boolean
  /** Users who may log in otherwise all the same, for the day the provider is down. */
  readonly breakGlass: readonly string[]
  readonly version: number
  readonly updatedAt: number
}

/** INVARIANT: who somebody is at a provider. An e-mail is no part of it. */
export interface SsoIdentityName {
  readonly connection: string
  readonly issuer: string
  readonly subject: string
}

/** A user as one connection knows them. */
export interface SsoIdentity extends SsoIdentityName {
  readonly tenant: string
  readonly user: string
  /** Keys of the tags that this connection gave the user. */
  readonly tagKeys: readonly string[]
  readonly createdAt: number
  readonly usedAt: number
}

/** How a session began, as far as its end needs to know. */
export interface SsoSession {
  readonly tenant: string
  readonly session: string
  readonly connection: string
  readonly subject: string
  /** The session at the provider, where it told. */
  readonly sid: string | null
  /** The ID token, wrapped: the provider is shown it when the user logs out. Null where it is too long to keep. */
  readonly wrappedIdToken: string | null
}

export interface SsoSessionFilter {
  readonly subject?: string
  readonly sid?: string
}
