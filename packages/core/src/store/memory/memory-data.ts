import { randomBytes } from 'node:crypto'
import type { AuditEnds, AuditRow } from '../../identity/audit-entry.ts'
import type { ServiceRecord } from '../../tenancy/service-registry.ts'
import type {
  ApiKey,
  Mail,
  OneTimeCode,
  OperatorKey,
  Passkey,
  Person,
  Role,
  RoleTrust,
  Session,
  SigningKey,
  Tenant,
  Totp,
  User,
} from '../../identity/identity-store.ts'
import type { Invitation } from '../../identity/invitation-store.ts'
import type { SettingsRecord } from '../../identity/settings-store.ts'
import type { RoleGrant } from '../../identity/role-grant-store.ts'
import type { Link, LinkPrincipal } from '../../model/link.ts'
import type { Resource, ResourceRef } from '../../model/resource.ts'
import type { TenantRevisions } from '../../tenancy/snapshot-source.ts'
import type { GuardrailRow, RevocationRow } from '../store-tables.ts'
import { RESERVED_ROLES } from '../store-writer.ts'
import type { SharedSsoRows, TenantSsoRows } from './memory-sso.ts'
import { createOverlay, type Table } from './table.ts'

/** Everything a memory store keeps, as committed or as one transaction sees it. */
export interface MemoryData {
  readonly shared: Tables<SharedRows>
  tenant(id: string): Tables<TenantRows>
}

/** What is committed, and where else a resource of some name is registered. */
export interface CommittedData extends MemoryData {
  tenantsWithResource(ref: ResourceRef): Iterable<string>
}

type Tables<Rows> = { readonly [Name in keyof Rows]: Table<Rows[Name]> }

interface SharedRows extends SharedSsoRows {
  readonly tenants: Tenant
  readonly revisions: TenantRevisions
  /** Tenant ids by slug. */
  readonly slugs: string
  readonly persons: Person
  /** Person ids by e-mail. */
  readonly emails: string
  readonly passwordHashes: string
  /** The users of one person, by tenant. */
  readonly usersOfPerson: ReadonlyMap<string, User>
  readonly apiKeys: ApiKey
  readonly sessions: Session
  readonly codes: OneTimeCode
  readonly mail: Mail
  /** By credential. */
  readonly passkeys: Passkey
  /** By person, as the next. */
  readonly totps: Totp
  readonly recoveryCodes: readonly string[]
  readonly signingKeys: SigningKey
  readonly operatorKeys: OperatorKey
  readonly services: ServiceRecord
  /** Ids of the roles that each service defines. */
  readonly serviceRoles: readonly string[]
  readonly globalRoles: true
  /** By sequence. */
  readonly audit: AuditRow
  /** One row, under the empty key. */
  readonly auditEnds: AuditEnds
  /** By `linkKey`: all links to one principal on one resource. */
  readonly links: readonly Link[]
}

interface TenantRows extends TenantSsoRows {
  readonly users: User
  /** One row at most, under the empty key. */
  readonly settings: SettingsRecord
  readonly invitations: Invitation
  /** By user. */
  readonly roleGrants: readonly RoleGrant[]
  /** By user. */
  readonly lastLogins: number
  readonly roles: Role
  /** One row at most, under the empty key. */
  readonly guardrail: GuardrailRow
  /** By `resourceKey`. */
  readonly resources: Resource
  /** One row at most, under the empty key. */
  readonly subtreeChange: string
  readonly apiKeys: ApiKey
  /** By role. */
  readonly trusts: RoleTrust
  readonly links: Link
  readonly revocations: RevocationRow
}

/** Names a resource within its tenant. No identifier holds a NUL. */
export function resourceKey({ type, id }: ResourceRef): string {
  return `${type}\0${id}`
}

/** Names a principal and a resource, or none. */
export function linkKey({ tenant, type, id }: LinkPrincipal, resource: ResourceRef | null): string {
  return [tenant, type, id, resource?.type ?? '', resource?.id ?? ''].join('\0')
}

export function createMemoryData(): CommittedData {
  const tenants = new Map<string, Tables<TenantRows>>()
  const holders = new Map<string, Set<string>>()
  const auditBase = { sequence: 0, hash: randomBytes(32).toString('hex') }
  return {
    shared: {
      tenants: new Map(),
      revisions: new Map(),
      slugs: new Map(),
      persons: new Map(),
      emails: new Map(),
      passwordHashes: new Map(),
      usersOfPerson: new Map(),
      apiKeys: new Map(),
      sessions: new Map(),
      codes: new Map(),
      mail: new Map(),
      passkeys: new Map(),
      totps: new Map(),
      recoveryCodes: new Map(),
      signingKeys: new Map(),
      operatorKeys: new Map(),
      services: new Map(),
      serviceRoles: new Map(),
      links: new Map(),
      connections: new Map(),
      verifiedDomains: new Map(),
      globalRoles: new Map(RESERVED_ROLES.map((id) => [id, true])),
      audit: new Map(),
      auditEnds: new Map([['', { base: auditBase, head: auditBase }]]),
    },
    tenant(id) {
      let tables = tenants.get(id)
      if (tables === undefined) {
        const resources = indexed(new Map<string, Resource>(), id, holders)
        tables = {
          users: new Map(),
          settings: new Map(),
          invitations: new Map(),
          roleGrants: new Map(),
          lastLogins: new Map(),
          roles: new Map(),
          guardrail: new Map(),
          resources,
          subtreeChange: new Map(),
          apiKeys: new Map(),
          trusts: new Map(),
          links: new Map(),
          revocations: new Map(),
          ownConnections: new Map(),
          testRuns: new Map(),
          domains: new Map(),
          ssoSettings: new Map(),
          ssoIdentities: new Map(),
          ssoSessions: new Map(),
        }
        tenants.set(id, tables)
      }
      return tables
    },
    tenantsWithResource: (ref) => holders.get(resourceKey(ref)) ?? [],
  }
}

/** The data as one transaction sees and changes it. `commit` applies the changes, all at once. */
export function overlayMemoryData(data: MemoryData): MemoryData & { commit(): void } {
  const shared = overlayTables(data.shared)
  const tenants = new Map<string, { readonly tables: Tables<TenantRows>; commit(): void }>()
  return {
    shared: shared.tables,
    tenant(id) {
      let tenant = tenants.get(id)
      if (tenant === undefined) tenants.set(id, (tenant = overlayTables(data.tenant(id))))
      return tenant.tables
    },
    commit() {
      shared.commit()
      for (const tenant of tenants.values()) tenant.commit()
    },
  }
}

function overlayTables<Rows>(base: Tables<Rows>): { readonly tables: Tables<Rows>; commit(): void } {
  const overlays = Object.entries(base as Record<string, Table<unknown>>).map(
    ([name, table]) => [name, createOverlay(table)] as const,
  )
  return {
    tables: Object.fromEntries(overlays) as unknown as Tables<Rows>,
    commit() {
      for (const [, overlay] of overlays) overlay.commit()
    },
  }
}

/** A table of resources that keeps note of its tenant under each one's key. */
function indexed(table: Map<string, Resource>, tenant: string, holders: Map<string, Set<string>>): Table<Resource> {
  return {
    get: (key) => table.get(key),
    entries: () => table.entries(),
    set(key, resource) {
      table.set(key, resource)
      const known = holders.get(key)
      if (known === undefined) holders.set(key, new Set([tenant]))
      else known.add(tenant)
    },
    delete(key) {
      const others = holders.get(key)
      others?.delete(tenant)
      if (others?.size === 0) holders.delete(key)
      return table.delete(key)
    },
  }
}
