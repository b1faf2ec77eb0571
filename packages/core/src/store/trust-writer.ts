import type { TrustWriter } from '../identity/trust-store.ts'
import { WardkitError } from '../errors/index.ts'
import { VersionConflictError } from '../identity/version-conflict-error.ts'
import { checkedTrust } from './checked-records.ts'
import { checkedTime, checkedVersion } from './checked-values.ts'
import type { WriteScope } from './store-writer.ts'

/**
 * The meaning of writes to the trust of one tenant's roles.
 *
 * @param touch notes the change, once the tenant is known to be there
 * @param revoke ends what was resolved before
 */
export function createTrustWriter(
  scope: WriteScope,
  tenant: string,
  touch: () => Promise<void>,
  revoke: (principals: readonly string[], at: number) => Promise<void>,
): TrustWriter {
  const rows = scope.tables.tenant(tenant)
  return {
    async putTrust(input, expectedVersion, at) {
      const expected = checkedVersion(expectedVersion, 'expectedVersion')
      await touch()
      const before = await rows.findTrust(input.role)
      const version = before?.version ?? 0
      const trust = checkedTrust({ ...input, version: version + 1, updatedAt: checkedTime(at, 'at') }, tenant)
      if ((await rows.findRole(trust.role)) === undefined) throw missing('role', trust.role)
      if (expected !== undefined && expected !== version) {
        throw new VersionConflictError('trust of the role', version, expected)
      }
      for (const trusted of new Set(trust.entries.map((entry) => entry.tenant))) {
        if ((await scope.tables.findTenant(trusted)) === undefined) throw missing('tenant', trusted)
      }
      await rows.putTrust(trust)
      await revoke([trust.role], at)
    },
  }
}

function missing(what: string, id: string): WardkitError {
  return new WardkitError('ERR_NOT_FOUND', `there is no ${what} \`${id}\``)
}
