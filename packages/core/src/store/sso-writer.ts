import { WardkitError } from '../errors/index.ts'
import { VersionConflictError } from '../identity/version-conflict-error.ts'
import { TEST_RUNS_KEPT, type SsoConnection, type SsoDomain, type SsoWriter } from '../identity/sso-store.ts'
import {
  checkedConnection,
  checkedDomain,
  checkedSsoIdentity,
  checkedSsoSession,
  checkedSsoSettings,
  checkedTestRun,
} from './checked-sso-records.ts'
import { checkedVersion } from './checked-values.ts'
import { ssoReadsOf } from './sso-tables.ts'
import type { WriteScope } from './store-writer.ts'

/** The meaning of every write to a tenant's single sign-on. None touches the tenant's revision: no decision rests on it. */
export function createSsoWriter(scope: WriteScope, tenant: string): SsoWriter {
  const rows = scope.tables.tenant(tenant)

  async function requireTenant(): Promise<void> {
    scope.assertOpen()
    if ((await scope.tables.findTenant(tenant)) === undefined) throw missing('tenant', tenant)
  }

  async function requireConnection(id: string): Promise<SsoConnection> {
    scope.assertOpen()
    const connection = await scope.tables.findConnection(id)
    if (connection?.tenant !== tenant) throw missing('connection', id)
    return connection
  }

  async function requireDomain(id: string): Promise<SsoDomain> {
    scope.assertOpen()
    const domain = await rows.findDomain(id)
    if (domain === undefined) throw missing('domain', id)
    return domain
  }

  return {
    ...ssoReadsOf(rows),

    async insertConnection(input) {
      const connection = checkedConnection({ ...input, version: 1 }, tenant)
      await requireTenant()
      if ((await scope.tables.findConnection(connection.id)) !== undefined) {
        throw new WardkitError('ERR_CONFLICT', `there is a connection with the id \`${connection.id}\` already`)
      }
      await rows.putConnection(connection)
    },

    async updateConnection(id, change, expectedVersion, at) {
      const expected = checkedVersion(expectedVersion, 'expectedVersion')
      const before = await requireConnection(id)
      if (expected !== undefined && expected !== before.version) {
        throw new VersionConflictError('connection', before.version, expected)
      }
      const { type, createdAt } = before
      const kept = { id, tenant, type, createdAt, version: before.version + 1, updatedAt: at }
      const connection = checkedConnection({ ...before, ...change, ...kept }, tenant)
      await rows.putConnection(connection)
      return connection
    },

    async deleteConnection(id) {
      await requireConnection(id)
      await rows.deleteConnection(id)
    },

    async putTestRun(input) {
      const run = checkedTestRun(input, tenant)
      await requireConnection(run.connection)
      const before = await rows.findTestRun(run.id)
      if (before !== undefined && before.connection !== run.connection) throw missing('test run', run.id)
      await rows.putTestRun(run)
      const runs = await rows.listTestRuns(run.connection)
      for (const { id } of runs.slice(TEST_RUNS_KEPT)) await rows.deleteTestRun(id)
    },

    async insertDomain(input) {
      const domain = checkedDomain({ ...input, verifiedAt: null }, tenant)
      await requireTenant()
      const known = await rows.listDomains({ limit: 1_000 })
      if (known.some((other) => other.domain === domain.domain || other.id === domain.id)) {
        throw new WardkitError('ERR_CONFLICT', `the tenant has the domain \`${domain.domain}\` already`)
      }
      if (domain.connection !== null) await requireConnection(domain.connection)
      await rows.putDomain(domain)
    },

    async updateDomain(id, change) {
      const before = await requireDomain(id)
      const { connection, verifiedAt, checkedAt, problem } = { ...before, ...change }
      const domain = checkedDomain({ ...before, connection, verifiedAt, checkedAt, problem }, tenant)
      if (connection !== null) await requireConnection(connection)
      if (domain.verifiedAt !== null) {
        const owner = await scope.tables.findVerifiedDomain(domain.domain)
        if (owner !== undefined && (owner.tenant !== tenant || owner.id !== id)) {
          throw new WardkitError('ERR_CONFLICT', `the domain \`${domain.domain}\` is another tenant's`)
        }
      }
      await rows.putDomain(domain)
      return domain
    },

    async deleteDomain(id) {
      await requireDomain(id)
      await rows.deleteDomain(id)
    },

    async putSsoSettings({ enforced, breakGlass }, expectedVersion, at) {
      const expected = checkedVersion(expectedVersion, 'expectedVersion')
      await requireTenant()
      const current = (await rows.findSsoSettings())?.version ?? 0
      if (expected !== undefined && expected !== current) throw new VersionConflictError('settings', current, expected)
      const settings = checkedSsoSettings({ enforced, breakGlass, version: current + 1, updatedAt: at })
      await rows.putSsoSettings(settings)
      return settings
    },

    async putSsoIdentity(input) {
      const identity = checkedSsoIdentity(input, tenant)
      await requireConnection(identity.connection)
      if ((await rows.findUser(identity.user)) === undefined) throw missing('user', identity.user)
      await rows.putSsoIdentity(identity)
    },

    async putSsoSession(input) {
      const session = checkedSsoSession(input, tenant)
      await requireConnection(session.connection)
      if ((await scope.tables.findSession(session.session))?.tenant !== tenant) {
        throw missing('session', session.session)
      }
      await rows.putSsoSession(session)
    },
  }
}

function missing(what: string, id: string): WardkitError {
  return new WardkitError('ERR_NOT_FOUND', `there is no ${what} \`${id}\``)
}
