import type { Kysely, Selectable } from 'kysely'
import { WardkitError } from '../../errors/index.ts'
import type {
  SharedSsoReader,
  SsoConnection,
  SsoDomain,
  SsoIdentity,
  SsoMapping,
  SsoReader,
  SsoSession,
  SsoTestRun,
} from '../../identity/sso-store.ts'
import { isIdentifier } from '../../model/identifier.ts'
import { isStorableText } from '../../model/tags.ts'
import { checkedPage } from '../checked-values.ts'
import type { SsoTables } from '../sso-tables.ts'
import { isKept } from './removed-tenants.ts'
import type { Schema } from './schema.ts'

type Row<Table extends keyof Schema> = Selectable<Schema[Table]>

export function createSqliteSharedSso(db: Kysely<Schema>): SharedSsoReader {
  return {
    async findConnection(id) {
      if (!isIdentifier(id)) return undefined
      const row = await db
        .selectFrom('connections')
        .selectAll()
        .where('id', '=', id)
        .where(isKept('tenant'))
        .executeTakeFirst()
      return row && toConnection(row)
    },
    async findVerifiedDomain(domain) {
      if (!isIdentifier(domain)) return undefined
      const domains = db.selectFrom('domains').selectAll().where('domain', '=', domain)
      const row = await domains.where('verified_at', 'is not', null).executeTakeFirst()
      return row && toDomain(row)
    },
  }
}

export function createSqliteSsoReader(db: Kysely<Schema>, tenant: string): SsoReader {
  const isNameable = isIdentifier(tenant)
  return {
    async findConnection(id) {
      if (!isNameable || !isIdentifier(id)) return undefined
      const rows = db.selectFrom('connections').selectAll().where('tenant', '=', tenant).where('id', '=', id)
      const row = await rows.executeTakeFirst()
      return row && toConnection(row)
    },
    async listConnections(page) {
      const { after, limit } = checkedPage(page)
      if (!isNameable) return []
      const rows = db.selectFrom('connections').selectAll().where('tenant', '=', tenant).where('id', '>', after)
      return (await rows.orderBy('id').limit(limit).execute()).map(toConnection)
    },
    async findTestRun(id) {
      if (!isNameable || !isIdentifier(id)) return undefined
      const rows = db.selectFrom('sso_test_runs').selectAll().where('tenant', '=', tenant).where('id', '=', id)
      return rows.executeTakeFirst()
    },
    async listTestRuns(connection) {
      if (!isNameable || !isIdentifier(connection)) return []
      const rows = db.selectFrom('sso_test_runs').selectAll().where('tenant', '=', tenant)
      const of = rows.where('connection', '=', connection)
      return of.orderBy('at', 'desc').orderBy('id', 'desc').execute() satisfies Promise<SsoTestRun[]>
    },
    async findDomain(id) {
      if (!isNameable || !isIdentifier(id)) return undefined
      const rows = db.selectFrom('domains').selectAll().where('tenant', '=', tenant).where('id', '=', id)
      const row = await rows.executeTakeFirst()
      return row && toDomain(row)
    },
    async listDomains(page) {
      const { after, limit } = checkedPage(page)
      if (!isNameable) return []
      const rows = db.selectFrom('domains').selectAll().where('tenant', '=', tenant).where('id', '>', after)
      return (await rows.orderBy('id').limit(limit).execute()).map(toDomain)
    },
    async findSsoSettings() {
      if (!isNameable) return undefined
      const row = await db.selectFrom('sso_settings').selectAll().where('tenant', '=', tenant).executeTakeFirst()
      if (row === undefined) return undefined
      const breakGlass = JSON.parse(row.break_glass) as string[]
      return { enforced: row.enforced === 1, breakGlass, version: row.version, updatedAt: row.updated_at }
    },
    async findSsoIdentity({ connection, issuer, subject }) {
      if (!isNameable || !isIdentifier(connection) || !isStorableText(issuer) || !isStorableText(subject)) {
        return undefined
      }
      const rows = db.selectFrom('sso_identities').selectAll().where('tenant', '=', tenant)
      const named = rows.where('connection', '=', connection).where('issuer', '=', issuer)
      const row = await named.where('subject', '=', subject).executeTakeFirst()
      return row && toIdentity(row)
    },
    async listSsoIdentities(of) {
      const id = 'user' in of ? of.user : of.connection
      if (!isNameable || !isIdentifier(id)) return []
      const rows = db.selectFrom('sso_identities').selectAll().where('tenant', '=', tenant)
      const own = rows.where('user' in of ? 'user' : 'connection', '=', id)
      return (await own.orderBy('connection').orderBy('issuer').orderBy('subject').execute()).map(toIdentity)
    },
    async findSsoSession(session) {
      if (!isNameable || !isIdentifier(session)) return undefined
      const rows = db.selectFrom('sso_sessions').selectAll().where('tenant', '=', tenant)
      const row = await rows.where('session', '=', session).executeTakeFirst()
      return row && toSsoSession(row)
    },
    async listSsoSessions(connection, { subject, sid }) {
      if (!isNameable || !isIdentifier(connection)) return []
      if (![subject, sid].every((text) => text === undefined || isStorableText(text))) return []
      const rows = db.selectFrom('sso_sessions').selectAll().where('tenant', '=', tenant)
      const of = rows.where('connection', '=', connection)
      const ofSubject = subject === undefined ? of : of.where('subject', '=', subject)
      const ofSession = sid === undefined ? ofSubject : ofSubject.where('sid', '=', sid)
      return (await ofSession.orderBy('session').execute()).map(toSsoSession)
    },
  }
}

export function createSqliteSsoTables(db: Kysely<Schema>, tenant: string): Omit<SsoTables, keyof SsoReader> {
  return {
    async putConnection({ id, mapping, scopes, ...connection }) {
      const row = {
        type: connection.type,
        name: connection.name,
        status: connection.status,
        version: connection.version,
        configuration: connection.configuration,
        tested_configuration: connection.testedConfiguration,
        issuer: connection.issuer,
        discovery_url: connection.discoveryUrl,
        client_id: connection.clientId,
        wrapped_secret: connection.wrappedSecret,
        scopes: JSON.stringify(scopes),
        mapping: JSON.stringify(mapping),
        created_at: connection.createdAt,
        updated_at: connection.updatedAt,
      }
      const rows = db.insertInto('connections').values({ tenant, id, ...row })
      await rows.onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(row)).execute()
    },
    async deleteConnection(id) {
      const ownDomains = db.updateTable('domains').set({ connection: null }).where('tenant', '=', tenant)
      await ownDomains.where('connection', '=', id).execute()
      // The rest goes with it.
      await db.deleteFrom('connections').where('tenant', '=', tenant).where('id', '=', id).execute()
    },
    async putTestRun({ id, connection, configuration, status, at, report }) {
      const row = { connection, configuration, status, at, report }
      const rows = db.insertInto('sso_test_runs').values({ tenant, id, ...row })
      await rows.onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(row)).execute()
    },
    async deleteTestRun(id) {
      await db.deleteFrom('sso_test_runs').where('tenant', '=', tenant).where('id', '=', id).execute()
    },
    async putDomain({ id, domain, proof, verifiedAt, connection, createdAt, checkedAt, problem }) {
      const row = { domain, proof, verified_at: verifiedAt, connection, created_at: createdAt }
      const checked = { ...row, checked_at: checkedAt, problem }
      const rows = db.insertInto('domains').values({ tenant, id, ...checked })
      await rows.onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(checked)).execute()
    },
    async deleteDomain(id) {
      await db.deleteFrom('domains').where('tenant', '=', tenant).where('id', '=', id).execute()
    },
    async putSsoSettings({ enforced, breakGlass, version, updatedAt }) {
      const kept = { enforced: enforced ? 1 : 0, break_glass: JSON.stringify(breakGlass) }
      const row = { ...kept, version, updated_at: updatedAt }
      const rows = db.insertInto('sso_settings').values({ tenant, ...row })
      await rows.onConflict((conflict) => conflict.column('tenant').doUpdateSet(row)).execute()
    },
    async putSsoIdentity({ connection, issuer, subject, user, tagKeys, createdAt, usedAt }) {
      const row = { user, tag_keys: JSON.stringify(tagKeys), created_at: createdAt, used_at: usedAt }
      const rows = db.insertInto('sso_identities').values({ tenant, connection, issuer, subject, ...row })
      const key = ['tenant', 'connection', 'issuer', 'subject'] as const
      await rows.onConflict((conflict) => conflict.columns(key).doUpdateSet(row)).execute()
    },
    async putSsoSession({ session, connection, subject, sid, wrappedIdToken }) {
      const row = { connection, subject, sid, wrapped_id_token: wrappedIdToken }
      const rows = db.insertInto('sso_sessions').values({ tenant, session, ...row })
      await rows.onConflict((conflict) => conflict.columns(['tenant', 'session']).doUpdateSet(row)).execute()
    },
  }
}

function toConnection(row: Row<'connections'>): SsoConnection {
  return {
    id: row.id,
    tenant: row.tenant,
    type: row.type,
    name: row.name,
    status: row.status,
    version: row.version,
    configuration: row.configuration,
    testedConfiguration: row.tested_configuration,
    issuer: row.issuer,
    discoveryUrl: row.discovery_url,
    clientId: row.client_id,
    wrappedSecret: row.wrapped_secret,
    scopes: JSON.parse(row.scopes) as string[],
    mapping: storedMapping(row.mapping, row.id),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function storedMapping(json: string, connection: string): SsoMapping {
  try {
    return JSON.parse(json) as SsoMapping
  } catch (cause) {
    throw new WardkitError('ERR_STORE_CORRUPT', `the stored mapping of connection \`${connection}\` cannot be read`, {
      cause,
    })
  }
}

function toDomain(row: Row<'domains'>): SsoDomain {
  return {
    id: row.id,
    tenant: row.tenant,
    domain: row.domain,
    proof: row.proof,
    verifiedAt: row.verified_at,
    connection: row.connection,
    createdAt: row.created_at,
    checkedAt: row.checked_at,
    problem: row.problem,
  }
}

function toIdentity(row: Row<'sso_identities'>): SsoIdentity {
  return {
    tenant: row.tenant,
    connection: row.connection,
    issuer: row.issuer,
    subject: row.subject,
    user: row.user,
    tagKeys: JSON.parse(row.tag_keys) as string[],
    createdAt: row.created_at,
    usedAt: row.used_at,
  }
}

function toSsoSession(row: Row<'sso_sessions'>): SsoSession {
  return {
    tenant: row.tenant,
    session: row.session,
    connection: row.connection,
    subject: row.subject,
    sid: row.sid,
    wrappedIdToken: row.wrapped_id_token,
  }
}
