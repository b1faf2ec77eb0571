import type { AccountSettings } from './account-options.ts'
import type { CompiledTemplate } from './decision/policy-set.ts'
import { serveAccounts } from './http/api/account-routes.ts'
import { createAssertMay } from './http/api/assert-may.ts'
import { createAssertSteppedUp } from './http/api/assert-stepped-up.ts'
import { serveConnections } from './http/api/connection-routes.ts'
import { serveDecisions } from './http/api/decision-routes.ts'
import { serveDomains } from './http/api/domain-routes.ts'
import { serveGuardrail } from './http/api/guardrail-routes.ts'
import { serveKeys } from './http/api/key-routes.ts'
import { serveLinks } from './http/api/link-routes.ts'
import { serveLogs } from './http/api/log-routes.ts'
import { serveAcceptance } from './http/api/accept-routes.ts'
import { serveInvitations } from './http/api/invitation-routes.ts'
import { serveLogin } from './http/api/login-routes.ts'
import { serveMappings } from './http/api/mapping-routes.ts'
import { principalOf } from './http/api/own-module.ts'
import { createOwnApi } from './http/api/own-api.ts'
import { createFindLoggedIn, createFindVisitor } from './http/api/own-session.ts'
import { OWN_ROUTES } from './http/api/own-document.ts'
import { ownDocument } from './http/api/own-service.ts'
import { createAssertOperator } from './http/api/assert-operator.ts'
import { serveOperators } from './http/api/operator-routes.ts'
import { serveOutbox } from './http/api/outbox-routes.ts'
import { serveProfile } from './http/api/profile-routes.ts'
import { servePublished } from './http/api/published-routes.ts'
import { serveRolePreview } from './http/api/role-preview-routes.ts'
import { serveRoles } from './http/api/role-routes.ts'
import { serveSecondFactors } from './http/api/second-factor-routes.ts'
import { serveSecurity } from './http/api/security-routes.ts'
import { serveSso } from './http/api/sso-routes.ts'
import { serveSessions } from './http/api/session-routes.ts'
import { serveStepUp } from './http/api/step-up-routes.ts'
import { serveResources } from './http/api/resource-routes.ts'
import { serveTags } from './http/api/tag-routes.ts'
import { serveTenant } from './http/api/tenant-routes.ts'
import { serveUserBulk } from './http/api/user-bulk-routes.ts'
import { serveTokens } from './http/api/token-routes.ts'
import { serveTrust } from './http/api/trust-routes.ts'
import { serveUsers } from './http/api/user-routes.ts'
import { serveWhoMay } from './http/api/who-may-routes.ts'
import type { FetchTarget } from './http/fetch-mount.ts'
import type { AccessTokens } from './identity/access-tokens.ts'
import type { AssumeRole } from './identity/assume-role.ts'
import type { Store } from './identity/identity-store.ts'
import type { TenantLimits } from './identity/tenant-limits.ts'
import type { TagHolderType } from './identity/tag-store.ts'
import type { RequestValues } from './model/request-values.ts'
import type { Clock } from './util/clock.ts'
import type { ManageWithMail } from './manage-with-mail.ts'
import type { Operation, Service } from './model/service.ts'
import type { StartedSso } from './start-sso.ts'
import type { StartedAccounts } from './start-accounts.ts'
import type { SharedRole } from './tenancy/globals.ts'
import type { Wardkit } from './wardkit.ts'

export interface OpenOwnApiInput {
  /** Wardkit's own API as a service. */
  readonly own: Service
  /** Every service, that one included. */
  readonly services: readonly Service[]
  readonly wardkit: Omit<Wardkit, 'fetch'>
  readonly store: Store
  readonly manageAs: ManageWithMail
  readonly clock: Clock
  readonly started: StartedAccounts
  readonly accessTokens: AccessTokens
  readonly assumeRole: AssumeRole
  readonly settings: AccountSettings
  readonly tenantLimits: TenantLimits
  readonly sso: StartedSso
  /** Of the public URL. */
  readonly origin: string
  /** The application's, by name. */
  readonly templates: ReadonlyMap<string, CompiledTemplate>
  /** The application's roles, and those that documents define. */
  readonly findSharedRoles: () => Promise<readonly SharedRole[]>
}

/** Wardkit's own HTTP API over one instance, with a handler for every operation. */
export function openOwnApi(input: OpenOwnApiInput): FetchTarget {
  const {
    own,
    services,
    wardkit,
    store,
    manageAs,
    clock,
    started,
    settings,
    tenantLimits,
    sso,
    origin,
    templates,
    findSharedRoles,
  } = input
  const { accounts, sessions, stepUp, logIn, limits, outbox, acceptance, secondFactorLogin, ownFactors } = started
  const { findSecurity, passwordRules } = started
  const { accessTokens, assumeRole } = input
  const { authenticate, decide } = wardkit
  const findLoggedIn = createFindLoggedIn({ store, authenticate: wardkit.authenticate })
  const findVisitor = createFindVisitor({ store, authenticate: wardkit.authenticate })
  const assertMay = createAssertMay(own, decide)
  return createOwnApi({
    service: own,
    routes: OWN_ROUTES,
    engine: wardkit,
    manageAs,
    assertSteppedUp: createAssertSteppedUp({ findLoggedIn, stepUp }),
    assertOperator: createAssertOperator({ operators: wardkit.operators, limits, manageAs }),
    renewCookie: (text) => sessions.renewCookie(text),
    trustedProxyHops: settings.trustedProxyHops,
    modules: [
      servePublished({ signingKeys: wardkit.signingKeys, document: ownDocument() }),
      serveLogin({ sso, logIn, limits, origin }),
      serveSecondFactors({ secondFactorLogin, limits, origin }),
      serveAccounts({ accounts, sessions, limits, currentRevision: () => store.currentRevision(), origin }),
      serveSessions({ sso, store, findLoggedIn, accounts, sessions, limits, origin }),
      serveStepUp({ findLoggedIn, stepUp, limits }),
      serveSecurity({ findLoggedIn, ownFactors, findSecurity, passwordRules }),
      serveOutbox(settings.send === undefined ? outbox : null),
      serveProfile(store),
      serveDecisions({ store, services, decideAll: wardkit.decideAll, explain: wardkit.explain }),
      serveTenant({ store, passwordRules, branding: settings.branding }),
      serveAcceptance({ store, acceptance, sessions, logIn, findVisitor, findSecurity, limits, origin }),
      serveInvitations({ store, limits, clock }),
      serveUsers,
      serveUserBulk,
      serveTags((context, holder) => assertMay(principalOf(context), LISTS[holder], OPEN)),
      serveResources,
      serveRoles(findSharedRoles),
      serveRolePreview(assertMay),
      serveGuardrail,
      serveKeys,
      serveConnections(sso.urls),
      serveMappings,
      serveSso({ ...sso, origin }),
      serveDomains,
      serveLinks({ store, templates, findSharedRoles }),
      serveWhoMay({ store, whoMay: wardkit.whoMay, permissions: wardkit.permissions }),
      serveTokens({
        store,
        authenticate,
        decide,
        accessTokens,
        assumeRole,
        assumeOperation: assumeOperationOf(own),
        limits,
      }),
      serveTrust({ assumeRole, authenticate }),
      serveLogs({ auditLog: wardkit.auditLog, accessLog: wardkit.accessLog, logStreams: tenantLimits.logStreams }),
      serveOperators({ ...wardkit, store, clock }),
    ],
  })
}

/** Every query. */
const OPEN: RequestValues = { path: [], query: null, body: { status: 'absent' } }

/** What lists those who have tags. */
const LISTS: Readonly<Record<TagHolderType, string>> = {
  user: 'GET:/wardkit/users',
  apiKey: 'GET:/wardkit/api-keys',
  role: 'GET:/wardkit/roles',
  resource: 'GET:/wardkit/resources',
}

function assumeOperationOf({ operations }: Service): Operation {
  const operation = operations.find(({ id }) => id === 'POST:/wardkit/assume-role')
  if (operation === undefined) throw new TypeError('the own API has no operation to assume roles')
  return operation
}
