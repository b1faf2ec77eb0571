import type { ApiKey, User } from '../../identity/identity-store.ts'
import type { RoleGrant } from '../../identity/role-grant-store.ts'
import type { Link, LinkPrincipal } from '../../model/link.ts'
import type { ResourceRef } from '../../model/resource.ts'
import { compareCodePoints } from '../../util/compare-code-points.ts'
import type { StoreTables, TenantTables } from '../store-tables.ts'
import { linkKey, resourceKey, type MemoryData } from './memory-data.ts'
import { findMemoryAuditEnds } from './memory-audit.ts'
import { createMemorySsoTables, forgetIdentities } from './memory-sso.ts'
import { createMemoryFactors } from './memory-factors.ts'
import { deleteMemoryTenant } from './memory-tenant-removal.ts'
import { createMemoryReader, createMemoryTenantReader } from './memory-reader.ts'

/** The rows that one transaction of a memory store finds and puts. */
export function createMemoryTables(data: MemoryData): StoreTables {
  const { shared } = data
  const reader = createMemoryReader(() => data)
  return {
    ...reader,
    ...createMemoryFactors(data),
    tenant: (tenant) => createTenantTables(data, tenant),
    findTenantRevisions: async (tenant) => shared.revisions.get(tenant),
    async putAuditRow(row) {
      shared.audit.set(String(row.sequence), Object.freeze(row))
      const { base } = findMemoryAuditEnds(data)
      shared.auditEnds.set('', { base, head: { sequence: row.sequence, hash: row.hash } })
    },
    async putTenant(tenant) {
      shared.tenants.set(tenant.id, Object.freeze(tenant))
      shared.slugs.set(tenant.slug, tenant.id)
    },
    deleteTenant: async (id) => deleteMemoryTenant(data, id),
    isTenantRemoved: async () => false,
    async setTenantRevisions(tenant, { policies, resources, links }) {
      if (shared.tenants.get(tenant) === undefined) return
      const before = shared.revisions.get(tenant)
      shared.revisions.set(
        tenant,
        Object.freeze({
          policies: policies ?? before?.policies ?? 0,
          resources: resources ?? before?.resources ?? 0,
          links: links ?? before?.links ?? 0,
        }),
      )
    },
    async putCode(code) {
      shared.codes.set(code.id, code)
    },
    async takeCode(id, { purpose, secretHash }, at) {
      const code = shared.codes.get(id)
      if (code?.purpose !== purpose || code.secretHash !== secretHash || code.expiresAt <= at) return undefined
      shared.codes.delete(id)
      return code
    },
    async deleteCodes(subject, at) {
      const gone = [...shared.codes.entries()].filter(([, code]) => code.subject === subject || code.expiresAt <= at)
      for (const [id] of gone) shared.codes.delete(id)
    },
    async putMail(mail) {
      shared.mail.set(mail.id, mail)
    },
    async claimMail(at, until) {
      const [mail] = await reader.listMail(1)
      if (mail === undefined || mail.dueAt > at) return undefined
      const claimed = Object.freeze({ ...mail, dueAt: until, attempts: mail.attempts + 1 })
      shared.mail.set(mail.id, claimed)
      return claimed
    },
    async putOffMail(id, until) {
      const mail = shared.mail.get(id)
      if (mail !== undefined) shared.mail.set(id, Object.freeze({ ...mail, dueAt: until }))
    },
    async deleteMail(id) {
      shared.mail.delete(id)
    },
    async putPerson(person) {
      const before = shared.persons.get(person.id)
      if (before !== undefined) shared.emails.delete(before.email)
      shared.persons.set(person.id, person)
      shared.emails.set(person.email, person.id)
    },
    async putPasswordHash(person, hash) {
      shared.passwordHashes.set(person, hash)
    },
    findSigningKey: async (kid) => shared.signingKeys.get(kid),
    async putSigningKey(key) {
      shared.signingKeys.set(key.kid, key)
    },
    deleteSigningKey: async (kid) => shared.signingKeys.delete(kid),
    async putOperatorKey(key) {
      shared.operatorKeys.set(key.id, Object.freeze(key))
    },
    async putService(service, roles) {
      shared.services.set(service.id, service)
      shared.serviceRoles.set(service.id, roles)
    },
    async deleteService(id) {
      shared.serviceRoles.delete(id)
      return shared.services.delete(id)
    },
    async putGlobalRoles(ids) {
      for (const id of ids) shared.globalRoles.set(id, true)
    },
    async findSharedRoles(ids) {
      const defined = new Set(Array.from(shared.serviceRoles.entries(), ([, roles]) => roles).flat())
      return ids.filter((id) => defined.has(id) || shared.globalRoles.get(id) === true)
    },
  }
}

function createTenantTables(data: MemoryData, tenant: string): TenantTables {
  const { shared } = data
  const own = data.tenant(tenant)

  function putUser(user: User, grants: readonly RoleGrant[]): void {
    own.users.set(user.id, user)
    own.roleGrants.set(user.id, grants)
    shared.usersOfPerson.set(user.person, new Map(shared.usersOfPerson.get(user.person)).set(tenant, user))
  }

  function putApiKey(key: ApiKey): void {
    own.apiKeys.set(key.id, key)
    shared.apiKeys.set(key.id, key)
  }

  function linksWhere(matches: (link: Link) => boolean): readonly Link[] {
    return Array.from(own.links.entries(), ([, link]) => link).filter(matches)
  }

  function putLink(link: Link): void {
    const key = linkKey(link.principal, link.resource)
    own.links.set(link.id, link)
    shared.links.set(key, [...(shared.links.get(key) ?? []), link])
  }

  function takeLink(id: string): Link | undefined {
    const link = own.links.get(id)
    if (link === undefined) return undefined
    const key = linkKey(link.principal, link.resource)
    const others = (shared.links.get(key) ?? []).filter((other) => other !== link)
    if (others.length === 0) shared.links.delete(key)
    else shared.links.set(key, others)
    own.links.delete(id)
    return link
  }

  return {
    ...createMemoryTenantReader(() => data, tenant),
    ...createMemorySsoTables(data, tenant),
    findUserOfPerson: async (person) => shared.usersOfPerson.get(person)?.get(tenant),
    putUser: async (user, grants) => putUser(user, grants),
    async putSettings(settings) {
      own.settings.set('', Object.freeze(settings))
    },
    async putInvitation(invitation) {
      own.invitations.set(invitation.id, invitation)
    },
    deleteInvitation: async (id) => own.invitations.delete(id),
    async takeRoleFromInvitations(role) {
      for (const [id, invitation] of [...own.invitations.entries()]) {
        if (!invitation.roles.includes(role)) continue
        own.invitations.set(id, Object.freeze({ ...invitation, roles: without(invitation.roles, role) }))
      }
    },
    async putLastLogin(user, at) {
      own.lastLogins.set(user, at)
    },
    async deleteUser({ id, person }) {
      forgetIdentities(own, id)
      own.users.delete(id)
      own.roleGrants.delete(id)
      own.lastLogins.delete(id)
      const others = new Map(shared.usersOfPerson.get(person))
      others.delete(tenant)
      shared.usersOfPerson.set(person, others)
    },
    async putRole(role) {
      own.roles.set(role.id, role)
    },
    async deleteRole(id) {
      own.roles.delete(id)
      own.trusts.delete(id)
    },
    async takeRole(role) {
      const users = Array.from(own.users.entries(), ([, user]) => user).filter(({ roles }) => roles.includes(role))
      const keys = Array.from(own.apiKeys.entries(), ([, key]) => key).filter(({ roles }) => roles.includes(role))
      for (const user of users) {
        const grants = (own.roleGrants.get(user.id) ?? []).filter((grant) => grant.role !== role)
        putUser(Object.freeze({ ...user, roles: without(user.roles, role) }), grants)
      }
      for (const key of keys) putApiKey(Object.freeze({ ...key, roles: without(key.roles, role) }))
      return [...users, ...keys].map(({ id }) => id)
    },
    findGuardrailVersion: async () => own.guardrail.get('')?.version ?? 0,
    async putGuardrail(guardrail) {
      own.guardrail.set('', Object.freeze(guardrail))
    },
    async putResource(resource) {
      own.resources.set(resourceKey(resource), resource)
    },
    deleteResource: async (ref) => own.resources.delete(resourceKey(ref)),
    async listChildren(parent, after, limit) {
      const children = Array.from(own.resources.entries(), ([, resource]) => resource).filter(
        (resource) =>
          resource.parent !== undefined &&
          resourceKey(resource.parent) === resourceKey(parent) &&
          (after === null || compareRefs(resource, after) > 0),
      )
      return children.sort(compareRefs).slice(0, limit)
    },
    findSubtreeChange: async () => own.subtreeChange.get('') ?? null,
    async putSubtreeChange(change) {
      own.subtreeChange.set('', change)
    },
    async putTrust(trust) {
      own.trusts.set(trust.role, trust)
    },
    putApiKey: async (key) => putApiKey(key),
    async putApiKeyUse(id, at) {
      const key = own.apiKeys.get(id)
      if (key !== undefined) putApiKey(Object.freeze({ ...key, lastUsedAt: at }))
    },
    async putLink(link) {
      takeLink(link.id)
      putLink(link)
    },
    takeLink: async (id) => takeLink(id),
    async takeLinksOn({ type, id }) {
      const taken = linksWhere(({ resource }) => resource?.type === type && resource.id === id)
      for (const link of taken) takeLink(link.id)
      return [...new Set(taken.map(({ principal }) => principal.tenant))]
    },
    async takeLinksToRole(role) {
      const taken = linksWhere(({ principal }) => isPrincipal(principal, { type: 'role', id: role, tenant }))
      for (const link of taken) takeLink(link.id)
      return taken.length > 0
    },
    async giveLinksTo(user, email) {
      const given = linksWhere(({ principal }) => isPrincipal(principal, { type: 'email', id: email, tenant }))
      for (const link of given) {
        takeLink(link.id)
        putLink(Object.freeze({ ...link, principal: Object.freeze({ type: 'user', id: user, tenant } as const) }))
      }
      return given.length > 0
    },
    async putSession(session) {
      shared.sessions.set(session.id, session)
    },
    async deleteExpiredSessions(user, at) {
      for (const [id, session] of [...shared.sessions.entries()]) {
        if (session.tenant !== tenant || session.user !== user || session.expiresAt > at) continue
        shared.sessions.delete(id)
        own.ssoSessions.delete(id)
      }
    },
    async deleteSession(id) {
      own.ssoSessions.delete(id)
      return shared.sessions.delete(id)
    },
    async takeSessionsBy(authenticatedBy) {
      const taken = Array.from(shared.sessions.entries(), ([, session]) => session).filter(
        (session) => session.tenant === tenant && session.authenticatedBy === authenticatedBy,
      )
      for (const { id } of taken) {
        own.ssoSessions.delete(id)
        shared.sessions.delete(id)
      }
      return taken.map(({ id }) => id)
    },
    async putRevocations(revocations) {
      for (const revocation of revocations) own.revocations.set(revocation.principal, Object.freeze(revocation))
    },
    async deleteRevocationsBefore(at) {
      const old = [...own.revocations.entries()].filter(([, revocation]) => revocation.at < at)
      for (const [principal] of old) own.revocations.delete(principal)
    },
  }
}

function isPrincipal(principal: LinkPrincipal, { type, id, tenant }: LinkPrincipal): boolean {
  return principal.type === type && principal.id === id && principal.tenant === tenant
}

function compareRefs(a: ResourceRef, b: ResourceRef): number {
  return compareCodePoints(a.type, b.type) || compareCodePoints(a.id, b.id)
}

function without(roles: readonly string[], role: string): readonly string[] {
  return Object.freeze(roles.filter((other) => other !== role))
}
