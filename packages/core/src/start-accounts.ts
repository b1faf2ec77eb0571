import type { AccountSettings } from './account-options.ts'
import type { AccessTokens } from './identity/access-tokens.ts'
import { createAccounts, type Accounts } from './identity/accounts.ts'
import type { Administer } from './identity/administration.ts'
import { createAttemptLimits, type AttemptLimits } from './identity/attempt-limits.ts'
import type { Store } from './identity/identity-store.ts'
import { createEnrolFactors } from './identity/enrol-factors.ts'
import { createEnterTenant, type EnterTenant } from './identity/enter-tenant.ts'
import { createFactors } from './identity/factors.ts'
import { createOwnFactors, type OwnFactors } from './identity/own-factors.ts'
import { createPasskeyCeremonies } from './identity/passkey-ceremonies.ts'
import { createSecondFactorLogin, type SecondFactorLogin } from './identity/second-factor-login.ts'
import type { TenantLimits } from './identity/tenant-limits.ts'
import type { FindTenantSecurity } from './identity/tenant-security.ts'
import { createLogin, type LogIn } from './identity/login.ts'
import { createInvitationAcceptance, type InvitationAcceptance } from './identity/accept-invitation.ts'
import { createOneTimeCodes, type OneTimeCodes } from './identity/one-time-codes.ts'
import { createOutbox, type MailEvent, type Outbox } from './identity/outbox.ts'
import type { FindPasswordRules } from './identity/password-rules.ts'
import type { Passwords } from './identity/passwords.ts'
import type { Secret } from './identity/secret.ts'
import { createSessions, type Sessions } from './identity/sessions.ts'
import { createStepUp, type StepUp } from './identity/step-up.ts'
import type { Upkeep } from './identity/upkeep.ts'
import type { Clock } from './util/clock.ts'

/** How people sign up and log in to an instance. */
export interface StartedAccounts {
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly enter: EnterTenant
  readonly stepUp: StepUp
  readonly secondFactorLogin: SecondFactorLogin
  readonly ownFactors: OwnFactors
  readonly findSecurity: FindTenantSecurity
  readonly passwordRules: FindPasswordRules
  readonly logIn: LogIn
  readonly outbox: Outbox
  readonly codes: OneTimeCodes
  readonly acceptance: InvitationAcceptance
  readonly limits: AttemptLimits
}

interface StartOptions {
  readonly store: Store
  readonly administer: Administer
  readonly upkeep: Upkeep
  readonly secret: Secret
  readonly passwords: Passwords
  readonly passwordRules: FindPasswordRules
  readonly accessTokens: AccessTokens
  readonly settings: AccountSettings
  readonly tenantLimits: TenantLimits
  readonly url: string
  readonly findSecurity: FindTenantSecurity
  readonly clock: Clock
  readonly onEvent: (event: MailEvent) => void
}

/** Puts the parts together, and sends what an instance before left in the outbox. */
export function startAccounts({
  settings,
  tenantLimits,
  accessTokens,
  secret,
  url,
  findSecurity,
  onEvent,
  ...shared
}: StartOptions): StartedAccounts {
  const { from, productName, templates, send, pages, rateLimits } = settings
  const host = new URL(url).hostname
  const outbox = createOutbox({ ...shared, secret, from, productName, templates, host, send, onEvent })
  const sessions = createSessions({
    ...shared,
    accessTokens,
    limits: settings.sessions,
    most: tenantLimits.sessionsPerUser,
  })
  const codes = createOneTimeCodes(shared)
  outbox.deliver()
  const ceremonies = createPasskeyCeremonies({ ...settings.passkeys, name: productName })
  const factors = createFactors({ ...shared, secret, ceremonies })
  const enrolment = createEnrolFactors({
    ...{ ...shared, secret, ceremonies, outbox, productName },
    mostPasskeys: tenantLimits.passkeysPerPerson,
  })
  const enter = createEnterTenant({ ...shared, codes, factors, sessions, findSecurity })
  return {
    accounts: createAccounts({ ...shared, codes, outbox, pages }),
    sessions,
    enter,
    stepUp: createStepUp({ ...shared, codes, factors, ceremonies, sessions }),
    logIn: createLogin({ ...shared, enter }),
    secondFactorLogin: createSecondFactorLogin({ ...shared, codes, factors, enrolment, ceremonies, enter }),
    ownFactors: createOwnFactors({ ...shared, codes, enrolment, outbox, findSecurity }),
    findSecurity,
    passwordRules: shared.passwordRules,
    outbox,
    codes,
    acceptance: createInvitationAcceptance({ ...shared, codes }),
    limits: createAttemptLimits(rateLimits),
  }
}
