import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import type { Clock } from '../util/clock.ts'
import { withoutUndefined } from '../util/without-undefined.ts'
import type { Administration } from './administration.ts'
import type { AuditDetails } from './audit-entry.ts'
import { brandingInput, NO_BRANDING, type Branding } from './branding.ts'
import { displayName, identifier, readInput, version } from './read-input.ts'
import type { SessionLimits } from './sessions.ts'
import type { SettingsReader } from './settings-store.ts'

/** What a tenant sets for itself. */
export interface TenantSettings {
  readonly branding: Branding
  readonly sessionPolicy: SessionPolicy
}

/** How long logins to the tenant last at most; null leaves it to the application. It shortens the application's limits and never lengthens them. */
export interface SessionPolicy {
  readonly idleMinutes: number | null
  readonly absoluteHours: number | null
}

/** Settings with the version they are at; 0 while nothing was set. */
export interface VersionedSettings extends TenantSettings {
  readonly version: number
}

/** The settings of tenants. */
export interface Settings {
  get(tenant: string): Promise<VersionedSettings>
  /**
   * Changes what is given and leaves the rest.
   * @throws WardkitError `ERR_INVALID_INPUT`, `ERR_NOT_FOUND`, `ERR_CONFLICT` when `expectedVersion` is not the settings'
   */
  update(input: SettingsChange): Promise<VersionedSettings & { readonly revision: number }>
}

export interface SettingsChange {
  readonly tenant: string
  /** What the tenant is called. */
  readonly name?: string
  readonly branding?: Partial<Branding>
  readonly sessionPolicy?: Partial<SessionPolicy>
  /** The version that the change was made from. */
  readonly expectedVersion?: number
}

const sessionPolicyInput = z.strictObject({
  idleMinutes: z
    .int()
    .min(1)
    .max(7 * 24 * 60)
    .nullable()
    .exactOptional(),
  absoluteHours: z
    .int()
    .min(1)
    .max(366 * 24)
    .nullable()
    .exactOptional(),
})

const Change = z.strictObject({
  tenant: identifier,
  name: displayName.exactOptional(),
  branding: brandingInput.exactOptional(),
  sessionPolicy: sessionPolicyInput.exactOptional(),
  expectedVersion: version.exactOptional(),
})

// What a newer version keeps beside these stays where it is.
const Kept = z.looseObject({ branding: brandingInput.optional(), sessionPolicy: sessionPolicyInput.optional() })

const NO_SESSION_POLICY: SessionPolicy = { idleMinutes: null, absoluteHours: null }

/** A tenant's settings, every default in place. @throws WardkitError `ERR_STORE_CORRUPT` when what is kept is none */
export async function readTenantSettings(reader: SettingsReader): Promise<VersionedSettings> {
  const { kept, version } = await readKept(reader)
  const branding = { ...NO_BRANDING, ...kept.branding }
  return { branding, sessionPolicy: { ...NO_SESSION_POLICY, ...kept.sessionPolicy }, version }
}

/** The limits of logins to a tenant: the shorter of the application's and its own. */
export async function readSessionLimits(reader: SettingsReader, limits: SessionLimits): Promise<SessionLimits> {
  const { idleMinutes, absoluteHours } = (await readTenantSettings(reader)).sessionPolicy
  return {
    idleSeconds: Math.min(limits.idleSeconds, 60 * (idleMinutes ?? Infinity)),
    absoluteSeconds: Math.min(limits.absoluteSeconds, 3_600 * (absoluteHours ?? Infinity)),
  }
}

/** The settings of one store's tenants, as one actor reaches them. */
export function createSettings(options: { readonly administration: Administration; readonly clock: Clock }): Settings {
  const { administration, clock } = options
  return {
    get: async (tenant) => readTenantSettings(administration.tenant(readInput(identifier, tenant))),

    async update(input) {
      const { tenant, name, expectedVersion, branding, sessionPolicy } = readInput(Change, input)
      const target = { type: 'tenant', id: tenant }
      const details = (change: Described) => change.details
      const change = { action: 'tenant.change-settings', tenant, target, details } as const
      const { value, revision } = await administration.write(change, async (writer) => {
        const own = writer.tenant(tenant)
        const known = await writer.findTenant(tenant)
        if (known === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no tenant \`${tenant}\``)
        const { kept } = await readKept(own)
        const next = {
          ...kept,
          branding: { ...kept.branding, ...branding },
          sessionPolicy: { ...kept.sessionPolicy, ...sessionPolicy },
        }
        await own.putSettings(JSON.stringify(next), expectedVersion, clock())
        if (name !== undefined) await writer.setTenantName(tenant, name)
        const given = withoutUndefined({ name, branding, sessionPolicy })
        return { settings: await readTenantSettings(own), details: JSON.parse(JSON.stringify(given)) as AuditDetails }
      })
      return { ...value.settings, revision }
    },
  }
}

interface Described {
  readonly settings: VersionedSettings
  readonly details: AuditDetails
}

async function readKept(
  reader: SettingsReader,
): Promise<{ readonly kept: z.infer<typeof Kept>; readonly version: number }> {
  const record = await reader.findSettings()
  if (record === undefined) return { kept: {}, version: 0 }
  try {
    return { kept: Kept.parse(JSON.parse(record.settings)), version: record.version }
  } catch (cause) {
    throw new WardkitError('ERR_STORE_CORRUPT', 'the stored settings of a tenant cannot be read', { cause })
  }
}
