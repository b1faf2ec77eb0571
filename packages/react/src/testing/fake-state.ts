import type { AuditRecord } from '@wardkit/core'
import type { Schema } from '../client/wardkit-client.ts'
import { accessHandlers, type FakePermissions } from './fake/access.ts'
import { apiKeyHandlers, createApiKeys } from './fake/api-keys.ts'
import { connectionHandlers, createConnections, createTestRuns } from './fake/connections.ts'
import { createDomains, domainHandlers } from './fake/domains.ts'
import { explanationHandlers } from './fake/explanation.ts'
import { auditLogHandlers, createAuditLog } from './fake/audit-log.ts'
import { createInvitations, invitationHandlers } from './fake/invitations.ts'
import { createLinks, linkHandlers } from './fake/links.ts'
import { createLogin, loginHandlers, type FakeLogin } from './fake/login.ts'
import { createMappings, mappingHandlers } from './fake/mappings.ts'
import { createOperator, operatorHandlers, type FakeOperator } from './fake/operator.ts'
import { roleHandlers, ROLES } from './fake/roles.ts'
import { createSecurity, securityHandlers, type FakeSecurity } from './fake/security.ts'
import { serviceHandlers } from './fake/services.ts'
import { createSession, sessionHandlers, type FakeSession } from './fake/session.ts'
import { stepUpHandlers, type FakeStepUp } from './fake/step-up.ts'
import { tagHandlers } from './fake/tags.ts'
import { createTenant, tenantHandlers, type FakeTenant } from './fake/tenant.ts'
import { createTrusts, trustHandlers } from './fake/trust.ts'
import { createUsers, userHandlers } from './fake/users.ts'
import type { FakeHandlers } from './fake-handlers.ts'

/** What a fake server knows. Tests and stories set it, and read what came of it. */
export interface FakeState {
  apiKeys: Schema<'ApiKey'>[]
  connections: Schema<'Connection'>[]
  domains: Schema<'Domain'>[]
  /** The newest first. */
  auditLog: AuditRecord[]
  invitations: Schema<'Invitation'>[]
  links: Schema<'Link'>[]
  login: FakeLogin
  /** By connection. */
  mappings: Record<string, Schema<'Mapping'>>
  operator: FakeOperator
  permissions: FakePermissions
  /** By `type/id`. */
  resources: Record<string, { tags: Record<string, string[]> }>
  roles: Schema<'Role'>[]
  security: FakeSecurity
  /** Null where nobody is logged in. */
  session: FakeSession | null
  ssoSettings: Schema<'SsoSettings'>
  stepUp: FakeStepUp
  /** How test logins end that are begun. */
  testLogins: 'passed' | 'failed' | 'unfinished'
  /** By connection, the newest first. */
  testRuns: Record<string, Schema<'ConnectionTestRun'>[]>
  tenant: FakeTenant
  /** Who may assume a role, by the role. */
  trusts: Record<string, Schema<'RoleTrust'>>
  users: Schema<'ListedUser'>[]
}

/** A small tenant, as seen by its admin. */
export function createFakeState(now: number = Date.now()): FakeState {
  return {
    apiKeys: createApiKeys(now),
    connections: createConnections(now),
    domains: createDomains(now),
    auditLog: createAuditLog(now),
    invitations: createInvitations(now),
    links: createLinks(now),
    login: createLogin(),
    mappings: createMappings(),
    operator: createOperator(now),
    permissions: {},
    resources: { 'patient/P-1005': { tags: { ward: ['east'], sensitivity: ['high'] } } },
    roles: structuredClone([...ROLES]),
    security: createSecurity(now),
    session: createSession(now),
    ssoSettings: { enforced: false, breakGlass: [], version: 1 },
    stepUp: { proved: true, methods: ['password'] },
    testLogins: 'passed',
    testRuns: createTestRuns(now),
    tenant: createTenant(),
    trusts: createTrusts(),
    users: createUsers(now),
  }
}

export const FAKE_HANDLERS: FakeHandlers = {
  ...accessHandlers,
  ...apiKeyHandlers,
  ...connectionHandlers,
  ...domainHandlers,
  ...explanationHandlers,
  ...auditLogHandlers,
  ...invitationHandlers,
  ...linkHandlers,
  ...loginHandlers,
  ...mappingHandlers,
  ...operatorHandlers,
  ...roleHandlers,
  ...securityHandlers,
  ...serviceHandlers,
  ...sessionHandlers,
  ...stepUpHandlers,
  ...tagHandlers,
  ...tenantHandlers,
  ...trustHandlers,
  ...userHandlers,
}
