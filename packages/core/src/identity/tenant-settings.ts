import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import type { Clock } from '../util/clock.ts'
import { withoutUndefined } from '../util/without-undefined.ts'
import type { Administration } from './administration.ts'
import type { AuditDetails } from './audit-entry.ts'
import { brandingInput, NO_BRANDING, type Branding } from './branding.ts'
import { MAX_PASSWORD_LENGTH, type PasswordPolicy } from './passwords.ts'
import { displayName, identifier, readInput, version } from './read-input.ts'
import type { SessionLimits } from './sessions.ts'
import type { SettingsReader } from './settings-store.ts'

/** What a tenant sets for itself. */
export interface TenantSettings {
  readonly branding: Branding
  readonly sessionPolicy: SessionPolicy
  /** What new passwords of its people must be, where that is stricter than the application's policy; null leaves it to the application. */
  readonly passwordPolicy: TenantPasswordPolicy
  /** Whether everybody who logs in with a password shows a second factor too. */
  readonly secondFactor: 'optional' | 'required'
}

export type TenantPasswordPolicy = { readonly [Rule in keyof PasswordPolicy]-?: number | null }

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
  readonly passwordPolicy?: Partial<TenantPasswordPolicy>
  /** Once it is required, sessions that began with a password alone are ended. */
  readonly secondFactor?: TenantSettings['secondFactor']
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

// All of them together fit a password.
const count = z.int().min(0).max(32).nullable().exactOptional()
const passwordPolicyInput = z.strictObject({
  minimumLength: z
    .int()
    .min(8)
    .max(MAX_PASSWORD_LENGTH / 2)
    .nullable()
    .exactOptional(),
  minimumDigits: count,
  minimumUpperCase: count,
  minimumLowerCase: count,
  minimumSymbols: count,
})

const secondFactorInput = z.enum(['optional', 'required'])

const Change = z.strictObject({
  tenant: identifier,
  name: displayName.exactOptional(),
  branding: brandingInput.exactOptional(),
  sessionPolicy: sessionPolicyInput.exactOptional(),
  passwordPolicy: passwordPolicyInput.exactOptional(),
  secondFactor: secondFactorInput.exactOptional(),
  expectedVersion: version.exactOptional(),
})

// What a newer version keeps beside these stays where it is.
const Kept = z.looseObject({
  branding: brandingInput.optional(),
  sessionPolicy: sessionPolicyInput.optional(),
  passwordPolicy: passwordPolicyInput.optional(),
  secondFactor: secondFactorInput.optional(),
})

const NOTHING_SET: TenantSettings = {
  branding: NO_BRANDING,
  sessionPolicy: { idleMinutes: null, absoluteHours: null },
  passwordPolicy: {
    minimumLength: null,
    minimumDigits: null,
    minimumUpperCase: null,
    minimumLowerCase: null,
    minimumSymbols: null,
  },
  secondFactor: 'optional',
}

/** A tenant's settings, every default in place. @throws WardkitError `ERR_STORE_CORRUPT` when what is kept is none */
export async function readTenantSettings(reader: SettingsReader): Promise<VersionedSettings> {
  const { kept, version } = await readKept(reader)
  return {
    branding: { ...NOTHING_SET.branding, ...kept.branding },
    sessionPolicy: { ...NOTHING_SET.sessionPolicy, ...kept.sessionPolicy },
    passwordPolicy: { ...NOTHING_SET.passwordPolicy, ...kept.passwordPolicy },
    secondFactor: kept.secondFactor ?? NOTHING_SET.secondFactor,
    version,
  }
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
      const { tenant, name, expectedVersion, ...given } = readInput(Change, input)
      const { branding, sessionPolicy, passwordPolicy, secondFactor } = given
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
          passwordPolicy: { ...kept.passwordPolicy, ...passwordPolicy },
          ...withoutUndefined({ secondFactor }),
        }
        await own.putSettings(JSON.stringify(next), expectedVersion, clock())
        // INVARIANT: with `assertMayEnter`, none is left and none begins.
        if (secondFactor === 'required') await own.endSessionsBy('password', clock())
        if (name !== undefined) await writer.setTenantName(tenant, name)
        const told = withoutUndefined({ name, ...given })
        return { settings: await readTenantSettings(own), details: JSON.parse(JSON.stringify(told)) as AuditDetails }
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
