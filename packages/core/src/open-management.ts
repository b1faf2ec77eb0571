import { resolveTxt } from 'node:dns/promises'
import { createAccessLog, type AccessLog } from './audit/access-log.ts'
import { createAuditLog, type AuditLog } from './audit/audit-log.ts'
import { WardkitError } from './errors/index.ts'
import { createAdministration } from './identity/administration.ts'
import type { Store } from './identity/identity-store.ts'
import { createFindPasswordRules } from './identity/password-rules.ts'
import { createPasswords } from './identity/passwords.ts'
import { createFindTenantSecurity } from './identity/tenant-security.ts'
import { createTenantSweep } from './identity/tenant-sweep.ts'
import type { Service } from './model/service.ts'
import { createManagement, type Management } from './management.ts'
import { openLogFile } from './open-log-file.ts'
import { openStore } from './open-store.ts'
import { createPreviewRole } from './review/preview-role.ts'
import { createReview, type Review } from './review/review.ts'
import { compileTemplates } from './tenancy/compile-templates.ts'
import { createFindRolePolicy, DEFAULT_GLOBAL_ROLES } from './tenancy/globals.ts'
import { validatePolicy } from './tenancy/validate-policy.ts'
import { createServiceRegistry } from './tenancy/service-registry.ts'
import { createSsoUrls } from './sso/sso-urls.ts'
import { systemClock } from './util/clock.ts'
import { readDatabase } from './wardkit-options.ts'

/** A store opened to be changed and read, by no server: for scripts and terminals. */
export interface OpenManagement extends Management {
  readonly store: Store
  /** The access log that a server of this store keeps. */
  readonly accessLog: AccessLog
  /** What was changed, by whom and when. */
  readonly auditLog: AuditLog
  /** Global policies and roles that are written in an application's code are not known here: there, see `Wardkit.review`. */
  readonly review: Review
  /** What policies are checked against: the services given, and those that servers of this store registered. */
  findServices(): Promise<readonly Service[]>
  close(): Promise<void>
}

export interface OpenManagementOptions {
  /** As in `createWardkit`. */
  readonly database?: string
  /** The file of the access log; by default the database's path and `-access.db`. */
  readonly accessLog?: string
  /** Services to check policies against, in place of those of the same ids that the store knows. They are not registered. */
  readonly services?: readonly Service[]
  /** Policy templates to make links from, as in `createWardkit`. Those of an application's code are not known here. */
  readonly templates?: readonly string[]
}

/**
 * Opens a store to manage it. No secret is needed, since no token is issued, and no OpenAPI document where a server has registered its own.
 *
 * @throws WardkitError `ERR_CONFIGURATION`, `ERR_SERVICE_DOCUMENT`, `ERR_POLICY_INVALID` for a template, or the store's own
 * @example
 * const { tenants, close } = await openManagement({ database: 'sqlite:./wardkit.db' })
 */
export async function openManagement(options: OpenManagementOptions = {}): Promise<OpenManagement> {
  const file = readDatabase(options.database)
  const store = await openStore({ file })
  try {
    const { findKnown } = createServiceRegistry(store, options.services ?? [])
    const templates = options.templates ?? []
    const known = templates.length === 0 ? [] : await findKnown()
    if (templates.length > 0) requireServices(known)
    const globalRoles = new Map(Object.entries(DEFAULT_GLOBAL_ROLES))
    const sweep = createTenantSweep({ store, onFailure: () => undefined })
    const policies = {
      ...{ store, templates, globalRoles },
      findServices: findKnown,
      ownPolicies: [],
      globalPolicies: [],
    }
    const manageAs = createManagement({
      store,
      administer: createAdministration({ store, clock: systemClock }),
      passwords: createPasswords(),
      // The application's own policy is not known here; those of tenants are.
      passwordRules: createFindPasswordRules({ store, policy: {}, findSecurity: createFindTenantSecurity(store) }),
      findSharedRolePolicy: createFindRolePolicy(globalRoles, findKnown),
      previewRole: createPreviewRole({ ...policies, clock: systemClock }),
      clock: systemClock,
      templates: compileTemplates(templates, known, known),
      secret: NO_SECRET,
      sweep,
      sso: { urls: createSsoUrls('/wardkit'), allowLoopback: false, resolveTxt },
      async validatePolicy(source, kind) {
        const services = await findKnown()
        requireServices(services)
        return validatePolicy(source, services, kind)
      },
    })
    const logFile = openLogFile(options.accessLog ?? `${file}-access.db`)
    return {
      ...manageAs({ type: 'application' }),
      store,
      auditLog: createAuditLog(store),
      accessLog: createAccessLog(logFile, async () => undefined),
      review: createReview({ ...policies, clock: systemClock, query: logFile.query }),
      findServices: findKnown,
      async close() {
        await sweep.close()
        await logFile.close()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** A terminal has no secret to wrap with. */
const NO_SECRET = {
  wrap(): never {
    throw new WardkitError('ERR_CONFIGURATION', 'the secret of a client cannot be kept without WARDKIT_SECRET', {
      help: 'set connections up in the application that has it',
    })
  },
}

function requireServices(services: readonly Service[]): void {
  if (services.length > 0) return
  throw new WardkitError('ERR_CONFIGURATION', 'a policy cannot be checked without an OpenAPI document', {
    help: 'name the document, or start the server once: it tells the store of its own',
  })
}
