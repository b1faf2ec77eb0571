import type { Schema } from '../../client/wardkit-client.ts'
import { FakeProblem } from '../fake-problem.ts'
import type { FakeHandlers } from '../fake-handlers.ts'
import { assertSteppedUp } from './step-up.ts'

/** What the tenant has set for itself; `guardrail` is its policy of denies. */
export interface FakeTenant {
  settings: Schema<'TenantSettings'>
  guardrail: Schema<'Guardrail'>
}

export const FAKE_PASSWORD_RULES: Schema<'PasswordRules'> = {
  minimumLength: 15,
  maximumLength: 128,
  minimumDigits: 0,
  minimumUpperCase: 0,
  minimumLowerCase: 0,
  minimumSymbols: 0,
}

export function createTenant(): FakeTenant {
  return {
    settings: {
      id: 't_acme',
      slug: 'acme-health',
      name: 'Acme Health',
      version: 3,
      branding: { displayName: null, logoUrl: null, termsUrl: null, privacyUrl: null, supportUrl: null },
      sessionPolicy: { idleMinutes: null, absoluteHours: null },
      passwordPolicy: {
        minimumLength: null,
        minimumDigits: null,
        minimumUpperCase: null,
        minimumLowerCase: null,
        minimumSymbols: null,
      },
      passwordRules: FAKE_PASSWORD_RULES,
      secondFactor: 'optional',
    },
    guardrail: { policy: null, version: 0, updatedAt: null },
  }
}

function assertVersion(asked: number, there: number): void {
  if (asked !== there) throw new FakeProblem(409, 'ERR_CONFLICT', { version: there })
}

export const tenantHandlers: FakeHandlers = {
  'GET /branding': ({ state: { tenant } }) => ({
    ...tenant.settings.branding,
    passwordRules: tenant.settings.passwordRules,
  }),
  'GET /tenant': ({ state }) => state.tenant.settings,
  'PATCH /tenant': ({ state, body: { version, ...change } }) => {
    const { settings } = state.tenant
    assertVersion(version, settings.version)
    const { branding, sessionPolicy, passwordPolicy, ...rest } = change
    if (sessionPolicy !== undefined || passwordPolicy !== undefined || rest.secondFactor !== undefined) {
      assertSteppedUp(state)
    }
    Object.assign(settings, rest)
    Object.assign(settings.branding, branding)
    Object.assign(settings.sessionPolicy, sessionPolicy)
    Object.assign(settings.passwordPolicy, passwordPolicy)
    settings.version += 1
    return settings
  },
  'DELETE /tenant': ({ state, body }) => {
    assertSteppedUp(state)
    if (body.confirm !== state.tenant.settings.slug) throw new FakeProblem(400, 'ERR_INVALID_INPUT')
    state.session = null
    return undefined
  },
  'GET /guardrail': ({ state }) => state.tenant.guardrail,
  'PUT /guardrail': ({ state: { tenant }, body: { policy, version } }) => {
    assertVersion(version, tenant.guardrail.version)
    tenant.guardrail = { policy, version: version + 1, updatedAt: Date.now() }
    return { ...tenant.guardrail, warnings: [] }
  },
}
