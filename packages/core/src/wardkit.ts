import { performance } from 'node:perf_hooks'
import type { Access } from './audit/access.ts'
import type { AccessLog } from './audit/access-log.ts'
import { createAuditLog, type AuditLog } from './audit/audit-log.ts'
import type { Decision } from './decision/decision.ts'
import type { ExplainOptions } from './decision/explain.ts'
import type { Explanation } from './decision/explanation.ts'
import { WardkitError } from './errors/index.ts'
import type { LoadGraphQLServiceInput } from './graphql/load-graphql-service-input.ts'
import type { ListFilter } from './filter/list-filter.ts'
import { OWN_POLICY } from './http/api/own-policy.ts'
import { loadOwnService } from './http/api/own-service.ts'
import type { Engine, EngineQuestion } from './http/engine.ts'
import { logEvent, type WardkitEvent } from './http/events.ts'
import type { FetchTarget } from './http/fetch-mount.ts'
import { createAccessTokens } from './identity/access-tokens.ts'
import type { Actor, ActorContext } from './identity/actor.ts'
import { createAdministration } from './identity/administration.ts'
import type { Accounts } from './identity/accounts.ts'
import type { Outbox } from './identity/outbox.ts'
import type { Sessions } from './identity/sessions.ts'
import { createAssumeRole } from './identity/assume-role.ts'
import { createAuthenticator } from './identity/authenticator.ts'
import type { Store } from './identity/identity-store.ts'
import { loadSecret } from './identity/load-secret.ts'
import { createWhoMay, type AskWhoMay } from './identity/who-may.ts'
import { createFindPasswordRules } from './identity/password-rules.ts'
import { createPasswords } from './identity/passwords.ts'
import type { ValidatePolicy } from './identity/policy-invalid-error.ts'
import { createOwnResourceLoaders } from './identity/own-resources.ts'
import { createSigningKeys, type SigningKeys } from './identity/signing-keys.ts'
import { createFindTenantSecurity } from './identity/tenant-security.ts'
import { createTenantSweep } from './identity/tenant-sweep.ts'
import { createUpkeep } from './identity/upkeep.ts'
import { createSessionVerifier } from './identity/verify-session.ts'
import { createApiKeyVerifier } from './identity/verify-api-key.ts'
import { createManagement } from './management.ts'
import { createManageWithMail, type MailingManagement } from './manage-with-mail.ts'
import type { Principal } from './model/principal.ts'
import type { ResourceRef } from './model/resource.ts'
import type { Service } from './model/service.ts'
import { openOwnApi } from './open-own-api.ts'
import { openStore } from './open-store.ts'
import { registerServices } from './register-services.ts'
import { createPreviewRole } from './review/preview-role.ts'
import { createReview, type Review } from './review/review.ts'
import { createServiceSet, type ServiceSet } from './openapi/service-set.ts'
import { loadService, type LoadedService } from './openapi/load-service.ts'
import { loadTelemetry } from './telemetry/load-telemetry.ts'
import { watchSource } from './telemetry/watch-source.ts'
import { createDecisions } from './tenancy/decisions.ts'
import { createFindRolePolicy, createGlobals, listSharedRoles } from './tenancy/globals.ts'
import { validatePolicy } from './tenancy/validate-policy.ts'
import { createListFilters, type ListFilterOptions } from './tenancy/list-filters.ts'
import { followServiceRoles } from './tenancy/follow-service-roles.ts'
import { createServiceRegistry } from './tenancy/service-registry.ts'
import { createLinkLookups } from './tenancy/link-lookups.ts'
import { createResourceLookups } from './tenancy/resource-lookups.ts'
import { createSnapshots } from './tenancy/snapshots.ts'
import { startSso } from './start-sso.ts'
import { createSsoUrls } from './sso/sso-urls.ts'
import { startAccounts } from './start-accounts.ts'
import { startAccessLog, type StartedAccessLog } from './start-access-log.ts'
import { startUpstream } from './start-upstream.ts'
import { resolveOptions, type ResolvedOptions, type WardkitOptions } from './wardkit-options.ts'

/** One Wardkit: the services it guards, the store it keeps, and everything that can be asked and changed. */
export interface Wardkit extends Engine, FetchTarget, MailingManagement {
  readonly resources: MailingManagement['resources']
  readonly signingKeys: Pick<SigningKeys, 'rotate' | 'getJwks'>
  /**
   * The same, done by somebody else than your own code: a principal, within its tenant and its rights, or one of your operators. What a principal
   * may not do is refused; the audit log names them.
   */
  as(actor: Actor, context?: ActorContext): MailingManagement
  /** What was changed, by whom and when: to be asked, exported, followed and verified. */
  readonly auditLog: AuditLog
  /** @throws WardkitError when the store is out of reach, or has not come as far as `atLeast` */
  decide(question: EngineQuestion): Promise<Decision>
  /** What people do about their own accounts: sign up, choose a new password, change their e-mail. */
  readonly accounts: Accounts
  /** The logins that go on. */
  readonly sessions: Pick<Sessions, 'list' | 'end'>
  /** Mail that waits to be sent. */
  readonly outbox: Pick<Outbox, 'list' | 'flush'>
  /** Answers many questions of one tenant on one snapshot. @throws as `decide` does; TypeError when the principals are of different tenants */
  decideAll(questions: readonly EngineQuestion[]): Promise<Decision[]>
  /**
   * The decision and how it came about: what each statement met, and which single changes would have allowed a refused request. For people: it
   * costs many decisions. @throws as `decide` does
   */
  explain(question: EngineQuestion, options?: ExplainOptions): Promise<Explanation>
  /** Which operations the principal may perform on the resource (for buttons); without one, which of those that are about none. */
  permissions(principal: Principal, resource?: ResourceRef): Promise<Decision[]>
  /** Who of a tenant may perform an operation on a resource, a page of principals at a time. @throws WardkitError `ERR_INVALID_INPUT`; and as `decide` does */
  readonly whoMay: AskWhoMay
  /**
   * Which rows of a table of yours the principal may perform an operation on, as a condition for its query.
   * @param operation its id on one row, such as `GET:/patient/{patientId}`
   * @throws WardkitError `ERR_NOT_FILTERABLE` where the policies cannot be told from rows; and as `decide` does
   * @throws TypeError for an unknown operation, or a mapping that is not sound
   */
  filter(principal: Principal, operation: string, options: ListFilterOptions): Promise<ListFilter>
  /** What was decided, by whom and why: to be asked, exported and verified. */
  readonly accessLog: AccessLog
  /** What the access log tells about policies: what a change would have done, and what a role needs. */
  readonly review: Review
  /** Writes what the access log still has to, and ends every use of the store. A second call does nothing. */
  close(): Promise<void>
}

/**
 * Starts Wardkit: reads the OpenAPI documents and GraphQL schemas, opens the store, checks that every policy that forbids can still be enforced.
 *
 * @throws TypeError for an option that is unknown or of the wrong kind
 * @throws WardkitError `ERR_CONFIGURATION`, `ERR_SERVICE_DOCUMENT`, `ERR_POLICY_INVALID`, or the store's own: each names the place and the remedy
 * @example
 * const wardkit = await createWardkit({ openapi: 'openapi.yaml', database: 'sqlite:./wardkit.db' })
 */
export async function createWardkit(options: WardkitOptions = {}): Promise<Wardkit> {
  const resolved = resolveOptions(options)
  const onEvent = resolved.onEvent ?? logEvent
  const loaded = await Promise.all([
    ...resolved.openapi.map((input) => loadService(input)),
    ...resolved.graphql.map((input) => loadGraphQL(input)),
  ])
  for (const { service, warnings } of loaded) {
    for (const message of warnings) onEvent({ type: 'warning', message: `service \`${service.id}\`: ${message}` })
  }
  const application = createServiceSet(loaded.map(({ service }) => service))
  const others = await Promise.all(resolved.otherServices.map((input) => loadService(input)))
  const store = 'file' in resolved.store ? await openStore(resolved.store) : resolved.store
  try {
    const accessLog = await startAccessLog({
      settings: resolved.accessLog,
      database: 'file' in resolved.store ? resolved.store.file : undefined,
      clock: resolved.clock,
      onEvent,
    })
    try {
      return await assemble(
        resolved,
        { application, told: others.map(({ service }) => service) },
        store,
        accessLog,
        onEvent,
      )
    } catch (error) {
      await accessLog.recorder?.close()
      throw error
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** The package `graphql` is there only where it is used. */
async function loadGraphQL(input: LoadGraphQLServiceInput): Promise<LoadedService> {
  const { loadGraphQLService } = await import('./graphql/load-graphql-service.ts').catch((cause: unknown) => {
    throw new WardkitError('ERR_CONFIGURATION', 'the option `graphql` needs the package `graphql`', {
      help: 'install it: `npm install graphql`',
      cause,
    })
  })
  return loadGraphQLService(input)
}

/** How long the application's loader may take over one resource, in milliseconds. */
const LOADER_TIMEOUT = 5_000

interface LoadedServices {
  /** What is guarded here. */
  readonly application: ServiceSet
  /** What other processes guard. */
  readonly told: readonly Service[]
}

async function assemble(
  options: ResolvedOptions,
  { application, told }: LoadedServices,
  store: Store,
  { recorder, log }: StartedAccessLog,
  onEvent: (event: WardkitEvent) => void,
): Promise<Wardkit> {
  const { clock, url } = options
  const own = await loadOwnService()
  // Policies speak of all of them; requests to the application's are the application's to guard.
  const { services } = createServiceSet([...application.services, own])
  const globalPolicies = [OWN_POLICY, ...options.globalPolicies]
  const administer = createAdministration({ store, clock, limits: options.limits })
  const administration = administer({ type: 'application' })
  const registry = createServiceRegistry(store, services, told)
  const warn = (message: string): void => {
    onEvent({ type: 'warning', message })
  }
  const revision = await registerServices({ store, administration, services, told, globalRoles: options.globalRoles })
  const globals = createGlobals({
    services,
    knownServices: await registry.findKnown(),
    policies: globalPolicies,
    templates: options.templates,
    roles: options.globalRoles,
    revision,
    onUnreadableRole: (tenant, role, cause) => {
      warn(`role \`${role}\` of tenant \`${tenant}\` cannot be read and allows nothing: ${String(cause)}`)
    },
  })
  const findGlobals = followServiceRoles({
    ...{ globals, store, registry },
    onUnusable: (role, service, why) => {
      warn(`role \`${role}\` of service \`${service}\`: ${why}`)
    },
  })
  const telemetry = await loadTelemetry(options.telemetry)
  const source = telemetry === undefined ? store : watchSource(store, telemetry)
  const snapshots = createSnapshots({
    source,
    findGlobals,
    maxStalenessSeconds: options.maxStalenessSeconds,
    maxTenants: options.maxTenants,
    monotonicNow: () => performance.now(),
  })
  const lookups = createResourceLookups({
    source,
    loaders: new Map([...options.resources, ...createOwnResourceLoaders(store, options.resources)]),
    maxResources: options.maxResources,
    loaderTimeout: LOADER_TIMEOUT,
  })
  const linkLookups = createLinkLookups({ source, maxLookups: options.maxLinkLookups })
  const operations = application.services.flatMap((service) => service.operations)
  const decisions = createDecisions({ snapshots, lookups, linkLookups, operations, now: clock })
  const decideSoon = telemetry?.observe(decisions.decide) ?? decisions.decide
  const lists = createListFilters({
    ...{ snapshots, lookups, operations },
    listLinksTo: (tenant, principal, page) => store.tenant(tenant).listLinksTo(principal, page),
    loadedTypes: options.resources,
    now: clock,
  })

  const secret = await loadSecret({
    value: options.secret,
    production: options.production,
    file: 'file' in options.store && options.store.file !== ':memory:' ? `${options.store.file}.secret` : undefined,
    warn,
  })
  const signingKeys = createSigningKeys({ store, administration, secret, clock, algorithm: options.signingAlgorithm })
  // A secret that does not fit the store is an error at the start, not at the first login.
  await signingKeys.getSigner()
  const accessTokens = createAccessTokens({
    keys: signingKeys,
    issuer: url,
    audience: url,
    clock,
    lifetimeSeconds: options.accessTokenSeconds,
    ...(telemetry === undefined ? {} : { onVerification: telemetry.countTokenVerification }),
  })
  const upkeep = createUpkeep(store)
  const verifyApiKey = createApiKeyVerifier({ store, upkeep, snapshots, clock })
  const verifySession = createSessionVerifier({ store, upkeep, snapshots, limits: options.accounts.sessions, clock })
  const findSharedRolePolicy = createFindRolePolicy(options.globalRoles, registry.findRegistered)
  const verifyUpstream = startUpstream({
    ...{ store, snapshots, findSharedRolePolicy, clock },
    issuers: options.upstreamIssuers,
    allowLoopback: !options.production,
    onVerification: telemetry?.countTokenVerification,
    onRefused(issuer, reason) {
      onEvent({ type: 'upstream-refused', issuer, reason })
    },
  })
  const { origin } = new URL(url)
  const verifiers = { accessTokens, verifyApiKey, verifySession, verifyUpstream }
  const authenticator = createAuthenticator({ ...verifiers, snapshots, origin })
  const passwords = createPasswords()
  const findSecurity = createFindTenantSecurity(store)
  const policy = options.accounts.passwordPolicy
  const passwordRules = createFindPasswordRules({ store, policy, findSecurity })
  const shared = { store, administer, upkeep, secret, passwords, passwordRules, accessTokens, url, clock, onEvent }
  const started = startAccounts({ ...shared, settings: options.accounts, tenantLimits: options.limits, findSecurity })
  const { accounts, sessions, outbox } = started
  const assumeRole = createAssumeRole({ store, administer, accessTokens, clock, maxChain: options.maxRoleChain })
  const validate: ValidatePolicy = async (source, kind) => validatePolicy(source, await registry.findKnown(), kind)
  const ssoUrls = createSsoUrls(options.sso.baseUrl)
  const sso = startSso({
    ...{ store, administer, upkeep, secret, sessions, findSharedRolePolicy, clock },
    settings: options.sso,
    urls: ssoUrls,
  })
  const policies = {
    store,
    findServices: () => registry.findKnown(),
    ownPolicies: [OWN_POLICY],
    globalPolicies: options.globalPolicies,
    templates: options.templates,
    globalRoles: options.globalRoles,
  }
  const sweep = createTenantSweep({
    store,
    onFailure: (cause) => {
      warn(`what is left of deleted tenants could not be swept away, which is tried again: ${String(cause)}`)
    },
  })
  const management = createManagement({
    store,
    sweep,
    administer,
    passwords,
    passwordRules,
    validatePolicy: validate,
    findSharedRolePolicy,
    previewRole: createPreviewRole({ ...policies, clock }),
    templates: globals.templates,
    permissions: decisions.permissions,
    secret,
    sso: { ...options.sso, urls: ssoUrls },
    clock,
  })
  const { codes } = started
  const manageAs = createManageWithMail({
    ...{ manageAs: management, administer, codes, outbox, clock },
    page: options.accounts.pages.invitation,
  })
  const wardkit: Wardkit = {
    ...manageAs({ type: 'application' }),
    as: manageAs,
    auditLog: createAuditLog(store),
    accounts,
    sessions,
    outbox,
    services: application.services,
    findOperation: application.find,
    authenticate: (...request) => authenticator.authenticate(...request),
    decide: async (question) => decideSoon(question),
    decideSoon,
    decideAll: (questions) => decisions.decideAll(questions),
    explain: (question, options) => decisions.explain(question, options),
    permissions: (principal, resource) => decisions.permissions(principal, resource),
    whoMay: createWhoMay({ store, operations, permissions: decisions.permissions, clock }),
    filter: (principal, operation, options) => lists.filter(principal, operation, options),
    get revision() {
      return snapshots.revision
    },
    onEvent(event) {
      if (event.type === 'dispatch-mismatch') void recorder?.record(mismatchOf(event, services))
      onEvent(event)
    },
    record: (access) => recorder?.record(access),
    accessLog: log,
    review: createReview({ ...policies, clock, query: (query) => log.query(query) }),
    fetch: (...request) => api.fetch(...request),
    signingKeys,
    async close() {
      await sweep.close()
      await outbox.close()
      await recorder?.close()
      await store.close()
    },
  }
  const api = openOwnApi({
    own,
    services,
    wardkit,
    store,
    manageAs,
    clock,
    started,
    accessTokens,
    assumeRole,
    settings: options.accounts,
    tenantLimits: options.limits,
    sso,
    origin,
    templates: globals.templates,
    findSharedRoles: async () => listSharedRoles(options.globalRoles, await registry.findRegistered()),
  })
  sweep.watch()
  return wardkit
}

/** A request that was decided and then refused, as the router was about to run something else: both records have its id. */
function mismatchOf(
  event: Extract<WardkitEvent, { readonly type: 'dispatch-mismatch' }>,
  services: readonly Service[],
): Access {
  return {
    requestId: event.requestId,
    method: null,
    target: event.dispatched,
    outcome: 'refused',
    code: 'ERR_DISPATCH_MISMATCH',
    operation: services.flatMap(({ operations }) => operations).find(({ id }) => id === event.decided) ?? null,
    principal: null,
    decision: null,
    considered: null,
  }
}
