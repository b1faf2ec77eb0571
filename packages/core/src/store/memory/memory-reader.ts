import { latest } from '../../identity/activity-store.ts'
import type { ApiKey, RoleTrust, TenantReader } from '../../identity/identity-store.ts'
import type { ServiceRecord } from '../../tenancy/service-registry.ts'
import { isIdentifier } from '../../model/identifier.ts'
import { compareCodePoints } from '../../util/compare-code-points.ts'
import { checkedPage } from '../checked-values.ts'
import { findMemoryAuditEnds, listMemoryAudit } from './memory-audit.ts'
import { createMemoryFactorReader } from './memory-factors.ts'
import type { SharedReader } from '../store-tables.ts'
import { linkKey, resourceKey, type MemoryData } from './memory-data.ts'
import { createMemoryInvitationReader } from './memory-invitations.ts'
import { searchUsers, sortGrants } from './search-users.ts'
import { createMemorySharedSso, createMemorySsoReader } from './memory-sso.ts'
import { listMemoryTagUses } from './memory-tag-uses.ts'
import { slice } from './slice.ts'
import type { Table } from './table.ts'

/**
 * Reads that need no tenant, of what is committed or of what one transaction sees.
 *
 * @param open answers the data, or throws when the store is closed
 */
export function createMemoryReader(open: () => MemoryData): SharedReader {
  return {
    ...createMemorySharedSso(open),
    ...createMemoryFactorReader(open),
    findTenant: async (id) => open().shared.tenants.get(id),
    async findTenantBySlug(slug) {
      const { slugs, tenants } = open().shared
      const id = slugs.get(slug)
      return id === undefined ? undefined : tenants.get(id)
    },
    listTenants: async (page) => slice(open().shared.tenants, page),
    findPerson: async (id) => open().shared.persons.get(id),
    async findPersonByEmail(email) {
      const { emails, persons } = open().shared
      const id = emails.get(email)
      return id === undefined ? undefined : persons.get(id)
    },
    findPasswordHash: async (person) => open().shared.passwordHashes.get(person),
    async listUsersOfPerson(person) {
      const users = [...(open().shared.usersOfPerson.get(person)?.values() ?? [])]
      return users.sort((a, b) => compareCodePoints(a.tenant, b.tenant))
    },
    findApiKey: async (id) => open().shared.apiKeys.get(id),
    findOperatorKey: async (id) => open().shared.operatorKeys.get(id),
    listOperatorKeys: async (page) => slice(open().shared.operatorKeys, page),
    async listSigningKeys() {
      const keys = Array.from(open().shared.signingKeys.entries(), ([, key]) => key)
      return keys.sort((a, b) => a.createdAt - b.createdAt || compareCodePoints(a.kid, b.kid))
    },
    async listGuardrails() {
      const data = open()
      const tenants = Array.from(data.shared.tenants.entries(), ([id]) => id).sort(compareCodePoints)
      return tenants.flatMap((tenant) => {
        const policy = data.tenant(tenant).guardrail.get('')?.policy ?? null
        return policy === null ? [] : [{ tenant, policy }]
      })
    },
    findSession: async (id) => open().shared.sessions.get(id),
    findCode: async (id) => open().shared.codes.get(id),
    async listMail(limit) {
      const mail = Array.from(open().shared.mail.entries(), ([, row]) => row)
      return mail.sort((a, b) => a.dueAt - b.dueAt || compareCodePoints(a.id, b.id)).slice(0, limit)
    },
    findAuditEnds: async () => findMemoryAuditEnds(open()),
    listAudit: async (filter, window) => listMemoryAudit(open(), filter, window),
    async findLinks(principals, resource) {
      const { links } = open().shared
      if (resource !== null && !isIdentifier(resource.type)) return []
      return principals.flatMap((principal) => links.get(linkKey(principal, resource)) ?? [])
    },
    listServices: async () => listMemoryServices(open()),
    async listTrustsIn(trusted) {
      const data = open()
      const tenants = Array.from(data.shared.tenants.entries(), ([id]) => data.tenant(id))
      const all = tenants.flatMap(({ trusts }) => Array.from(trusts.entries(), ([, trust]) => trust))
      const naming = all.filter(({ entries }) => entries.some(({ tenant }) => tenant === trusted))
      const byRole = (a: RoleTrust, b: RoleTrust) =>
        compareCodePoints(a.role, b.role) || compareCodePoints(a.tenant, b.tenant)
      return naming.sort(byRole).slice(0, 1_000)
    },
  }
}

/** Reads of one tenant, of what is committed or of what one transaction sees. */
export function createMemoryTenantReader(open: () => MemoryData, tenant: string): TenantReader {
  /** Nothing is made for a tenant that is merely asked for: such names have no bound. */
  function own(): ReturnType<MemoryData['tenant']> | undefined {
    const data = open()
    return data.shared.tenants.get(tenant) === undefined ? undefined : data.tenant(tenant)
  }
  return {
    ...createMemorySsoReader(own),
    findUser: async (id) => own()?.users.get(id),
    listUsers: async (page) => slice(own()?.users, page),
    async searchUsers(search) {
      checkedPage({ limit: search.limit })
      const rows = own()
      return rows === undefined ? [] : searchUsers({ ...open().shared, ...rows }, search)
    },
    findSettings: async () => own()?.settings.get(''),
    ...createMemoryInvitationReader(() => own()?.invitations),
    listRoleGrants: async (user) => sortGrants(own()?.roleGrants.get(user) ?? []),
    async listTagUses(search) {
      checkedPage({ limit: search.limit })
      const rows = own()
      return rows === undefined ? [] : listMemoryTagUses(rows, search)
    },
    findRole: async (id) => own()?.roles.get(id),
    listRoles: async (page) => slice(own()?.roles, page),
    listUsersWithRole: async (role, page) => slice(own()?.users, page, ({ roles }) => roles.includes(role)),
    listApiKeysWithRole: async (role, page) => slice(own()?.apiKeys, page, (key) => isHeldBy(key, role)),
    async countRoleHolders(role) {
      const users = Array.from(own()?.users.entries() ?? []).filter(([, { roles }]) => roles.includes(role))
      const keys = Array.from(own()?.apiKeys.entries() ?? []).filter(([, key]) => isHeldBy(key, role))
      return users.length + keys.length
    },
    async findGuardrail() {
      const row = own()?.guardrail.get('')
      return row === undefined || row.policy === null ? undefined : { ...row, policy: row.policy }
    },
    findResource: async (ref) => (isIdentifier(ref.type) ? own()?.resources.get(resourceKey(ref)) : undefined),
    async listResourceTypes() {
      const counts = new Map<string, number>()
      for (const [, { type }] of own()?.resources.entries() ?? []) counts.set(type, (counts.get(type) ?? 0) + 1)
      return Array.from(counts, ([type, count]) => ({ type, count })).sort((a, b) => compareCodePoints(a.type, b.type))
    },
    listResources: async (type, page) => slice(own()?.resources, page, (resource) => resource.type === type),
    listApiKeys: async (page) => slice(own()?.apiKeys, page),
    findLink: async (id) => own()?.links.get(id),
    listLinksOn: async ({ type, id }, page) =>
      slice(own()?.links, page, ({ resource }) => resource?.type === type && resource.id === id),
    listLinksTo: async ({ type, id, tenant: of }, page) =>
      slice(
        own()?.links,
        page,
        ({ principal }) => principal.type === type && principal.id === id && principal.tenant === of,
      ),
    findTrust: async (role) => own()?.trusts.get(role),
    async countOf(counted) {
      const rows = own()
      if (rows === undefined) return 0
      const table: Table<unknown> = counted === 'connections' ? rows.ownConnections : rows[counted]
      const all = Array.from(table.entries(), ([, row]) => row)
      return counted === 'apiKeys' ? (all as ApiKey[]).filter(({ revokedAt }) => revokedAt === null).length : all.length
    },
    async findActivity() {
      const rows = own()
      if (rows === undefined) return { users: 0, lastLoginAt: null, lastActivityAt: null }
      const users = Array.from(rows.users.entries(), ([id]) => rows.lastLogins.get(id) ?? null)
      const sessions = Array.from(open().shared.sessions.entries(), ([, session]) => session)
      const used = sessions.filter((session) => session.tenant === tenant).map(({ usedAt }) => usedAt)
      const keys = Array.from(rows.apiKeys.entries(), ([, { lastUsedAt }]) => lastUsedAt)
      const lastLoginAt = latest(...users)
      return { users: users.length, lastLoginAt, lastActivityAt: latest(lastLoginAt, ...used, ...keys) }
    },
    async listSessions(user) {
      const sessions = Array.from(open().shared.sessions.entries(), ([, session]) => session)
      const own = sessions.filter((session) => session.tenant === tenant && session.user === user)
      return own.sort((a, b) => compareCodePoints(a.id, b.id))
    },
  }
}

function isHeldBy({ roles, revokedAt }: ApiKey, role: string): boolean {
  return revokedAt === null && roles.includes(role)
}

/** Every registered service, by id. */
export function listMemoryServices({ shared }: MemoryData): readonly ServiceRecord[] {
  const services = Array.from(shared.services.entries(), ([, service]) => service)
  return services.sort((a, b) => compareCodePoints(a.id, b.id))
}
