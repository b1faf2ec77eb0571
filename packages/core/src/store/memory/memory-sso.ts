import type {
  SharedSsoReader,
  SsoConnection,
  SsoDomain,
  SsoIdentity,
  SsoIdentityName,
  SsoReader,
  SsoSession,
  SsoSettings,
  SsoTestRun,
} from '../../identity/sso-store.ts'
import { compareCodePoints } from '../../util/compare-code-points.ts'
import type { SsoTables } from '../sso-tables.ts'
import type { MemoryData } from './memory-data.ts'
import { slice } from './slice.ts'
import type { Table } from './table.ts'

/** What a memory store keeps of all tenants' single sign-on. */
export interface SharedSsoRows {
  readonly connections: SsoConnection
  /** By domain: the row of the tenant that has proved to own it. */
  readonly verifiedDomains: SsoDomain
}

/** What it keeps of one tenant's. */
export interface TenantSsoRows {
  readonly ownConnections: SsoConnection
  readonly testRuns: SsoTestRun
  readonly domains: SsoDomain
  /** One row at most, under the empty key. */
  readonly ssoSettings: SsoSettings
  /** By `identityKey`. */
  readonly ssoIdentities: SsoIdentity
  readonly ssoSessions: SsoSession
}

export function createMemorySharedSso(open: () => MemoryData): SharedSsoReader {
  return {
    findConnection: async (id) => open().shared.connections.get(id),
    findVerifiedDomain: async (domain) => open().shared.verifiedDomains.get(domain),
  }
}

export function createMemorySsoReader(own: () => ReturnType<MemoryData['tenant']> | undefined): SsoReader {
  return {
    findConnection: async (id) => own()?.ownConnections.get(id),
    listConnections: async (page) => slice(own()?.ownConnections, page),
    findTestRun: async (id) => own()?.testRuns.get(id),
    async listTestRuns(connection) {
      const runs = rowsOf(own()?.testRuns).filter((run) => run.connection === connection)
      return runs.sort((a, b) => b.at - a.at || compareCodePoints(b.id, a.id))
    },
    findDomain: async (id) => own()?.domains.get(id),
    listDomains: async (page) => slice(own()?.domains, page),
    findSsoSettings: async () => own()?.ssoSettings.get(''),
    findSsoIdentity: async (name) => own()?.ssoIdentities.get(identityKey(name)),
    async listSsoIdentities(of) {
      const identities = rowsOf(own()?.ssoIdentities).filter((identity) =>
        'user' in of ? identity.user === of.user : identity.connection === of.connection,
      )
      return identities.sort((a, b) => compareCodePoints(identityKey(a), identityKey(b)))
    },
    findSsoSession: async (session) => own()?.ssoSessions.get(session),
    async listSsoSessions(connection, { subject, sid }) {
      const sessions = rowsOf(own()?.ssoSessions).filter(
        (session) =>
          session.connection === connection &&
          (subject === undefined || session.subject === subject) &&
          (sid === undefined || session.sid === sid),
      )
      return sessions.sort((a, b) => compareCodePoints(a.session, b.session))
    },
  }
}

export function createMemorySsoTables(data: MemoryData, tenant: string): Omit<SsoTables, keyof SsoReader> {
  const { shared } = data
  const own = data.tenant(tenant)

  function putDomain(domain: SsoDomain): void {
    const before = own.domains.get(domain.id)
    if (before !== undefined && before.verifiedAt !== null) shared.verifiedDomains.delete(before.domain)
    own.domains.set(domain.id, domain)
    if (domain.verifiedAt !== null) shared.verifiedDomains.set(domain.domain, domain)
  }

  return {
    async putConnection(connection) {
      own.ownConnections.set(connection.id, connection)
      shared.connections.set(connection.id, connection)
    },
    async deleteConnection(id) {
      own.ownConnections.delete(id)
      shared.connections.delete(id)
      for (const run of rowsOf(own.testRuns)) if (run.connection === id) own.testRuns.delete(run.id)
      for (const domain of rowsOf(own.domains)) {
        if (domain.connection === id) putDomain(Object.freeze({ ...domain, connection: null }))
      }
      for (const identity of rowsOf(own.ssoIdentities)) {
        if (identity.connection === id) own.ssoIdentities.delete(identityKey(identity))
      }
      for (const session of rowsOf(own.ssoSessions)) {
        if (session.connection === id) own.ssoSessions.delete(session.session)
      }
    },
    async putTestRun(run) {
      own.testRuns.set(run.id, run)
    },
    async deleteTestRun(id) {
      own.testRuns.delete(id)
    },
    putDomain: async (domain) => putDomain(domain),
    async deleteDomain(id) {
      const before = own.domains.get(id)
      if (before !== undefined && before.verifiedAt !== null) shared.verifiedDomains.delete(before.domain)
      own.domains.delete(id)
    },
    async putSsoSettings(settings) {
      own.ssoSettings.set('', settings)
    },
    async putSsoIdentity(identity) {
      own.ssoIdentities.set(identityKey(identity), identity)
    },
    async putSsoSession(session) {
      own.ssoSessions.set(session.session, session)
    },
  }
}

/** What goes with a user. */
export function forgetIdentities(own: ReturnType<MemoryData['tenant']>, user: string): void {
  for (const identity of rowsOf(own.ssoIdentities)) {
    if (identity.user === user) own.ssoIdentities.delete(identityKey(identity))
  }
}

function identityKey({ connection, issuer, subject }: SsoIdentityName): string {
  return [connection, issuer, subject].join('\0')
}

function rowsOf<V>(table: Table<V> | undefined): V[] {
  return Array.from(table?.entries() ?? [], ([, row]) => row)
}
