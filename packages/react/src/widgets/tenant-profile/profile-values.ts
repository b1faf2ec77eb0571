import { toSafeUrl } from '../../client/safe-url.ts'
import type { TenantChange, TenantSettings } from '../../hooks/use-tenant.ts'

export const URLS = ['logoUrl', 'termsUrl', 'privacyUrl', 'supportUrl'] as const
export const SESSION_RULES = ['idleMinutes', 'absoluteHours'] as const
export const PASSWORD_RULES = [
  'minimumLength',
  'minimumDigits',
  'minimumUpperCase',
  'minimumLowerCase',
  'minimumSymbols',
] as const

type UrlName = (typeof URLS)[number]
type NumberName = (typeof SESSION_RULES)[number] | (typeof PASSWORD_RULES)[number]

/** The settings as a form has them: what is empty is the application's. */
export interface ProfileValues extends Record<UrlName | NumberName | 'name' | 'displayName', string> {
  readonly secondFactor: boolean
}

export function toValues({
  name,
  branding,
  sessionPolicy,
  passwordPolicy,
  secondFactor,
}: TenantSettings): ProfileValues {
  const number = (value: number | null): string => (value === null ? '' : String(value))
  return {
    name,
    displayName: branding.displayName ?? '',
    logoUrl: branding.logoUrl ?? '',
    termsUrl: branding.termsUrl ?? '',
    privacyUrl: branding.privacyUrl ?? '',
    supportUrl: branding.supportUrl ?? '',
    idleMinutes: number(sessionPolicy.idleMinutes),
    absoluteHours: number(sessionPolicy.absoluteHours),
    minimumLength: number(passwordPolicy.minimumLength),
    minimumDigits: number(passwordPolicy.minimumDigits),
    minimumUpperCase: number(passwordPolicy.minimumUpperCase),
    minimumLowerCase: number(passwordPolicy.minimumLowerCase),
    minimumSymbols: number(passwordPolicy.minimumSymbols),
    secondFactor: secondFactor === 'required',
  }
}

export function isNumberOrEmpty(text: string): boolean {
  return /^\d{0,6}$/.test(text.trim())
}

export function isUrlOrEmpty(text: string): boolean {
  return text.trim() === '' || toSafeUrl(text.trim()) !== undefined
}

/** Only what was changed is written: what concerns security alone asks for a proof, and what changed meanwhile is not taken back. */
export function toChange(values: ProfileValues, settings: TenantSettings): TenantChange {
  const before = toValues(settings)
  const textOf = (name: UrlName | 'displayName') => (values[name].trim() === '' ? null : values[name].trim())
  const numberOf = (name: NumberName) => (values[name].trim() === '' ? null : Number(values[name].trim()))
  const changed = <Name extends keyof ProfileValues, Value>(
    names: readonly Name[],
    read: (name: Name) => Value,
  ): Partial<Record<Name, Value>> | undefined => {
    const those = names.filter((name) => values[name] !== before[name])
    return those.length === 0
      ? undefined
      : (Object.fromEntries(those.map((name) => [name, read(name)])) as Partial<Record<Name, Value>>)
  }
  const branding = changed(['displayName', ...URLS], textOf)
  const sessionPolicy = changed(SESSION_RULES, numberOf)
  const passwordPolicy = changed(PASSWORD_RULES, numberOf)
  return {
    version: settings.version,
    ...(values.name.trim() === before.name ? {} : { name: values.name.trim() }),
    ...(branding === undefined ? {} : { branding }),
    ...(sessionPolicy === undefined ? {} : { sessionPolicy }),
    ...(passwordPolicy === undefined ? {} : { passwordPolicy }),
    ...(values.secondFactor === before.secondFactor
      ? {}
      : { secondFactor: values.secondFactor ? 'required' : 'optional' }),
  }
}
