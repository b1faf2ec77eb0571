import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import type { Administration } from '../identity/administration.ts'
import type { AuditDetails } from '../identity/audit-entry.ts'
import { grantsEverything } from '../identity/find-ungranted.ts'
import type { StoreWriter } from '../identity/identity-store.ts'
import { identifier, readInput, version } from '../identity/read-input.ts'
import type { Revised } from '../identity/revised.ts'
import type { SsoSettings } from '../identity/sso-store.ts'
import type { Clock } from '../util/clock.ts'
import { assertWayInLeft } from './connections.ts'

/** Whether a tenant's people must come by single sign-on, and who may come otherwise all the same. */
export interface SsoEnforcement {
  get(tenant: string): Promise<VersionedSettings>
  /**
   * Sets both. Sessions that were begun otherwise go on until they end.
   * @throws WardkitError `ERR_INVALID_INPUT`; `ERR_NOT_FOUND` for a user who is not there; `ERR_CONFLICT` when `expectedVersion` is not the settings', when no
   * connection is active, or when nobody is named who is active, holds `admin` and has a password; `ERR_FORBIDDEN` for who does not hold `admin`
   */
  set(input: SsoSettingsInput): Promise<Revised<VersionedSettings>>
}

export type VersionedSettings = Pick<SsoSettings, 'enforced' | 'breakGlass' | 'version'>

export interface SsoSettingsInput {
  readonly tenant: string
  readonly enforced: boolean
  /** Ids of users. */
  readonly breakGlass: readonly string[]
  /** 0 where nothing was set. */
  readonly expectedVersion?: number
}

const Input = z.strictObject({
  tenant: identifier,
  enforced: z.boolean(),
  breakGlass: z.array(identifier).max(20),
  expectedVersion: version.optional(),
})

const NONE: VersionedSettings = { enforced: false, breakGlass: [], version: 0 }

/** The enforcement of single sign-on in one store, as one actor reaches it. */
export function createSsoEnforcement(options: {
  readonly administration: Administration
  readonly clock: Clock
}): SsoEnforcement {
  const { administration, clock } = options

  return {
    async get(tenant) {
      const settings = await administration.tenant(tenant).findSsoSettings()
      return settings === undefined ? NONE : toVersioned(settings)
    },

    async set(input) {
      const { tenant, enforced, breakGlass, expectedVersion } = readInput(Input, input)
      const target = { type: 'tenant', id: tenant }
      const details = ({ before, after }: Record<'before' | 'after', VersionedSettings>): AuditDetails => ({
        before: { enforced: before.enforced, breakGlass: [...before.breakGlass] },
        after: { enforced: after.enforced, breakGlass: [...after.breakGlass] },
      })
      const change = { action: 'sso.enforce', tenant, target, details } as const
      const { value, revision } = await administration.write(change, async (writer) => {
        const before = (await writer.tenant(tenant).findSsoSettings()) ?? NONE
        const canEnter = await Promise.all(breakGlass.map((user) => canBreakGlass(writer, tenant, user)))
        if (enforced && !canEnter.includes(true)) {
          throw new WardkitError('ERR_CONFLICT', 'nobody could log in while the identity provider is down', {
            help: 'name at least one active user in `breakGlass` who holds `admin` and has a password',
          })
        }
        const settings = { enforced, breakGlass }
        const after = await writer.tenant(tenant).putSsoSettings(settings, expectedVersion, clock())
        await assertWayInLeft(writer, tenant)
        return { before, after }
      })
      return { ...toVersioned(value.after), revision }
    },
  }
}

/** @throws WardkitError `ERR_NOT_FOUND` */
async function canBreakGlass(writer: StoreWriter, tenant: string, id: string): Promise<boolean> {
  const user = await writer.tenant(tenant).findUser(id)
  if (user === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no user \`${id}\``)
  if (user.status !== 'active' || !grantsEverything(user)) return false
  return (await writer.findPasswordHash(user.person)) !== undefined
}

function toVersioned({ enforced, breakGlass, version }: VersionedSettings): VersionedSettings {
  return { enforced, breakGlass, version }
}
