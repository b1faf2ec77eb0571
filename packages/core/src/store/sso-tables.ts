import type {
  SsoConnection,
  SsoDomain,
  SsoIdentity,
  SsoReader,
  SsoSession,
  SsoSettings,
  SsoTestRun,
} from '../identity/sso-store.ts'

/** The rows that one tenant's single sign-on is kept in. Records that come in are already checked; `put` inserts, or replaces the row of the same key. */
export interface SsoTables extends SsoReader {
  putConnection(connection: SsoConnection): Promise<void>
  /** With all that is of it: test runs, identities, what sessions remember. Domains lose it. */
  deleteConnection(id: string): Promise<void>
  putTestRun(run: SsoTestRun): Promise<void>
  deleteTestRun(id: string): Promise<void>
  putDomain(domain: SsoDomain): Promise<void>
  deleteDomain(id: string): Promise<void>
  putSsoSettings(settings: SsoSettings): Promise<void>
  putSsoIdentity(identity: SsoIdentity): Promise<void>
  putSsoSession(session: SsoSession): Promise<void>
}

/** Only the reads, as they are handed on. */
export function ssoReadsOf(rows: SsoReader): SsoReader {
  const { findConnection, listConnections, findTestRun, listTestRuns, findDomain, listDomains } = rows
  const { findSsoSettings, findSsoIdentity, listSsoIdentities, findSsoSession, listSsoSessions } = rows
  return {
    ...{ findConnection, listConnections, findTestRun, listTestRuns, findDomain, listDomains },
    ...{ findSsoSettings, findSsoIdentity, listSsoIdentities, findSsoSession, listSsoSessions },
  }
}
